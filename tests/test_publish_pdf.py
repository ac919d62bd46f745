"""The PDF: same bytes, tagged for PDF/UA, live links, and no text that can do harm or stop it."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest

from dateline.publish.pdf import LetterRenderer
from dateline.records import Issue, Section
from issue_samples import CHINESE, DECEMBER, EMPTY, FULL, HARM, HOSTILE, LETTER, LONG_URL, ROUNDUP, SAMPLES, item, said

RENDERER = LetterRenderer()


@pytest.fixture(scope="module", name="files")
def _files() -> dict[str, bytes]:
    return {name: RENDERER.render(issue) for name, issue in SAMPLES.items()}


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return text.replace("\r", "")


def tags(pdf: pikepdf.Pdf) -> Iterator[str]:
    stack = [pdf.Root.StructTreeRoot.K]
    while stack:
        node = stack.pop()
        if isinstance(node, pikepdf.Array):
            stack.extend(reversed(list(node)))
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                yield str(node.S)
            if "/K" in node:
                stack.append(node.K)


def links(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    return [note for page in pdf.pages for note in page.get("/Annots", []) if note.Subtype == "/Link"]


@pytest.mark.parametrize("name", SAMPLES)
def test_pdf_is_the_same_bytes_twice(name: str, files: dict[str, bytes]) -> None:
    assert LetterRenderer().render(SAMPLES[name]) == files[name]


@pytest.mark.parametrize("name", SAMPLES)
def test_pdf_says_that_it_is_accessible(name: str, files: dict[str, bytes]) -> None:
    pdf = opened(files[name])
    metadata = pdf.open_metadata()
    assert metadata["pdfuaid:part"] == "1"
    assert metadata["dc:title"]
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert str(pdf.Root.Lang) == {"chinese": "zh", "chinese affair": "zh", "imported": "de"}.get(name, "en")
    assert all(page.get("/Tabs") == "/S" for page in pdf.pages if "/Annots" in page)
    assert all("/Contents" in note and "/StructParent" in note for note in links(pdf))


def test_pdf_carries_title_and_the_last_day_of_its_period(files: dict[str, bytes]) -> None:
    pdf = opened(files["letter"])
    info = pdf.docinfo
    assert str(info.Title) == "China Science and Technology Letter · No. 12 · December 2016"
    assert str(info.CreationDate) == "D:20161231000000Z"


def test_headings_are_tagged_in_order_and_become_bookmarks(files: dict[str, bytes]) -> None:
    pdf = opened(files["letter"])
    heads = [tag for tag in tags(pdf) if tag in ("/Title", "/H1", "/H2", "/H3")]
    assert heads == ["/Title", "/H1", "/H1", "/H2", "/H1", *["/H2"] * 8]
    with pdf.open_outline() as outline:
        assert [entry.title for entry in outline.root] == ["Introduction", "Story of the Month", "News"]
        assert outline.root[2].children[1].title == "2. “海风”号水下滑翔机完成一百零八天巡航"


def test_links_of_the_letter_are_live(files: dict[str, bytes]) -> None:
    pdf = opened(files["letter"])
    led_to = {str(note.A.URI) for note in links(pdf)}
    assert {entry.url for section in LETTER.sections for entry in section.items} - led_to == {
        LETTER.sections[0].items[0].url
    }
    assert LONG_URL in led_to
    assert Counter(tags(pdf))["/Link"] >= 14


def test_pages_are_a4_with_number_and_running_head(files: dict[str, bytes]) -> None:
    pdf = opened(files["letter"])
    assert all([round(float(edge)) for edge in page.MediaBox] == [0, 0, 595, 842] for page in pdf.pages)
    document = pypdfium2.PdfDocument(files["letter"])
    shown = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    assert all(f"{number} / {len(shown)}" in text for number, text in enumerate(shown, 1))
    assert all("No. 12 · December 2016" in text and LETTER.title in text for text in shown[1:])


def test_letter_sets_every_word_of_the_issue(files: dict[str, bytes]) -> None:
    shown = "".join(text_of(files["letter"]).split())
    for section in LETTER.sections:
        for entry in section.items:
            assert "".join(entry.url.split()) in shown
            assert f"({entry.outlet},".replace(" ", "") in shown
    assert "(南江日报,12-12-2016)(inChinese)" in shown
    assert "(MeridianWire)示范工厂的投资约为七亿元" in shown


def test_roundup_names_its_sources_behind_each_item(files: dict[str, bytes]) -> None:
    shown = " ".join(text_of(files["roundup"]).split())
    assert "Sources: The Meridian, 08-12-2016; Trade Post, 09-12-2016" in shown
    assert shown.count("Two map makers become one") == 1


def test_chinese_letter_has_chinese_marks(files: dict[str, bytes]) -> None:
    shown = "".join(text_of(files["chinese"]).split())
    assert "（HarbourDaily，2016年12月19日）（英文）" in shown


def test_hostile_text_is_set_as_text(files: dict[str, bytes]) -> None:
    shown = "".join(text_of(files["hostile"]).split())
    for harm in HARM[:3]:
        assert "".join(harm.split()) in shown
    assert "root:" not in shown
    pdf = opened(files["hostile"])
    assert all(str(note.A.URI).startswith(("https:", "http:", "mailto:")) for note in links(pdf))


SCRIPTS = {
    "emoji": "😀",
    "joined emoji": "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽",
    "flags": "🇨🇳🇪🇺 \U0001f1e8\u0301\u200d",
    "korean": "한국어 신문",
    "thai": "ไทยรัฐ \u0e33\u0e33",
    "hindi": "हिन्दी समाचार",
    "khmer": "ខ្មែរ",
    "cyrillic": "Известия ꙮ",
    "arabic": "شَدّة \u0600\u06dd1",
    "marks on Chinese": "中\u0301\u0302",
    "marks on marks": "e\u0301" * 50 + "\u0338" * 200,
    "mark on the stand-in": "□\u093f",
    "private use": "\ue000\uf8ff",
    "tags": "\U000e0041\U000e007f",
}


@pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS)
def test_any_script_gives_a_pdf(text: str) -> None:
    only = Section("news", text, (item(1, text, text, None, said(text)),))
    issue = Issue("i", "monthly-letter", text, 1, DECEMBER, "en", (said(text),), (only,))
    assert RENDERER.render(issue).startswith(b"%PDF-")


def test_long_words_break_inside_the_page(files: dict[str, bytes]) -> None:
    document = pypdfium2.PdfDocument(files["hostile"])
    for page in document:
        textpage = page.get_textpage()
        boxes = [textpage.get_rect(index) for index in range(textpage.count_rects())]
        assert all(right < 595 - 50 for _, _, right, _ in boxes)
    document.close()


@pytest.mark.parametrize("issue", [LETTER, ROUNDUP, CHINESE, HOSTILE, EMPTY], ids=lambda issue: issue.id)
def test_no_paragraph_is_empty(issue: Issue) -> None:
    pdf = opened(RENDERER.render(issue))
    stack = [pdf.Root.StructTreeRoot.K]
    while stack:
        node = stack.pop()
        if isinstance(node, pikepdf.Array):
            stack.extend(node)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            assert node.S not in ("/P", "/H1", "/H2", "/Title", "/LI") or "/K" in node
            stack.append(node.get("/K", pikepdf.Array()))


def test_language_that_typst_does_not_know_does_no_harm() -> None:
    assert RENDERER.render(replace(LETTER, language="tlh-Latn")).startswith(b"%PDF-")
    assert RENDERER.render(replace(LETTER, language="no language")).startswith(b"%PDF-")


def test_contents_list_the_headings_with_their_pages(files: dict[str, bytes]) -> None:
    document = pypdfium2.PdfDocument(files["full"])
    pages = [page.get_textpage().get_text_bounded().replace("\r", "") for page in document]
    document.close()
    contents = pages[0][pages[0].index("In this issue") :]
    for heading in ("Policy", "Upcoming Events", "Corrections", "3. Universities to keep the larger part"):
        (line,) = [row for row in contents.split("\n") if row.startswith(heading) and "." * 5 in row.replace(" ", "")]
        assert heading in pages[int(line.split(".")[-1]) - 1]
    assert "In this issue" not in text_of(files["letter"])


def test_every_kind_of_section_and_paragraph_is_set(files: dict[str, bytes]) -> None:
    shown = " ".join(text_of(files["full"]).split())
    for words in (
        "Published by the Haidong Desk",
        "What changes for laboratories",
        "– Papers may be sent by wire.",
        "Qingdao 1 February electronic",
        "if port: return '证书' # one a port",
        "4.1 tonnes",
        "17 January 2017",
        "Guo Meilin, grid planner",
        "Correction, 3 January 2017: The plant holds 200 megawatt-hours, not 20.",
        "Corrected on 9 January 2017",
        "9 January 2017: Two names were misspelt throughout.",
    ):
        assert words in shown
    pdf = opened(files["full"])
    assert {"/H3", "/L", "/Table", "/Figure", "/Code"} & set(tags(pdf)) >= {"/H3", "/L", "/Table", "/Figure"}
    assert "Libertinus" not in " ".join(fonts(pdf) - fonts(opened(files["letter"])))


def fonts(pdf: pikepdf.Pdf) -> set[str]:
    """The names of the fonts, without the mark of the subset."""
    found = (page.get("/Resources", {}).get("/Font", {}) for page in pdf.pages)
    return {str(font.BaseFont).split("+")[-1] for every in found for font in every.values()}


def test_picture_that_is_damaged_or_runs_something_is_left_out() -> None:
    for logo in (
        "data:image/png;base64,iVBORw0KGgo=",
        "data:image/svg+xml,<svg",
        "https://a.example/logo.png",
        "x" * 9,
    ):
        issue = replace(FULL, form=replace(FULL.form, logo=logo), sections=())
        assert "/Figure" not in set(tags(opened(RENDERER.render(issue))))
