"""The sample's web, asked over real HTTP: feeds, pages, encodings, conditions and the sources that do not work."""

from __future__ import annotations

import json
import re
import socket
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import etree, html
from protego import Protego

from dateline.sample.outlets import Habits, newest_first, read_habits
from dateline.sample.reports import read_reports
from dateline.sample.site import Request, SampleSite

REPORTS = read_reports()
HABITS = read_habits()
BY_KEY = {habits.key: habits for habits in HABITS}
UNDATED = next(report for report in REPORTS if not report.published)


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes


@pytest.fixture(scope="module")
def site() -> Iterator[SampleSite]:
    with SampleSite() as running:
        yield running


def ask(site: SampleSite, host: str, path: str, *, method: str = "GET", **headers: str) -> Reply:
    connection = HTTPConnection("127.0.0.1", site.port, timeout=10)
    try:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers={"Host": host} | names)
        reply = connection.getresponse()
        return Reply(reply.status, {name.lower(): value for name, value in reply.getheaders()}, reply.read())
    finally:
        connection.close()


def visit(site: SampleSite, url: str) -> Reply:
    parts = urlsplit(url)
    return ask(site, parts.netloc, parts.path + (f"?{parts.query}" if parts.query else ""))


def entries_of(habits: Habits, body: bytes) -> list[dict[str, str]]:
    """Title, link and date of each entry, as plainly as each format allows."""
    if habits.format == "json":
        items = json.loads(body)["items"]
        return [{"title": i["title"], "link": i["url"], "date": i.get("date_published", "")} for i in items]
    tree = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True, recover=False))
    return [_entry(element) for element in tree.iter("{*}item", "{*}entry")]


def _entry(element: etree._Element) -> dict[str, str]:
    link = element.find("{*}link")
    assert link is not None
    found = {"title": element.findtext("{*}title", ""), "link": link.get("href") or link.text or "", "date": ""}
    for name in ("pubDate", "published", "date"):
        found["date"] = found["date"] or element.findtext(f"{{*}}{name}", "")
    return found


def paragraphs_of(habits: Habits, body: bytes) -> list[str]:
    tree = html.fromstring(body.decode(habits.encoding))
    return [" ".join(element.text_content().split()) for element in tree.iter("p")]


@pytest.mark.parametrize("habits", HABITS, ids=lambda habits: habits.key)
def test_feed_lists_all_reports_newest_first_and_every_link_leads_to_its_page(site: SampleSite, habits: Habits) -> None:
    mine = newest_first(tuple(report for report in REPORTS if report.outlet == habits.key))
    feed = ask(site, habits.host, habits.feed)
    assert feed.status == 200
    entries = entries_of(habits, feed.body)
    assert [entry["title"] for entry in entries] == [report.title for report in mine]
    assert [bool(entry["date"]) for entry in entries] == [bool(report.published) for report in mine]
    for entry, report in zip(entries, mine, strict=True):
        page = visit(site, urljoin(habits.home + habits.feed, entry["link"]))
        if habits.moved == report.slug:
            assert (page.status, page.headers["location"]) == (301, habits.url_of(report))
            page = visit(site, page.headers["location"])
        assert page.status == 200
        shown = paragraphs_of(habits, page.body)
        assert [text for text in shown if text in map(_squeezed, report.paragraphs)] == [
            _squeezed(paragraph) for paragraph in report.paragraphs
        ]


def _squeezed(paragraph: str) -> str:
    return " ".join(paragraph.split())


