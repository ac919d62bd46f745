"""One address: limits, robots.txt, politeness, conditions and second tries, against a real server."""

from __future__ import annotations

import asyncio
import itertools
import socket
import time
from datetime import UTC, datetime

import pytest

from dateline.errors import BadSettings, DatelineError, FetchFailed, Refused
from dateline.intake.fetch import FetchSettings, GuardedFetcher, _retry_after
from dateline.intake.robots import Disallowed
from dateline.intake.turns import Turns
from dateline.records import Payload, Visit
from local_site import Route, Site, bomb

MOMENT = datetime(2016, 12, 1, tzinfo=UTC)


def limits(*sites: Site, **more: object) -> FetchSettings:
    quick = {"retry_wait": 0.01, "connect_timeout": 1.0, "total_timeout": 3.0, "per_host_delay": 0.0}
    return FetchSettings(allow=tuple(site.host for site in sites), **{**quick, **more})  # type: ignore[arg-type]


def fetch_all(settings: FetchSettings, *urls: str, role: str = "page", known: Visit | None = None) -> list[object]:
    """What becomes of each address, one after another in one run: a Payload, None, or the error."""

    async def run() -> list[object]:
        found: list[object] = []
        async with GuardedFetcher(settings) as fetcher:
            for url in urls:
                try:
                    found.append(await fetcher.fetch(url, "test", known, role))
                except DatelineError as error:
                    found.append(error)
        return found

    return asyncio.run(run())


def fetch(settings: FetchSettings, url: str, role: str = "page", known: Visit | None = None) -> Payload | None:
    found = fetch_all(settings, url, role=role, known=known)[0]
    if isinstance(found, DatelineError):
        raise found
    assert found is None or isinstance(found, Payload)
    return found


def test_a_page_comes_with_all_that_was_said_about_it() -> None:
    page = Route(
        "<p>三十项标准</p>".encode("gb18030"), media_type="Text/HTML; charset=GB18030", etag='"v1"', gzipped=True
    )
    with Site({"/a?b=%E4%B8%89": page}) as site:
        payload = fetch(limits(site), f"{site.url}/a?b=三#part")
    assert payload
    assert payload.body.decode("gb18030") == "<p>三十项标准</p>"
    assert (payload.status, payload.media_type, payload.source) == (200, "text/html", "test")
    assert {name.lower(): value for name, value in payload.headers}["etag"] == '"v1"'
    assert payload.fetched.tzinfo is UTC
    asked = site.asked[-1].headers
    assert asked["User-Agent"].startswith("Dateline/")
    assert asked["Accept-Encoding"] == "gzip, deflate"


def test_the_final_address_after_redirects_is_told() -> None:
    routes = {"/1": Route(redirect="/2"), "/2": Route(redirect="3", status=301), "/3": b"end"}
    with Site(routes) as site:
        payload = fetch(limits(site), f"{site.url}/1")
    assert payload and payload.url == f"{site.url}/1" and payload.final_url == f"{site.url}/3"


def test_a_loop_of_redirects_ends() -> None:
    with Site({"/a": Route(redirect="/b"), "/b": Route(redirect="/a")}) as site:
        with pytest.raises(Refused, match="redirected more than 5 times"):
            fetch(limits(site), f"{site.url}/a", role="feed")
        assert len(site.asked) == 6


@pytest.mark.parametrize(
    ("route", "role"),
    [
        (bomb(64), "page"),
        (bomb(64), "feed"),
        (Route(b"x" * 300_000), "page"),
        (Route(chunks=lambda: (b"x" * 65536 for _ in range(1000))), "page"),
    ],
    ids=["bomb", "bomb as feed", "large", "without end"],
)
def test_a_body_over_the_limit_is_refused(route: Route, role: str) -> None:
    with Site({"/": route}) as site, pytest.raises(Refused, match=f"max_{role}_bytes"):
        fetch(limits(site, max_page_bytes=200_000, max_feed_bytes=250_000), f"{site.url}/", role=role)


def test_a_body_that_drips_is_given_up() -> None:
    with Site({"/": Route(b"x" * 1000, drip=0.05)}) as site:
        began = time.monotonic()
        with pytest.raises(FetchFailed, match="total_timeout"):
            fetch(limits(site, total_timeout=0.4), f"{site.url}/", role="feed")
        assert time.monotonic() - began < 1.5


@pytest.mark.parametrize("role", ["feed", "page"])
def test_an_address_has_its_time_for_all_it_leads_to(role: str) -> None:
    chain = {f"/{n}": Route(redirect=f"/{n + 1}", wait=0.2) for n in range(5)}
    with Site({"/robots.txt": Route(b"", wait=0.2), **chain, "/5": Route(b"x" * 8, drip=0.1)}) as site:
        began = time.monotonic()
        with pytest.raises(FetchFailed, match="total_timeout"):
            fetch(limits(site, total_timeout=0.9), f"{site.url}/0", role=role)
        assert time.monotonic() - began < 1.3


