"""Drafts leave repeats out and head updates, which tell what is new; editors and copy desk agree."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dateline.clock import parse_period
from dateline.desk.choice import choose
from dateline.desk.handed import handed
from dateline.issue import codec, edition, markdown, markdown_reader
from dateline.issue.copydesk.earlier import covered_items
from dateline.issue.draft import Heading, Material, draft
from dateline.issue.excerpt import ExtractiveWriter
from dateline.issue.updates import bare, headed, is_headed
from dateline.memory import Coverage, Fresh
from dateline.proofs import EarlierItem, Proof, ProofItem, Surroundings
from dateline.publish.page import PageRenderer
from dateline.records import Article, Issue, Item, Period, Ranked, Rights, Source
from dateline.tokens import count_words
from desk_samples import article, story

DECEMBER = parse_period("2016-12")
REPEAT = Coverage("repeat", "2016-11-monthly-letter", 12, 3, "The ferry is back")
LEAD = (
    "The harbour office of Nanhu let the night ferry sail again on Monday after four months of repairs to its engine. "
    "Crowds stood on the quay to see the old ship leave, and the town band played until it was out of sight. "
    "Tickets can be bought on board or at the small office beside the fish market, which opens at seven. "
    "The ferry carries people, bicycles and small cars to the islands, as it has done since the last war.\n\n"
    "Captain Ann Lee said the repairs had cost 4.2 million yuan, three times what the town had set aside."
)


def update(one: Article, *told: str, found: Article | None = None) -> Coverage:
    """An update whose news is the last sentence of a report."""
    told_by = found or one
    span = told_by.sentences[-1]
    news = Fresh(told_by.id, span.start, span.end, told_by.text[span.start : span.end], told or ("4.2 million yuan",))
    return Coverage("update", "2016-11-monthly-letter", 12, 3, "The ferry stays in port", (news,))


def drafted(
    *reports: Article, coverage: Coverage, language: str = "en", words: int = 120, rights: Rights = Rights.EXCERPT
) -> Issue:
    sources = {
        one.source: Source(one.source, "feed", "https://f.example/", rights=rights, words=words) for one in reports
    }
    ranked = Ranked(story(*reports), 1.0, (), (), coverage)
    material = Material(picks=[ranked], sources=sources, outlets={}, background={}, writer=ExtractiveWriter())
    heading = Heading("2016-12-monthly-letter", 13, "The Letter", language, DECEMBER)
    return draft(edition.load("monthly-letter"), heading, material)


def only(issue: Issue) -> Item:
    (item,) = [item for section in issue.sections for item in section.items]
    return item


def text_of(item: Item) -> list[str]:
    return [one.text for part in item.paragraphs for one in part.sentences]


# Repeats.


def ranked(title: str, score: float, coverage: Coverage | None = None) -> Ranked:
    return Ranked(story(article(title, outlet=f"Outlet of {title}")), score, (), (), coverage or Coverage())


def test_repeats_are_left_out_and_each_is_named() -> None:
    second = replace(REPEAT, number=None, item=1)
    rows = [ranked("A", 4), ranked("B", 3, REPEAT), ranked("C", 2), ranked("D", 1, second)]
    choice = choose(rows, 4, likeness=lambda a, b: 0.0, leads=lambda one: one.story.articles[:1])
    assert [one.story.articles[0].title for one in choice.picks] == ["A", "C"]
    assert choice.repeats == (
        "left out: “B” was in no. 12, item 3, and nothing is new since",
        "left out: “D” was in 2016-11-monthly-letter, item 1, and nothing is new since",
    )


def test_updates_are_picked_and_a_repeat_hinders_no_other() -> None:
    one = article("The ferry is back", LEAD)
    rows = [ranked("B", 3, REPEAT), Ranked(story(one), 2, (), (), update(one))]
    choice = choose(rows, 2, likeness=lambda a, b: 9.0, leads=lambda one: one.story.articles[:1])
    assert [one.coverage.state for one in choice.picks] == ["update"]


def test_a_repeat_that_an_editor_pinned_is_picked() -> None:
    pinned = handed([ranked("B", 3, REPEAT)], pinned={ranked("B", 3).story.id}, muted=(), titles={})
    choice = choose(pinned, 2, likeness=lambda a, b: 0.0, leads=lambda one: one.story.articles[:1])
    assert (len(choice.picks), choice.passed_over) == (1, ())


def test_a_repeat_that_an_editor_picks_is_printed_as_it_is() -> None:
    assert only(drafted(article("The ferry is back", LEAD), coverage=REPEAT)).headline == "The ferry is back"


# Heads.


@pytest.mark.parametrize(
    ("headline", "language", "expected"),
    [
        ("The ferry is back", "en", "Update: The ferry is back"),
        ("夜间渡轮恢复通航", "zh", "更新：夜间渡轮恢复通航"),
        ("The ferry is back", "zh-Hant", "更新：The ferry is back"),
        ("Die Fähre fährt", "de", "Aktualisiert: Die Fähre fährt"),
        ("Le bac est de retour", "fr", "Mise à jour\u00a0: Le bac est de retour"),
        ("Vuelve el barco", "es", "Actualización: Vuelve el barco"),
        ("The ferry is back", "nl", "Update: The ferry is back"),
        ("UPDATE: The ferry is back", "en", "UPDATE: The ferry is back"),
        ("Update 2-The ferry is back", "en", "Update 2-The ferry is back"),
        ("[Updated] The ferry is back", "en", "[Updated] The ferry is back"),
        ("更新:夜间渡轮恢复通航", "zh", "更新:夜间渡轮恢复通航"),
        ("【更新】夜间渡轮恢复通航", "en", "【更新】夜间渡轮恢复通航"),
        ("Mise à jour : le bac", "en", "Mise à jour : le bac"),
        ("Updates to the ferry law", "en", "Update: Updates to the ferry law"),
        ("Update of ferry law passed", "en", "Update: Update of ferry law passed"),
        ("更新换代加快", "zh", "更新：更新换代加快"),
    ],
)
def test_headline_of_an_update(headline: str, language: str, expected: str) -> None:
    assert headed(headline, language) == expected
    assert headed(expected, language) == expected
    assert is_headed(expected)


@pytest.mark.parametrize(
    "headline", ["Update: The ferry", "更新：The ferry", "Mise à jour\u00a0: The ferry", "The ferry"]
)
def test_bare_headline(headline: str) -> None:
    assert bare(headline) == "The ferry"


@pytest.mark.parametrize("headline", ["", "Update:", "更新："])
def test_of_a_headline_something_is_left(headline: str) -> None:
    assert bare(headline) == headline


@pytest.mark.parametrize(("language", "head"), [("en", "Update: "), ("zh", "更新：")])
def test_an_update_is_headed_in_every_rendition(language: str, head: str) -> None:
    one = article("The ferry is back in Nanhu", LEAD)
    issue = drafted(one, coverage=update(one), language=language)
    item = only(issue)
    assert item.headline == f"{head}The ferry is back in Nanhu"
    assert codec.from_json(codec.to_json(issue)) == issue
    text = markdown.render(issue)
    assert f"{head}The ferry is back in Nanhu" in text
    assert only(markdown_reader.read(text, issue)).headline == item.headline
    assert f"{head}The ferry is back in Nanhu" in PageRenderer().render(issue).decode()


def test_the_introduction_says_the_headline_without_its_head() -> None:
    one = article("The ferry is back in Nanhu", "")
    issue = drafted(one, coverage=update(article("X", "A sentence.")))
    said = [one.text for part in issue.introduction for one in part.sentences]
    assert "The ferry is back in Nanhu." in said
    assert only(issue).headline == "Update: The ferry is back in Nanhu"


# What an update tells.


@pytest.mark.parametrize("words", [45, 60, 75])
def test_an_update_prints_what_is_new_within_its_rights(words: int) -> None:
    one = article("The ferry is back in Nanhu", LEAD)
    assert not any("4.2 million" in sentence for sentence in text_of(only(drafted(one, coverage=REPEAT, words=words))))
    said = text_of(only(drafted(one, coverage=update(one), words=words)))
    assert any("4.2 million yuan" in sentence for sentence in said)
    assert said[0].startswith("The harbour office")
    assert sum(map(count_words, said)) <= words
    places = [one.text.index(sentence) for sentence in said]
    assert places == sorted(places)


def test_what_another_report_tells_anew_is_credited_to_it() -> None:
    lead = article("The ferry is back in Nanhu", LEAD.rpartition("\n\n")[0])
    other = article("A dear repair", LEAD, outlet="Post")
    item = only(drafted(lead, other, coverage=update(lead, found=other), words=90))
    told = [one for part in item.paragraphs for one in part.sentences if "4.2 million yuan" in one.text]
    assert [one.credit for one in told] in (["Post"], [None])
    assert item.outlet == ("Harbour Daily" if told[0].credit else "Post")


@pytest.mark.parametrize(("rights", "words"), [(Rights.HEADLINE, 0), (Rights.EXCERPT, 12)])
def test_news_that_may_not_be_printed_is_left(rights: Rights, words: int) -> None:
    one = article("The ferry is back in Nanhu", LEAD)
    item = only(drafted(one, coverage=update(one), words=words, rights=rights))
    assert item.headline.startswith("Update: ")
    assert not any("4.2 million" in sentence for sentence in text_of(item))


def test_news_of_a_report_that_is_gone_changes_nothing() -> None:
    one = article("The ferry is back in Nanhu", LEAD)
    gone = update(one, found=article("Gone", "Nobody has this sentence any more."))
    assert text_of(only(drafted(one, coverage=gone))) == text_of(only(drafted(one, coverage=Coverage())))


# The copy desk.


@pytest.mark.parametrize(
    ("headline", "found"),
    [
        ("The night ferry is back in the harbour", 1),
        ("Update: The night ferry is back in the harbour", 0),
        ("更新：The night ferry is back in the harbour", 0),
    ],
)
def test_the_copy_desk_lets_an_update_pass(headline: str, found: int) -> None:
    item = ProofItem("i-1", "News", 1, headline, "Post", "2016-12-06", "en", "https://p.example/2", story="s-1")
    proof = Proof("T", 13, Period("2016-12", date(2016, 12, 1), date(2016, 12, 31)), "en", "letter", (), (item,))
    earlier = EarlierItem("2016-11-letter", 12, "The night ferry is back in the harbour", "https://p.example/1", "s-1")
    assert len(list(covered_items(proof, Surroundings(date(2017, 1, 1), earlier=(earlier,))))) == found