def test_pages_carry_their_dates_in_different_ways(site: SampleSite) -> None:
    signs = {
        "harbour-post": '"datePublished": "2016-',
        "capital-daily": '<meta name="publishdate" content="2016-',
        "meridian-wire": '<meta property="article:published_time" content="2016-',
        "strait-ledger": '<meta property="article:published_time" content="2016-',
        "world-sentinel": 'datetime="2016-',
        "lab-notes": '<meta name="date" content="2016-',
        "pacific-tech": '"@graph"',
        "lakeside-courier": '"BreadcrumbList"',
        "jiuzhou": '<span class="h-time">2016年',
        "jingwei": 'class="date">2016年',
        "keji-guancha": '"datePublished": "2016-',
        "nanhai-caijing": '<meta name="publishdate" content="2016-',
    }
    assert set(signs) == set(BY_KEY)
    for key, sign in signs.items():
        habits = BY_KEY[key]
        report = next(report for report in REPORTS if report.outlet == key and report.published)
        assert sign in ask(site, habits.host, habits.path_of(report)).body.decode(habits.encoding)


def test_addresses_of_an_outlet_are_distinct() -> None:
    addresses = [BY_KEY[report.outlet].url_of(report) for report in REPORTS]
    assert len(addresses) == len(set(addresses))
    assert all(re.fullmatch(r"[\x21-\x7e]+", address) for address in addresses)


def test_gb18030_outlet_declares_gb2312_in_its_pages_and_nothing_in_its_headers(site: SampleSite) -> None:
    habits = BY_KEY["jingwei"]
    report = next(report for report in REPORTS if report.outlet == "jingwei")
    page = ask(site, habits.host, habits.path_of(report))
    assert page.headers["content-type"] == "text/html"
    assert b"charset=gb2312" in page.body
    assert report.paragraphs[0] in page.body.decode("gb18030")
    with pytest.raises(UnicodeDecodeError):
        page.body.decode("utf-8")
    assert "charset" not in ask(site, habits.host, habits.feed).headers["content-type"]


def test_undated_report_shows_no_date_anywhere(site: SampleSite) -> None:
    habits = BY_KEY[UNDATED.outlet]
    page = html.fromstring(ask(site, habits.host, habits.path_of(UNDATED)).body.decode())
    body = page.find_class("article-body")[0]
    assert len(body) == len(UNDATED.paragraphs)
    body.getparent().remove(body)
    around = etree.tostring(page, encoding="unicode")
    assert not re.search(r"\b(19|20)\d\d\b|<time|name=\"(dc\.)?date\"", around)


