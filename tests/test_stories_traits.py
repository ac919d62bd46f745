"""What the stories stage reads off a report to tell look-alikes apart."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from datetime import UTC, date, datetime

import numpy as np
import pytest

from dateline.stories.amounts import agree, figures_in
from dateline.stories.capitals import names_in
from dateline.stories.days import event_day
from dateline.stories.features import Kind, kind_of, term_id, terms
from dateline.stories.traits import Traits, from_plain, join, read_traits, to_plain

MONDAY = date(2025, 3, 10)
HOSTILE = [
    "",
    " ",
    "\n\n",
    "\0",
    "\ud800",
    "٣٫٤ ٪ العربية",
    "12..3 99,99,99 $ % 1.2.3",
    "A" * 5000,
    "中" * 5000,
    "1" * 5000,
]


def known(text: str) -> frozenset[str]:
    """A gazetteer of two companies and a town."""
    names = {"organisation:orlen-kabel": ("Orlen Kabel", "奥伦电缆"), "place:hallen": ("Hallen", "哈伦")}
    return frozenset(one for one, words in names.items() if any(word in text for word in words))


@pytest.mark.parametrize(
    ("text", "language", "figures"),
    [
        ("A magnitude 5.4 quake; 312,000 cars; $1.2bn; A$8,000; 2.00 percent", "en", {5.4, 312e3, 1.2e9, 8e3, 0.02}),
        ("5.1级地震，融资12亿元，3.6万人，召回850318辆，降至2.00%", "zh", {5.1, 12e8, 36e3, 850318, 0.02}),
        ("1,2 Mrd. Euro, 12.000 Menschen, 5,5 Prozent", "de", {1.2e9, 12e3, 0.055}),
        ("1 200 emplois et 5,8 millions d'euros", "fr", {1200, 5.8e6}),
        ("Three dead, 12 hurt in 2025; the F-150 and V3.2-Exp", "en", set()),
    ],
)
def test_figures_are_read_whatever_their_language_and_scale(text: str, language: str, figures: set[float]) -> None:
    assert {round(figure, 6) for figure in figures_in(text, language)} == figures


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [(312e3, 3.0e5, True), (850318, 85e4, True), (5.4, 5.2, False), (0.02, 0.0225, False), (312e3, 286e3, False)],
)
def test_large_figures_agree_when_rounded_and_small_ones_only_when_equal(one: float, other: float, same: bool) -> None:
    assert agree(one, other) is agree(other, one) is same


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The dam broke on Sunday, officials said, and not on Friday.", date(2025, 3, 9)),
        ("The vote will be held on Tuesday.", None),  # the last Tuesday or the coming one: it cannot be told
        ("当地时间3月8日，大坝发生溃决。", date(2025, 3, 8)),
        ("记者9日获悉，大坝发生溃决。", date(2025, 3, 9)),
        ("大坝昨天溃决。", date(2025, 3, 9)),
        ("周六，大坝溃决。", date(2025, 3, 8)),
        ("Der Damm brach am Samstag.", date(2025, 3, 8)),
        ("Le barrage a cédé samedi.", date(2025, 3, 8)),
        ("La presa cedió el 8 de marzo.", date(2025, 3, 8)),
        ("On 8 March the dam broke.", date(2025, 3, 8)),
        ("On March 8, 2025, the dam broke.", date(2025, 3, 8)),
        ("The dam was built on 8 March 1961.", None),
        ("On 31 February the dam broke.", None),
        ("The dam broke.", None),
    ],
)
def test_the_day_of_an_event_is_counted_from_the_publication(text: str, day: date | None) -> None:
    assert event_day(text, MONDAY) == (day and day.toordinal())


def test_names_are_capitals_within_sentences_and_what_chinese_segmentation_takes_for_names() -> None:
    text = "The mayor of Hallen met Orlen Kabel on Monday. Crowds cheered, and the crowds left."
    assert names_in("Mayor meets cable maker in Hallen", text) == {"hallen", "orlen", "kabel"}
    assert "孟加拉国" in names_in("", "孟加拉国首都达卡的一栋厂房起火。")
    assert names_in("Orlen Kabel Buys Rival", "") == frozenset()


def test_traits_name_headline_places_figures_and_day() -> None:
    published = datetime(2025, 3, 10, 9, tzinfo=UTC)
    traits = read_traits("Hallen dam loses 5.4 million", "It broke on Sunday near Hallen.", "en", known, published)
    assert traits.places == {"place:hallen"}
    assert {"hallen", "place:hallen"} <= traits.heads
    assert traits.told == {5.4e6}
    assert traits.days == {date(2025, 3, 9).toordinal()}
    assert read_traits("", "It broke on Sunday.", "en").days == frozenset()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_give_traits_that_survive_json(text: str) -> None:
    traits = read_traits(text, text, "ar", known, datetime(2025, 3, 10, tzinfo=UTC))
    assert from_plain(json.loads(json.dumps(to_plain(traits)))) == traits


def test_traits_of_a_story_stay_small_and_do_not_depend_on_hash_seeds() -> None:
    story = Traits()
    for number in range(60):
        text = (
            f"Near Torvik{number} and Maslund{number} some of Hallen lost {number}.5 million on {1 + number % 9} March."
        )
        story = join(story, read_traits("", text, "en", known, datetime(2025, 3, 10, tzinfo=UTC)))
    assert max(map(len, (story.names, story.heads, story.figures, story.told, story.days))) <= 40
    assert "hallen" in story.names
    assert list(to_plain(story)["names"]) == list(to_plain(from_plain(to_plain(story)))["names"])


def test_terms_count_words_and_grams_as_told() -> None:
    """The quick count gives what the plain one gives."""
    text = "saw a saw sawing 地震 地震"
    found = terms("", text)
    words = Counter("saw a saw sawing 地震 地震".split())
    half = 1 << 19
    grams: Counter[str] = Counter()
    for word, count in words.items():
        marked = word if word == "地震" else f" {word} "
        sizes = (2,) if word == "地震" else (3, 4, 5)
        for size in sizes:
            for at in range(len(marked) - size + 1):
                grams[marked[at : at + size]] += count
    counted = Counter({term_id(word): count for word, count in words.items()})
    counted.update({half + term_id(gram): count for gram, count in grams.items()})
    assert found.ids.tolist() == sorted(counted)
    assert np.allclose(found.weights, [1 + np.log(counted[at]) for at in found.ids.tolist()])
    assert term_id("saw") == zlib.crc32(b"saw") % half


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_have_terms(text: str) -> None:
    found = terms(text, text)
    assert len(found.ids) == len(found.weights)
    assert np.isfinite(found.weights).all()


def test_scripts_of_chinese_have_the_same_terms() -> None:
    assert terms("", "颱風登陸臺灣").ids.tolist() == terms("", "台风登陆台湾").ids.tolist()


@pytest.mark.parametrize(
    ("title", "words", "kind"), [("", 119, Kind.LEAD), ("", 121, Kind.WHOLE), ("Two words", 119, Kind.WHOLE)]
)
def test_a_lead_has_up_to_120_words(title: str, words: int, kind: Kind) -> None:
    assert kind_of(title, "word " * (words - 1) + "end.") is kind