def test_the_second_try_has_the_time_that_the_first_left() -> None:
    with Site({"/": Route(b"", 503, wait=0.5)}) as site:
        began = time.monotonic()
        with pytest.raises(FetchFailed, match="total_timeout"):
            fetch(limits(site, total_timeout=0.7), f"{site.url}/", role="feed")
        assert time.monotonic() - began < 0.95


def test_robots_txt_that_drips_is_given_up_and_asked_for_once() -> None:
    with Site({"/robots.txt": Route(b"#" * 1000, drip=0.05), "/1": b"x", "/2": b"y"}) as site:
        began = time.monotonic()
        found = fetch_all(limits(site, total_timeout=0.4), f"{site.url}/1", f"{site.url}/2")
        assert time.monotonic() - began < 1.5
        assert all(isinstance(one, FetchFailed) and "robots.txt" in str(one) for one in found)
        assert [one.path for one in site.asked] == ["/robots.txt"]


def test_waiting_for_a_turn_is_none_of_the_time_of_an_address() -> None:
    async def run(site: Site) -> list[Payload | None]:
        settings = limits(site, total_timeout=0.5, per_host_connections=1)
        async with GuardedFetcher(settings) as fetcher:
            urls = [f"{site.url}/{n}" for n in range(6)]
            return await asyncio.gather(*(fetcher.fetch(url, "test", None, "feed") for url in urls))

    with Site({f"/{n}": Route(b"x", wait=0.15) for n in range(6)}) as site:
        assert all(asyncio.run(run(site)))


def test_a_host_does_not_pay_for_the_slow_one_that_led_to_it() -> None:
    with Site({"/": b"good", "/slow": Route(b"x" * 40, drip=0.1)}) as good, Site() as slow:
        for number in range(4):
            slow.set(f"/{number}", Route(redirect=f"{good.url}/slow", wait=0.35))
        urls = [*(f"{slow.url}/{number}" for number in range(4)), f"{good.url}/"]
        *late, last = fetch_all(limits(good, slow, total_timeout=0.5), *urls, role="feed")
    assert all("total_timeout" in str(one) for one in late)
    assert isinstance(last, Payload)


@pytest.mark.parametrize(
    "route",
    [
        Route(b"short", declared=500),
        Route(b"this is not gzip", headers={"Content-Encoding": "gzip"}),
        Route(b"cut", chunks=lambda: [b"HTTP what\r\n"], headers={"Transfer-Encoding": "chunked"}),
        Route(b"zstd?", headers={"Content-Encoding": "br"}),
        Route(b"", 304),
        Route(b"", 300),
        Route(b"", 500),
        Route(b"", 408),
        Route(b"", status=999),
    ],
    ids=["cut off", "no gzip", "no chunks", "no brotli", "304 unasked", "300", "500", "408", "999"],
)
def test_an_answer_that_may_be_better_later_fails(route: Route) -> None:
    with Site({"/": route}) as site, pytest.raises(FetchFailed, match=site.url):
        fetch(limits(site, total_timeout=0.5), f"{site.url}/", role="feed")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_an_answer_that_will_stay_is_refused(status: int) -> None:
    with Site({"/": Route(b"", status)}) as site, pytest.raises(Refused, match=str(status)):
        fetch(limits(site), f"{site.url}/", role="feed")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "feed.xml",
        "file:///etc/passwd",
        "http://",
        "http://a:b@c.example/",
        "http://[::1",
        "http://a:99999/",
        "\x00",
    ],
)
def test_what_is_no_web_address_is_refused(address: str) -> None:
    with pytest.raises(Refused):
        fetch(FetchSettings(), address, role="feed")


def test_a_password_in_an_address_is_not_repeated_in_the_message() -> None:
    with pytest.raises(Refused) as caught:
        fetch(FetchSettings(), "http://anna:sesame@news.example/", role="feed")
    assert "sesame" not in str(caught.value)


def test_conditions_of_the_last_visit_are_asked() -> None:
    known = Visit("u", "test", "page", MOMENT, 200, '"v1"', "Thu, 01 Dec 2016 00:00:00 GMT")
    with Site({"/": Route(b"new", etag='"v1"')}) as site:
        assert fetch(limits(site), f"{site.url}/", known=known) is None
        assert site.asked[-1].headers["If-Modified-Since"] == "Thu, 01 Dec 2016 00:00:00 GMT"
        site.set("/", Route(b"new", etag='"v2"'))
        payload = fetch(limits(site), f"{site.url}/", known=known)
        assert payload and payload.body == b"new"


