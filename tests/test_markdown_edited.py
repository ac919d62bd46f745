"""What an editor does to the Markdown: what stays keeps its evidence, what changes is the editor's, nothing is lost."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from datetime import date

import pytest

from dateline.errors import Unreadable
from dateline.issue.markdown import paragraph, render
from dateline.issue.markdown_reader import read
from dateline.records import Correction, Evidence, Form, Issue, Item, ItemLink, Paragraph, Period, Section, Sentence
from issue_samples import LETTER


def proof(number: int) -> tuple[Evidence, ...]:
    return (Evidence(f"a{number}", number, number + 10, "sha256:" + "0" * 64),)


def said(*texts: str, first: int) -> Paragraph:
    return Paragraph(tuple(Sentence(text, "extract", proof(first + at)) for at, text in enumerate(texts)))


def entry(
    key: str, number: int | None, headline: str, *paragraphs: Paragraph, others: tuple[ItemLink, ...] = ()
) -> Item:
    url = f"https://{key}.example/report"
    lead = ItemLink(url, "Harbour Daily", headline, "2016-12-06", "en")
    return Item(
        key,
        f"s-{key}",
        number,
        headline,
        "Harbour Daily",
        "2016-12-06",
        "en",
        url,
        paragraphs,
        (lead, *others),
        ("why",),
    )


WIRE = "https://wire.example/a_(b)"
SALT = entry(
    "salt",
    None,
    "Salt keeps the wind",
    said("A plant will be built in Haidong.", "It is the first of its kind.", "Work begins in January.", first=10),
    said("“We throw it away,” said Guo Meilin. “Every night.”", "Wind farms stand idle.", first=20),
    Paragraph((Sentence("Four tanks are planned.", "extract", proof(30), "Meridian Wire", WIRE),)),
    others=(
        ItemLink(WIRE, "Meridian Wire", "Lakeshore picks Haidong", "2016-12-06", "en"),
        ItemLink("https://nanjiang.example/1", "南江日报", "盐湖电池示范工厂下月动工", None, "zh"),
    ),
)
BIKES = entry(
    "bikes", 1, "Rules for bicycles", said("Comments are open.", "Cities decide.", "It is a draft.", first=40)
)
RICE = entry("rice", 2, "Rice likes salt", said("Farmers cut 4.1 tonnes a hectare.", "Cities decide.", first=50))
PADS = entry("pads", 3, "A pad for rent", said("Starlane rents a pad.", first=60))
BASE = Issue(
    id="2016-12-monthly-letter",
    edition="monthly-letter",
    title="Letter",
    number=12,
    period=Period("2016-12", date(2016, 12, 1), date(2016, 12, 31)),
    language="en",
    introduction=(said("A plant will be built in Haidong.", "Comments are open.", first=70),),
    sections=(Section("lead", "Story of the Month", (SALT,)), Section("news", "News", (BIKES, RICE, PADS))),
    closing=(Paragraph((Sentence("Sources: Harbour Daily.", "standing"),)),),
)
TEXT = render(BASE)


def edited(*changes: tuple[str, str], text: str = TEXT, base: Issue = BASE) -> Issue:
    """The issue after replacing texts in the draft, each of which must be there."""
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after, 1)
    found = read(text, base)
    assert read(render(found), base) == found, "what was published once must publish the same again"
    assert read(render(found), found) == found
    return found


def item_of(issue: Issue, key: str) -> Item:
    return next(item for section in issue.sections for item in section.items if item.id == key)


def told(item: Item) -> list[list[tuple[str, str, int | None]]]:
    """Text, origin and evidence of each sentence, by paragraph."""
    return [
        [(one.text, one.origin, one.evidence[0].start if one.evidence else None) for one in part.sentences]
        for part in item.paragraphs
    ]


BLOCK = {key: TEXT[TEXT.index(f"<!-- item {key} -->") :] for key in ("salt", "bikes", "rice", "pads")}
BLOCK["bikes"] = BLOCK["bikes"][: BLOCK["bikes"].index("<!-- item rice")]
BLOCK["rice"] = BLOCK["rice"][: BLOCK["rice"].index("<!-- item pads")]
BLOCK["pads"] = BLOCK["pads"][: BLOCK["pads"].index("<!-- closing")]


def test_changed_word_makes_one_sentence_the_editors() -> None:
    issue = edited(("the first of its kind", "the second of its kind"))
    assert told(item_of(issue, "salt"))[0] == [
        ("A plant will be built in Haidong.", "extract", 10),
        ("It is the second of its kind.", "editor", None),
        ("Work begins in January.", "extract", 12),
    ]
    assert replace(issue, sections=BASE.sections) == BASE
    assert item_of(issue, "salt").paragraphs[1:] == SALT.paragraphs[1:]


def test_deleted_sentence_is_gone_and_the_rest_stays() -> None:
    issue = edited((" It is the first of its kind.", ""))
    assert told(item_of(issue, "salt"))[0] == [
        ("A plant will be built in Haidong.", "extract", 10),
        ("Work begins in January.", "extract", 12),
    ]


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        ("It is the first", "Salt is cheap. It is the first", 1),
        ("Work begins", "Salt is cheap. Work begins", 2),
        ("in January.", "in January. Salt is cheap.", 3),
    ],
)
def test_inserted_sentence_is_the_editors(before: str, after: str, place: int) -> None:
    rows = told(item_of(edited((before, after)), "salt"))[0]
    assert rows[place] == ("Salt is cheap.", "editor", None)
    assert [row[2] for row in rows if row[1] == "extract"] == [10, 11, 12]


def test_moved_sentence_within_an_item_keeps_its_evidence() -> None:
    issue = edited(
        (" It is the first of its kind.", ""),
        ("Wind farms stand idle.", "Wind farms stand idle. It is the first of its kind."),
    )
    assert told(item_of(issue, "salt"))[1] == [
        ("“We throw it away,” said Guo Meilin. “Every night.”", "extract", 20),
        ("Wind farms stand idle.", "extract", 21),
        ("It is the first of its kind.", "extract", 11),
    ]


def test_moved_sentence_between_items_keeps_its_evidence() -> None:
    issue = edited(
        (" Wind farms stand idle.", ""), ("Starlane rents a pad.", "Starlane rents a pad. Wind farms stand idle.")
    )
    assert told(item_of(issue, "pads")) == [
        [("Starlane rents a pad.", "extract", 60), ("Wind farms stand idle.", "extract", 21)]
    ]


def test_moved_credited_sentence_keeps_credit_and_evidence() -> None:
    credited = f"Four tanks are planned. ([Meridian Wire](<{WIRE}>))"
    issue = edited((credited + "\n\n", ""), ("It is a draft.", f"It is a draft. {credited}"))
    assert item_of(issue, "bikes").paragraphs[0].sentences[-1] == SALT.paragraphs[2].sentences[0]


def test_same_sentence_in_two_items_keeps_the_evidence_of_each() -> None:
    issue = edited(("Comments are open. Cities", "Comments were open. Cities"), ("4.1 tonnes", "4.2 tonnes"))
    assert told(item_of(issue, "bikes"))[0][1] == ("Cities decide.", "extract", 41)
    assert told(item_of(issue, "rice"))[0][1] == ("Cities decide.", "extract", 51)


def test_same_sentence_twice_in_an_item_keeps_both_evidences() -> None:
    twice = entry("twice", None, "Twice", said("Prices fell.", "Then rose.", "Prices fell.", "Nobody knew.", first=80))
    base = replace(BASE, sections=(Section("lead", "Lead", (twice,)),))
    issue = edited(("Then rose.", "Then soared."), text=render(base), base=base)
    assert [row[2] for row in told(item_of(issue, "twice"))[0]] == [80, None, 82, 83]


def test_merged_paragraphs_keep_every_evidence() -> None:
    issue = edited(("in January.\n\n“We", "in January. “We"))
    assert [row[2] for row in told(item_of(issue, "salt"))[0]] == [10, 11, 12, 20, 21]


def test_split_paragraph_keeps_every_evidence() -> None:
    found = told(item_of(edited(("of its kind. Work", "of its kind.\n\nWork")), "salt"))
    assert [[row[2] for row in part] for part in found] == [[10, 11], [12], [20, 21], [30]]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("“We throw it away,” said Guo Meilin. “Every night.”", '"We throw it away," said Guo Meilin. "Every night."'),
        ("said Guo Meilin", "said\u00a0Guo  Meilin"),
        ("Work begins in January", "Work begins\nin January"),
        ("4.1 tonnes a hectare", "4.1\u202ftonnes a\thectare"),
    ],
)
def test_what_a_word_processor_does_changes_nothing(before: str, after: str) -> None:
    assert edited((before, after)) == BASE


SPACED = said("The plant would open with no leak.", "一家公司将在Haidong建厂。", "So it was.", first=90)


@pytest.mark.parametrize(
    ("before", "after", "origin"),
    [
        ("would open", "wouldopen", "editor"),
        ("no leak", "noleak", "editor"),
        ("with no", "with\nno", "extract"),
        ("leak.", "le ak.", "editor"),
        ("leak.", "leak .", "editor"),
        ("在Haidong建厂", "在 Haidong 建厂", "extract"),
        ("在Haidong建厂", "在Hai dong建厂", "editor"),
        ("公司将在", "公司\n将在", "extract"),
    ],
)
def test_space_that_parts_words_is_part_of_what_was_said(before: str, after: str, origin: str) -> None:
    base = replace(BASE, closing=(SPACED,))
    found = edited((before, after), ("So it was", "So it is"), text=render(base), base=base).closing[0].sentences
    (touched,) = [at for at, one in enumerate(SPACED.sentences) if before in one.text]
    assert found[touched].origin == origin
    assert bool(found[touched].evidence) is (origin == "extract")
    assert found[1 - touched] == SPACED.sentences[1 - touched]


def test_spacing_beside_chinese_that_the_editor_mended_is_kept_with_the_evidence() -> None:
    base = replace(BASE, closing=(SPACED,))
    issue = edited(("在Haidong建", "在 Haidong 建"), text=render(base), base=base)
    assert issue.closing[0].sentences[1] == Sentence("一家公司将在 Haidong 建厂。", "extract", proof(91))


def test_sentences_that_differ_by_a_space_keep_each_its_evidence() -> None:
    base = replace(BASE, closing=(said("It was nowhere.", "It was now here.", "Odd.", first=90),))
    issue = edited(("Odd.", "Strange."), text=render(base), base=base)
    assert issue.closing[0].sentences[:2] == base.closing[0].sentences[:2]


@pytest.mark.parametrize(
    ("lead_in", "first", "second"),
    [
        ("The story of the month:", "A plant will be built.", "Comments are open."),
        ("本月要闻：", "“弃电太多。”郭美琳说。", "“海风”号返航。"),
        ("本月要闻：", "位于海东的工厂动工。", "意见征集开始。"),
    ],
)
def test_rest_of_an_introduction_keeps_its_evidence(lead_in: str, first: str, second: str) -> None:
    known = said(first, second, "So it was.", first=90).sentences
    base = replace(BASE, introduction=(Paragraph((Sentence(lead_in, "standing"), *known)),))
    issue = edited(("So it was.", "So it is."), text=render(base), base=base)
    assert issue.introduction[0].sentences[:3] == base.introduction[0].sentences[:3]


def test_longest_of_sentences_that_begin_alike_is_found() -> None:
    like = said("It rained.", "It rained. It poured.", "It rained in May.", first=80)
    base = replace(BASE, closing=(like, said("Stay.", "Go.", first=90)))
    issue = edited(
        ("It rained. It rained. It poured. It rained in May.", "It rained in May. It rained. It poured. No!"),
        text=render(base),
        base=base,
    )
    assert [(one.text, one.origin) for one in issue.closing[0].sentences] == [
        ("It rained in May.", "extract"),
        ("It rained. It poured.", "extract"),
        ("No!", "editor"),
    ]


def test_beginning_of_a_longer_sentence_is_not_taken_for_the_short_one() -> None:
    base = replace(BASE, closing=(said("No", "It rained", first=90),))
    issue = edited(("No It rained", "No rain fell. It rained"), text=render(base), base=base)
    assert [one.origin for one in issue.closing[0].sentences] == ["editor", "extract"]


def test_words_put_before_a_sentence_make_it_the_editors() -> None:
    issue = edited(("Starlane rents a pad.", "In short: Starlane rents a pad."))
    assert told(item_of(issue, "pads")) == [[("In short: Starlane rents a pad.", "editor", None)]]


def test_quotation_put_around_a_sentence_makes_it_the_editors() -> None:
    issue = edited(("Starlane rents a pad.", "“Starlane rents a pad.” he said."))
    assert [row[1] for row in told(item_of(issue, "pads"))[0]] == ["editor"]


def test_deleted_credit_keeps_the_evidence() -> None:
    issue = edited((f" ([Meridian Wire](<{WIRE}>))", ""))
    assert item_of(issue, "salt").paragraphs[2].sentences == (
        Sentence("Four tanks are planned.", "extract", proof(30)),
    )


@pytest.mark.parametrize(
    "credit", ["([Wire](<https://w.example/x>))", "([Wire](https://w.example/x))", "（[Wire](<https://w.example/x>)）"]
)
def test_changed_credit_makes_the_sentence_the_editors(credit: str) -> None:
    issue = edited((f"([Meridian Wire](<{WIRE}>))", credit))
    assert item_of(issue, "salt").paragraphs[2].sentences == (
        Sentence("Four tanks are planned.", "editor", (), "Wire", "https://w.example/x"),
    )


@pytest.mark.parametrize(
    ("sentence", "credit", "origin"),
    [
        ("Four tanks are planned.", f"([Meridian Wire](<{WIRE}x>))", "editor"),
        ("Four tanks are planned.", f"([Trade Post](<{WIRE}>))", "editor"),
        ("Four tanks are planned.", f"([Meridian Wire, 06-12-2016](<{WIRE}>))", "extract"),
        ("Starlane rents a pad.", "([Harbour Daily](<https://pads.example/report>))", "extract"),
        ("Starlane rents a pad.", f"([Meridian Wire](<{WIRE}>))", "editor"),
    ],
)
def test_credit_is_held_against_the_evidence(sentence: str, credit: str, origin: str) -> None:
    was = f"{sentence} ([Meridian Wire](<{WIRE}>))" if "tanks" in sentence else sentence
    issue = edited((was, f"{sentence} {credit}"))
    (found,) = [
        one
        for key in ("salt", "pads")
        for part in item_of(issue, key).paragraphs
        for one in part.sentences
        if one.text == sentence
    ]
    assert (found.origin, bool(found.evidence)) == (origin, origin == "extract")
    assert found.credit


def test_changed_sentence_keeps_its_credit_as_a_credit() -> None:
    issue = edited(("Four tanks are planned.", "Five tanks are planned."))
    assert item_of(issue, "salt").paragraphs[2].sentences == (
        Sentence("Five tanks are planned.", "editor", (), "Meridian Wire", WIRE),
    )


def test_editors_own_credit_is_read() -> None:
    issue = edited(
        ("It is a draft.", "It is a draft. Lawyers doubt it. ([Law Post](https://law.example/a_(b))) We too.")
    )
    assert item_of(issue, "bikes").paragraphs[0].sentences[-2:] == (
        Sentence("Lawyers doubt it.", "editor", (), "Law Post", "https://law.example/a_(b)"),
        Sentence("We too.", "editor"),
    )


def test_headline_outlet_date_and_address_are_the_editors_to_change() -> None:
    issue = edited(
        (
            "### 1. Rules for bicycles\n\n(Harbour Daily, 06-12-2016)",
            "### 1. Bicycles, *ruled*\n\n(Trade Post, 07-12-2016, in Chinese)",
        ),
        ("(<https://bikes.example/report>)", "(https://trade.example/bikes)"),
    )
    item = item_of(issue, "bikes")
    assert (item.headline, item.outlet, item.published, item.language, item.url) == (
        "Bicycles, *ruled*",
        "Trade Post",
        "2016-12-07",
        "zh",
        "https://trade.example/bikes",
    )
    assert (item.story, item.reasons, item.paragraphs) == (BIKES.story, BIKES.reasons, BIKES.paragraphs)
    assert item.links == (ItemLink(item.url, "Trade Post", item.headline, "2016-12-07", "zh"),)


def test_changed_date_reaches_the_lead_link() -> None:
    issue = edited(
        (
            "### 1. Rules for bicycles\n\n(Harbour Daily, 06-12-2016)",
            "### 1. Rules for bicycles\n\n(Harbour Daily, undated)",
        )
    )
    assert item_of(issue, "bikes").links[0] == replace(BIKES.links[0], published=None)


def test_unknown_language_is_neither_shown_nor_lost() -> None:
    unknown = replace(PADS, language="und", links=tuple(replace(one, language="und") for one in PADS.links))
    base = replace(BASE, sections=(Section("news", "News", (BIKES, RICE, unknown)),))
    text = render(base)
    assert "und)" not in text
    pad = "A pad for rent\n\n(Harbour Daily, {}-12-2016)"
    issue = edited((pad.format("06"), pad.format("07")), text=text, base=base)
    assert (item_of(issue, "pads").language, item_of(issue, "pads").published) == ("und", "2016-12-07")


@pytest.mark.parametrize("day", ["2016-12-09", "9-12-2016", "09-12-2016"])
def test_dates_are_read_in_both_orders(day: str) -> None:
    issue = edited(
        (
            "### 1. Rules for bicycles\n\n(Harbour Daily, 06-12-2016)",
            f"### 1. Rules for bicycles\n\n(Harbour Daily, {day})",
        )
    )
    assert item_of(issue, "bikes").published == "2016-12-09"


def test_items_put_in_another_order_are_numbered_anew() -> None:
    issue = edited((BLOCK["bikes"] + BLOCK["rice"], BLOCK["rice"] + BLOCK["bikes"]))
    assert [(item.id, item.number) for item in issue.sections[1].items] == [("rice", 1), ("bikes", 2), ("pads", 3)]
    assert replace(item_of(issue, "rice"), number=2) == RICE


def test_item_moved_to_an_unnumbered_section_loses_its_number() -> None:
    issue = edited((BLOCK["rice"], ""), ("<!-- section news -->", BLOCK["rice"] + "<!-- section news -->"))
    assert [(item.id, item.number) for section in issue.sections for item in section.items] == [
        ("salt", None),
        ("rice", None),
        ("bikes", 1),
        ("pads", 2),
    ]


def test_item_moved_to_a_numbered_section_gets_a_number() -> None:
    salt = TEXT[TEXT.index("<!-- item salt") : TEXT.index("<!-- section news")]
    issue = edited((salt, ""), ("<!-- item rice", salt + "<!-- item rice"))
    assert [(item.id, item.number) for item in issue.sections[1].items] == [
        ("bikes", 1),
        ("salt", 2),
        ("rice", 3),
        ("pads", 4),
    ]
    assert issue.sections[0].items == ()


def test_numbers_taken_away_or_given_are_followed() -> None:
    without = edited(("### 1. ", "### "), ("### 2. ", "### "), ("### 3. ", "### "))
    assert [item.number for item in without.sections[1].items] == [None, None, None]
    given = edited(("### Salt keeps", "### 1. Salt keeps"))
    assert [item.number for section in given.sections for item in section.items] == [1, 2, 3, 4]


def test_deleted_item_is_gone() -> None:
    issue = edited((BLOCK["rice"], ""))
    assert [(item.id, item.number) for item in issue.sections[1].items] == [("bikes", 1), ("pads", 2)]


NEW = """<!-- item new -->
### A note of our own