def test_repeated_request_with_validators_gets_304_without_a_body(site: SampleSite) -> None:
    habits = BY_KEY["harbour-post"]
    first = ask(site, habits.host, habits.feed)
    etag, modified = first.headers["etag"], first.headers["last-modified"]
    for headers in (
        {"If_None_Match": etag},
        {"If_None_Match": f'"other", W/{etag}'},
        {"If_None_Match": "*"},
        {"If_Modified_Since": modified},
        {"If_None_Match": etag, "If_Modified_Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
    ):
        again = ask(site, habits.host, habits.feed, **headers)
        assert (again.status, again.body, again.headers["etag"]) == (304, b"", etag)


@pytest.mark.parametrize(
    "headers",
    [
        {"If_None_Match": '"other"'},
        {"If_Modified_Since": "Thu, 01 Dec 2016 00:00:00 GMT"},
        {"If_Modified_Since": "yesterday"},
        {"If_None_Match": '"other"', "If_Modified_Since": "Fri, 01 Jan 2027 00:00:00 GMT"},
    ],
)
def test_request_whose_validators_do_not_fit_gets_the_whole_answer(site: SampleSite, headers: dict[str, str]) -> None:
    habits = BY_KEY["meridian-wire"]
    assert ask(site, habits.host, habits.feed, **headers).status == 200


def test_two_sites_answer_with_the_same_bytes_and_validators(site: SampleSite) -> None:
    with SampleSite() as other:
        for habits in HABITS:
            mine = [habits.path_of(report) for report in REPORTS if report.outlet == habits.key]
            for path in ("/", "/robots.txt", habits.feed, *mine[:3]):
                one, two = ask(site, habits.host, path), ask(other, habits.host, path)
                assert one.body == two.body
                assert one.headers["etag"] == two.headers["etag"]
                assert one.headers["last-modified"] == two.headers["last-modified"]


def test_last_modified_is_the_day_of_the_newest_report(site: SampleSite) -> None:
    assert "31 Dec 2016" in ask(site, "harbour-post.example", "/").headers["last-modified"]


def test_robots_keep_readers_from_one_report_only(site: SampleSite) -> None:
    rules = {habits.key: Protego.parse(ask(site, habits.host, "/robots.txt").body.decode()) for habits in HABITS}
    closed = [
        report.story
        for report in REPORTS
        if not rules[report.outlet].can_fetch(BY_KEY[report.outlet].url_of(report), "Dateline")
    ]
    assert closed == ["ferry-timetable"]
    assert all(rules[habits.key].can_fetch(habits.home + habits.feed, "Dateline") for habits in HABITS)


def test_broken_feed_breaks_off_in_an_entry_whose_page_is_gone(site: SampleSite) -> None:
    feed = ask(site, "evening-dispatch.example", "/feed.xml")
    assert feed.status == 200
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(feed.body)
    links = re.findall(rb"<link>(http://[^<]+/2016/[^<]+)</link>", feed.body)
    assert [visit(site, link.decode()).status for link in links] == [404]


def test_silent_host_says_not_now_to_all_but_robots(site: SampleSite) -> None:
    assert ask(site, "tidewater-gazette.example", "/feed.xml").status == 503
    assert ask(site, "tidewater-gazette.example", "/any/page").status == 503
    assert ask(site, "tidewater-gazette.example", "/robots.txt").status == 200


@pytest.mark.parametrize("host", ["example.org", "harbour-post.example.evil.test", "", "127.0.0.1", "../harbour-post"])
def test_unknown_host_gets_404(site: SampleSite, host: str) -> None:
    assert ask(site, host, BY_KEY["harbour-post"].feed).status == 404


def test_host_is_found_with_port_and_capitals_and_head_has_no_body(site: SampleSite) -> None:
    habits = BY_KEY["harbour-post"]
    whole = ask(site, f"Harbour-Post.example:{site.port}", habits.feed)
    head = ask(site, habits.host, habits.feed, method="HEAD")
    assert (whole.status, head.status, head.body) == (200, 200, b"")
    assert head.headers["content-length"] == str(len(whole.body))


def test_requests_are_counted_by_host_path_and_status() -> None:
    with SampleSite() as site:
        assert site.address == f"127.0.0.1:{site.port}"
        etag = ask(site, "jiuzhou.example", "/").headers["etag"]
        ask(site, "jiuzhou.example", "/?utm_source=rss", If_None_Match=etag)
        ask(site, "jiuzhou.example", "/nowhere")
        assert site.requests == {
            Request("jiuzhou.example", "/", 200): 1,
            Request("jiuzhou.example", "/", 304): 1,
            Request("jiuzhou.example", "/nowhere", 404): 1,
        }


def test_one_connection_serves_many_requests(site: SampleSite) -> None:
    connection = HTTPConnection("127.0.0.1", site.port, timeout=10)
    try:
        for habits in HABITS * 3:
            connection.request("GET", habits.feed, headers={"Host": habits.host})
            reply = connection.getresponse()
            assert (reply.status, len(reply.read()) > 500) == (200, True)
    finally:
        connection.close()


def test_asker_that_hangs_up_stops_nothing_and_is_not_complained_of(
    site: SampleSite, capfd: pytest.CaptureFixture[str]
) -> None:
    request = b"GET /feed.json HTTP/1.1\r\nHost: world-sentinel.example\r\n\r\n"
    for _ in range(20):
        with socket.create_connection(("127.0.0.1", site.port)) as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # reset, not close
            connection.sendall(request)
    assert ask(site, "world-sentinel.example", "/feed.json").status == 200
    assert capfd.readouterr().err == ""
