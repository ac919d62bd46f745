"""A feed and its pages over several runs: only what is new is asked for, and nothing a feed offers is lost."""

from __future__ import annotations

import json
import socket
from collections import Counter
from dataclasses import replace
from itertools import count

import pytest

from dateline.errors import Unreadable
from dateline.intake.feed import FeedSource
from dateline.intake.fetch import FetchSettings
from dateline.intake.gather import Summary, run_gather
from dateline.protocols import FeedReader
from dateline.records import Feed, FeedEntry, Outcome, Source
from dateline.testing import MemoryLedger
from local_site import Route, Site

SOURCE = Source("Harbour Post", "feed", "")
WHEN = "2016-12-15T01:30:00Z"


def read_json(body: bytes, charset: str | None) -> Feed:
    """A feed reader for tests: JSON with the keys of our records."""
    try:
        tree = json.loads(body)
        entries = tuple(FeedEntry(**{**one, "authors": tuple(one.get("authors", ()))}) for one in tree["entries"])
        return Feed("json", tree.get("title"), None, tree.get("language"), entries, tuple(tree.get("problems", ())))
    except (ValueError, KeyError) as error:
        raise Unreadable(f"this is no feed: {error}") from error


def entry(number: int, **more: object) -> dict[str, object]:
    return {"id": str(number), "title": f"Report {number}", "link": f"/{number}", "published": WHEN, **more}


def feed(*entries: dict[str, object], etag: str | None = "auto", **more: object) -> Route:
    body = json.dumps({"entries": entries, **more})
    return Route(body, media_type="application/json", etag=f'"{hash(body)}"' if etag == "auto" else etag)


class Newsroom:
    """A site with a feed, and what intake remembers of it between runs."""

    def __init__(self, site: Site, *entries: dict[str, object]):
        self.site, self.ledger, self.outcomes = site, MemoryLedger(), list[Outcome]()
        self.source = replace(SOURCE, address=f"{site.url}/feed")
        site.set("/feed", feed(*entries))

    def run(self, reader: FeedReader = read_json, *allow: str, **limits: object) -> Summary:
        self.outcomes.clear()
        self.site.forget()
        quick = {"retry_wait": 0.0, "total_timeout": 2.0, "connect_timeout": 1.0, "per_host_delay": 0.0, **limits}
        settings = FetchSettings(allow=(self.site.host, *allow), **quick)  # type: ignore[arg-type]
        kinds = {"feed": FeedSource()}
        return run_gather([self.source], self.ledger, reader, kinds, settings=settings, on_outcome=self.outcomes.append)

    def states(self) -> Counter[str]:
        return Counter(one.state for one in self.outcomes)

    def bodies(self) -> list[bytes]:
        return [payload.body for payload in self.ledger.payloads.values() if payload.role == "page"]


@pytest.fixture
def site():
    with Site() as one:
        yield one


def test_a_feed_and_its_pages_are_kept_with_what_the_feed_said(site: Site) -> None:
    site.set("/1", b"<p>one</p>")
    site.set("/2", Route(redirect="/two"))
    site.set("/two", b"<p>two</p>")
    room = Newsroom(site, entry(1, authors=["Mei"]), entry(2))
    assert room.run().captured == 3
    by_role = Counter(payload.role for payload in room.ledger.payloads.values())
    assert by_role == {"feed": 1, "page": 2}
    page = next(payload for payload in room.ledger.payloads.values() if payload.url == f"{site.url}/1")
    assert page.hint == FeedEntry(id="1", title="Report 1", link="/1", published=WHEN, authors=("Mei",))
    assert next(p for p in room.ledger.payloads.values() if p.url.endswith("/2")).final_url == f"{site.url}/two"
    visit = room.ledger.visit(room.source.address)
    assert visit and (visit.role, visit.entries, visit.status, visit.problem) == ("feed", 2, 200, None)


def test_a_second_run_with_nothing_new_makes_one_conditional_request(site: Site) -> None:
    site.set("/1", b"<p>one</p>")
    room = Newsroom(site, entry(1), entry(2, link="/missing"))
    room.run()
    kept = dict(room.ledger.payloads)
    assert room.run().unchanged == 1
    assert [(one.path, one.status) for one in site.asked] == [("/feed", 304)]
    assert room.ledger.payloads == kept
    visit = room.ledger.visit(room.source.address)
    assert visit and (visit.entries, visit.status, visit.problem) == (2, 304, None)


def test_a_feed_without_validators_is_asked_for_and_its_known_pages_are_not(site: Site) -> None:
    site.set("/1", b"<p>one</p>")
    room = Newsroom(site)
    site.set("/feed", feed(entry(1), etag=None))
    room.run()
    summary = room.run()
    assert (summary.captured, summary.unchanged) == (0, 1)
    assert site.paths() == ["/feed"]


