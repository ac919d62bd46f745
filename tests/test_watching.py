"""The links of closed issues, visited again: dead, moved, changed in substance, corrected, retracted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.newsroom import Newsroom, open_newsroom
from local_site import Route, Site

PERIOD = "2016-12"
PAGES = {  # headline and paragraphs
    "ferry": (
        "Ferry back in the old port after storm repairs",
        "The ferry to the island sailed again on Monday, four months after a storm tore its hull open at the quay.",
        "It carries 310 passengers and 40 cars, and fares stay as they were, the harbour office said in a statement.",
    ),
    "bridge": (
        "Stone arch over the Au passes its load trial",
        "Engineers drove eleven loaded lorries over the stone arch on Tuesday and found that it gave way by a hair.",
        "The arch was built in 1871 for carts; trams may use it from spring if the council agrees in February.",
    ),
    "tunnel": (
        "Metro diggers break through below the market hall",
        "The boring machine broke through on Wednesday below the market hall, where cellars had slowed it for weeks.",
        "The metro line costs 24 million crowns more than planned, the builder said, because of water in the clay.",
    ),
    "harbour": (
        "Oysters return to cleaner water, biologists count",
        "Biologists counted 5,000 oysters on the breakwater this autumn, the first since the tannery was closed.",
        "They filter the bay and feed eiders, said Ada Hand of the institute, who has dived there for nine years.",
    ),
    "airport": (
        "Night flights end as pilots and villages agree",
        "Pilots, airlines and four villages signed on Friday that no jet takes off between eleven and five o’clock.",
        "Parcels will go by rail instead; the freight firm hopes to lose no more than a tenth of its letters trade.",
    ),
}
PLACES = list(PAGES)


def page(name: str, **changes: str) -> str:
    title, *paragraphs = PAGES[name]
    body = "".join(f"<p>{one}</p>" for one in paragraphs)
    for old, new in changes.items():
        assert old.replace("_", " ") in body, old
        body = body.replace(old.replace("_", " "), new)
    return (
        f'<html lang="en"><head><title>{title}</title><meta property="article:published_time" '
        f'content="2016-12-0{PLACES.index(name) + 2}T08:00:00Z"></head><body><article><h1>{title}</h1>{body}'
        f"</article></body></html>"
    )


def feed(site: str) -> str:
    entries = "".join(
        f"<item><title>{PAGES[name][0]}</title><link>{site}/{name}</link>"
        f"<pubDate>0{at} Dec 2016 08:00:00 GMT</pubDate></item>"
        for at, name in enumerate(PLACES, 2)
    )
    return f'<rss version="2.0"><channel><title>City</title><link>{site}</link>{entries}</channel></rss>'


@pytest.fixture
def site() -> Iterator[Site]:
    with Site({f"/{name}": page(name) for name in PLACES}) as running:
        running.set("/feed", Route(feed(running.url), media_type="application/rss+xml"))
        yield running


@pytest.fixture
def desk(site: Site, tmp_path: Path) -> Path:
    """A newsroom with the city's month closed."""
    (tmp_path / "dateline.toml").write_text(
        f'[newsroom]\ntitle = "City Letter"\n[fetch]\nallow = ["{site.host}"]\nper_host_delay = 0.0\n'
        f'[[sources]]\nname = "City"\nkind = "feed"\nurl = "{site.url}/feed"\nrights = "full"\n',
        "utf-8",
    )
    with open_newsroom(tmp_path, overrides=["text.jobs=1"]) as newsroom:
        newsroom.run(period=PERIOD)
        newsroom.close_issue(PERIOD, who="Ada", anyway="a test")
    return tmp_path


def states(newsroom: Newsroom, site: Site) -> dict[str, str]:
    return {one.url.removeprefix(f"{site.url}/"): one.state.state for one in newsroom.watch(PERIOD)}


def test_what_stands_as_it_was_is_ok(desk: Path, site: Site) -> None:
    with open_newsroom(desk) as newsroom:
        assert states(newsroom, site) == dict.fromkeys(PLACES, "ok")


def test_each_change_is_told_with_what_changed(desk: Path, site: Site) -> None:
    site.set("/ferry", Route(b"gone", 404))
    site.set("/bridge", Route(redirect="/new-bridge", status=301))
    site.set("/new-bridge", page("bridge"))
    site.set("/tunnel", page("tunnel", **{"24_million": "42 million"}))
    corrected = "tannery was closed.</p><p>Correction: it was 50,000 oysters, not 5,000, as we wrote at first.</p>"
    site.set("/harbour", page("harbour", **{"tannery_was_closed.</p>": corrected}))
    with open_newsroom(desk) as newsroom:
        found = {one.url.removeprefix(f"{site.url}/"): one.state for one in newsroom.watch(PERIOD)}
        again = newsroom.check(PERIOD)
    assert {name: one.state for name, one in found.items()} == {
        "ferry": "dead", "bridge": "redirected", "tunnel": "changed", "harbour": "corrected", "airport": "ok"
    }  # fmt: skip
    assert "404" in found["ferry"].detail
    assert found["bridge"].url.endswith("/new-bridge")
    assert "42 million" in found["tunnel"].detail
    assert "Correction" in found["harbour"].detail
    assert {"link-dead", "link-redirected"} <= {one.rule for one in again}  # the copy desk knows from now on


def test_what_could_not_be_looked_at_is_not_dead_and_nothing_is_forgotten(desk: Path, site: Site) -> None:
    site.set("/ferry", Route(b"gone", 404))
    with open_newsroom(desk) as newsroom:
        assert states(newsroom, site)["ferry"] == "dead"
        site.set("/ferry", Route(b"busy", 503))
        site.set("/bridge", Route(b"busy", 503))
        found = states(newsroom, site)
        assert (found["ferry"], found["bridge"]) == ("dead", "unseen")
        assert any(one.rule == "link-dead" for one in newsroom.check(PERIOD))


def test_an_error_page_is_dead_and_a_wall_is_unseen(desk: Path, site: Site) -> None:
    site.set("/ferry", page_of("Page not found", "The page that you asked for was not found on this server."))
    site.set("/bridge", page_of("Sign in", "Sign in to read on. Subscribe for a crown a week and read all we have."))
    site.set("/tunnel", Route(redirect="/", status=302))
    site.set("/", page_of("City", "All the news of the city, and nothing but the news of the city, every day anew."))
    site.set("/harbour", page("harbour", **{"on the breakwater": "at the breakwater"}))
    with open_newsroom(desk) as newsroom:
        found = states(newsroom, site)
    assert found == {"ferry": "dead", "bridge": "unseen", "tunnel": "dead", "harbour": "ok", "airport": "ok"}


def page_of(title: str, text: str) -> str:
    return (
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{text}</p></article></body></html>"
    )


def test_watching_keeps_no_capture_and_changes_no_article(desk: Path, site: Site) -> None:
    site.set("/tunnel", page("tunnel", **{"24_million": "42 million"}))
    with open_newsroom(desk) as newsroom:
        before = newsroom.search("tunnel")
        newsroom.watch(PERIOD)
        newsroom.run(period=PERIOD)
        assert newsroom.search("tunnel") == before
        assert states(newsroom, site)["tunnel"] == "changed"
