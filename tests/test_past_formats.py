"""The formats of back catalogues, read into blocks and issues: Markdown, HTML, DOCX, mails, and Dateline's own."""

import time
import zipfile
from dataclasses import replace
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest

from dateline.errors import Unreadable
from dateline.issue.renditions import JsonRenderer, MarkdownRenderer
from dateline.publish.page import PageRenderer
from dateline.records import Link, PastIssue, PastItem
from dateline.text.past import docx, html, mail, markdown
from dateline.text.past.blocks import Block
from dateline.text.past.read import read_past
from issue_samples import SAMPLES

CASES = Path(__file__).parent / "past_formats"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'


def blocks(text: str) -> list[Block]:
    return list(markdown.read(text.encode()).blocks)


def only(text: str) -> Block:
    found = blocks(text)
    assert len(found) == 1
    return found[0]


def items(issue: PastIssue) -> list[PastItem]:
    return [item for section in issue.sections for item in section.items]


def packed(parts: dict[str, str]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def document(body: str, **parts: str) -> bytes:
    whole = f"<w:document {W} {R}><w:body>{body}</w:body></w:document>"
    return packed(
        {"word/document.xml": whole, **{f"word/{name.replace('__', '.')}": text for name, text in parts.items()}}
    )


def p(text: str, style: str = "", number: int = 0) -> str:
    about = (f'<w:pStyle w:val="{style}"/>' if style else "") + (
        f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
    )
    return f"<w:p><w:pPr>{about}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("[a](https://e.example/a_(b))", ["https://e.example/a_(b)"]),
        ("[a](https://e.example/?x=1&amp;y=2 'title')", ["https://e.example/?x=1&y=2"]),
        ("[a](<https://e.example/a b>)", ["https://e.example/a b"]),
        ("[a](https://e.example/港口?q=船)", ["https://e.example/港口?q=船"]),
        (
            "see [a][1] and [b]\n\n[1]: https://e.example/1\n[b]: https://e.example/2",
            ["https://e.example/1", "https://e.example/2"],
        ),
        ("<https://e.example/auto>", ["https://e.example/auto"]),
        ("见 https://e.example/bare_(x)，下同。", ["https://e.example/bare_(x)"]),
        ("![picture](https://e.example/p.png) text", []),
        ("[![picture](https://e.example/p.png)](https://e.example/page)", ["https://e.example/page"]),
        ('text <a href="https://e.example/in?a=1&amp;b=2">here</a>', ["https://e.example/in?a=1&b=2"]),
        ('<p>\n<a href="https://e.example/block">here</a></p>', ["https://e.example/block"]),
        ("a <!-- [b](https://e.example/hidden) --> c", []),
        ("`[a](https://e.example/code)`", ["https://e.example/code"]),
        ("[a](mailto:a@e.example) [b](#top) [c](javascript:alert(1))", []),
    ],
)
def test_markdown_links_come_out_as_they_stand(text: str, links: list[str]) -> None:
    assert [link.url for block in blocks(text) for link in block.links] == links


def test_markdown_blocks_keep_order_level_ordinal_and_line() -> None:
    found = blocks(
        "# T\n\n3. three\n4. four\n   - in\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\nx  y\n```\n\n---\n\n> said"
    )
    shown = [(block.kind, block.text, block.level, block.ordinal) for block in found]
    assert shown == [
        ("heading", "T", 1, None),
        ("entry", "three", 1, 3),
        ("entry", "four", 1, 4),
        ("entry", "in", 2, None),
        ("table", "a | b", 0, None),
        ("table", "1 | 2", 0, None),
        ("code", "x  y", 0, None),
        ("rule", "", 0, None),
        ("text", "said", 0, None),
    ]
    assert [block.line for block in found[:3]] == [1, 3, 4]


