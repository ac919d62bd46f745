"""What an edition makes of its material: kinds and styles of section, numbers, introductions, standing texts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from dateline.clock import parse_period
from dateline.errors import BadSettings
from dateline.issue.calendar import Coming, coming, told_day
from dateline.issue.draft import Heading, Material, draft
from dateline.issue.edition import Edition, Rules, SectionForm
from dateline.issue.edition_rules import check_rules
from dateline.issue.excerpt import ExtractiveWriter
from dateline.issue.spotlight import figures, quotes
from dateline.records import Article, Event, Facts, Figure, Issue, Paragraph, Quote, Ranked, Rights, Source, Span
from dateline.tokens import count_words
from desk_samples import article, story

DECEMBER = parse_period("2016-12")
TEXTS = {"title": "{title} no. {number}, {period}", "closing": "{title} is free."}
SALT = article(
    "Salt plant for Haidong",
    "Lakeshore Energy will build a salt plant in Haidong, it said on Tuesday.\n\n"
    "The plant will store 400 megawatt-hours of the wind power of the plateau from next May on.\n\n"
    "“Salt keeps what the wind gives us in the night for the whole of the next day,” said chairman Li Wei.",
)
RICE = article(
    "Rice maps",
    "Breeders in Wuhan have mapped the genes of 3,024 kinds of rice. They will open the data to all.",
    outlet="Wire",
)


def form(*sections: SectionForm, introduction: str = "none", **texts: str) -> Edition:
    return Edition("ours", introduction, "month", sections, {"en": {**TEXTS, **texts}})


def section(key: str = "news", **more: object) -> SectionForm:
    values: dict[str, object] = {"quota": 9, "numbered": False, "additions": 0, "background": 0, **more}
    return SectionForm(key=key, headings={"en": key.title()}, **values)  # type: ignore[arg-type]


def issue_of(edition: Edition, *articles: Article, language: str = "en", **more: object) -> Issue:
    known = {one.source: Source(one.source, "feed", "https://f.example", words=200) for one in articles}
    events: Sequence[Coming] = more.get("events", ())  # type: ignore[assignment]
    known |= {one.article.source: Source(one.article.source, "feed", "https://f.example") for one in events}
    known |= more.pop("sources", {})  # type: ignore[operator]
    material = Material(
        picks=[Ranked(story(one), 1.0, ()) for one in articles],
        sources=known,
        outlets={},
        background={},
        writer=ExtractiveWriter(),
        **more,  # type: ignore[arg-type]
    )
    return draft(edition, Heading("2016-12-ours", 7, "The Letter", language, DECEMBER), material)


def said(paragraphs: Sequence[Paragraph]) -> list[str]:
    return [" ".join(one.text for one in part.sentences) for part in paragraphs]


# Sections of stories


def test_styles_kinds_and_notes_reach_the_issue() -> None:
    issue = issue_of(
        form(
            section("lead", quota=1, kind="spotlight"),
            section("more", style="headline", notes={"en": "Also {new}."}),
        ),
        SALT,
        RICE,
    )
    lead, more = issue.sections
    assert len(lead.items[0].paragraphs) > 1
    assert (lead.kind, lead.style, lead.note) == ("spotlight", "item", ())
    assert (more.kind, more.style, said(more.note)) == ("stories", "headline", ["Also {new}."])
    assert (more.items[0].headline, more.items[0].paragraphs) == ("Rice maps", ())
    assert issue.title == "The Letter no. 7, 2016-12"
    assert said(issue.closing) == ["The Letter is free."]


def test_brief_is_one_paragraph() -> None:
    issue = issue_of(form(section(style="brief")), SALT)
    (paragraph,) = issue.sections[0].items[0].paragraphs
    assert len(paragraph.sentences) > 1


@pytest.mark.parametrize("rights", [Rights.FULL, Rights.EXCERPT])
@pytest.mark.parametrize("words", [1, 15, 30, 200])
def test_items_have_no_more_words_than_their_section_lets(words: int, rights: Rights) -> None:
    other = article("Salt again", "The plant of Lakeshore costs 480 million yuan, said Bank of Qinghai.", outlet="Bank")
    edition = form(section(words=words, additions=3))
    known = {SALT.source: Source(SALT.source, "feed", "https://f.example", rights=rights, words=500)}
    material = Material(
        [Ranked(story(SALT, other), 1.0, ())],
        {**known, other.source: Source(other.source, "feed", "https://b.example")},
        {},
        {},
        ExtractiveWriter(),
    )
    issue = draft(edition, Heading("i", 1, "T", "en", DECEMBER), material)
    printed = sum(count_words(text) for text in said(issue.sections[0].items[0].paragraphs))
    assert printed <= words
    assert printed or words < 15


@pytest.mark.parametrize(("restart", "numbers"), [(False, [[1, 2], [None], [3]]), (True, [[1, 2], [None], [1]])])
def test_numbers_go_on_or_restart(restart: bool, numbers: list[list[int | None]]) -> None:
    articles = [
        article(f"Plant {at}", f"Plant {at} was opened in Haidong on Monday.", outlet=f"O{at}") for at in range(4)
    ]
    issue = issue_of(
        form(
            section("a", quota=2, numbered=True),
            section("b", quota=1),
            section("c", quota=1, numbered=True, restart=restart),
        ),
        *articles,
    )
    assert [[item.number for item in one.items] for one in issue.sections] == numbers


def test_section_with_fewer_than_its_least_is_left_out() -> None:
    issue = issue_of(form(section("a", quota=1), section("b", least=2)), SALT, RICE)
    assert [one.key for one in issue.sections] == ["a"]


# Introductions


def test_teaser_lists_the_headlines() -> None:
    issue = issue_of(form(section(), introduction="teaser", in_this_issue="In no. {number}:"), SALT, RICE)
    assert [(one.kind, *said([one])) for one in issue.introduction] == [
        ("text", "In no. 7:"),
        ("entry", "Salt plant for Haidong"),
        ("entry", "Rice maps"),
    ]


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (0, ["Hello, The Letter."]),
        (1, ["Hello, The Letter. Only “Plant 0”."]),
        (2, ["Hello, The Letter. “Plant 0” of “Plant 0”, “Plant 1”."]),
        (5, ["Hello, The Letter. “Plant 0” of “Plant 0”, “Plant 1”, “Plant 2”."]),
    ],
)
def test_greeting_names_what_leads(number: int, told: list[str]) -> None:
    articles = [article(f"Plant {at}", "It was opened in Haidong.", outlet=f"O{at}") for at in range(number)]
    texts = {"greeting": "Hello, {title}.", "teaser": "{first} of {headlines}.", "teaser_one": "Only {first}."}
    issue = issue_of(form(section(), introduction="greeting", **texts), *articles)
    assert said(issue.introduction) == told


def test_quotation_marks_of_a_headline_become_inner_ones() -> None:
    edition = form(section(), introduction="greeting", greeting="Hello.", teaser_one="Only {first}.")
    issue = issue_of(edition, article("Salt “cheap”, says Li", "Salt is cheap in Haidong, said Li."))
    assert said(issue.introduction) == ["Hello. Only “Salt ‘cheap’, says Li”."]


def test_introduction_by_sentences_has_stories_only_and_needs_no_lead_in() -> None:
    facts = {SALT.id: Facts(quotes=(SAID,))}
    edition = form(section("q", kind="quote"), section("lead", quota=1), section("news"), introduction="sentence")
    issue = issue_of(edition, SALT, RICE, facts=facts)
    assert [one.key for one in issue.sections] == ["q", "lead", "news"]
    (told,) = issue.introduction
    assert [one.evidence[0].article for one in told.sentences] == [SALT.id, RICE.id]
    led_in = issue_of(replace(edition, texts={"en": {**TEXTS, "lead_in": "First:"}}), SALT, RICE, facts=facts)
    assert said(led_in.introduction)[0].startswith("First: ")


# Coming events, quotations, figures, standing texts


def event(one: Article, text: str, when: str | None, kind: str = "launch") -> Coming:
    start = one.text.index(text)
    around = next(span for span in one.sentences if span.start <= start < span.end)
    return Coming(one, Event(kind, text, start, start + len(text), when=when, tense="planned"), around)


STORE = event(SALT, "store 400 megawatt-hours", "2017-05")
OPEN = event(RICE, "will open the data", "2017-01-17")


def test_calendar_is_by_date_with_the_sentence_as_evidence() -> None:
    issue = issue_of(form(section("events", kind="calendar")), events=[STORE, OPEN])
    (calendar,) = issue.sections
    assert [item.headline for item in calendar.items] == ["17 January 2017", "May 2017"]
    first = calendar.items[0]
    assert (first.outlet, first.published, first.url, first.number) == ("Wire", "2016-12-06", RICE.url, None)
    (sentence,) = first.paragraphs[0].sentences
    assert sentence.text == RICE.text
    assert (sentence.evidence[0].start, sentence.evidence[0].end) == (0, len(RICE.text))
    assert len({item.id for item in calendar.items}) == 2


@pytest.mark.parametrize(
    ("when", "kind", "stays"),
    [
        ("2017-01-01", "launch", True),
        ("2017-01", "launch", True),
        ("2017", "launch", False),
        ("2017", "other", False),
        ("2017-05-01/2017-05-03", "launch", True),
        ("2016-12-31", "launch", False),
        ("2016-12", "launch", False),
        ("2016", "launch", False),
        ("2017-13", "launch", False),
        ("2017-02-30", "launch", False),
        ("soon", "launch", False),
        ("", "launch", False),
        (None, "launch", False),
    ],
)
def test_calendar_has_what_comes_after_the_period(when: str | None, kind: str, stays: bool) -> None:
    assert bool(coming([event(SALT, "store 400", when, kind)], DECEMBER)) is stays


def test_what_builds_on_the_sentence_before_comes_with_it() -> None:
    issue = issue_of(form(section("events", kind="calendar")), events=[STORE])
    (sentence,) = issue.sections[0].items[0].paragraphs[0].sentences
    assert sentence.text.startswith("Lakeshore Energy will build")
    assert sentence.text.endswith("from next May on.")


def test_one_event_stands_once_in_the_calendar() -> None:
    again = article("Copy", SALT.text, outlet="Copyist")
    both = [STORE, event(again, "store 400", "2017-05"), event(SALT, "store 400", "2018-05")]
    assert [one.article.outlet for one in coming(both, DECEMBER)] == ["Harbour Daily", "Harbour Daily"]


@pytest.mark.parametrize(
    ("when", "language", "told"),
    [
        ("2017-01-17", "en", "17 January 2017"),
        ("2017-01-17", "zh", "2017年1月17日"),
        ("2017-01-17", "de", "17. Januar 2017"),
        ("2017-01-17", "fr", "17 janvier 2017"),
        ("2017-01-17", "es", "17 de enero de 2017"),
        ("2017-03", "en", "March 2017"),
        ("2017-03", "zh", "2017年3月"),
        ("2017-03", "es", "marzo de 2017"),
        ("2017", "zh", "2017年"),
        ("2017", "en", "2017"),
        ("2017-05-01/2017-05-03", "en", "1 May 2017"),
        ("2017-04-01/2017-06-30", "en", "April–June 2017"),
        ("2017-04-01/2017-06-30", "zh", "2017年4月至6月"),
        ("2017-07-01/2017-12-31", "es", "julio–diciembre de 2017"),
        ("2017-03", "xx", "March 2017"),
    ],
)
def test_day_is_told_as_people_write_it(when: str, language: str, told: str) -> None:
    assert told_day(when, language) == told


def quote(one: Article, text: str, speaker: str | None = "Li Wei", role: str | None = None) -> Quote:
    start = one.text.index(text) - 1
    return Quote(text, start, start + len(text) + 2, speaker, role, (Span(start + 1, start + 1 + len(text)),))


def figure(one: Article, text: str, kind: str = "measure", **more: object) -> Figure:
    start = one.text.index(text)
    values: dict[str, object] = {"unit": "MWh", "value": 400.0, **more}
    return Figure(text, start, start + len(text), kind, **values)  # type: ignore[arg-type]


WORDS = "Salt keeps what the wind gives us in the night for the whole of the next day,"
SAID = quote(SALT, WORDS, role="chairman")


def test_quotation_and_figure_are_set_apart_with_their_sentences() -> None:
    facts = {SALT.id: Facts(quotes=(SAID,), figures=(figure(SALT, "400 megawatt-hours"),))}
    edition = form(section(), section("q", kind="quote", quota=1), section("f", kind="figure", quota=1))
    issue = issue_of(edition, RICE, SALT, facts=facts)
    _, quoted, counted = issue.sections
    assert [(one.headline, *said(one.paragraphs)) for one in quoted.items] == [
        ("Li Wei, chairman", f"“{WORDS}” said chairman Li Wei.")
    ]
    assert counted.items[0].headline == "400 megawatt-hours"
    assert "The plant will store 400" in said(counted.items[0].paragraphs)[0]
    assert quoted.items[0].url == counted.items[0].url == SALT.url


@pytest.mark.parametrize(
    "found",
    [
        quote(SALT, WORDS, speaker=None),
        quote(SALT, "Salt keeps what"),
        replace(SAID, text="Salt keeps what the wind … gives us in the night for the day"),
        replace(SAID, text="Does salt keep what the wind gives us in the night?"),
    ],
)
def test_quotation_that_cannot_stand_alone_is_not_set_apart(found: Quote) -> None:
    assert quotes([SALT], {SALT.id: Facts(quotes=(found,))}, "en") == []


@pytest.mark.parametrize(
    "found",
    [
        figure(SALT, "400", kind="number"),
        figure(SALT, "400", kind="rank"),
        figure(SALT, "400 megawatt-hours", value=None),
        figure(SALT, "400 megawatt-hours", same_as=Span(0, 1)),
    ],
)
def test_figure_that_says_little_is_not_set_apart(found: Figure) -> None:
    assert figures([SALT], {SALT.id: Facts(figures=(found,))}, "en") == []


@pytest.mark.parametrize("kind", ["calendar", "quote", "figure"])
def test_what_a_source_does_not_let_be_printed_is_not_set_apart(kind: str) -> None:
    facts: Mapping[str, Facts] = {SALT.id: Facts(quotes=(SAID,), figures=(figure(SALT, "400 megawatt-hours"),))}
    closed = {SALT.source: Source(SALT.source, "feed", "https://f.example", rights=Rights.HEADLINE)}
    edition = form(section(quota=1), section("apart", kind=kind))
    assert len(issue_of(edition, SALT, facts=facts, events=[STORE]).sections) == 2
    assert len(issue_of(edition, SALT, facts=facts, events=[STORE], sources=closed).sections) == 1
    foreign = replace(
        edition, texts={"zh": TEXTS}, sections=tuple(replace(one, headings={"zh": "新"}) for one in edition.sections)
    )
    assert len(issue_of(foreign, SALT, facts=facts, events=[STORE], language="zh").sections) == 1


def test_standing_text_is_a_section_of_its_own() -> None:
    issue = issue_of(form(section("about", kind="text", quota=0, notes={"en": "{title} appears monthly."})))
    (about,) = issue.sections
    assert (about.kind, about.note) == ("text", ())
    (item,) = about.items
    assert (item.headline, item.url, said(item.paragraphs)) == ("", "", ["The Letter appears monthly."])
    assert [one.origin for one in item.paragraphs[0].sentences] == ["standing"]


def test_blank_lines_of_a_standing_text_part_its_paragraphs() -> None:
    notes = {"en": "We appear monthly.\n\nWrite\nto us."}
    issue = issue_of(form(section(notes=notes), section("about", kind="text", quota=0, notes=notes)), SALT)
    assert [said(issue.sections[0].note), said(issue.sections[1].items[0].paragraphs)] == [
        ["We appear monthly.", "Write to us."]
    ] * 2


def test_brief_without_words_is_brief() -> None:
    long = article("Salt", " ".join(f"The plant number {at} will store wind power in Haidong." for at in range(30)))
    (only,) = issue_of(form(section(style="brief")), long).sections[0].items
    assert 0 < sum(count_words(text) for text in said(only.paragraphs)) <= 60


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Yesterday Lakeshore opened a salt plant in Haidong for the wind power of the plateau.", "Salt plant."),
        ("But Lakeshore opened a salt plant in Haidong for the wind power of the plateau.", "Salt plant."),
        (
            "Lakeshore has opened a salt plant in Haidong for the wind power of the plateau.",
            "Lakeshore has opened a salt plant in Haidong for the wind power of the plateau.",
        ),
    ],
)
def test_introduction_has_no_sentence_that_cannot_stand_apart(text: str, told: str) -> None:
    issue = issue_of(form(section(), introduction="sentence"), article("Salt plant", text))
    assert said(issue.introduction) == [told]


def test_introduction_of_headlines_says_nothing_that_the_item_does_not_print() -> None:
    issue = issue_of(form(section(style="headline"), introduction="sentence"), SALT)
    assert said(issue.introduction) == ["Salt plant for Haidong."]


def test_notice_of_a_correction_is_no_item() -> None:
    notice = article("Correction: the plant is in Haidong", "The plant is in Haidong, not in Xining.")
    assert [item.headline for one in issue_of(form(section()), notice, SALT).sections for item in one.items] == [
        "Salt plant for Haidong"
    ]


def test_choosy_section_finds_its_own_lead_and_an_empty_one_is_told() -> None:
    other = article("海东盐厂", "湖滨能源将在海东建设一座盐储能工厂，储存高原风电。", outlet="Chenbao", language="zh")
    known = {one.source: Source(one.source, "feed", "https://f.example", words=200) for one in (SALT, other)}
    both = Ranked(story(SALT, other), 1.0, ())
    sections = (section("zh", rules=Rules(languages=("zh",))), section("de", rules=Rules(languages=("de",))))
    material = Material([both], known, {}, {}, ExtractiveWriter())
    issue = draft(form(*sections), Heading("2016-12-ours", 1, "The Letter", "en", DECEMBER), material)
    assert [(one.key, one.items[0].outlet) for one in issue.sections] == [("zh", "Chenbao")]
    assert "section de is empty: no story meets its rules" in issue.notes


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        (Rules(topics=("robotic",)), "there is no topic 'robotic': did you mean 'robotics'?"),
        (Rules(outlets=("Harbor Daily",)), "there is no outlet 'Harbor Daily': did you mean 'Harbour Daily'?"),
        (Rules(languages=("english",)), "there is no language 'english': write the code of ISO 639-1"),
        (Rules(topics=("Robotics",), outlets=("Harbour Daily",), languages=("zh",)), ""),
    ],
)
def test_rules_that_name_what_is_not_there_are_told(rules: Rules, told: str) -> None:
    edition = form(section(rules=rules))
    if not told:
        check_rules(edition, ["robotics"], ["Harbour Daily"])
        return
    with pytest.raises(BadSettings, match=re.escape(told)):
        check_rules(edition, ["robotics"], ["Harbour Daily"])


@pytest.mark.parametrize(("text", "value"), [("four", 4.0), ("forty", 40.0), ("7", 7.0)])
def test_small_number_is_not_set_apart(text: str, value: float) -> None:
    one = article("Plants", f"The firm has built {text} plants in the hills of Haidong since the spring.")
    found = figure(one, text, kind="count", value=value, unit=None, counted="plants")
    assert figures([one], {one.id: Facts(figures=(found,))}, "en") == []
