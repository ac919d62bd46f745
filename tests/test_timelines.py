"""The timelines of storylines in an issue: which it has, what is kept of them on the way, and what is drawn."""

from __future__ import annotations

import io
import itertools
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import lxml.html
import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import MONTH
from dateline.errors import Unreadable
from dateline.issue import codec
from dateline.issue.copydesk.fixing import fixed
from dateline.issue.markdown import render
from dateline.issue.markdown_reader import read
from dateline.issue.timelines import with_timelines
from dateline.memory import Chapter, Phase, Storyline, Timeline, TimelinePoint
from dateline.newsroom import open_newsroom
from dateline.outline import outline
from dateline.pictures import wrong_with
from dateline.publish.page import PageRenderer
from dateline.publish.pdf import LetterRenderer
from dateline.publish.storyline import pictures, svg
from dateline.publish.timeline import course
from dateline.publish.words import words_for
from dateline.records import Issue, Item, Problem
from dateline.text.past.read import read_past
from issue_samples import AFFAIRS, BICYCLES, CHINESE_AFFAIR, FULL, HOSTILE, LETTER, SALT, point

FIRST = date(2016, 1, 10)


def chapter(story: str, day: date | None, reports: int = 1) -> Chapter:
    return Chapter(story, day, day, f"Headline of {story}", "Harbour Daily", f"https://a.example/{story}", reports)


def storyline(days: int) -> Storyline:
    """A storyline with a chapter every tenth day."""
    chapters = tuple(chapter(f"s-{at:02}", FIRST + timedelta(10 * at)) for at in range(days))
    return Storyline("l-00", "The affair", chapters, Phase.STEADY)


def items(issue: Issue) -> list[Item]:
    return [item for section in issue.sections for item in section.items]


# Which chapters are shown.


def test_timeline_keeps_the_first_the_item_and_the_newest_chapters() -> None:
    line = outline(storyline(30), story="s-05")
    shown = [one.url.rpartition("/")[2] for one in line.points]
    assert shown == ["s-00", "s-05", *(f"s-{at}" for at in range(20, 30))]
    assert [one.is_this for one in line.points] == [False, True, *[False] * 10]


def test_chapters_after_the_issue_and_undated_ones_are_left_out() -> None:
    told = storyline(5)
    told = replace(told, chapters=(chapter("s-undated", None), *told.chapters))
    line = outline(told, story="s-02", last=FIRST + timedelta(25))
    assert [one.day for one in line.points] == [FIRST, FIRST + timedelta(10), FIRST + timedelta(20)]


@pytest.mark.parametrize("days", [0, 1, 2])
def test_short_storyline_gives_a_short_timeline(days: int) -> None:
    assert len(outline(storyline(days)).points) == days


# Which items have one.


def lines_by_story(**lengths: int) -> dict[str, Timeline]:
    points = tuple(point(f"2016-11-{day:02}", "Something") for day in range(1, 13))
    return {story: Timeline(f"l-{story}", "Line", points[:length]) for story, length in lengths.items()}


def test_three_items_with_the_longest_storylines_have_timelines() -> None:
    stories = [item.story for item in items(LETTER)]
    lines = dict(zip(stories, lines_by_story(a=3, b=2, c=12, d=4, e=5, f=3).values(), strict=False))
    found = {item.story: item.storyline for item in items(with_timelines(LETTER, lines.get)) if item.storyline}
    assert set(found) == {stories[2], stories[3], stories[4]}


def test_one_storyline_is_shown_once_and_only_by_items_set_in_full() -> None:
    found = [item for item in items(with_timelines(FULL, lambda story: BICYCLES)) if item.storyline]
    assert [item.headline for item in found] == [FULL.sections[0].items[0].headline]


def test_issue_without_storylines_stays_as_it_is() -> None:
    assert with_timelines(LETTER, lambda story: None) is LETTER


# What is kept.


def test_issue_json_from_before_there_were_timelines_is_read() -> None:
    data = json.loads(codec.to_json(LETTER))
    for section in data["sections"]:
        for item in section["items"]:
            del item["storyline"]
    assert codec.from_json(json.dumps(data).encode()) == LETTER


def test_timeline_goes_when_its_line_or_its_item_is_taken_out() -> None:
    text = render(AFFAIRS)
    (first, second) = re.findall(r"(?m)^\*Timeline: .*\*\n", text)
    assert "25-01-2015 湖岸能源公司" in first
    found = items(read(text.replace(first, ""), AFFAIRS))
    assert [item.storyline for item in found if item.storyline] == [BICYCLES]
    start, end = text.index(f"<!-- item {items(AFFAIRS)[1].id}"), text.index(f"<!-- item {items(AFFAIRS)[2].id}")
    assert second in text[start:end]
    found = items(read(text[:start] + text[end:], AFFAIRS))
    assert [item.storyline for item in found if item.storyline] == [SALT]