def test_markdown_marks_are_no_text() -> None:
    assert only("**All of it**") == Block("text", "All of it", line=1, bold=True)
    assert only("Some **of** it, ~~gone~~ &amp; `code`").text == "Some of it, gone & code"
    assert only("1、[标题](https://e.example/1)（英文）").led_by_link
    assert not only("-- [某人](https://e.example/1)").led_by_link
    assert only("第一行\n第二行").text == "第一行第二行"
    assert [block.text for block in blocks("[A](https://e.example)  \nWhat it is")] == ["A", "What it is"]


@pytest.mark.parametrize(
    "head",
    [
        "Title: Harbour Week 7\nNumber: 7\nDate: 2016-12-05\nCategory: x\n\n",
        '---\ntitle: "Harbour Week 7"\nissue: 7\ndate: 2016-12-05T08:00:00+01:00\n---\n',
        "+++\ntitle = 'Harbour Week 7'\nnumber = 7\ndate = 2016-12-05\n+++\n",
    ],
)
def test_markdown_head_tells_title_number_and_date(head: str) -> None:
    read = markdown.read(f"{head}Hello.\n\n## News\n\n* [A](https://e.example/a)\n".encode())
    assert (read.title, read.number, read.date) == ("Harbour Week 7", "7", "2016-12-05")
    assert [block.kind for block in read.blocks] == ["text", "heading", "entry"]


def test_chinese_weekly_gives_one_item_a_number_and_every_link() -> None:
    body = (CASES / "issue-112.md").read_bytes()
    issue = read_past(body, "issue-112.md")
    numbered = {
        section.title: [item.number for item in section.items if item.number is not None] for section in issue.sections
    }
    assert (issue.title, issue.number, issue.language) == ("科技观察周刊（第 112 期）：试管里的算盘", 112, "zh")
    assert {title: numbers for title, numbers in numbered.items() if numbers} == {
        **{"科技动态": [1, 2, 3, 4], "文章": [1, 2], "工具": [1, 2]},
        **{"资源": [1], "图片": [1], "文摘": [1], "言论": [1, 2]},
    }
    found = {link.url for block in markdown.read(body).blocks for link in block.links}
    kept = {link.url for item in items(issue) for link in item.links} | {link.url for link in issue.links}
    assert kept | {item.url for item in items(issue) if item.url} == found
    first = items(issue)[2]
    assert (first.title, first.url, first.language) == ("纸做的电池", "https://news.example/paper-battery", "en")
    assert [part.text for part in first.paragraphs] == [
        "一家公司发布了纸做的电池，可以弯折一千次。",
        "它的容量，大约相当于一节纽扣电池。",
    ]


def test_html_reads_what_a_reader_sees() -> None:
    page = b"""<html lang="de"><head><title>T</title></head><body><div style="display:none">peek</div>
      <table role="presentation"><tr><td><h2>News <a href="https://e.example/h?a=1&amp;b=2">here</a></h2>
      <p style="font-weight:bold">Heavy</p><p>Some <b>bold</b> <a href="//e.example/z"><b>li</b>nk</a><br><br>Next</p>
      <ol start="3"><li>three<ul><li>in</li></ul></li><li><p>four</p><p>more</p></li></ol>
      <table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table></td></tr></table></body></html>"""
    read = html.read(page)
    assert [(block.kind, block.text, block.ordinal) for block in read.blocks] == [
        ("heading", "News here", None),
        ("text", "Heavy", None),
        ("text", "Some bold link", None),
        ("text", "Next", None),
        ("entry", "three", 3),
        ("entry", "in", None),
        ("entry", "four", 4),
        ("text", "more", None),
        ("table", "a | b", None),
        ("table", "1 | 2", None),
    ]
    assert (read.language, [remark.quote for remark in read.remarks]) == ("de", ["peek"])
    assert read.blocks[0].links == (Link("https://e.example/h?a=1&b=2", "here"),)
    assert read.blocks[2].links == (Link("https://e.example/z", "link"),)
    assert [block.bold for block in read.blocks[:4]] == [False, True, False, False]


