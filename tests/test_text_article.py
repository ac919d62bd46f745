"""Captures to articles, and the readers beside HTML."""

import json
import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import typst

from dateline.errors import Unreadable
from dateline.records import Capture, FeedEntry, Outlet, Page, Source
from dateline.text.address import article_address
from dateline.text.article import read_capture, to_article
from dateline.text.batch import Reader, Task
from dateline.text.readers import read_document

NOW = datetime(2024, 5, 10, 12, tzinfo=UTC)
SOURCE = Source("tide", "feed", "https://tide.example/feed")
CAPTURE = Capture(
    id="c1",
    url="https://www.tide.example/pier?utm_source=feed",
    final_url="https://www.tide.example/pier?utm_source=feed",
    fetched=NOW,
    status=200,
    media_type="text/html",
    digest="sha256:0",
    source="tide",
    file="a.warc.gz",
    offset=0,
    length=1,
)
PAGE = Page(None, "Pier stays", (), None, "2024-05-07", None, "en", ("It stays. All agreed.", "Work begins in May."))
OUTLETS = (Outlet("Tide", ("tide.example",)), Outlet("Tide Sport", ("sport.tide.example",), aliases=("TideSport",)))


def article_of(page: Page = PAGE, capture: Capture = CAPTURE, source: Source = SOURCE):  # type: ignore[no-untyped-def]
    return to_article(page, capture, source=source, outlets=OUTLETS, now=NOW)


def test_article_lays_out_paragraphs_and_sentences() -> None:
    article = article_of()
    assert [article.text[span.start : span.end] for span in article.paragraphs] == list(PAGE.paragraphs)
    assert [article.text[span.start : span.end] for span in article.sentences] == [
        "It stays.",
        "All agreed.",
        "Work begins in May.",
    ]
    assert article.url == "https://www.tide.example/pier"


ADDRESSES = [
    ("https://tide.example/news/pier", "https://tide.example/news/pier"),
    ("https://elsewhere.example/pier", "https://www.tide.example/pier"),
    ("https://www.tide.example/", "https://www.tide.example/pier"),
    (None, "https://www.tide.example/pier"),
]


@pytest.mark.parametrize(("own", "expected"), ADDRESSES)
def test_address_is_the_pages_own_only_on_its_host(own: str | None, expected: str) -> None:
    assert article_of(replace(PAGE, url=own)).url == expected


TRUSTED = [
    ("/news/pier", "/a/pier"),
    ("/pier", "/pier/"),
    ("/pier", "/pier?ref=feed"),
    ("/pier", "/pier/amp"),
    ("/news/pier.html", "/amp/news/pier.amp.html"),
    ("/news/pier/", "/news/pier/index.html"),
    ("/2024/board-keeps-the-pier", "/node/7"),
    ("/2024/board-keeps-the-pier", "/?p=7"),
    ("/a/c_1120058.htm", "/redirect/x"),
    ("/board-keeps-the-pier", "/board-keeps-the-pier/photos/3"),
    ("/view.php?id=7", "/view.php?id=7&from=home"),
    ("/本市渡轮码头将继续开放", "/p/7"),
]
DOUBTED = [
    ("/news/", "/news/pier"),
    ("/", "/?p=7"),
    ("/", "/news/pier"),
    ("/latest", "/2024/board-keeps-the-pier"),
    ("/2024/05/07/", "/2024/05/07/pier"),
    ("/20240507/", "/20240507/pier"),
    ("/view.php", "/view.php?id=7"),
    ("/index.html", "/news/index.html"),
    ("/news/index.html", "/news/pier/index.html"),
    ("/world/asia/", "/a/7"),
]


@pytest.mark.parametrize(("own", "answered"), TRUSTED)
def test_address_is_the_canonical_one_where_it_may_be_this_page(own: str, answered: str) -> None:
    host = "https://tide.example"
    assert article_address(host + own, host + answered) == host + own


@pytest.mark.parametrize(("own", "answered"), DOUBTED)
def test_address_is_not_one_that_a_whole_section_names(own: str, answered: str) -> None:
    host = "https://tide.example"
    assert article_address(host + own, host + answered) == host + answered