def test_programs_that_write_markdown_may_wrap_the_line_and_mark_it_otherwise() -> None:
    text = render(CHINESE_AFFAIR)
    (line,) = set(re.findall(r"(?m)^\*时间线：.*\*$", text))
    other = "_" + line[1:-1].replace(" ", "\n").replace("’", "'") + "_"
    assert read(text.replace(line, other), CHINESE_AFFAIR) == CHINESE_AFFAIR


def test_timeline_that_was_rewritten_is_told_with_its_line() -> None:
    text = render(AFFAIRS).replace("; 03-11-2016 Haidong is chosen", "; 03-11-2016 Haidong was picked")
    number = next(at for at, line in enumerate(text.split("\n"), 1) if line.startswith("*Timeline: 25-01-2015"))
    with pytest.raises(Unreadable, match=f"line {number}: the timeline is drawn from the record"):
        read(text, AFFAIRS)


def test_timeline_written_where_there_is_none_is_told() -> None:
    text = render(LETTER).replace("\n<!-- closing -->", "\n*Timeline: 01-12-2016 Mine*\n\n<!-- closing -->")
    with pytest.raises(Unreadable, match="the timeline is drawn from the record"):
        read(text, LETTER)


def test_copy_desk_mends_the_text_and_not_the_timeline() -> None:
    text = render(AFFAIRS) + "\nHaidong is chosen for the plant.\n"
    problem = Problem("wording", "warning", "Haidong is chosen", "", "", replacement="Haidong was chosen")
    mended, applied = fixed(text, [problem])
    assert applied == (problem,)
    assert mended == text.replace("\nHaidong is chosen", "\nHaidong was chosen")


@pytest.mark.parametrize("issue", [AFFAIRS, CHINESE_AFFAIR], ids=["en", "zh"])
def test_issue_with_timelines_comes_back_from_every_rendition_as_one_without(issue: Issue) -> None:
    bare = replace(
        issue,
        sections=tuple(
            replace(one, items=tuple(replace(item, storyline=None) for item in one.items)) for one in issue.sections
        ),
    )
    for render_it, name in ((PageRenderer().render, "issue.html"), (LetterRenderer().render, "issue.pdf")):
        assert read_past(render_it(issue), name) == read_past(render_it(bare), name)
    for published in (True, False):
        texts = [render(one, published=published).encode() for one in (issue, bare)]
        assert read_past(texts[0], "issue.md") == read_past(texts[1], "issue.md")
    assert read_past(codec.to_json(issue), "issue.json") == read_past(codec.to_json(bare), "issue.json")


def test_draft_of_the_sample_has_timelines_and_publishing_draws_those_that_are_left(desk: Path) -> None:
    folder = desk / "issues" / f"{MONTH}-monthly-letter"
    with open_newsroom(desk) as newsroom:
        issue = newsroom.issue(MONTH)
        lines = [item.storyline for item in items(issue) if item.storyline]
        assert 1 <= len(lines) <= 3
        for line in lines:
            days = [one.day for one in line.points]
            assert 3 <= len(days) <= 12
            assert days == sorted(days)
            assert days[-1] <= issue.period.last
            assert sum(one.is_this for one in line.points) == 1
        newsroom.publish(MONTH)
        names = [f"storyline-{number}.svg" for number in range(1, len(lines) + 1)]
        assert sorted(path.name for path in folder.glob("*.svg")) == names
        assert [one.encode() for one in map(svg_of(issue), lines)] == [(folder / name).read_bytes() for name in names]
        text = (folder / "draft.md").read_text("utf-8")
        (folder / "draft.md").write_text(re.sub(r"(?m)^\*Timeline: .*$", "", text, count=1), "utf-8")
        newsroom.publish(MONTH)
        assert sorted(path.name for path in folder.glob("*.svg")) == names[:-1]


def svg_of(issue: Issue) -> Callable[[Timeline], str]:
    return lambda line: svg(line, issue.language, issue.form.date)


# What is drawn.