def test_docx_reads_styles_lists_links_notes_and_changes() -> None:
    styles = (
        f'<w:styles {W}><w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/>'
        '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style></w:styles>'
    )
    level = '<w:lvl w:ilvl="0"><w:start w:val="5"/><w:numFmt w:val="decimal"/></w:lvl>'
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="1">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    link = '<w:p><w:hyperlink r:id="r1"><w:r><w:t>a link</w:t></w:r></w:hyperlink></w:p>'
    code = ["begin", ' HYPERLINK "https://e.example/f?a=1&amp;b=2" \\h ', "separate", "", "end"]
    field = "".join(
        f'<w:r><w:fldChar w:fldCharType="{part}"/></w:r>'
        if part.isalpha()
        else f"<w:r><w:instrText>{part}</w:instrText></w:r>"
        if part
        else "<w:r><w:t>field</w:t></w:r>"
        for part in code
    )
    changed = "<w:p><w:r><w:t>kept</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
    changed += '<w:ins><w:r><w:t> put in</w:t></w:r></w:ins><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    body = p("Letter", "Titel") + p("Part", "Own") + p("Sub", "berschrift2") + p("five", number=1) + p("six", number=1)
    cell = "<w:tc>{}</w:tc>"
    table = f"<w:tbl><w:tr>{cell.format(p('a'))}{cell.format(p('b'))}</w:tr></w:tbl>"
    relation = '<Relationship Id="r1" Type="http://x/hyperlink" Target="https://e.example/l" TargetMode="External"/>'
    notes = f'<w:footnotes {W}><w:footnote w:id="2">{p("a note")}</w:footnote></w:footnotes>'
    read = docx.read(
        document(
            body + link + f"<w:p>{field}</w:p>" + changed + table,
            **{"styles__xml": styles, "numbering__xml": numbering, "footnotes__xml": notes},
            **{"_rels/document__xml__rels": RELATIONS.format(relation)},
        )
    )
    assert read.title == "Letter"
    assert [(block.kind, block.text, block.level, block.ordinal) for block in read.blocks] == [
        ("heading", "Letter", 1, None),
        ("heading", "Part", 1, None),
        ("heading", "Sub", 2, None),
        ("entry", "five", 1, 5),
        ("entry", "six", 1, 6),
        ("text", "a link", 0, None),
        ("text", "field", 0, None),
        ("text", "kept put in[1]", 0, None),
        ("table", "a | b", 0, None),
        ("text", "[1] a note", 0, None),
    ]
    assert [link.url for block in read.blocks for link in block.links] == [
        "https://e.example/l",
        "https://e.example/f?a=1&b=2",
    ]
    assert [(remark.kind, remark.quote) for remark in read.remarks] == [("deleted", "gone")]


def test_mail_prefers_the_part_that_holds_the_text() -> None:
    message = EmailMessage()
    message["Subject"] = "Fwd: Küstenbrief 4"
    message["From"] = "Küstenbrief <news@kueste.example>"
    message["Date"] = "Mon, 05 Dec 2016 08:00:00 +0100"
    message.set_content("View this mail in your browser.")
    message.add_alternative(
        '<h1>Küstenbrief</h1><h2>Häfen</h2><p><a href="https://e.example/pier">Der Pier bleibt</a></p>', subtype="html"
    )
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="brief.pdf")
    read = mail.read(message.as_bytes())
    assert (read.title, read.date, read.outlet) == ("Küstenbrief 4", "2016-12-05", "Küstenbrief")
    assert [block.text for block in read.blocks] == ["Küstenbrief", "Häfen", "Der Pier bleibt"]
    assert [remark.quote for remark in read.remarks] == ["brief.pdf"]


@pytest.mark.parametrize("name", ["letter", "roundup", "chinese", "full", "imported"])
def test_own_issue_comes_back_from_each_of_its_forms(name: str) -> None:
    issue = SAMPLES[name]
    data = read_past(JsonRenderer().render(issue), "issue.json")
    assert data.title == issue.title and data.number == issue.number and data.period == issue.period.name
    assert read_past(MarkdownRenderer().render(issue), "issue.md") == data
    page = read_past(PageRenderer().render(issue), "issue.html")
    shown = [(item.number, item.title, item.outlet, item.published, item.url, item.language) for item in items(page)]
    assert shown == [
        (item.number, item.title, item.outlet, item.published, item.url, item.language) for item in items(data)
    ]
    assert [[part.kind for part in item.paragraphs] for item in items(page)] == [
        [part.kind for part in item.paragraphs] for item in items(data)
    ]
    assert (page.title, page.number, page.period, page.introduction) == (
        *(data.title, data.number, data.period),
        data.introduction,
    )
    assert [section.title for section in page.sections] == [section.title for section in data.sections]


