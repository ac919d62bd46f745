"""Feeds of every format, and what is wrong with them."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dateline.errors import Unreadable
from dateline.text.feed import read_feed
from dateline.text.feed_dates import read_date

ITEM = "<item><title>Lamp {0}</title><link>https://lamps.example/{0}</link><guid>lamp-{0}</guid></item>"


def rss(inner: str, encoding: str = "utf-8") -> bytes:
    return f'<rss version="2.0"><channel><title>Lamps</title>{inner}</channel></rss>'.encode(encoding)


def atom(inner: str) -> bytes:
    return f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">{inner}</feed>'.encode()


RSS = """<item><title>Boats &amp;amp; <![CDATA[<b>nets</b>]]></title><link>/boats?a=1&amp;b=2</link>
<guid isPermaLink="false"> tag:boats </guid><pubDate>Mon, 05 Dec 2016 10:00:00 +0800</pubDate>
<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">Ada Lund</dc:creator><author>bo@boats.example (Bo Ek)</author>
<description>&lt;p&gt;Nets &lt;a href="more"&gt;more&lt;/a&gt;&lt;script&gt;x()&lt;/script&gt;&lt;/p&gt;</description>
<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/"><![CDATA[<p>All of it</p>]]></content:encoded>
</item>"""


def test_rss_gives_every_field() -> None:
    feed = read_feed(rss("<link>https://boats.example/</link><language>en_GB</language>" + RSS))
    assert (feed.format, feed.title, feed.link, feed.language) == ("rss20", "Lamps", "https://boats.example/", "en-GB")
    (entry,) = feed.entries
    assert entry.id == "tag:boats"
    assert entry.title == "Boats & nets"
    assert entry.link == "https://boats.example/boats?a=1&b=2"
    assert entry.published == "2016-12-05T02:00:00Z"
    assert entry.updated is None
    assert entry.authors == ("Bo Ek", "Ada Lund")
    assert entry.summary == '<p>Nets <a href="https://boats.example/more">more</a></p>'
    assert entry.content == "<p>All of it</p>"
    assert entry.language == "en-GB"
    assert feed.problems == ()


def test_atom_gives_every_field_and_inherits_author_and_language() -> None:
    entry_xml = (
        '<entry xml:base="https://quay.example/a/"><id>urn:1</id><title type="html">'
        "Tin &amp;amp; &lt;i>rope&lt;/i></title>"
        '<link rel="self" href="self"/><link href="b"/><published>2016-12-05T10:00:00+08:00</published>'
        '<updated>2016-12-06T10:00:00Z</updated><summary>5 &lt; 6</summary><content type="xhtml">'
        '<div xmlns="http://www.w3.org/1999/xhtml"><p>A<br/>B &amp; C <a href="c">c</a></p></div></content></entry>'
    )
    feed = read_feed(atom("<title>Quay</title><author><name>Cy Holm</name></author>" + entry_xml))
    (entry,) = feed.entries
    assert (feed.format, entry.title, entry.link, entry.id) == (
        "atom10",
        "Tin & rope",
        "https://quay.example/a/b",
        "urn:1",
    )
    assert (entry.published, entry.updated) == ("2016-12-05T02:00:00Z", "2016-12-06T10:00:00Z")
    assert (entry.authors, entry.language, entry.summary) == (("Cy Holm",), "en", "5 &lt; 6")
    assert entry.content == '<p>A<br>B &amp; C <a href="https://quay.example/a/c">c</a></p>'


def test_atom_title_of_type_text_is_left_as_it_is() -> None:
    feed = read_feed(atom("<entry><title>The &lt;b> tag &amp;amp; co</title></entry>"))
    assert feed.entries[0].title == "The <b> tag &amp; co"


def test_rdf_gives_about_as_id_and_dublin_core_date() -> None:
    body = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Tides</title><link>https://t.example/</link>
      <dc:language>zh</dc:language></channel><item rdf:about="https://t.example/1"><title>High</title>
      <link>https://t.example/1</link><dc:date>2016-12-05</dc:date></item></rdf:RDF>"""
    feed = read_feed(body.encode())
    (entry,) = feed.entries
    assert (feed.format, feed.title, entry.id, entry.language) == ("rss10", "Tides", "https://t.example/1", "zh")
    assert entry.published == entry.updated == "2016-12-05T00:00:00Z"


