"""The forms of the two sample issues, point by point: what docs/explanation/forms.md says of each is tried here."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import lxml.html
import pypdfium2
import pytest

from conftest import MONTH, WEEK
from dateline.issue import codec
from dateline.issue.markdown import render
from dateline.newsroom import open_newsroom
from dateline.publish.page import PageRenderer
from dateline.publish.pdf import LetterRenderer
from dateline.records import Issue, Item

PAGE = Path(__file__).parents[1] / "docs" / "explanation" / "forms.md"


@dataclass(frozen=True)
class Made:
    """A drafted issue with what readers see of it."""

    issue: Issue
    page: lxml.html.HtmlElement
    paper: str  # all words of the PDF
    leaves: int

    def texts(self, path: str) -> list[str]:
        """The text of the elements of the page that an XPath finds."""
        return [" ".join(element.text_content().split()) for element in self.page.xpath(path)]

    @property
    def items(self) -> list[Item]:
        """All of them, in order."""
        return [item for section in self.issue.sections for item in section.items]


def made(issue: Issue) -> Made:
    document = pypdfium2.PdfDocument(LetterRenderer().render(issue))
    words = " ".join(page.get_textpage().get_text_bounded() for page in document)
    leaves = len(document)
    document.close()
    page = lxml.html.document_fromstring(PageRenderer().render(issue).decode())
    return Made(issue, page, " ".join(words.split()), leaves)


@pytest.fixture(scope="module")
def drafts(built_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Made]:
    """The issues of a copy of the sample newsroom, by edition."""
    desk = shutil.copytree(built_sample, tmp_path_factory.mktemp("forms") / "desk")
    with open_newsroom(desk) as newsroom:
        newsroom.draft(newsroom.period(WEEK), edition_name="weekly-roundup")
    names = {"monthly-letter": MONTH, "weekly-roundup": WEEK}
    files = {name: desk / "issues" / f"{period}-{name}" / "draft.json" for name, period in names.items()}
    known = {name: made(codec.from_json(file.read_bytes())) for name, file in files.items()}
    return known.__getitem__


@pytest.fixture
def letter(drafts: Callable[[str], Made]) -> Made:
    return drafts("monthly-letter")


@pytest.fixture
def roundup(drafts: Callable[[str], Made]) -> Made:
    return drafts("weekly-roundup")


def test_letter_begins_with_an_introduction_under_a_heading(letter: Made) -> None:
    assert letter.texts("//main//h2")[0] == "Introduction"
    assert len(letter.texts("//section[@class='introduction']/p")) == 1


def test_letter_introduces_its_story_first_and_then_each_item_in_order(letter: Made) -> None:
    (introduction,) = letter.issue.introduction
    lead_in, *sentences = introduction.sentences
    assert lead_in.text == "The story of the month:"
    assert len(sentences) == len(letter.items)
    for sentence, item in zip(sentences, letter.items, strict=True):
        said = " ".join(one.text for part in item.paragraphs for one in part.sentences) + item.headline
        assert _words(sentence.text) & _words(said)


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.lower()) if len(word) > 4}


def test_letter_has_one_story_of_the_month_and_eight_news(letter: Made) -> None:
    assert letter.texts("//main//h2") == ["Introduction", "Story of the Month", "News"]
    assert [len(section.items) for section in letter.issue.sections] == [1, 8]


def test_letter_tells_its_story_at_the_greatest_length(letter: Made) -> None:
    lengths = [sum(len(one.text) for part in item.paragraphs for one in part.sentences) for item in letter.items]
    assert lengths[0] == max(lengths)
    assert len(letter.items[0].paragraphs) >= 5


def test_letter_numbers_its_news_and_not_its_story(letter: Made) -> None:
    headings = letter.texts("//main//article/h3")
    assert not re.match(r"\d", headings[0])
    assert [heading.split(" ")[0] for heading in headings[1:]] == [f"{number}." for number in range(1, 9)]


def test_letter_gives_outlet_and_day_below_each_headline(letter: Made) -> None:
    lines = letter.page.xpath("//main//article/h3/following-sibling::*[1]")
    assert [line.get("class") for line in lines] == ["attribution"] * 9
    for item, line in zip(letter.items, lines, strict=True):
        shown = line.text_content()
        assert re.match(rf"\({re.escape(item.outlet)}, (\d\d-\d\d-\d{{4}}|undated)\)", shown)


def test_letter_keeps_the_paragraphs_of_its_source(letter: Made) -> None:
    assert all(len(item.paragraphs) >= 2 for item in letter.items)


def test_letter_ends_each_item_with_its_address_in_parentheses(letter: Made) -> None:
    lines = letter.texts("//main//article/p[@class='address']")
    assert lines == [f"({item.url})" for item in letter.items]
    assert letter.page.xpath("//p[@class='address']/a/@href") == [item.url for item in letter.items]
    for article in letter.page.xpath("//main//article"):
        below = [element.tag for element in article.xpath("./p[@class='address']/following-sibling::*")]
        assert below in ([], ["div"], ["figure"], ["div", "figure"])  # other reports and timelines: not in the letter


def test_letter_keeps_quotations_and_their_marks(letter: Made) -> None:
    assert sum(text.count("“") for text in letter.texts("//article/p")) >= 9


def test_letter_is_set_on_paper_with_all_of_this(letter: Made) -> None:
    assert 4 <= letter.leaves <= 12
    for shown in ("Introduction", "Story of the Month", "News", "1. ", "8. "):
        assert shown in letter.paper
    for item in letter.items:
        assert item.url.replace(" ", "") in letter.paper.replace(" ", "")


def test_roundup_begins_with_a_greeting_that_says_what_it_is(roundup: Made) -> None:
    (greeting,) = roundup.texts("//section[@class='introduction']")
    assert greeting.startswith(f"Hello and welcome back to {roundup.issue.title.removesuffix(': Roundup')}")
    assert "what they mean" in greeting
    assert not roundup.page.xpath("//section[@class='introduction']//h2")


def test_roundup_greeting_names_its_two_stories(roundup: Made) -> None:
    (greeting,) = roundup.texts("//section[@class='introduction']")
    assert "This week, we are looking at" in greeting
    assert all(item.headline in greeting for item in roundup.issue.sections[0].items)


def test_roundup_tells_two_stories_at_length_under_headings_of_their_own(roundup: Made) -> None:
    lead = roundup.issue.sections[0]
    assert len(lead.items) == 2
    assert all(len(item.paragraphs) >= 3 for item in lead.items)
    assert roundup.texts("//main//article")[0].startswith(lead.items[0].headline)


def test_roundup_weaves_several_outlets_into_a_story(roundup: Made) -> None:
    for item in roundup.issue.sections[0].items:
        credits = {one.credit for part in item.paragraphs for one in part.sentences if one.credit}
        assert credits
    assert roundup.texts("//main//article//p/span[@class='credit']")


def test_roundup_gives_background_of_earlier_months_with_its_day(roundup: Made) -> None:
    credits = [
        one.credit
        for item in roundup.issue.sections[0].items
        for part in item.paragraphs
        for one in part.sentences
        if one.credit
    ]
    assert any(re.search(r", \d\d-\d\d-\d{4}$", credit) for credit in credits)


def test_roundup_has_no_numbers_attributions_or_address_lines(roundup: Made) -> None:
    assert not roundup.page.xpath("//main//*[@class='number' or @class='attribution' or @class='address']")


def test_roundup_ends_with_short_notes_under_a_heading(roundup: Made) -> None:
    brief = roundup.issue.sections[-1]
    assert roundup.texts("//main//h2")[-1] == "Also worth your attention"
    assert brief.style == "brief"
    longest = max(len(part.sentences) for item in brief.items for part in item.paragraphs)
    shortest = min(len(item.paragraphs) for item in roundup.issue.sections[0].items)
    assert all(len(item.paragraphs) <= shortest for item in brief.items)
    assert longest <= 4


def test_roundup_marks_what_stands_in_another_language(roundup: Made) -> None:
    foreign = [link for item in roundup.items for link in item.links if link.language != roundup.issue.language]
    marks = roundup.texts("//main//*[contains(@class, 'mark')]")
    assert marks.count("(in Chinese)") == sum(link.language == "zh" for link in foreign)


def test_roundup_names_its_sources_at_the_end(roundup: Made) -> None:
    (closing, _) = roundup.texts("//footer/p")
    assert closing.startswith("Sources: ")
    assert all(link.outlet in closing for item in roundup.items for link in item.links)


@pytest.mark.parametrize("edition", ["monthly-letter", "weekly-roundup"])
def test_form_stands_in_the_markdown_that_the_editor_gets(edition: str, drafts: Callable[[str], Made]) -> None:
    issue = drafts(edition).issue
    text = render(issue)
    for section in issue.sections:
        assert f"<!-- section {section.key}" in text
        for item in section.items:
            number = f"{item.number}. " if item.number else ""
            assert f"### {number}" in text
            assert f"(<{item.url}>)" in text


def test_page_on_the_forms_names_every_test_of_a_form() -> None:
    """And no other: a point that nothing holds is a promise."""
    told = set(re.findall(r"`(test_\w+)`", PAGE.read_text(encoding="utf-8")))
    here = {name for name in globals() if name.startswith(("test_letter_", "test_roundup_", "test_form_"))}
    elsewhere = told - here
    files = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    assert here <= told
    assert all(f"def {name}(" in files for name in elsewhere)