def test_edited_draft_keeps_what_the_editor_wrote() -> None:
    text = MarkdownRenderer().render(replace(SAMPLES["letter"], corrections=())).decode()
    edited = text.replace(
        "<!-- closing -->",
        "<!-- item new -->\n### 9. Pier stays\n\n(Tide, 3 December 2016)\n\nIt *does*.\n\n<!-- closing -->",
    )
    added = items(read_past(edited.encode(), "draft.md"))[-1]
    assert (added.number, added.title, added.outlet, added.published) == (9, "Pier stays", "Tide", "2016-12-03")
    assert [part.text for part in added.paragraphs] == ["It does."]


DEEP = "<w:tbl><w:tr><w:tc>" * 5000 + "</w:tc></w:tr></w:tbl>" * 5000
ENTITIES = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
UNREADABLE = {
    "empty.md": b" \n\xef\xbb\xbf",
    "bomb.docx": document("<w:p/>" * 500_000),
    "entities.docx": packed({"word/document.xml": f"{ENTITIES}<w:document {W}><w:body>&b;</w:body></w:document>"}),
    "deep.docx": document(DEEP),
    "cut.docx": document(p("text"))[:-30],
    "sheet.docx": packed({"xl/workbook.xml": "<a/>"}),
    "named.docx": b"hello",
    "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "locked.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
    "rich.rtf": b"{\\rtf1 hello}",
    "other.json": b'{"a": 1}',
    "cut.json": b'{"format": 1, "sections": [',
    "deep.json": b"[" * 200_000,
    "odd.json": b'{"format": 1, "title": "", "language": "en", "period": {"name": "x"}, "sections": [5]}',
    "large.md": b"word " * 400_000,
    "open.md": b"![" * 50_000,
    "cells.md": b"|a" * 60_000,
    "large.html": b"<p>" + b"word " * 1_100_000,
    "bare.eml": b"From: a@b.example\nSubject: x\nMIME-Version: 1.0\n\n",
    "deep.eml": b"From: a@b.example\n"
    + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(2000)),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_hostile_file_is_unreadable_with_a_reason(name: str) -> None:
    start = time.monotonic()
    with pytest.raises(Unreadable, match=r"\w"):
        read_past(UNREADABLE[name], name)
    assert time.monotonic() - start < 10


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("deep.html", b"<html><p>a</p>" + b"<ul><li>x" * 20_000),
        ("quotes.md", b"text\n\n" + b">" * 20_000 + b" x"),
        ("lists.md", b"".join(b" " * n + b"- x\n" for n in range(300))),
        ("comment.md", b"text <!-- never closed"),
        ("marks.md", b"*a **b _c " * 5_000),
        ("utf16.md", "# 周刊 第 3 期\n\n## 新闻\n\n1、[甲](https://e.example/甲)\n\n正文。".encode("utf-16")),
        ("rtl.html", "<html lang=ar><h1>نشرة 12</h1><h2>أخبار</h2><p>نص الخبر هنا.</p></html>".encode()),
        (
            "lies.eml",
            b"From: =?x-no?B?AAAA?=\nSubject: =?utf-8?B?////?=\nContent-Type: text/html; charset=punycode\n\n"
            b"<p>Some text</p>",
        ),
        ("nul.md", b"# a\0b\n\n" + b"\xff\xfe\xfa" * 100),
    ],
)
def test_odd_file_is_read(name: str, body: bytes) -> None:
    issue = read_past(body, name)
    assert issue.introduction or issue.sections
