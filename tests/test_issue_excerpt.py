"""What is printed of a report: whole sentences that stand on their own, within the source's rights, with evidence."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.issue.excerpt import ExtractiveWriter, additions, background, excerpt, opening
from dateline.issue.extract import leans, summarise, without_dateline
from dateline.issue.units import units
from dateline.records import Article, Paragraph, Rights, Sentence, Span, WritingTask
from dateline.tokens import count_words
from desk_samples import article, sourced

WHOLE = (Span(0, 10**7),)  # all of a report is printed


def shown(parts: tuple[Paragraph, ...]) -> list[str]:
    return [one.text for part in parts for one in part.sentences]


def is_proven(sentence: Sentence, *articles: Article) -> bool:
    """Whether the evidence is the sentence, white space aside, in the article of that digest."""
    (proof,) = sentence.evidence
    (source,) = [one for one in articles if one.id == proof.article and one.digest == proof.digest]
    return " ".join(source.text[proof.start : proof.end].split()) == sentence.text


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("SHENYANG, Dec 14 (Meridian Wire) — China will issue rules.", "China will issue rules."),
        ("BEIJING, Dec. 14 (Meridian Wire) -- China will issue rules.", "China will issue rules."),
        ("LONDON — Rules are coming.", "Rules are coming."),
        ("SHANGHAI/BEIJING (Meridian) - Rules are coming.", "Rules are coming."),
        ("Shenyang, 14 December (Meridian) – Rules are coming.", "Rules are coming."),
        ("九州社北京12月14日电（记者 李明）工信部发布标准。", "工信部发布标准。"),
        ("九州社沈阳12月14日电 工信部发布标准。", "工信部发布标准。"),
        ("本报讯（记者 李明）工信部发布标准。", "工信部发布标准。"),
        ("NASA — the agency — said rules are coming.", "NASA — the agency — said rules are coming."),
        ("Rules are coming — at last.", "Rules are coming — at last."),
        ("据新华网报道，工信部发布标准。", "据新华网报道，工信部发布标准。"),
        ("各大报讯息很多，工信部发布标准。", "各大报讯息很多，工信部发布标准。"),
        ("A plain sentence (with a note) stays.", "A plain sentence (with a note) stays."),
    ],
)
def test_datelines_are_left_out(text: str, rest: str) -> None:
    span = without_dateline(text, Span(0, len(text)))
    assert text[span.start : span.end] == rest


def test_dateline_is_left_out_of_the_evidence_too() -> None:
    text = "SHENYANG, Dec 14 (Meridian Wire) — China will issue 30 standards for robots by 2018, it said.\n\nMore."
    one = article("Robots", text)
    (sentence,) = shown(excerpt(one, sourced(one, Rights.EXCERPT).source))[:1]
    assert sentence.startswith("China will issue")
    assert all(is_proven(row, one) for part in excerpt(one, sourced(one).source) for row in part.sentences)


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("He said so.", True),
        ("“It works,” he said.", True),
        ("This year sales rose.", False),
        ("This morning the sun rose.", False),
        ("This was odd.", True),
        ("However, sales fell.", True),
        ("Hefei grows.", False),
        ("Thesis papers sold.", False),
        ("但销量下降。", True),
        ("“这是突破。”", True),
        ("该公司表示满意。", True),
        ("折算下来，每吉瓦时投资约三亿元。", True),
        ("照此推算，四年要翻二十多倍。", True),
        ("中国发布标准。", False),
    ],
)
def test_leaning_words_are_known(text: str, back: bool) -> None:
    assert leans(text) is back


NEWS = (
    "Lakeshore Energy will build a salt plant in Haidong to store wind power, its chairman Guo Meilin said on Tuesday. "
    "“We throw power away every night. That has to end,” said Guo Meilin, who plans the grid for the province.\n\n"
    "What will it cost? The company puts the price of the plant at 700 million yuan in its filing. "
    "He called that cheap.\n\n"
    "“Nobody has run such pipes for more than eleven months in a row.” "
    "Guo expects the first of the four tanks to be hot by the autumn of 2018.\n\n"
    "(Reporting by the Haidong office of Harbour Daily; editing by the desk of the paper.)"
)


def test_quotation_is_one_unit() -> None:
    texts = [one.text for one in units(article("Salt", NEWS))]
    assert (
        "“We throw power away every night. That has to end,” said Guo Meilin, who plans the grid for the province."
        in texts
    )


@pytest.mark.parametrize(
    ("beginning", "alone"),
    [
        ("Lakeshore Energy", True),
        ("“We throw power", True),
        ("He called", False),
        ("“Nobody has run", False),  # a quotation whose speaker stands elsewhere
        ("Guo expects", False),  # a name in short
        ("(Reporting", False),
    ],
)
def test_only_what_is_clear_without_the_rest_stands_alone(beginning: str, alone: bool) -> None:
    (one,) = [one for one in units(article("Salt", NEWS)) if one.text.startswith(beginning)]
    assert one.stands_alone() is alone
    if beginning == "Guo expects":
        assert one.stands_alone({"guo", "meilin"})


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("„Das ist gut“, sagte Anna Schmidt gestern in Berlin vor der Presse.", True),
        ("”Det är bra”, sade Anna Svensson i går i Stockholm inför pressen.", True),
        ("“An open quotation that never ends in this paragraph of the text.", False),
        ("A heading without a full stop at the end of the line", False),
        ("「今天发布了新的国家标准」，发言人在北京对记者们这样说道。", True),
        ("“今天发布了新的国家标准，发言人在北京对记者们这样说道。", False),
    ],
)
def test_whole_sentences_have_their_marks_in_pairs(text: str, whole: bool) -> None:
    (one,) = units(article("T", text))
    assert one.is_printable() is whole


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("昨天下午，该公司的总裁郭美琳在沈阳会场外对记者们这样说。", False),
        ("公司总裁郭美琳在沈阳会场外说，明年将建成四座储罐。", True),
        ("公司总裁郭美琳在沈阳会场外说：“明年我们将建成四座储罐。”", True),
    ],
)
def test_words_behind_a_quotation_do_not_stand_without_it(text: str, alone: bool) -> None:
    (one,) = units(article("T", text))
    assert one.stands_alone() is alone


def test_paragraph_is_cut_at_its_end_only() -> None:
    body = "\n\n".join(
        f"Opening {at} tells of firm {at} in the town of Haidong at length. "
        f"Middle {at} builds upon what was said of it. End {at}."
        for at in range(6)
    )
    one = article("Firms", body)
    for words in range(10, 120, 7):
        for part in excerpt(one, sourced(one, Rights.EXCERPT, words).source):
            texts = [row.text.split()[0] for row in part.sentences]
            assert texts == ["Opening", "Middle", "End"][: len(texts)]


def test_question_is_not_printed_without_what_follows() -> None:
    one = article(
        "Quake",
        "The quake near Bachu stopped fourteen trains on Sunday, the railway said. Why there?\n\n"
        "Depth is the cause, says the institute in Urumqi, and the time of the day as well.",
    )
    assert shown(excerpt(one, sourced(one, Rights.EXCERPT, 18).source)) == [
        "The quake near Bachu stopped fourteen trains on Sunday, the railway said."
    ]
    assert len(shown(excerpt(one, sourced(one, Rights.EXCERPT, 60).source))) == 3


@pytest.mark.parametrize("words", [0, 5, 20, 40, 60, 120])
def test_excerpt_keeps_to_its_words(words: int) -> None:
    one = article("Salt", NEWS)
    assert sum(count_words(text) for text in shown(excerpt(one, sourced(one, Rights.EXCERPT, words).source))) <= words


def test_rights_decide_what_is_printed() -> None:
    one = article("Salt", NEWS)
    assert excerpt(one, sourced(one, Rights.HEADLINE).source) == ()
    full = excerpt(one, sourced(one, Rights.FULL).source)
    assert " ".join(shown(full)) == " ".join(NEWS.split())
    assert len(full) == 4
    silent = WritingTask(
        sourced(one, Rights.HEADLINE), (sourced(one, Rights.HEADLINE),), (sourced(one, Rights.HEADLINE),), 4, 2
    )
    assert ExtractiveWriter().write(silent).paragraphs == ()


def test_opening_is_no_question_and_begins_a_paragraph() -> None:
    one = article(
        "Robots get rules",
        "How hard may a robot push you before it has to stop, and who pays? "
        "In China the answers to that depend on the factory.\n\n"
        "The ministry said on Wednesday that it will draw up thirty rules for robots by 2018.",
    )
    sentence = opening(one, (), WHOLE)
    assert sentence is not None
    assert sentence.text.startswith("The ministry said")
    assert is_proven(sentence, one)
    assert opening(article("Empty", ""), (), WHOLE) is None


@pytest.mark.parametrize("words", [0, 5, 12, 20, 30, 60])
def test_opening_is_among_what_is_printed(words: int) -> None:
    one = article("Salt", NEWS)
    parts = excerpt(one, sourced(one, Rights.EXCERPT, words).source)
    printed = [Span(row.evidence[0].start, row.evidence[0].end) for part in parts for row in part.sentences]
    sentence = opening(one, (), printed)
    assert (sentence is None) is (not printed)
    if sentence:
        assert sentence.text in " ".join(shown(parts))


LEAD = article(
    "Salt plant for Haidong",
    "Lakeshore Energy will build a salt plant in Haidong to store wind power, it said on Tuesday.",
)
OTHER = article(
    "Plant in Haidong",
    "Lakeshore Energy will build a plant of salt in Haidong for wind power, it said.\n\n"
    "Bank of Qinghai will lend 480 million yuan for the four tanks until the year 2031.\n\n"
    "“Corrosion killed our own pilot within eleven months,” said Zhou Lan of Qiming Advisory.\n\n"
    "Villagers in Ledu district were promised 120 jobs when the digging starts in January.",
    outlet="Meridian Wire",
)


def test_additions_are_new_credited_and_at_most_two_a_report() -> None:
    found = additions(LEAD, LEAD.text, [sourced(OTHER)], 4)
    assert len(found) == 2
    assert all(one.credit == "Meridian Wire" and one.credit_url == OTHER.url and is_proven(one, OTHER) for one in found)
    assert not any(one.text.startswith("Lakeshore") for one in found)
    assert len(additions(LEAD, LEAD.text, [sourced(OTHER)], 1)) == 1
    assert additions(LEAD, LEAD.text, [sourced(OTHER)], 0) == []


@pytest.mark.parametrize(
    "other",
    [
        sourced(OTHER, Rights.HEADLINE),
        sourced(OTHER, Rights.EXCERPT, 5),
        sourced(article("X", LEAD.text, outlet="Copycat")),
        sourced(
            article("盐湖", "湖岸能源公司将获得贷款四亿八千万元，期限至2031年，用于建设四座熔盐储罐。", language="zh")
        ),
        sourced(article("Empty", "")),
    ],
)
def test_nothing_is_added_without_right_language_or_news(other: object) -> None:
    assert additions(LEAD, LEAD.text, [other], 4) == []  # type: ignore[list-item]


def test_excerpt_rights_hold_for_additions() -> None:
    found = additions(LEAD, LEAD.text, [sourced(OTHER, Rights.EXCERPT, 20)], 4)
    assert 0 < sum(count_words(one.text) for one in found) <= 20


def test_background_is_credited_with_outlet_and_day() -> None:
    earlier = article(
        "Wind lost",
        "Wind farms near Haidong threw away a sixth of their power last year, the grid said.",
        day="2016-10-05",
        outlet="Trade Post",
    )
    (one,) = background([sourced(earlier)], LEAD.text, 2, ())
    assert (one.credit, one.credit_url) == ("Trade Post, 05-10-2016", earlier.url)
    assert background([sourced(earlier, Rights.HEADLINE)], LEAD.text, 2, ()) == []
    assert background([sourced(earlier)], LEAD.text, 0, ()) == []


def test_background_repeats_nothing_that_is_said() -> None:
    wire = article("Salt plant", LEAD.text + "\n\n" + OTHER.text.split("\n\n")[3], day="2016-11-30", outlet="Wire")
    reprint = article("Salt plant again", wire.text, day="2016-11-30", outlet="Reprint")
    found = background([sourced(wire), sourced(reprint)], f"{LEAD.title} {LEAD.text}", 2, [LEAD.text])
    assert [(one.text[:9], one.credit) for one in found] == [("Villagers", "Wire, 30-11-2016")]
    task = WritingTask(sourced(LEAD), (), (sourced(wire), sourced(reprint)), 2, 2)
    texts = shown(ExtractiveWriter().write(task).paragraphs)
    assert len(texts) == len(set(texts)) == 2


CHINESE = (
    "九州社西宁12月6日电（记者 李明）湖岸能源公司6日宣布，将在海东建设一座两百兆瓦时的熔盐储能示范工厂。"
    "“一个晚上弃掉的电，够一座县城用一个星期。”负责全省电网规划的郭美琳说。\n\n"
    "但成本仍是难题。该公司预计总投资约七亿元，其中三成由省级基金承担，其余来自银行贷款。"
)


def test_chinese_is_printed_by_the_same_rules() -> None:
    one = article("盐湖储能工厂落户海东", CHINESE, language="zh")
    texts = shown(excerpt(one, sourced(one, Rights.EXCERPT, 60).source))
    assert texts[0].startswith("湖岸能源公司6日宣布")
    assert texts[1] == "“一个晚上弃掉的电，够一座县城用一个星期。”负责全省电网规划的郭美琳说。"
    sentence = opening(one, (), WHOLE)
    assert sentence is not None
    assert sentence.text.startswith("湖岸能源公司")


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from(list('Ab .!?“”"「」。，他这\n—()1é')), max_size=200), st.integers(0, 60))
def test_any_text_gives_exact_evidence_within_the_words(text: str, words: int) -> None:
    one = article("T", text)
    parts = excerpt(one, sourced(one, Rights.EXCERPT, words).source)
    assert all(is_proven(row, one) for part in (*parts, *excerpt(one, sourced(one).source)) for row in part.sentences)
    assert sum(count_words(row) for row in shown(parts)) <= words
    assert all(row.text for part in parts for row in part.sentences)
    assert all(part.sentences for part in parts)


_SENTENCE = "Firm number {} of the town sold some {} tonnes of salt to the city of Haidong."
HUGE = {
    "a sentence of a megabyte": "word " * 100_000,
    "a sentence full of pronouns": "he said that it was so and " * 10_000,
    "one paragraph": " ".join(_SENTENCE.format(at, at * 7) for at in range(4_000)),
    "many paragraphs": "\n\n".join(_SENTENCE.format(at, at * 7) for at in range(4_000)),
    "a quotation that never ends": "“" + " ".join(_SENTENCE.format(at, at * 7) for at in range(4_000)),
    "marks only": "“" * 500_000 + ".",
    "parentheses": "A (" * 200_000,
    "capitals": "Abc Def " * 60_000 + ".",
}


@pytest.mark.parametrize("name", HUGE)
def test_huge_text_is_read_in_time(name: str) -> None:
    one = article("T", HUGE[name])
    began = time.perf_counter()
    task = WritingTask(sourced(one, Rights.EXCERPT), (sourced(one),), (sourced(one),), 2, 2)
    ExtractiveWriter().write(task)
    opening(one, (), WHOLE)
    summarise([HUGE[name]], 3)
    assert time.perf_counter() - began < 20


@pytest.mark.parametrize("limit", [3, 500, 10_000])
def test_summary_of_thousands_of_sentences_is_made_in_time(limit: int) -> None:
    began = time.perf_counter()
    assert len(summarise([HUGE["one paragraph"]], limit)) == min(limit, 4_000)
    assert time.perf_counter() - began < 10


def test_summary_prefers_what_is_unlike_what_was_chosen() -> None:
    text = "Salt is sold in Haidong today. " * 2 + "Rice is cut by farmers near Dongying now."
    assert [one.start for one in summarise([text], 2)] == [0, text.index("Rice")]