We looked into it. Comments are open.

"""


def test_new_items_are_the_editors() -> None:
    issue = edited(
        (
            "<!-- item rice",
            NEW
            + NEW
            + NEW.replace("own\n", "own\n\n(Own Desk, 05-12-2016)\n").replace(
                "open.\n", "open.\n\n(https://own.example/)\n"
            )
            + "<!-- item rice",
        )
    )
    items = issue.sections[1].items
    assert [item.number for item in items] == [1, 2, 3, 4, 5, 6]
    assert len({item.id for item in items}) == 6
    assert [row[:2] for row in told(items[1])[0]] == [
        ("We looked into it.", "editor"),
        ("Comments are open.", "extract"),
    ]
    assert (items[1].outlet, items[1].published, items[1].url, items[1].language) == ("", None, "", "en")
    assert (items[3].outlet, items[3].published, items[3].url) == ("Own Desk", "2016-12-05", "https://own.example/")
    assert items[3].links == (ItemLink("https://own.example/", "Own Desk", "A note of our own", "2016-12-05", "en"),)


def test_new_section_and_renamed_heading_are_read() -> None:
    issue = edited(
        ("## News", "## News in brief"), ("<!-- closing", "<!-- section new -->\n## Letters\n\n" + NEW + "<!-- closing")
    )
    assert [(one.heading, len(one.items)) for one in issue.sections] == [
        ("Story of the Month", 1),
        ("News in brief", 3),
        ("Letters", 1),
    ]
    assert issue.sections[1].key == "news"


def test_links_may_be_edited_added_and_deleted() -> None:
    issue = edited(
        (
            "- [盐湖电池示范工厂下月动工](<https://nanjiang.example/1>) (南江日报, undated, in Chinese)",
            "* [Salt \\[again\\]](https://post.example/a_(b))\n"
            "- [Wrapped over\n  two lines](<https://b.example>) (Post,\n  07-12-2016, in German)",
        ),
    )
    assert item_of(issue, "salt").links == (
        *SALT.links[:2],
        ItemLink("https://post.example/a_(b)", "", "Salt [again]", None, "en"),
        ItemLink("https://b.example", "Post", "Wrapped over two lines", "2016-12-07", "de"),
    )


def test_text_below_the_address_stays_text() -> None:
    issue = edited(("(<https://pads.example/report>)", "(<https://pads.example/report>)\n\nMore to come."))
    assert told(item_of(issue, "pads"))[1] == [("More to come.", "editor", None)]


def test_title_and_number_are_the_editors_to_change() -> None:
    issue = edited(("# Letter", "# The C# Letter #1"), ("number: 12", "number: 13"))
    assert (issue.title, issue.number) == ("The C# Letter #1", 13)
    assert edited(("title: Letter", 'title: "A: B"')).title == "A: B"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<!-- item rice", "<!-- ask Li about this -->\n<!-- item rice"),
        ("Cities decide.", "Cities decide. <!-- which ones? -->"),
        ("Comments are open. Cities", "Comments are open.\n<!-- until when? -->\nCities"),
        ("<!-- section news", "<!--\nTo do:\n\n### call the lab\n-->\n\n<!-- section news"),
        ("<!-- introduction -->", "<!-- introduction should be shorter -->\n<!-- introduction -->"),
        ("<!-- item rice -->", "<!--ITEM rice-->"),
    ],
)
def test_comments_of_the_editor_are_no_text(before: str, after: str) -> None:
    assert edited((before, after)) == BASE


def test_untied_text_marks_are_kept_as_text() -> None:
    issue = edited(("It is a draft.", "It is a *draft* of C:\\new & a --> b, he\\'d say."))
    assert told(item_of(issue, "bikes"))[0][2] == ("It is a *draft* of C:\\new & a --> b, he'd say.", "editor", None)


UNDER_RICE = "likes salt\n\n(Harbour Daily, 06-12-2016)"
RICE_COMMENT, RICE_HEADING = "<!-- item rice -->", "### 2. Rice likes salt\n"
RICE_ADDRESS = "(<https://rice.example/report>)"
DRAFT = "It is a draft."
ERRORS = {  # what is changed into what, what the error names, and what it asks for
    "head without end": ("language: en\n---", "language: en", "line 1:", "---"),
    "line of the head": ("number: 12", "number 12", "line 5:", "a colon"),
    "number": ("number: 12", "number: twelve", "line 5:", "such as 12"),
    "superscript number": ("number: 12", "number: ²", "line 5:", "such as 12"),
    "period": ("period: 2016-12", "period: 2017-01", "line 6:", "write 2016-12"),
    "unknown field": ("number:", "color: red\nnumber:", "line 5:", "take it out"),
    "two titles": ("title: Letter\n", "title: A\n", "line 4:", "make them one"),
    "text before all": ("# Letter\n", "# Letter\n\nHello.\n", "before the introduction", "move it"),
    "introduction renamed": ("## Introduction", "## Preface", "heading of the introduction", "write ## Introduction"),
    "section without heading": ("## News\n", "", "this section has no heading", "write one"),
    "item without heading": (RICE_HEADING, "", "this item has no heading", "write one"),
    "comment taken out": (f"{RICE_COMMENT}\n", "", "a heading stands", "<!-- item new -->"),
    "comment and heading gone": (f"{RICE_COMMENT}\n{RICE_HEADING}", "", "an attribution stands", "comment and heading"),
    "item twice": ("<!-- closing", BLOCK["rice"] + "<!-- closing", "a second time", "<!-- item new -->"),
    "item in no section": ("<!-- section lead -->\n## Story of the Month\n", "", "in no section", "<!-- section"),
    "no such kind": ("section news -->", "section news kind=box -->", "kind=box", "spotlight"),
    "no attribution": (UNDER_RICE, "likes salt", "whose report", "(Outlet, DD-MM-YYYY)"),
    "strange attribution": (UNDER_RICE, "likes salt\n\n(Daily, Dec 6)", "whose report", "(Outlet, DD-MM-YYYY)"),
    "no such day": (UNDER_RICE, "likes salt\n\n(Daily, 31-02-2016)", "no day", "DD-MM-YYYY"),
    "no such language": (UNDER_RICE, "likes salt\n\n(Daily, 06-12-2016, in Klingon)", "Klingon", "in Chinese"),
    "no address": (RICE_ADDRESS, "", "no address", RICE_ADDRESS),
    "two addresses": (RICE_ADDRESS, f"{RICE_ADDRESS}\n\n(<https://b.example>)", "second address", "list"),
    "entry of a list": ("- [Lakeshore", "- Lakeshore", "not understood", "[title](address)"),
    "code without end": (DRAFT, f"{DRAFT}\n\n```\nlet x = 1;", "no end", "```"),
    "link in the text": (DRAFT, "It is [a draft](https://d.example).", "a link within", "behind a sentence"),
    "credit behind nothing": (DRAFT, "([A](<http://a>)) ([B](<http://b>))", "behind no sentence", "take it out"),
    "open comment": (DRAFT, "It is a draft. <!-- to do", "a comment begins within", "-->"),
    "open comment at the end": ("Sources:", "<!-- Sources:", "no end", "-->"),
    "comment around an item": (RICE_COMMENT, f"<!-- not now\n{RICE_COMMENT}", "a comment begins within", "-->"),
    "comment beside text": (f"{RICE_COMMENT}\n", f"{RICE_COMMENT} ", "must stand alone", "on its line"),
    "rule": (RICE_COMMENT, f"* * *\n\n{RICE_COMMENT}", "means nothing", "take the mark out"),
    "quotation block": (DRAFT, f"{DRAFT}\n> So he said.", "means nothing", "take the mark out"),
}


@pytest.mark.parametrize("name", ERRORS)
def test_what_cannot_be_understood_names_line_and_mend(name: str) -> None:
    before, after, what, mend = ERRORS[name]
    assert before in TEXT
    text = TEXT.replace(before, after, 1).replace("# Letter", "# B" if name == "two titles" else "# Letter")
    with pytest.raises(Unreadable, match=r"^line \d+: ") as caught:
        read(text, BASE)
    assert what in str(caught.value)
    assert mend in str(caught.value)


def test_error_names_the_line_of_the_file() -> None:
    text = TEXT.replace("### 2. Rice likes salt\n", "")
    with pytest.raises(Unreadable) as caught:
        read(text, BASE)
    line = text[: text.index("<!-- item rice")].count("\n") + 1
    assert str(caught.value).startswith(f"line {line}: ")


def test_random_edits_lose_no_untouched_sentence() -> None:
    """Words changed at random: the untouched sentences keep their evidence, and all text stays."""
    rng = random.Random(7)
    every = [
        one
        for item in LETTER.sections[0].items + LETTER.sections[1].items
        for part in item.paragraphs
        for one in part.sentences
    ]
    for _ in range(60):
        touched, text = set[str](), render(LETTER)
        for one in rng.sample(every, 4):
            words = one.text.split(" ")
            if len(words) > 2 and one.text not in touched:
                touched.add(one.text)
                at = rng.randrange(len(words) - 1)
                text = text.replace(one.text, " ".join([*words[:at], "altered", *words[at + 1 :]]))
        found = read(text, LETTER)
        now = [
            one
            for section in found.sections
            for item in section.items
            for part in item.paragraphs
            for one in part.sentences
        ]
        kept = {one for one in now if one.origin == "extract"}
        assert kept == {one for one in every if one.text not in touched}
        assert " ".join(one.text for one in now).count("altered") == len(touched)


RUST = Item(
    "rust",
    "",
    None,
    "",
    "",
    None,
    "en",
    "",
    (
        Paragraph((Sentence("From the blogs", "imported"),), "subheading"),
        Paragraph((Sentence("A tour of the borrow checker", "imported"),), "entry"),
        Paragraph((Sentence("Links:", "imported"),)),
        Paragraph((Sentence("Notes on lifetimes", "imported"),), "entry"),
        Paragraph((Sentence("fn main() {\n\n    run(1);\n}", "imported"),), "code"),
        Paragraph((Sentence("stable | 1.70", "imported"),), "table"),
        Paragraph((Sentence("beta | 1.71", "imported"),), "table"),
    ),
    (ItemLink("https://one.example", "", "One", None, "en"), ItemLink("https://two.example", "", "Zwei", None, "de")),
)
NAMED = replace(RUST, id="named", number=7, headline="A name", outlet="TechCrunch", paragraphs=())
IMPORTED = replace(
    BASE, number=None, title="Letter", language="de", sections=(Section("links", "", (RUST, NAMED), "text", "brief"),)
)
OLD = render(IMPORTED)


def changed(*changes: tuple[str, str]) -> Issue:
    return edited(*changes, text=OLD, base=IMPORTED)


def test_imported_issue_says_only_what_it_knows() -> None:
    assert changed() == IMPORTED
    assert "number:" not in OLD
    assert "undated" not in OLD
    assert "\n()" not in OLD
    assert "<!-- section links kind=text style=brief -->\n\n<!-- item rust -->\n\n#### From the blogs" in OLD
    assert "Links:\n\n- [One](<https://one.example>)" in OLD
    assert "### 7. A name\n\n(TechCrunch, in English)" in OLD
    assert "| stable | 1.70 |\n| --- | --- |\n| beta | 1.71 |" in OLD


def test_kinds_of_paragraph_are_the_editors_to_change() -> None:
    issue = changed(
        ("#### From the blogs", "##### From *our* blogs"),
        ("- Notes on lifetimes", "- Notes on\n  lifetimes\n- More notes."),
        ("run(1)", "run(2)"),
        ("beta | 1.71", "beta | 1.72"),
    )
    assert [
        (part.kind, part.sentences[0].text, part.sentences[0].origin) for part in item_of(issue, "rust").paragraphs
    ] == [
        ("subheading", "From *our* blogs", "editor"),
        ("entry", "A tour of the borrow checker", "imported"),
        ("text", "Links:", "imported"),
        ("entry", "Notes on lifetimes", "imported"),
        ("entry", "More notes.", "editor"),
        ("code", "fn main() {\n\n    run(2);\n}", "editor"),
        ("table", "stable | 1.70", "imported"),
        ("table", "beta | 1.72", "editor"),
    ]


def test_number_headline_outlet_and_links_can_be_given_to_an_imported_item() -> None:
    issue = changed(
        ("period:", "number: 3\nperiod:"),
        ("<!-- item rust -->", "<!-- item rust -->\n### 6. Reading"),
        ("(TechCrunch, in English)", "(TechCrunch, 6 Dezember 2016, in English)"),
        ("- [Zwei](<https://two.example>)\n\n<!-- item", "- [Zwei](<https://two.example>) (in French)\n\n<!-- item"),
    )
    rust, named = item_of(issue, "rust"), item_of(issue, "named")
    assert (issue.number, rust.headline, rust.number, named.published) == (3, "Reading", 6, "2016-12-06")
    assert rust.links == (RUST.links[0], replace(RUST.links[1], language="fr"))


def test_section_is_set_as_its_comment_says() -> None:
    issue = edited(
        (
            "<!-- section news -->\n## News",
            "<!-- section news kind=spotlight style=headline -->\n## News\n\nOf the day.",
        )
    )
    section = issue.sections[1]
    assert (section.kind, section.style) == ("spotlight", "headline")
    assert section.note == (Paragraph((Sentence("Of the day.", "editor"),)),)


def test_lists_and_code_may_be_added_anywhere() -> None:
    code = "```rust\nlet x = 1;\n<!-- no comment\n### no heading\n```"
    issue = edited(
        ("It is a draft.", f"It is a draft:\n- one\n- two\n\n{code}"), ("Sources:", "- one more\n\nSources:")
    )
    assert [(part.kind, part.sentences[0].text) for part in item_of(issue, "bikes").paragraphs[1:]] == [
        ("entry", "one"),
        ("entry", "two"),
        ("code", "let x = 1;\n<!-- no comment\n### no heading"),
    ]
    assert [part.kind for part in issue.closing] == ["entry", "text"]


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("D Month YYYY", "6 December 2016"),
        ("Mon D, YYYY", "Dec 6, 2016"),
        ("YYYY年M月D日", "2016年12月6日"),
        ("MM/DD/YYYY", "12/06/2016"),
        ("the D", "06-12-2016"),
    ],
)
def test_day_has_the_editions_form_and_is_read_in_every_usual_one(form: str, shown: str) -> None:
    base = replace(BASE, form=Form(date=form))
    text = render(base)
    assert f"(Harbour Daily, {shown})" in text
    assert read(text, base) == base
    for day in ("07-12-2016", "2016-12-07", "7 December 2016", "2016年12月7日", "7 décembre 2016"):
        found = read(text.replace(f"bicycles\n\n(Harbour Daily, {shown})", f"bicycles\n\n(Harbour Daily, {day})"), base)
        assert item_of(found, "bikes").published == "2016-12-07"


def test_corrections_are_shown_in_what_is_published_and_are_not_the_editors() -> None:
    corrections = (Correction("2017-01-03", "It is 4.2 tonnes.", "rice"), Correction("2017-01-05", "All names.", None))
    base = replace(BASE, corrections=corrections, notes=("left out: 1 story",))
    assert "4.2" not in render(base)
    text = render(base, published=True)
    assert "For the editor" not in text
    assert "(Harbour Daily, 06-12-2016)\n\n> **Correction, 03-01-2017:** It is 4.2 tonnes." in text
    assert text.endswith(
        "## Corrections\n\n- 03-01-2017: “Rice likes salt”: It is 4.2 tonnes.\n- 05-01-2017: All names.\n"
    )
    assert read(text, base) == base


def test_time_to_read_grows_with_the_length_of_an_issue() -> None:
    def taken(items: int) -> float:
        every = tuple(replace(RICE, id=f"i-{at}", number=at) for at in range(1, items + 1))
        base = replace(BASE, sections=(Section("news", "News", every),))
        text = render(base).replace("a hectare", "an acre")
        start = time.process_time()
        assert len(read(text, base).sections[0].items) == items
        return time.process_time() - start

    taken(10)
    assert taken(1600) < 12 * max(taken(400), 0.02)


def test_huge_changed_paragraph_is_read_in_time() -> None:
    text = TEXT.replace("It is a draft.", "It is no draft at all. " * 40_000)
    assert len(read(text, BASE).sections[1].items[0].paragraphs[0].sentences) == 40_002


def test_paragraphs_read_the_same_text_back() -> None:
    for part in SALT.paragraphs:
        assert paragraph(part) in TEXT
