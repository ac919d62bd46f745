"""Stories linked over months and years: what goes on, what opens, and that it depends on nothing but the past."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from dateline.memory import Phase
from dateline.records import Facts
from dateline.stories.storyline_index import Directions, Postings
from dateline.stories.storyline_profile import pack, unpack
from dateline.stories.storylines import Linker, Profile, StoryFacts, likeness, phase, profile
from storyline_cases import days, direction, facts, report, told

DAM = ["Karun Dam|place", "Aveline Moreau|person", "Hydrosund"]


def dam(id: str, day: str | None, title: str, more: str) -> Profile:
    """A story on one affair: a dam that its builder is sued for."""
    text = f"Hydrosund, the builder of the Karun Dam, {more} Aveline Moreau, its head, spoke of spillway and cracks."
    return told(report(id, day, title, text), DAM, vector=direction(1, 0.8, len(more)))


def other(number: int, day: str = "2024-02-01") -> Profile:
    """A story on something else."""
    firm = f"Firm{'abcdefghijklmnopqrstuvwxyz'[number % 26]}{number}"
    article = report(f"o{number}", day, f"{firm} opens a shop", f"{firm} opened shop number {number} in its home town.")
    return told(article, [firm], vector=direction(50 + number))


FIRST = dam("a", "2024-01-10", "Cracks found in the Karun Dam", "said on Monday that cracks had been found.")
LATER = dam("b", "2025-06-02", "Hydrosund sued over the Karun Dam", "was sued for the cracks by the river's farmers.")


def test_a_story_goes_on_after_a_silence_of_more_than_a_year() -> None:
    linker = Linker()
    assert linker.link(FIRST).storyline == "l-a"
    for number in range(30):
        linker.link(other(number))
    link = linker.link(LATER)
    assert (link.storyline, link.story) == ("l-a", "s-b")
    assert link.similarity > 0.5
    assert link.channel in ("names", "words", "vectors", "both")
    assert sum(value for _, value in link.parts) >= 0


def test_what_is_of_no_affair_before_opens_a_storyline() -> None:
    linker = Linker()
    linker.link(FIRST)
    link = linker.link(other(3))
    assert (link.storyline, link.channel, link.similarity) == ("l-o3", "new", 0.0)


def test_a_case_of_the_same_kind_of_another_company_opens_its_own() -> None:
    kind = "{0} was told by the cartel office to open its ticket system to rivals. A fine may follow, {1} said."
    one = report("n", "2024-03-01", "Cartel office takes on Norbahn", kind.format("Norbahn", "Ida Falk"))
    two = report("s", "2024-03-20", "Cartel office takes on Sudlinie", kind.format("Sudlinie", "Paul Horn"))
    linker = Linker()
    linker.link(told(one, ["Norbahn", "Ida Falk|person"], vector=direction(3, 0.9, 1)))
    assert linker.link(told(two, ["Sudlinie", "Paul Horn|person"], vector=direction(3, 0.9, 2))).channel == "new"


def test_numbered_siblings_are_two_affairs() -> None:
    text = "The probe Selva-{0} left for the moon on a rocket of the space agency from the coast."
    one, two = (
        told(report(f"p{number}", f"2024-0{number}-01", f"Selva-{number} is off to the moon", text.format(number)))
        for number in (3, 4)
    )
    assert likeness(one, replace(two, numbers={})) > likeness(one, two)


def test_languages_meet_by_entries_and_vectors() -> None:
    names = ["{0}||hydrosund", "{1}|person|aveline-moreau", "{2}|place|karun-dam"]
    english = report(
        "e",
        "2024-01-10",
        "Cracks in the Karun Dam worry Hydrosund",
        "Hydrosund and Aveline Moreau visited the Karun Dam.",
    )
    chinese = report(
        "c", "2024-09-12", "卡伦大坝裂缝案开庭", "海卓桑德公司及其总裁莫罗因卡伦大坝裂缝一案出庭。", language="zh"
    )
    linker = Linker()
    linker.link(
        told(
            english, [n.format("Hydrosund", "Aveline Moreau", "Karun Dam") for n in names], vector=direction(5, 0.5, 1)
        )
    )
    link = linker.link(
        told(chinese, [n.format("海卓桑德", "莫罗", "卡伦大坝") for n in names], vector=direction(5, 0.5, 2))
    )
    assert link.storyline == "l-e"


@pytest.mark.parametrize("cut", [0, 1, 7, 20])
def test_links_do_not_depend_on_where_the_stream_is_cut(cut: int) -> None:
    stories = [FIRST, *(other(number) for number in range(12)), LATER, *(other(number + 5) for number in range(12))]
    linker = Linker()
    whole = [linker.link(one) for one in stories]
    known = [
        (Profile.from_bytes(one.to_bytes()), link.storyline, 0.0, "") for one, link in zip(stories, whole, strict=True)
    ]
    again = Linker(known[:cut])
    assert [again.link(one) for one in stories[cut:]] == whole[cut:]


def test_undated_and_empty_stories_are_linked_without_error() -> None:
    linker = Linker()
    hostile = [
        report("x1", None, "", ""),
        report("x2", None, "؟" * 3000, "\u202eمرحبا\n\n" * 2000),
        report("x3", "2024-01-01", "\ud800 half", "word " * 50_000),
        report("x4", None, "一" * 500, "。" * 500, language="und"),
    ]
    links = [linker.link(told(one)) for one in hostile]
    assert {link.story for link in links} == {"s-x1", "s-x2", "s-x3", "s-x4"}
    assert links[0].channel == "new"
    assert linker.link(told(report("x5", None, "", ""))).channel == "new"  # nothing is like nothing


def test_a_profile_comes_back_from_its_bytes_as_it_was() -> None:
    article = report(
        "a", "2024-05-06", "Selva-3 costs $120 million", "Selva-3 costs Hydrosund $120 million, 4,500 jobs."
    )
    made = told(article, ["Hydrosund"], vector=direction(1))
    again = Profile.from_bytes(made.to_bytes())
    assert again.to_bytes() == made.to_bytes()
    assert (again.story, again.first, again.last, again.languages) == (
        "s-a",
        date(2024, 5, 6),
        date(2024, 5, 6),
        ("en",),
    )
    assert again.numbers == made.numbers != {}
    assert len(made.to_bytes()) < 900
    with pytest.raises(ValueError, match="no profile"):
        Profile.from_bytes(b"??" + made.to_bytes()[2:])


def test_an_undated_story_has_no_days() -> None:
    made = Profile.from_bytes(told(report("a", None, "No day", "It is not told when.")).to_bytes())
    assert (made.first, made.last) == (None, None)


def test_the_outlet_and_the_author_are_no_names_of_the_affair() -> None:
    article = report("a", None, "Rain", "The Daily Bell reports rain, writes Hydrosund.", outlet="The Daily Bell")
    article = replace(article, byline=("Hydrosund",))
    made = profile(StoryFacts("s", (article,), {}, {"a": facts(article, ["The Daily Bell", "Hydrosund"])}))
    assert len(made.names) == 0


def test_a_profile_needs_no_facts_and_no_vectors() -> None:
    article = report("a", "2024-05-06", "Rain", "It rained.")
    made = profile(StoryFacts("s-a", (article,), {}, {}))
    assert (len(made.names), len(made.dense)) == (0, 0)
    assert likeness(made, profile(StoryFacts("s-b", (article,), {}, {"a": Facts()}))) > 0


def test_likeness_is_one_and_more_for_one_affair() -> None:
    assert likeness(FIRST, LATER) >= 1 > likeness(FIRST, other(3)) >= 0
    linker = Linker()
    linker.link(FIRST)
    assert linker.likeness(FIRST, LATER) >= 1


def test_packed_vectors_keep_their_direction() -> None:
    vectors = np.stack([direction(1), direction(2)])
    back = unpack(np.stack([pack(one) for one in vectors]))
    assert np.allclose(np.linalg.norm(back, axis=1), 1, atol=1e-5)
    assert float(back[0] @ vectors[0]) > 0.98
    assert abs(float(back[0] @ back[1]) - float(vectors[0] @ vectors[1])) < 0.02


def test_postings_are_found_before_and_behind_being_sorted_in() -> None:
    postings = Postings()
    for row in range(60_000):
        postings.add(row, (row % 7, 100 + row % 1000))
    assert postings.rows(3, 4).tolist() == [59_972, 59_979, 59_986, 59_993]
    assert postings.rows(150, 1000).tolist() == list(range(50, 60_000, 1000))
    assert postings.rows(5_000, 10).tolist() == []
    assert postings.rows(2**32 - 1, 10).tolist() == []


def test_directions_find_what_points_the_same_way() -> None:
    directions = Directions()
    for row in range(300):
        directions.add(row, pack(direction(row)))
    directions.add(300, pack(np.empty(0, dtype=np.float32)))
    assert directions.near(pack(direction(77, 0.6, 5)), 3)[0] == 77
    assert directions.near(pack(np.empty(0, dtype=np.float32)), 3) == []


TODAY = date(2025, 6, 30)


@pytest.mark.parametrize(
    ("reported", "stands"),
    [
        (days("2025-06-24"), Phase.NEW),
        (days("2025-06-30", "2025-07-02"), Phase.NEW),  # what is dated ahead is of today
        (days("2025-06-23"), Phase.DEVELOPING),
        (days("2024-01-01", "2025-06-20"), Phase.REVIVED),
        (days("2025-05-06", "2025-06-20"), Phase.REVIVED),  # 45 days
        (days("2025-05-07", "2025-06-20"), Phase.DEVELOPING),
        (days("2024-01-01", "2025-06-10"), Phase.FADING),
        (days("2025-06-10", "2025-06-18"), Phase.STEADY),
        (days("2025-06-10", "2025-06-18", "2025-06-18"), Phase.DEVELOPING),
        (days("2025-06-10", "2025-06-11", "2025-06-18"), Phase.FADING),
        (days("2020-01-01"), Phase.FADING),
        ([], Phase.STEADY),
    ],
)
def test_phases_follow_their_rules(reported: list[date], stands: Phase) -> None:
    assert phase(reported, TODAY) == stands
    assert phase([day + timedelta(days=365) for day in reported], TODAY + timedelta(days=365)) == stands