def test_a_busy_server_is_asked_once_more() -> None:
    with Site({"/": Route(b"ok", fail_first=1)}) as site:
        payload = fetch(limits(site), f"{site.url}/", role="feed")
        assert payload and [one.status for one in site.asked] == [503, 200]
        site.set("/", Route(b"ok", fail_first=5))
        with pytest.raises(FetchFailed, match="503 Service Unavailable"):
            fetch(limits(site), f"{site.url}/", role="feed")
        assert len(site.asked) == 4


def test_retry_after_is_obeyed_up_to_a_cap() -> None:
    with Site({"/": Route(b"", 429, headers={"Retry-After": "1"})}) as site:
        with pytest.raises(FetchFailed, match="429"):
            fetch(limits(site), f"{site.url}/", role="feed")
        first, second = site.asked
        assert second.at - first.at >= 1.0
        site.forget()
        site.set("/", Route(b"", 503, headers={"Retry-After": "Fri, 01 Jan 2100 00:00:00 GMT"}))
        with pytest.raises(FetchFailed, match="asks to wait"):
            fetch(limits(site), f"{site.url}/", role="feed")
        assert len(site.asked) == 1


@pytest.mark.parametrize(
    "odd",
    [
        "²",
        "٣x",
        "9" * 5000,
        "-1",
        "nan",
        "Mon, 01 Jan 2024 00:00:00 +99999999999999999",
        "Fri, 31 Dec 9999 23:59:59 -2359",
        "Mon, 99 Jan 99999 00:00:00 GMT",
        "\x00",
        "",
        ",",
    ],
)
def test_a_retry_after_that_makes_no_sense_ends_nothing(odd: str) -> None:
    assert isinstance(_retry_after(odd, MOMENT), float | None)
    if odd.isascii() and odd.isprintable():
        with Site({"/": Route(b"", 503, headers={"Retry-After": odd})}) as site, pytest.raises(FetchFailed):
            fetch(limits(site), f"{site.url}/", role="feed")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("connections", 0),
        ("per_host_connections", 0),
        ("per_host_connections", -1),
        ("host_failures", 0),
        ("connect_timeout", 0.0),
        ("total_timeout", -1.0),
        ("total_timeout", float("nan")),
    ],
)
def test_limits_under_which_nothing_could_be_fetched_are_bad_settings(name: str, value: float) -> None:
    with pytest.raises(BadSettings, match=rf"fetch\.{name} must be"):
        FetchSettings(**{name: value})  # type: ignore[arg-type]


def test_robots_txt_is_obeyed_for_pages_and_not_for_feeds() -> None:
    rules = "User-agent: *\nDisallow: /private\n\nUser-agent: dateline\nDisallow: /no\nAllow: /no/but-this\n"
    with Site({"/robots.txt": rules, "/no": b"x", "/no/but-this": b"y", "/private": b"z"}) as site:
        urls = [site.url + path for path in ("/no", "/no/but-this", "/private")]
        refused, *pages = fetch_all(limits(site), *urls)
        assert isinstance(refused, Disallowed) and "robots.txt" in str(refused)
        assert all(isinstance(page, Payload) for page in pages)
        assert [one.path for one in site.asked].count("/robots.txt") == 1
        assert fetch(limits(site), f"{site.url}/no", role="feed")


def test_robots_txt_is_asked_for_on_every_site_of_a_redirect() -> None:
    with Site({"/robots.txt": "User-agent: *\nDisallow: /"}) as target, Site() as site:
        site.set("/", Route(redirect=f"{target.url}/page"))
        with pytest.raises(Disallowed):
            fetch(limits(site, target), f"{site.url}/")
        assert target.paths() == []