def test_a_new_entry_and_a_changed_one_are_fetched(site: Site) -> None:
    site.set("/1", Route(b"<p>one</p>", etag='"1"'))
    site.set("/2", b"<p>two</p>")
    site.set("/3", b"<p>three</p>")
    room = Newsroom(site, entry(1), entry(2))
    room.run()
    site.set("/2", b"<p>two, corrected</p>")
    site.set("/feed", feed(entry(1, title="A new title"), entry(2, updated="2016-12-16T00:00:00Z"), entry(3)))
    room.run()
    assert sorted(site.paths()) == ["/1", "/2", "/3", "/feed"]
    assert {one.path: one.status for one in site.asked}["/1"] == 304
    assert room.bodies().count(b"<p>two, corrected</p>") == 1
    room.run()
    assert site.paths() == ["/feed"]


def test_the_same_page_under_several_links_is_fetched_once(site: Site) -> None:
    site.set("/1", b"<p>one</p>")
    room = Newsroom(site, entry(1), entry(2, link="/1?utm_source=rss"), entry(3, link="/1#top"))
    room.run()
    assert sorted(site.paths()) == ["/1", "/feed"]


def test_two_feeds_that_share_a_page_do_not_fetch_it_in_turns(site: Site) -> None:
    site.set("/1", b"<p>one</p>")
    site.set("/other", feed(entry(1, title="Another title")))
    room = Newsroom(site, entry(1))
    room.run()
    other = replace(room.source, name="Other", address=f"{site.url}/other")
    room.source, first = other, room.source
    room.run()
    assert site.paths() == ["/other"]
    room.source = first
    room.run()
    assert site.paths() == ["/feed"]


def test_a_page_that_fails_is_tried_in_three_runs_and_then_left(site: Site) -> None:
    site.set("/1", Route(b"", 500))
    room = Newsroom(site, entry(1))
    for _ in range(3):
        assert room.run().failed == 1
        assert site.paths() == ["/feed", "/1"]
    room.run()
    assert [(one.path, one.status) for one in site.asked] == [("/feed", 304)]
    visit = room.ledger.visit(f"{site.url}/1")
    assert visit and visit.attempts == 3 and "500" in (visit.problem or "")


def test_two_feeds_that_share_a_failing_page_give_it_up_too(site: Site) -> None:
    site.set("/1", Route(b"", 500))
    room = Newsroom(site, entry(1))
    site.set("/other", feed(entry(1, title="Another title")))
    first = room.source
    for _ in range(3):
        for source in (first, replace(first, name="Other", address=f"{site.url}/other")):
            room.source = source
            room.run()
    assert site.paths() == ["/other"]


def test_a_page_that_recovers_is_fetched_and_all_is_settled(site: Site) -> None:
    site.set("/1", Route(b"", 500))
    room = Newsroom(site, entry(1))
    room.run()
    site.set("/1", b"<p>one</p>")
    room.run()
    assert room.states() == {"unchanged": 1, "captured": 1}  # the feed's bytes were kept by the first run
    assert room.run().unchanged == 1
    assert [one.status for one in site.asked] == [304]


def test_a_page_that_was_given_up_is_tried_again_when_its_entry_changes(site: Site) -> None:
    room = Newsroom(site, entry(1))
    room.run()
    assert room.run().unchanged == 1
    site.set("/1", b"<p>one</p>")
    site.set("/feed", feed(entry(1, title="New")))
    room.run()
    assert room.bodies() == [b"<p>one</p>"]


@pytest.mark.parametrize(
    "answer", [Route(b"", 404), Route(b"", 403), Route(b"x" * 5000)], ids=["404", "403", "too large"]
)
def test_what_the_feed_carries_stands_in_for_a_page_that_cannot_be_had(site: Site, answer: Route) -> None:
    site.set("/1", answer)
    room = Newsroom(site, entry(1, content="<p>All of it.</p>", summary="Some.", authors=["Mei"], language="zh"))
    room.run(max_page_bytes=1000)
    assert [json.loads(body) for body in room.bodies()] == [
        {
            "url": f"{site.url}/1",
            "title": "Report 1",
            "html": "<p>All of it.</p>",
            "published": WHEN,
            "byline": ["Mei"],
            "language": "zh",
        }
    ]
    outcome = room.outcomes[-1]
    assert outcome.state == "captured" and "what the feed carries" in (outcome.reason or "")
    payload = list(room.ledger.payloads.values())[-1]
    assert (payload.media_type, payload.url) == ("application/json", f"{site.url}/1")
    assert ("X-Dateline-Origin", room.source.address) in payload.headers
    room.run(max_page_bytes=1000)
    assert [one.status for one in site.asked] == [304]