def test_cdf_gives_items() -> None:
    item = b'<ITEM HREF="http://c.example/1" LASTMOD="2016-12-05"><TITLE>x</TITLE></ITEM>'
    feed = read_feed(b'<CHANNEL HREF="http://c.example/">' + item + b"</CHANNEL>")
    assert (feed.format, feed.entries[0].link, feed.entries[0].title) == ("cdf", "http://c.example/1", "x")


def test_json_feed_gives_every_field() -> None:
    item = {"id": 7, "url": "/7", "title": " A  B ", "content_text": "1 < 2", "date_published": "2016-12-05T10:00:00Z"}
    tree = {
        "version": "https://jsonfeed.org/version/1.1", "title": "J", "home_page_url": "https://j.example/",
        "language": "de", "authors": [{"name": "Di"}], "items": [item, "no item"],
    }  # fmt: skip
    feed = read_feed(json.dumps(tree).encode())
    (entry,) = feed.entries
    assert (feed.format, feed.link, feed.language) == ("json11", "https://j.example/", "de")
    assert (entry.id, entry.link, entry.title, entry.content) == ("7", "https://j.example/7", "A B", "1 &lt; 2")
    assert (entry.authors, entry.language, entry.published) == (("Di",), "de", "2016-12-05T10:00:00Z")


def test_json_feed_holds_no_lone_surrogate() -> None:
    item = {key: "http://h.example/\ud800" for key in ("id", "url", "title", "summary", "content_html", "language")}
    feed = read_feed(json.dumps({"items": [{**item, "authors": [{"name": "A\udc00"}]}], "title": "T\ud83d"}).encode())
    assert repr(feed).encode("utf-8")
    assert feed.entries[0].link == "http://h.example/\ufffd"


@pytest.mark.parametrize("encoding", ["utf-7", "punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined"])
def test_odd_encoding_gives_sound_text_and_its_entry(encoding: str) -> None:
    declared = f'<?xml version="1.0" encoding="{encoding}"?>'.encode()
    feed = read_feed(declared + rss("<item><title>+2D0- \\ud83d</title><link>http://h/a</link></item>"))
    assert len(feed.entries) == 1
    assert repr(feed).encode("utf-8")