@pytest.mark.parametrize("target", ["/robots.txt", "http://127.0.0.2:9/robots.txt", "ftp://elsewhere.example/"])
def test_robots_txt_that_leads_astray_forbids_only_for_this_run(target: str) -> None:
    with Site({"/robots.txt": Route(redirect=target), "/page": b"x"}) as site:
        found = fetch_all(limits(site), f"{site.url}/page", f"{site.url}/page")
    assert all(isinstance(one, FetchFailed) and "robots.txt" in str(one) for one in found)


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        (Route(b"", 404), True),
        (Route(b"", 403), True),
        (Route(b"", 500), False),
        (Route(b"", 503), False),
        (Route(b"\xff\xfe\x00garbage\n" * 100), True),
        (Route(b"", 200), True),
        (Route(b"User-agent: *\nDisallow: /page\n" + b"# padding\n" * 200_000), False),
        (Route(redirect="/elsewhere.txt"), True),
        (Route(redirect="/robots.txt"), False),
        (Route(redirect="http://127.0.0.2:9/robots.txt"), False),
        (Route(redirect="ftp://elsewhere.example/"), False),
    ],
    ids=["404", "403", "500", "503", "garbage", "empty", "large", "redirect", "loop", "to private", "off the web"],
)
def test_robots_txt_that_is_missing_allows_and_that_fails_forbids(robots: Route, allowed: bool) -> None:
    with Site({"/robots.txt": robots, "/page": b"x"}) as site:
        found = fetch_all(limits(site), f"{site.url}/page", f"{site.url}/page")
        asked = [one.path for one in site.asked]
    assert all(isinstance(one, Payload if allowed else DatelineError) for one in found)
    assert asked.count("/robots.txt") <= 6, "asked for once: a second try and five redirects at most"
    assert all("robots.txt" in str(one) for one in found if isinstance(one, DatelineError))


def test_one_host_is_asked_by_few_connections_at_a_time() -> None:
    async def run(site: Site) -> None:
        async with GuardedFetcher(limits(site)) as fetcher:
            await asyncio.gather(*(fetcher.fetch(f"{site.url}/{n}", "test", None) for n in range(12)))

    with Site({f"/{n}": Route(b"x" * 5, drip=0.01) for n in range(12)}) as site:
        asyncio.run(run(site))
        assert len(site.paths()) == 12
        assert site.busiest == 2


def test_requests_to_one_host_keep_their_distance_and_do_not_hold_up_others() -> None:
    async def run() -> list[tuple[str, float]]:
        turns = Turns(FetchSettings(per_host_delay=0.1, connections=1))
        turns.slow_down("slow.example:80", 0.3)
        began, made = time.monotonic(), []

        async def request(host: str) -> None:
            async with turns.turn(host):
                made.append((host, time.monotonic() - began))

        hosts = ["slow.example:80", "slow.example:80", *["quick.example:80"] * 3]
        await asyncio.gather(*map(request, hosts))
        return made

    made = asyncio.run(run())
    slow = [at for host, at in made if host.startswith("slow")]
    quick = [at for host, at in made if host.startswith("quick")]
    assert slow[1] - slow[0] >= 0.29
    assert all(later - earlier >= 0.09 for earlier, later in itertools.pairwise(quick))
    assert quick[-1] < slow[-1]


def test_crawl_delay_is_obeyed_up_to_a_cap_and_not_for_permitted_addresses() -> None:
    robots = "User-agent: *\nCrawl-delay: 500\n"
    with Site({"/robots.txt": robots, "/a": b"x", "/b": b"y"}) as site:
        began = time.monotonic()
        assert len(fetch_all(limits(site, max_crawl_delay=0.3), f"{site.url}/a", f"{site.url}/b")) == 2
        assert time.monotonic() - began < 2


def test_a_dead_host_is_left_alone_after_three_failures() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        urls = [f"http://127.0.0.1:{port}/{n}" for n in range(100)]
        settings = FetchSettings(allow=(f"127.0.0.1:{port}",), retry_wait=0.05)
        began = time.monotonic()
        found = fetch_all(settings, *urls, role="feed")
    assert time.monotonic() - began < 2
    assert all(isinstance(one, FetchFailed) for one in found)
    assert "left alone for the rest of this run" in str(found[-1])
    assert "left alone" not in str(found[0])


def test_a_host_that_never_answers_is_left_alone_too() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        host = f"127.0.0.1:{silent.getsockname()[1]}"
        settings = FetchSettings(allow=(host,), total_timeout=0.2)
        began = time.monotonic()
        found = fetch_all(settings, *(f"http://{host}/{n}" for n in range(50)), role="feed")
    assert time.monotonic() - began < 3
    assert "total_timeout" in str(found[0]) and "left alone" in str(found[-1])


def test_a_name_without_an_address_fails_with_its_name() -> None:
    with pytest.raises(FetchFailed, match=r"nowhere\.invalid"):
        fetch(FetchSettings(retry_wait=0.0), "http://nowhere.invalid/", role="feed")


def test_cookies_are_not_kept() -> None:
    with Site({"/": Route(b"x", headers={"Set-Cookie": "a=b"}), "/2": b"y"}) as site:
        fetch_all(limits(site), f"{site.url}/", f"{site.url}/2")
        assert all("Cookie" not in one.headers for one in site.asked)


def test_large_headers_are_read() -> None:
    with Site({"/": Route(b"x", headers={"Content-Security-Policy": "a" * 20_000})}) as site:
        assert fetch(limits(site), f"{site.url}/")