def test_a_page_that_robots_forbid_is_not_asked_for(site: Site) -> None:
    site.set("/robots.txt", "User-agent: *\nDisallow: /\n")
    site.set("/1", b"<p>one</p>")
    room = Newsroom(site, entry(1, summary="Some."), entry(2))
    room.run()
    assert site.paths() == ["/feed"]
    assert room.states() == {"captured": 2, "skipped": 1}
    assert json.loads(room.bodies()[0])["html"] == "Some."


def test_what_the_feed_carries_stands_in_until_the_page_can_be_had(site: Site) -> None:
    site.set("/1", Route(b"", 500))
    room = Newsroom(site, entry(1, summary="Some."))
    room.run()
    assert room.states() == {"captured": 2}
    room.run()
    assert room.states() == {"unchanged": 1, "failed": 1}
    assert [json.loads(body)["html"] for body in room.bodies()] == ["Some."]
    site.set("/1", b"<p>one</p>")
    room.run()
    assert room.bodies()[1:] == [b"<p>one</p>"]
    assert room.run().unchanged == 1


def test_a_page_that_was_had_is_not_replaced_by_less_when_it_fails(site: Site) -> None:
    site.set("/1", b"<p>one</p>")
    room = Newsroom(site, entry(1, summary="Some."))
    room.run()
    for answer in (Route(b"", 500), Route(b"", 404)):
        site.set("/1", answer)
        site.set("/feed", feed(entry(1, summary="Some.", title=f"Changed {answer.status}")))
        room.run()
        assert room.states()["failed"] == 1
    assert room.bodies() == [b"<p>one</p>"]


def test_an_entry_without_a_link_is_kept_under_the_address_of_the_feed(site: Site) -> None:
    bare = {"id": "tag:a,1/ü", "title": "Bare", "content": "Text.", "published": WHEN}
    room = Newsroom(site, bare, {**bare, "id": None, "title": "No id"}, {"id": "empty", "title": "Nothing in it"})
    room.run()
    urls = [payload.url for payload in room.ledger.payloads.values() if payload.role == "page"]
    assert urls[0] == f"{room.source.address}#tag%3Aa%2C1%2F%C3%BC"
    assert len(set(urls)) == 2
    room.run()
    assert room.states() == {"unchanged": 1}


@pytest.mark.parametrize(
    "link", ["", "mailto:a@b.example", "javascript:alert(1)", "http://[", "ftp://a/b", "/feed", "\x00"]
)
def test_a_link_that_leads_nowhere_does_not_stop_the_feed(site: Site, link: str) -> None:
    site.set("/1", b"<p>one</p>")
    room = Newsroom(site, entry(5, link=link), entry(1))
    room.run()
    assert b"<p>one</p>" in room.bodies()


@pytest.mark.parametrize("half", ["\ud800", "\udcff", "a\ude00\ud83d"])
def test_half_a_character_in_a_feed_does_not_stop_it(site: Site, half: str) -> None:
    site.set("/1", b"<p>one</p>")
    odd = entry(5, link=f"/{half}", content=half, summary=half, authors=[half])
    bare = {"id": half, "title": half, "content": half, "published": half}
    room = Newsroom(site)
    site.set("/feed", feed(odd, bare, entry(6, id=half, link=None, summary=half), entry(1), problems=[half]))
    room.run()
    assert b"<p>one</p>" in room.bodies()
    assert all((one.url + (one.reason or "")).encode() for one in room.outcomes)
    room.run()
    assert room.states() == {"unchanged": 1}


def test_a_page_that_nobody_thought_of_stops_no_other(site: Site) -> None:
    class Picky(MemoryLedger):
        """A ledger whose library does not take one page."""

        def keep(self, payload):
            if payload.url.endswith("/2"):
                raise ValueError("embedded null character")
            return super().keep(payload)

    for number in (1, 2, 3):
        site.set(f"/{number}", f"<p>{number}</p>")
    room = Newsroom(site, *(entry(number) for number in (1, 2, 3)))
    room.ledger = Picky()
    for _ in range(3):
        assert room.run().failed == 1
    assert sorted(room.bodies()) == [b"<p>1</p>", b"<p>3</p>"]
    visit = room.ledger.visit(f"{site.url}/2")
    assert visit and visit.problem == "ValueError: embedded null character"
    assert room.run().unchanged == 1


def test_a_page_whose_robots_could_not_be_had_is_tried_again(site: Site) -> None:
    site.set("/robots.txt", Route(redirect="/robots.txt"))
    site.set("/1", b"<p>one</p>")
    room = Newsroom(site, entry(1))
    room.run()
    assert "redirected more than 5 times" in (room.outcomes[-1].reason or "")
    site.set("/robots.txt", Route(b"", 404))
    room.run()
    assert room.bodies() == [b"<p>one</p>"]


