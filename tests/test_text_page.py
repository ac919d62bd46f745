"""HTML to a page: pages of our own that show what real ones do."""

import json
from datetime import UTC, datetime

import pytest

from dateline.records import Page
from dateline.text.encoding import decode
from dateline.text.language import detect_language
from dateline.text.page import read_html

NOW = datetime(2024, 5, 10, 12, tzinfo=UTC)
PROSE = (
    "The harbour board voted on Tuesday to keep the old ferry pier open until a new one is built across the bay.",
    "Captain Ines Halloran, who has run the morning boat for nineteen years, called the vote a relief for her crew.",
    "Work on the new pier is to begin in the autumn and should take about two years, the board said in a statement.",
    "Passengers will pay thirty cents more from July, which the board expects to cover a fifth of the cost.",
)


def page_of(body: str, head: str = "", **options: object) -> Page:
    html = f"<!doctype html><html lang=en><head>{head}</head><body><article>{body}</article></body></html>"
    return read_html(html.encode(), url="https://tide.example/news/pier", charset=None, now=NOW, **options)  # type: ignore[arg-type]


def prose() -> str:
    return "".join(f"<p>{text}</p>" for text in PROSE)


def statement(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


def test_page_gives_what_the_article_states() -> None:
    head = statement(
        headline="Board keeps the ferry pier | Tide Weekly",
        datePublished="2024-05-07T18:30:00+02:00",
        dateModified="2024-05-08T09:00:00+02:00",
        author=[{"@type": "Person", "name": "By Rosa Quill"}, {"@type": "Person", "name": "Ben Ortega (bo)"}],
        publisher={"@type": "Organization", "name": "Tide Weekly"},
    )
    page = page_of(f"<h1>Board keeps the ferry pier</h1>{prose()}", head + "<link rel=canonical href=/news/pier-vote>")
    assert page.title == "Board keeps the ferry pier"
    assert page.byline == ("Rosa Quill", "Ben Ortega")
    assert page.outlet == "Tide Weekly"
    assert page.published == "2024-05-07T18:30:00+02:00"
    assert page.modified == "2024-05-08T09:00:00+02:00"
    assert page.url == "https://tide.example/news/pier-vote"
    assert page.language == "en"
    assert page.paragraphs == PROSE


FURNITURE = {
    "headline repeated": "<h1>Board keeps the ferry pier</h1><p>Board keeps the ferry pier</p>{prose}",
    "byline and date": "<p>By Rosa Quill</p><p>Tuesday, 7 May 2024, 18:30</p>{prose}",
    "read more": "{prose}<p>Read more: Storm closes two piers</p>",
    "newsletter": "{prose}<p>Sign up for our newsletter and never miss a tide.</p>",
    "linked teaser": "{prose}<ul><li><a href=/a>Storm closes two piers on the eastern shore</a></li></ul>",
    "caption": "{prose}<figure><figcaption>The pier at dawn</figcaption></figure><p>The pier at dawn</p>",
    "said twice": "{prose}{prose}",
}


@pytest.mark.parametrize("body", FURNITURE.values(), ids=FURNITURE)
def test_page_leaves_furniture_out(body: str) -> None:
    head = "<meta property=og:title content='Board keeps the ferry pier'>"
    assert page_of(body.format(prose=prose()), head).paragraphs == PROSE


def test_page_takes_the_stated_text_where_the_page_shows_little() -> None:
    page = page_of("<p>Please enable scripts to read on.</p>", statement(headline="Pier", articleBody="\n".join(PROSE)))
    assert page.paragraphs == PROSE


def test_page_keeps_only_links_of_the_article() -> None:
    linked = PROSE[1].replace("the vote", "<a href=/votes/12>the vote</a>")
    page = page_of(f"<nav><a href=/home>Front page</a></nav><p>{PROSE[0]}</p><p>{linked}</p><p>{PROSE[2]}</p>")
    assert [(link.url, link.text) for link in page.links] == [("https://tide.example/votes/12", "the vote")]


DATES = {
    "zone kept": (
        '<meta property="article:published_time" content="2024-05-07T18:30:00+02:00">',
        "2024-05-07T18:30:00+02:00",
    ),
    "date only": ('<meta name="date" content="2024-05-07">', "2024-05-07"),
    "outlet's own clock": (
        '<meta property="article:published_time" content="2024-05-08T01:30:00Z">'
        '<meta name="sailthru.date" content="2024-05-07 21:30:00">',
        "2024-05-07T21:30:00-04:00",
    ),
    "epoch": ('<meta name="pubdate" content="1715099400">', "2024-05-07T16:30:00+00:00"),
    "thirteenth month": ('<meta name="date" content="2024-13-07">', None),
}


@pytest.mark.parametrize(("head", "expected"), DATES.values(), ids=DATES)
def test_date_is_read_as_the_outlet_gave_it(head: str, expected: str | None) -> None:
    assert page_of(prose(), head).published == expected


def test_date_in_the_future_is_refused_with_a_reason() -> None:
    page = page_of(prose(), '<meta property="article:published_time" content="2031-01-01T00:00:00Z">')
    assert page.published is None
    assert "future" in page.problems[0]


HOSTILE = {
    "empty": b"",
    "no markup": b"just words",
    "zeros": bytes(1000),
    "cut short": b"<html><head><title>Half a ti",
    "deep": b"<div>" * 100_000 + b"<p>x",
    "deep statement": b'<script type="application/ld+json">' + b"[" * 50_000 + b"</script><p>x</p>",
    "statement of other types": b'<script type="application/ld+json">{"@type":["NewsArticle",5],'
    b'"headline":[{"@value":5}],'
    b'"author":[[["x"]],5,null],"datePublished":{"a":1},"publisher":"P","articleBody":["x"],"@id":["q"]}</script><p>x</p>',
    "entities": b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><p>&x;</p>',
    "bad addresses": b'<base href="javascript:1"><link rel=canonical href="http://[bad"><a href="//[::1">x</a>',
    "many attributes": b"<p " + b" ".join(b"a%d=1" % at for at in range(100_000)) + b">x</p>",
    "characters that are none": b"<p>&#xD800;&#0;&#x110000;</p>",
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_hostile_page_is_read_without_harm(body: bytes) -> None:
    page = read_html(body, url="https://tide.example/x", charset="no-such-charset", now=NOW)
    json.dumps([page.title, *page.paragraphs], ensure_ascii=False).encode()
    assert page.published is None


CHINESE = "<p>港口委员会星期二决定保留旧码头，直到新的码头建成为止。</p>"
ENCODINGS = [
    (CHINESE.encode("gb18030"), "gb2312"),
    (b"<meta charset=gb2312>" + CHINESE.encode("gb18030"), None),
    (CHINESE.encode(), "iso-8859-1"),
    (CHINESE.encode("utf-16"), None),
    (b"\xef\xbb\xbf" + CHINESE.encode(), "gbk"),
    (CHINESE.encode("big5", "ignore"), "big5"),
]


@pytest.mark.parametrize(("body", "charset"), ENCODINGS)
def test_bytes_are_decoded_whatever_their_label(body: bytes, charset: str | None) -> None:
    assert "星期二" in decode(body, charset)


def test_unlabelled_western_bytes_are_decoded() -> None:
    assert decode("“Café” – naïve, déjà vu, garçon, très élégant".encode("cp1252")).startswith("“Café” –")


LANGUAGES = [
    ("The board voted to keep the pier open.", None, "en"),
    ("Der Rat hat gestern beschlossen, den Hafen offen zu halten.", None, "de"),
    ("委员会决定保留旧码头。", None, "zh"),
    ("委員会は桟橋を残すことを決めた。", None, "ja"),
    ("위원회는 부두를 유지하기로 했다.", None, "ko"),
    ("Pier", "de-AT", "de"),
    ("12 345 https://tide.example", None, "und"),
    ("", None, "und"),
]


@pytest.mark.parametrize(("text", "hint", "expected"), LANGUAGES)
def test_language_is_told(text: str, hint: str | None, expected: str) -> None:
    assert detect_language(text, hint=hint) == expected


NEWS_OF_PLEAS = (
    "Paying subscribers rose by 4 percent in the quarter, the company said, the slowest pace in three years.",
    "The draft would make sites ask before they set cookies, and name a privacy policy in plain words.",
    "Members follow them by choice, and some of those who subscribe to the standard have left again.",
    "“You can read more about it than you can bear,” she said of the law on copyright.",
)


@pytest.mark.parametrize("sentence", NEWS_OF_PLEAS)
def test_news_of_subscribers_and_cookies_is_no_plea(sentence: str) -> None:
    prose = "The harbour board met on Monday to decide how many berths the new quay is to have, and put it off again."
    body = "".join(f"<p>{prose} Point {at}.</p>" for at in range(6)) + f"<p>{sentence}</p>"
    page = read_html(
        f"<html><body><article><h1>Quay</h1>{body}</article></body></html>".encode(), url=None, charset=None
    )
    assert sentence in page.paragraphs
