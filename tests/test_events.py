"""Events: typed by verb and noun, with actors, time and tense, in five languages."""

from __future__ import annotations

import json
import time
from datetime import date

import pytest
from click.testing import CliRunner

from dateline.cli.events import command
from dateline.record.event_dates import find_when
from dateline.record.events import find_events
from dateline.records import Name

DAY = date(2020, 3, 18)  # a Wednesday

EVENTS = [
    (
        "en",
        "Heliotec was acquired by Solaria Group in May 2019.",
        ("acquisition", "happened", "2019-05", ("Solaria Group", "Heliotec")),
    ),
    ("en", "Solaria Group plans to list its shares next year.", ("listing", "planned", "2021", ("Solaria Group",))),
    (
        "en",
        "Solaria named Ana Ruiz chief executive on Monday.",
        ("appointment", "happened", "2020-03-16", ("Solaria", "Ana Ruiz")),
    ),
    (
        "en",
        "Solaria and Heliotec signed a treaty on 14th December.",
        ("agreement", "happened", "2019-12-14", ("Solaria", "Heliotec")),
    ),
    ("en", "Solaria to buy Heliotec.", ("acquisition", "planned", None, ("Solaria", "Heliotec"))),
    ("en", "Solaria raised $20 million last month.", ("investment", "happened", "2020-02", ("Solaria",))),
    ("en", "The agency will publish a standard for robots by 2022.", ("standard", "planned", "2022", ())),
    ("en", "The government banned plastic bags.", ("policy", "happened", None, ())),
    ("en", "Solaria teamed up with Norden Capital.", ("partnership", "happened", None, ("Solaria", "Norden Capital"))),
    ("en", "Researchers in Leeds discovered a new gene in 2018.", ("research", "happened", "2018", None)),
    (
        "de",
        "Heliotec wurde im Mai 2019 von Solaria übernommen.",
        ("acquisition", "happened", "2019-05", ("Solaria", "Heliotec")),
    ),
    (
        "de",
        "Petra Kurz wurde gestern zur Vorstandschefin ernannt.",
        ("appointment", "happened", "2020-03-17", ("Petra Kurz",)),
    ),
    ("fr", "Alto va lancer un nouveau service le mois prochain.", ("launch", "planned", "2020-04", ("Alto",))),
    ("es", "La empresa firmará un acuerdo con Heliotec.", ("agreement", "planned", None, ("Heliotec",))),
    ("zh", "华星科技将于明年在香港上市。", ("listing", "planned", "2021", ())),
    ("zh", "工信部2020年3月2日发布机器人标准。", ("standard", "happened", "2020-03-02", ())),
]

NONE = [
    ("en", "Solaria did not acquire Heliotec."),
    ("en", "Solaria may buy Heliotec."),
    ("en", "Heliotec failed to launch its rocket."),
    ("en", "They bought gifts and opened the window."),
    ("en", "He led a quiet life and reported to nobody."),
    ("en", "Solaria invests $8 billion annually."),
    ("de", "Solaria hat Heliotec nicht gekauft."),
    ("zh", "华星科技未收购蓝海公司。"),
    ("en", ""),
]

DECEMBER = date(2016, 12, 15)
PLANS = [
    (
        "en",
        "Support will be linked with standards from July 1, 2017, the ministry said on Thursday.",
        "2017-07-01",
    ),
    ("en", "Approved projects will enjoy a transition period ending on Dec. 31, 2017.", "2017-12-31"),
    ("en", "The test would widen in April to 12 sites.", "2017-04"),
    ("en", "Haiyue will do away with 900 posts by the end of March.", "2017-03"),
    ("en", "Service will begin in the second quarter of 2017.", "2017-04-01/2017-06-30"),
    ("en", "A draft would be published in the second half of next year.", "2017-07-01/2017-12-31"),
    ("en", "The first is due in 8 January.", "2017-01-08"),
    ("zh", "新规自2017年7月1日起施行。", "2017-07-01"),
    ("zh", "平台将于明年3月上线。", "2017-03"),
    ("zh", "工厂计划2017年下半年投产。", "2017-07-01/2017-12-31"),
]
NO_PLANS = [
    ("en", "The figure is for the end of June; a year earlier it was 560 million."),
    ("en", "The ministry said on Tuesday it would look into it."),
    ("en", "Work could start in March next year."),
    ("en", "The network will grow, it said in January."),
    ("en", "The firm expects to lead the market in 2019."),
    ("en", "Shares hit their highest close since July and will rise."),
    ("zh", "据九州社沈阳12月14日电 有关负责人14日在会议上表示，到2018年，我国将制定约30项国家标准。"),
    ("zh", "公司14日宣布将投资41亿元建设工厂。"),
    ("zh", "明年3月可能上线。"),
]