@pytest.mark.parametrize(
    ("url", "named", "source", "expected"),
    [
        ("https://sport.tide.example/a", None, SOURCE, "Tide Sport"),
        ("https://m.tide.example/a", "Other", SOURCE, "Tide"),
        ("https://gull.example/a", "TideSport", SOURCE, "Tide Sport"),
        ("https://gull.example/a", "Gull", SOURCE, "Gull"),
        ("https://gull.example/a", None, SOURCE, "gull.example"),
        ("https://sport.tide.example/a", None, replace(SOURCE, outlet="The Wire"), "The Wire"),
        ("https://gull.example/a", None, replace(SOURCE, outlet="tidesport"), "Tide Sport"),
        ("https://gull.example/a", None, replace(SOURCE, outlet="TIDE"), "Tide"),
    ],
)
def test_outlet_is_told_by_source_host_page(url: str, named: str | None, source: Source, expected: str) -> None:
    assert article_of(replace(PAGE, outlet=named), replace(CAPTURE, final_url=url), source).outlet == expected


@pytest.mark.parametrize(
    ("stated", "hinted", "expected", "notes"),
    [
        ("2024-05-07", "2024-05-07T08:15:00+00:00", "2024-05-07T08:15:00+00:00", 0),
        ("2024-05-06", "2024-05-07T08:15:00+00:00", "2024-05-06", 0),
        (None, "2024-05-07T08:15:00+00:00", "2024-05-07T08:15:00+00:00", 0),
        ("2030-01-01", None, None, 1),
        (None, None, None, 0),
    ],
)
def test_date_is_the_pages_then_the_feeds(
    stated: str | None, hinted: str | None, expected: str | None, notes: int
) -> None:
    article = article_of(replace(PAGE, published=stated), replace(CAPTURE, hint=FeedEntry(published=hinted)))
    assert article.published_as == expected
    assert (article.published is None) == (expected is None)
    assert len(article.notes) == notes


@pytest.mark.parametrize(
    ("updated", "expected"), [("2024-05-07T08:15:00+00:00", "2024-05-07T08:15:00+00:00"), ("2030-01-01", None)]
)
def test_undated_page_has_the_feeds_time_of_change_and_says_so(updated: str, expected: str | None) -> None:
    capture = replace(CAPTURE, hint=FeedEntry(updated=updated))
    undated = article_of(replace(PAGE, published=None), capture)
    assert undated.published_as == expected
    assert len(undated.notes) == 1
    assert article_of(PAGE, capture).published_as == "2024-05-07"


def test_page_without_text_takes_the_feeds() -> None:
    article = article_of(
        replace(PAGE, paragraphs=()), replace(CAPTURE, hint=FeedEntry(content="<p>One.</p><p>Two.</p>"))
    )
    assert article.text == "One.\n\nTwo."
    assert article.notes


def test_capture_without_title_and_text_is_unreadable() -> None:
    with pytest.raises(Unreadable):
        read_capture(CAPTURE, b"<html></html>", source=SOURCE, outlets=(), now=NOW)


def test_record_of_one_article_is_read() -> None:
    record = {"id": 7, "url": "https://gull.example/7", "title": "Gulls", "html": "<p>They <a href='/b'>came</a>.</p>",
              "date": "2024-05-01", "lang": "en", "publisher": "Gull", "byline": "By A. Wren and B. Finch"}  # fmt: skip
    capture = replace(CAPTURE, final_url="file:///gulls.json", media_type="application/json")
    article = read_capture(capture, json.dumps(record).encode(), source=SOURCE, outlets=(), now=NOW)
    assert (article.url, article.title, article.text) == ("https://gull.example/7", "Gulls", "They came.")
    assert (article.outlet, article.published_as, article.byline) == ("Gull", "2024-05-01", ("A. Wren", "B. Finch"))
    assert [link.url for link in article.links] == ["https://gull.example/b"]