def test_a_private_page_in_a_feed_is_refused_with_the_mend(site: Site) -> None:
    with Site({"/": b"secret"}) as inner:
        room = Newsroom(site, entry(1, link=f"{inner.url}/"))
        room.run()
        assert inner.asked == []
    assert f'allow = ["{inner.host}"]' in (room.outcomes[-1].reason or "")


def test_a_broken_feed_is_told_kept_and_not_fetched_again_until_it_changes(site: Site) -> None:
    room = Newsroom(site)
    site.set("/feed", Route(b"<html>not a feed</html>", etag='"1"'))
    for expected in (200, 304, 304):
        room.run()
        assert [one.status for one in site.asked] == [expected]
        assert room.states() == {"failed": 1}
        assert "this is no feed" in (room.outcomes[0].reason or "")
        visit = room.ledger.visit(room.source.address)
        assert visit and "this is no feed" in (visit.problem or "") and visit.entries is None
    assert len(room.ledger.payloads) == 1
    site.set("/feed", Route(b"", 500))
    room.run()
    site.set("/feed", Route(b"<html>not a feed</html>", etag='"1"'))
    room.run()
    assert room.states() == {"failed": 1}
    site.set("/feed", feed())
    room.run()
    assert room.states() == {"unchanged": 1}


def test_a_feed_that_was_down_is_well_again_with_304(site: Site) -> None:
    room = Newsroom(site)
    room.run()
    good = site.routes["/feed"]
    site.set("/feed", Route(b"", 500))
    room.run()
    visit = room.ledger.visit(room.source.address)
    assert visit and "500" in (visit.problem or "") and visit.attempts == 1
    site.set("/feed", good)
    room.run()
    assert room.states() == {"unchanged": 1}
    visit = room.ledger.visit(room.source.address)
    assert visit and visit.problem is None and visit.attempts == 0


def test_faults_of_a_feed_that_could_be_read_are_told(site: Site) -> None:
    room = Newsroom(site)
    site.set("/feed", feed(problems=["cut off after 0 entries"]))
    room.run()
    assert room.outcomes[0].reason == "cut off after 0 entries"


def test_more_entries_than_the_limit_are_taken_over_several_runs(site: Site) -> None:
    for number in range(7):
        site.set(f"/{number}", f"<p>{number}</p>")
    room = Newsroom(site, *(entry(number) for number in range(7)))
    room.run(max_entries=3)
    assert len(room.bodies()) == 3
    assert "4 more entries wait" in (room.outcomes[-1].reason or "")
    room.run(max_entries=3)
    room.run(max_entries=3)
    assert len(room.bodies()) == 7
    room.run(max_entries=3)
    assert [one.status for one in site.asked] == [304]


def test_a_hundred_links_to_a_dead_host_take_no_time(site: Site) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        dead = f"127.0.0.1:{closed.getsockname()[1]}"
        room = Newsroom(site, *(entry(number, link=f"http://{dead}/{number}") for number in range(100)))
        summary = room.run(read_json, dead, retry_wait=0.1)
    assert summary.failed == 100
    assert summary.seconds < 3


def test_the_charset_of_the_server_reaches_the_reader(site: Site) -> None:
    seen: list[str | None] = []

    def reader(body: bytes, charset: str | None) -> Feed:
        seen.append(charset)
        return Feed("rss20", None, None, None, ())

    room = Newsroom(site)
    for numbered, media_type in zip(
        count(), ("text/xml; charset=GB2312", "text/xml", 'application/rss+xml;charset="utf-8"'), strict=False
    ):
        site.set("/feed", Route(str(numbered), media_type=media_type))
        room.run(reader)
    assert seen == ["gb2312", None, "utf-8"]


def test_a_run_cut_short_goes_on_where_it_stopped(site: Site) -> None:
    class Full(MemoryLedger):
        """A disk that is full after three captures."""

        def keep(self, payload):
            if len(self.payloads) == 3:
                raise OSError(28, "No space left on device")
            return super().keep(payload)

    for number in range(6):
        site.set(f"/{number}", f"<p>{number}</p>")
    room = Newsroom(site, *(entry(number) for number in range(6)))
    room.ledger = Full()
    room.run()
    assert "No space left" in (room.outcomes[-1].reason or "")
    whole = MemoryLedger()
    whole.visits, whole.payloads = room.ledger.visits, room.ledger.payloads
    room.ledger = whole
    room.run()
    assert sorted(room.bodies()) == [f"<p>{number}</p>".encode() for number in range(6)]
    room.run()
    assert [one.status for one in site.asked] == [304]