def test_page_has_the_line_as_a_named_picture_and_its_chapters_as_text() -> None:
    page = lxml.html.document_fromstring(PageRenderer().render(AFFAIRS).decode())
    salt, bicycles = page.xpath("//figure[@class='timeline']")
    assert [" ".join(row.text_content().split()) for row in salt.xpath("./ol/li")] == [
        "25-01-2015: 湖岸能源公司计划在青海建设熔盐储能示范工厂 (南江日报, in Chinese, 2 reports)",
        "03-11-2016: Haidong is chosen for the plant (Meridian Wire)",
        "06-12-2016: Salt from Qinghai’s Lakes Is to Keep the Wind’s Power Overnight "
        "(Harbour Daily, 4 reports, in this issue)",
    ]
    assert salt.xpath("./ol/li/a/@href") == [one.url for one in SALT.points]
    assert salt.xpath("./ol//a/span/@lang") == ["zh-Hans"]
    pictures_of = salt.xpath("./svg")
    assert len(pictures_of) == 2  # for wide windows and for narrow ones, of which one is seen
    for picture in pictures_of:
        assert picture.get("role") == "img"
        assert page.get_element_by_id(picture.get("aria-labelledby")).text == "Timeline: A salt battery in Qinghai"
        told = page.get_element_by_id(picture.get("aria-describedby")).text
        assert told == "1: 25-01-2015; 2: 03-11-2016; 3: 06-12-2016"
        assert picture.xpath(".//text[@class='numeral']/text()") == ["1", "2", "3"]
    assert len(bicycles.xpath("./ol/li")) == 12


def test_paper_has_the_line_as_a_picture_with_words_for_it_and_live_links() -> None:
    body = LetterRenderer().render(CHINESE_AFFAIR)
    pdf = pikepdf.open(io.BytesIO(body))
    told = [str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"]
    assert told == ["时间线：A salt battery in Qinghai：1：2015年1月25日；2：2016年11月3日；3：2016年12月6日"] * 2
    links = {str(note.A.URI) for page in pdf.pages for note in page.get("/Annots", []) if "/A" in note}
    assert {one.url for one in SALT.points} <= links
    document = pypdfium2.PdfDocument(body)
    shown = "".join("".join(page.get_textpage().get_text_bounded() for page in document).split())
    document.close()
    assert "2015年1月25日：湖岸能源公司计划在青海建设熔盐储能示范工厂（南江日报，2篇报道）" in shown
    assert "□" not in shown


@settings(max_examples=200, deadline=None)
@given(st.lists(st.dates(), min_size=1, max_size=12))
def test_numbers_on_the_line_keep_their_order_and_never_cover_each_other(days: list[date]) -> None:
    points = tuple(TimelinePoint(day, "Headline", "", "", 1) for day in sorted(days))
    found = course(Timeline("l-1", "", points), "x", words_for("en"), "DD-MM-YYYY")
    assert found is not None
    for picture, width in ((found.picture, 576), (found.narrow, 300)):
        places = [float(x) * width / 100 for x in re.findall(r'class="dot" cx="([\d.]+)%', picture)]
        assert len(places) == len(days)
        assert all(after - before >= 20 for before, after in itertools.pairwise(places))
        assert places[0] >= 9
        assert places[-1] <= width - 9


def test_numbers_stand_on_their_days_where_there_is_room() -> None:
    found = course(SALT, "x", words_for("en"), "DD-MM-YYYY")
    assert found is not None
    ends = re.findall(r'class="lead" x1="([\d.]+)%" x2="([\d.]+)%"', found.picture)
    assert ends[0][0] == ends[0][1]


def test_timeline_without_points_is_not_set() -> None:
    assert course(Timeline("l-1", "Nothing", ()), "x", words_for("en"), "DD-MM-YYYY") is None


@pytest.mark.parametrize("issue", [AFFAIRS, CHINESE_AFFAIR, HOSTILE], ids=lambda one: one.id)
def test_pictures_of_an_issue_stand_alone_load_nothing_and_are_the_same_twice(issue: Issue) -> None:
    drawn = list(pictures(issue))
    assert drawn == list(pictures(issue))
    assert len(drawn) == sum(item.storyline is not None for item in items(issue))
    for picture in drawn:
        tree = ElementTree.fromstring(picture)
        tags = {one.tag.removeprefix("{http://www.w3.org/2000/svg}") for one in tree.iter()}
        assert tags == {"svg", "title", "desc", "style", "rect", "text", "line", "circle"}
        assert not {name for one in tree.iter() for name in one.attrib if name.startswith("on") or "href" in name}
        assert issue is HOSTILE or wrong_with("svg", picture) == ""  # it takes backslashes for escapes