def test_markdown_is_read() -> None:
    front = b"---\ntitle: Gulls\ndate: 2024-05-01\n---\n"
    body = front + b"# Ignored\n\nThey *came* [back](https://gull.example/b)\nin May.\n\n> Loud.\n"
    page = read_document(body, "text/markdown")
    assert (page.title, page.published, page.paragraphs[1:]) == (
        "Gulls",
        "2024-05-01",
        ("They came back in May.", "Loud."),
    )
    assert page.links[0].url == "https://gull.example/b"


def test_text_is_read_with_its_title() -> None:
    page = read_document("Gulls return\n\nThey came\nin May.\r\n\r\n海鸥\n回来了。".encode(), "text/plain")
    assert (page.title, page.paragraphs) == ("Gulls return", ("They came in May.", "海鸥回来了。"))


def test_mail_prefers_its_html_and_keeps_the_zone() -> None:
    text = "The gulls came back in May, and the harbour was loud again with them for many weeks."
    body = (
        "From: Tide Weekly <news@tide.example>\r\nSubject: =?utf-8?q?Gulls_=E2=80=93_again?=\r\n"
        "Date: Tue, 07 May 2024 08:15:00 +0200\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/alternative; boundary=b\r\n\r\n"
        f"--b\r\nContent-Type: text/plain\r\n\r\nplain\r\n"
        f"--b\r\nContent-Type: text/html\r\n\r\n<p>{text}</p>\r\n--b--\r\n"
    )
    page = read_document(body.encode(), "")
    assert (page.title, page.outlet, page.published) == ("Gulls – again", "Tide Weekly", "2024-05-07T08:15:00+02:00")
    assert page.paragraphs == (text,)


def test_pdf_paragraphs_and_links_are_read() -> None:
    first = "The harbour board voted on Tuesday to keep the old ferry pier open until a new one is built. " * 3
    second = "Captain Ines Halloran called the vote a relief for her crew and for the morning passengers. " * 3
    source = (
        '#set document(title: "Pier stays")\n'
        "#set page(width: 12cm, height: 16cm, footer: align(center)[#context counter(page).display()])\n"
        "#set par(spacing: 1.6em)\n= Pier stays\n\n"
        + f'{first}\n\n{second} #link("https://tide.example/pier")[the minutes].\n'
    )
    page = read_document(typst.compile(source.encode()), "application/pdf")
    assert page.title == "Pier stays"
    assert page.paragraphs == (first.strip(), f"{second.strip()} the minutes.")
    assert [(link.url, link.text) for link in page.links] == [("https://tide.example/pier", "the minutes")]


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (b"%PDF-1.7 cut", "application/pdf"),
        (b"{", "application/json"),
        (b"[1]", "application/json"),
        (b"\x00\x01", "message/rfc822"),
        (bytes(range(256)) * 20, ""),
        (bytes(range(256)) * 20, "text/plain"),
    ],
)
def test_broken_document_is_unreadable(body: bytes, media_type: str) -> None:
    with pytest.raises(Unreadable):
        read_document(body, media_type)