def test_json_feed_cut_off_gives_the_items_before() -> None:
    feed = read_feed(b'{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","url":"http://a"},{"id":"2"')
    assert [entry.id for entry in feed.entries] == ["1"]
    assert "cut off" in feed.problems[0]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Mon, 05 Dec 2016 10:00:00 EST", "2016-12-05T15:00:00Z"),
        ("5 Dec 16 10:00 GMT", "2016-12-05T10:00:00Z"),
        ("2016-12-05T10:00:00.123+08:00", "2016-12-05T02:00:00Z"),
        ("2016-12-05 10:00", "2016-12-05T10:00:00Z"),
        ("20161205", "2016-12-05T00:00:00Z"),
        ("2016-12", "2016-12-01T00:00:00Z"),
        ("2016-340", "2016-12-05T00:00:00Z"),
        ("Mon Dec  5 10:00:00 2016", "2016-12-05T10:00:00Z"),
        ("December 5, 2016 3:30 PM", "2016-12-05T15:30:00Z"),
        ("Seg, 5 Dez 2016 10:00:00 -0300", "2016-12-05T13:00:00Z"),
        ("5. März 2016", "2016-03-05T00:00:00Z"),
        ("5 de diciembre de 2016", "2016-12-05T00:00:00Z"),
        ("2016年12月5日 下午3:30", "2016-12-05T15:30:00Z"),
        ("31 Jun 2016", None),
        ("2016-12-05T25:00:00Z", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_read_date_names_the_moment(text: str, moment: str | None) -> None:
    assert read_date(text) == moment


def test_undated_entry_tells_the_date_it_could_not_read() -> None:
    feed = read_feed(rss("<item><link>http://a</link><pubDate>soon</pubDate></item>"))
    assert feed.entries[0].published is None
    assert feed.problems == ("entry 1: its date 'soon' is not understood",)


@pytest.mark.parametrize(
    ("body", "charset", "title", "told"),
    [
        (b"<?xml version='1.0' encoding='gb2312'?>" + rss("<item><title>镕基</title></item>", "gbk"), None, "镕基", ""),
        (rss("<item><title>台灣</title></item>", "big5"), "big5", "台灣", ""),
        (rss("<item><title>naïve</title></item>"), "iso-8859-1", "naïve", "it is in UTF-8"),
        (rss("<item><title>naïve</title></item>", "cp1252"), None, "naïve", "not valid UTF-8"),
        (rss("<item><title>“naïve”</title></item>", "cp1252"), "iso-8859-1", "“naïve”", ""),
        (rss("<item><title>שלום</title></item>", "utf-16"), None, "שלום", ""),
        (rss("<item><title>שלום</title></item>", "utf-16-be"), None, "שלום", ""),
        (b'<?xml version="1.0" encoding="klingon"?>' + rss("<item><title>é</title></item>"), None, "é", "not known"),
        (rss(f"<item><title>{'海上风电项目，' * 20}</title></item>", "gbk"), None, "海上风电项目，" * 20, "GB18030"),
    ],
)  # fmt: skip
def test_encoding_is_found_and_a_wrong_one_told(body: bytes, charset: str | None, title: str, told: str) -> None:
    feed = read_feed(body, charset)
    assert feed.entries[0].title == title
    assert any(told in problem for problem in feed.problems) if told else len(feed.problems) == 1  # no link


@pytest.mark.parametrize(
    ("body", "looks"),
    [
        (b"", "empty"),
        (b"\0" * 500, "empty"),
        (gzip.compress(b"x" * 1_000_000), "gzip"),
        (b"%PDF-1.4", "PDF"),
        (bytes(range(256)) * 40, "not a feed"),
        (b"<!DOCTYPE html><html><body>Hi</body></html>", "web page"),
        (b"hello", "begins with 'hello'"),
        (b"[1, 2]", "JSON"),
        (b'{"a": 1}', "neither version nor items"),
        (b"{oops", "not JSON"),
        (b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url/></urlset>', "sitemap"),
        (b"<opml><body><outline/></body></opml>", "OPML"),
    ],
)
def test_what_is_no_feed_is_unreadable_and_says_what_it_is(body: bytes, looks: str) -> None:
    with pytest.raises(Unreadable, match=looks):
        read_feed(body)


@pytest.mark.parametrize("cut", [10, 40, 60, 75])
def test_truncated_feed_gives_the_entries_before_the_cut(cut: int) -> None:
    body = rss(ITEM.format(1) + "\n" + ITEM.format(2) + ITEM.format(3))
    whole = read_feed(body)
    feed = read_feed(body[: -len("</channel></rss>") - cut])
    assert feed.entries == whole.entries[:2]
    assert "cut off at line 2" in feed.problems[0]


@pytest.mark.parametrize(
    ("inner", "title"),
    [
        ("<item><title>Tom & Ann&nbsp;&copy;</title></item>", "Tom & Ann ©"),
        ("<item><title>a < b</title></item>", "a < b"),
        ("<item><title>a <b>x</title><description>1<br>2</description></item>", "a x"),
        ("<item><title>q</title><description><a href=x>y</a></description></item>", "q"),
        ("<item><title>x\x00y\x0b&#0;</title></item>", "xy"),
        ("<item><dc:title>undeclared</dc:title></item>", "undeclared"),
        ("<item></b><title>stray</title></item>", "stray"),
    ],
)
def test_broken_feed_keeps_its_entries_apart(inner: str, title: str) -> None:
    feed = read_feed(rss(inner + ITEM.format(2)))
    assert [entry.title for entry in feed.entries] == [title, "Lamp 2"]
    assert feed.entries[1].link == "https://lamps.example/2"


def test_fault_is_told_with_its_line() -> None:
    feed = read_feed(
        b"<?xml version='1.0'?>\n<!DOCTYPE rss [\n<!ENTITY a 'b'>]>\n" + rss("\n<item><title>a & b</title></item>")
    )
    assert "not well-formed at line 5: an ampersand that XML does not know" in feed.problems


def test_doctype_entities_are_not_expanded() -> None:
    laughs = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'><!ENTITY f SYSTEM 'file:///etc/hostname'>]>"
    feed = read_feed(laughs.encode() + rss("<item><title>&b;&f;</title></item>"))
    assert feed.entries[0].title == "&b;&f;"
    assert feed.problems[0] == "the feed declares entities of its own: they were not expanded"


def test_text_before_the_feed_is_passed_over_and_told() -> None:
    feed = read_feed(b"Warning: disk full\n<?xml version='1.0'?>" + rss(ITEM.format(1)))
    assert len(feed.entries) == 1
    assert "Warning" in feed.problems[0]


def test_unclosed_script_loses_no_text() -> None:
    feed = read_feed(rss("<item><description><![CDATA[<script src='x'><p>Here</p><!-- and]]></description></item>"))
    assert feed.entries[0].summary == "<p>Here</p> and"


@pytest.mark.parametrize(
    "inner",
    [
        "<a>" * 100_000,
        "<item>" * 100_000,
        "<item><description>" + "<b>" * 100_000 + "</b>" * 100_000 + "</description></item>",
        "<item><title>" + "<a " * 100_000 + "</title></item>",
        "<item><title>" + '<a "' * 50_000 + "</title></item>",
        "<item><title>" + "<" * 100_000 + "</title></item>",
        "<item><description>" + "<![CDATA[" * 50_000,
        "<item><description><![CDATA[" + "<!--<script <style " * 20_000 + "]]></description></item>",
        "<item><description><![CDATA[<!--x-->" + "<a '\"<a'\"" * 30_000 + "]]></description></item>",
        "<item " + " ".join(f'a{n}="1"' for n in range(20_000)) + "><title>x</title></item>",
        "<item><pubDate>" + "1 " * 50_000 + "</pubDate></item>",
        "&a" * 100_000,
        "<item/>" * 5_000,
    ],
)
def test_hostile_feed_is_read_in_time(inner: str) -> None:
    start = time.process_time()
    feed = read_feed(rss(ITEM.format(1) + inner + ITEM.format(2)))
    assert feed.entries[0].title == "Lamp 1"
    assert time.process_time() - start < 5


def run(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    code = "from dateline.cli.feed import command; command()"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], input=stdin, capture_output=True, text=True, check=False, timeout=60
    )


def test_filter_writes_a_line_a_file_in_order_and_exits_1_for_a_bad_one(tmp_path: Path) -> None:
    names = [str(tmp_path / name) for name in ("a.xml", "none.xml", "b.xml")]
    Path(names[0]).write_bytes(rss(ITEM.format(1)))
    Path(names[2]).write_bytes(rss(ITEM.format(2)))
    one = run(*names)
    rows = [json.loads(line) for line in one.stdout.splitlines()]
    assert [row["path"] for row in rows] == names
    assert list(rows[0]) == ["path", "format", "title", "link", "language", "entries", "problems"]
    assert rows[0]["entries"][0]["authors"] == []
    assert set(rows[1]) == {"path", "error"}
    assert one.returncode == 1
    assert run("--jobs", "2", "-", stdin="\n".join(names)).stdout == one.stdout


def test_filter_exits_2_on_wrong_usage() -> None:
    assert run("--jobs", "0").returncode == 2
    assert run("--url", "http://a", "x", "y").returncode == 2