TIMES = [
    ("This week it rose", "2020-03-16/2020-03-22", False),
    ("on 14 December 2016", "2016-12-14", False),
    ("on December 14, 2016", "2016-12-14", False),
    ("in August", "2019-08", False),
    ("in August", "2020-08", True),
    ("three years ago", "2017", False),
    ("999 years ago", "1021", False),
    ("in the third quarter of 2016", "2016-07-01/2016-09-30", False),
    ("on 31 February 2019", None, False),
    ("it may march on", None, False),
]


@pytest.mark.parametrize(("language", "text", "expected"), EVENTS)
def test_event_has_type_tense_time_and_actors(language: str, text: str, expected: tuple[object, ...]) -> None:
    """One event a clause; the passive is turned round."""
    (event,) = find_events(text, language, (), DAY)
    actors = event.actors if expected[3] is not None else None
    assert (event.type, event.tense, event.when, actors) == expected
    assert text[event.start : event.end] == event.text


@pytest.mark.parametrize(("language", "text"), NONE)
def test_denied_possible_and_habitual_are_no_events(language: str, text: str) -> None:
    """Nor are verbs whose object makes them something else."""
    assert find_events(text, language, (), DAY) == ()


@pytest.mark.parametrize(("language", "text", "when"), PLANS)
def test_plan_has_the_date_of_its_clause(language: str, text: str, when: str) -> None:
    """Without a year the next one."""
    assert [event.when for event in find_events(text, language, (), DECEMBER) if event.tense == "planned"] == [when]


@pytest.mark.parametrize(("language", "text"), NO_PLANS)
def test_day_of_the_saying_dates_no_plan(language: str, text: str) -> None:
    """Nor do years alone, what is past, or what is merely possible."""
    events = [event for event in find_events(text, language, (), DECEMBER) if event.tense == "planned"]
    assert [event.when for event in events if event.when and len(event.when) > 4] == []


@pytest.mark.parametrize(("words", "expected", "planned"), TIMES)
def test_words_of_time_count_from_the_day_of_publication(words: str, expected: str | None, planned: bool) -> None:
    """Exact ones need none."""
    assert find_when(words, "en", DAY, planned=planned) == expected


def test_relative_time_is_unknown_without_a_day_of_publication() -> None:
    """Last month of what year?"""
    assert find_when("last month", "en", None) is None


def test_two_clauses_tell_two_events() -> None:
    """Each with its own subject."""
    text = "Solaria opened a factory in Leipzig, while Heliotec launched an app."
    events = find_events(text, "en", (), None)
    assert [(event.type, event.actors[0]) for event in events] == [("expansion", "Solaria"), ("launch", "Heliotec")]


def test_chinese_passive_is_turned_round_with_given_names() -> None:
    """被 names who does it."""
    names = [Name("蓝海", 0, 2, "organisation", "Lanhai"), Name("华星", 3, 5, "organisation", "Huaxing")]
    (event,) = find_events("蓝海被华星收购。", "zh", names, None)
    assert event.actors == ("Huaxing", "Lanhai")


@pytest.mark.parametrize(
    "unit", ["Bob launched an app and ", "Bob Lee launched an app. ", "华星收购蓝海，", ", ", "1 ", "\n"]
)
def test_huge_texts_stay_linear(unit: str) -> None:
    """No sentence is too long for it."""
    begun = time.process_time()
    find_events(unit * 3000, "zh" if "华" in unit else "en", (), DAY)
    assert time.process_time() - begun < 4


def test_filter_writes_events_and_bad_days() -> None:
    """A published that is no day leaves relative words undated."""
    rows = [{"id": 1, "text": "Solaria bought Heliotec last month.", "language": "en", "published": "soon"}]
    result = CliRunner().invoke(command, input=json.dumps(rows[0]))
    (line,) = map(json.loads, result.stdout.splitlines())
    assert result.exit_code == 0
    assert [(event["type"], event["when"]) for event in line["events"]] == [("acquisition", None)]