PROSE = "The gulls came back in May, and the harbour was loud again with them for many weeks."
HOSTILE = {
    "byline a number": ("application/json", b'{"title": "Gulls", "text": "Back.", "byline": 5}'),
    "byline true": ("application/json", b'{"title": "Gulls", "text": "Back.", "author": true}'),
    "surrogate in text": ("application/json", b'{"title": "Gulls \\ud83d", "text": "x \\ud83d", "url": "http://h/\\ud800"}'),
    "surrogate and language": ("application/json", b'{"title": "Gulls", "text": "x \\ud83d", "language": "en"}'),
    "surrogate in JSON-LD": (
        "text/html",
        b'<script type="application/ld+json">{"@type": "NewsArticle", "headline": "H\\udc00",'
        b' "publisher": {"name": "P\\ud83d"}, "author": {"name": "A\\ud83d Wren"}}</script><h1>Gulls</h1>',
    ),
    "nested author": (
        "text/html",
        b'<script type="application/ld+json">{"@type": "NewsArticle", "author": '
        + b"[" * 900 + b'"A"' + b"]" * 900 + b"}</script><h1>Gulls</h1>",
    ),
    "surrogate in a mail": ("message/rfc822", b"From: \xff <a@b.example>\nSubject: =?utf-7?q?+2D0-?=\n\nGulls."),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_capture_is_read_and_can_be_kept(name: str) -> None:
    media_type, body = HOSTILE[name]
    capture = replace(CAPTURE, media_type=media_type)
    reading = Reader(OUTLETS, NOW)(Task(capture, body, SOURCE))
    assert reading.problem is None
    assert repr(reading.article).encode("utf-8")


def test_reader_that_fails_gives_a_reading_with_the_reason() -> None:
    capture = replace(CAPTURE, final_url="https://tide.example/pier", charset=5)  # type: ignore[arg-type]
    reading = Reader(OUTLETS, NOW)(Task(capture, b"<p>x</p>", SOURCE))
    assert reading.article is None
    assert reading.problem is not None
    assert "https://tide.example/pier" in reading.problem
    assert "AttributeError" in reading.problem


EMPHASIS = [
    ("They *came* back", "They came back"),
    ("__They__ **came** _back_", "They came back"),
    ("***They** came* back", "They came back"),
    ("**They *came* back**", "They came back"),
    ("3 * 4 * 5 and snake_case_name", "3 * 4 * 5 and snake_case_name"),
    ("a*b*c and 5* for *all", "a*b*c and 5* for *all"),
    ("“*came*”, _they_.", "“came”, they."),
    ("*a\nb* c", "*a b* c"),
]


@pytest.mark.parametrize(("marked", "plain"), EMPHASIS)
def test_markdown_emphasis_is_taken_off(marked: str, plain: str) -> None:
    assert read_document(f"# T\n\nx {marked}".encode(), "text/markdown").paragraphs == (f"x {plain}",)


@pytest.mark.parametrize(
    "text",
    ["*a ", "_a b ", "a* ", "**a *b ", "[a", "[](", "<http://", "- ", "> ", "# a" + " " * 9, "#", "# a #b", "a\n", "`"],
)
@pytest.mark.parametrize("media_type", ["text/markdown", "text/plain"])
def test_a_megabyte_of_marks_is_read_in_time(text: str, media_type: str) -> None:
    start = time.process_time()
    read_document((text * (1_000_000 // len(text)) + "b").encode(), media_type)
    assert time.process_time() - start < 5


def test_markdown_heading_of_spaces_is_read_in_time() -> None:
    for filling in (" ", "#", " #"):
        start = time.process_time()
        page = read_document(f"# a{filling * 300_000}b ##\n\nText.".encode(), "text/markdown")
        assert page.title is not None and page.title.startswith("a") and page.title.endswith("b")
        assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("page", "feed", "expected"),
    [
        ("港口大桥通车_要闻_示例时报", "港口大桥通车", "港口大桥通车"),
        ("Bridge opens | Science | The Post", "Bridge opens", "Bridge opens"),
        ("Bridge opens to cars", "Bridge opens", "Bridge opens to cars"),
        ("Bridge opens - and closes", "Bridge", "Bridge opens - and closes"),
        (None, "Bridge opens", "Bridge opens"),
        ("Bridge opens", None, "Bridge opens"),
    ],
)
def test_title_is_the_feeds_where_the_page_hangs_its_section_behind(
    page: str | None, feed: str | None, expected: str
) -> None:
    capture = replace(CAPTURE, hint=FeedEntry(title=feed))
    assert article_of(replace(PAGE, title=page), capture).title == expected


def test_date_alone_on_a_line_is_no_part_of_the_first_sentence() -> None:
    body = (
        "Bridge opens\n\nFriday, December 2, 2016\nCars crossed the bridge at noon.\nA band played.\n\nIt cost little."
    )
    capture = replace(CAPTURE, media_type="text/plain", final_url="file:///desk/bridge.txt")
    article = read_capture(capture, body.encode(), source=SOURCE, outlets=(), now=NOW)
    assert "Cars crossed the bridge at noon. A band played." in article.text.split("\n\n")
