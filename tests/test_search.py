"""Search: what a query means, what the index finds, and how a find is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection

from dateline.errors import BadSearch, NotFound
from dateline.record.gazetteer import Gazetteer, load
from dateline.record.query import parse
from dateline.record.snippet import CLOSE, OPEN, meets, snippet
from dateline.records import Article, Capture, Facts, Figure, Limits, Name, Placement
from dateline.searching import Searching
from dateline.sentences import paragraphs, sentences
from dateline.store import articles, facts, search, stories
from dateline.store.database import Database
from dateline.store.ledger import add_captures

TEXTS = (
    (
        "en",
        "Gazette",
        "2016-12-05",
        "Robots at the gate",
        "Huawei shows three service robots.\n\nThey cost $5 million each.",
    ),
    ("zh", "晨报", "2016-12-06", "华为发布新手机", "华为在深圳发布新手机。\n\n价格为三千元。"),
    ("en", "Courier", "2017-01-09", "A quiet week", "The harbour was calm. A robot swept the quay; service was slow."),
    ("de", "Bote", "2016-12-07", "Über die Brücke", "Die Brücke über den Fluss wird für 3 Mio. Euro erneuert."),
)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load()


def article(place: int) -> Article:
    language, outlet, day, title, text = TEXTS[place]
    moment = datetime.fromisoformat(day).replace(tzinfo=UTC)
    return Article(
        id=f"a{place:015d}", capture=f"c{place:015d}", digest="sha256:" + "0" * 64, source="s", url=f"https://x.example/{place}",
        title=title, byline=(), outlet=outlet, published=moment, published_as=day, modified=None, language=language,
        text=text, paragraphs=paragraphs(text), sentences=sentences(text),
    )  # fmt: skip


def figure(text: str, within: Article, value: float) -> Figure:
    start = within.text.index(text)
    return Figure(text, start, start + len(text), "money", value, unit="USD")


def add(connection: Connection, one: Article) -> None:
    place = ("captures-00001.warc.gz", 0, 1)
    digest = one.digest
    fetched = one.published or datetime(2016, 1, 1, tzinfo=UTC)
    add_captures(connection, [Capture(one.capture, one.url, one.url, fetched, 200, "text/html", digest, "s", *place)])
    articles.save_article(connection, one, "1")
    stories.save(connection, [Placement(one.id, "s-" + one.id)], "1")
    at = one.text.find("Huawei")
    names = (Name("Huawei", at, at + 6, "organisation", "Huawei", "huawei"),) if at >= 0 else ()
    figures = (figure("$5 million", one, 5e6),) if "$5" in one.text else ()
    facts.save(connection, one, Facts(names, figures), version="1")
    search.index_articles(connection, [(one, names)])


@pytest.fixture
def searching(tmp_path: Path, gazetteer: Gazetteer) -> Iterator[Searching]:
    database = Database(tmp_path / "dateline.db")
    with database.begin() as connection:
        for place in range(len(TEXTS)):
            add(connection, article(place))
    yield Searching(tmp_path, database, gazetteer)
    database.close()


def titles(searching: Searching, words: str, kind: str = "articles", limits: Limits | None = None) -> set[str]:
    return {hit.title for hit in searching.search(words, kind=kind, limits=limits)}


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("robots", {0, 2}),  # and robot
        ("service robots", {0, 2}),
        ('"service robots"', {0}),
        ('"robots they"', set()),  # no phrase reaches over a paragraph's end
        ("robots -quay", {0}),
        ("華為", {0, 1}),  # Huawei in any language
        ("HUAWEI", {0, 1}),
        ("华为手机", {1}),
        ("手机", {1}),
        ("深", {1}),
        ("harb*", {2}),
        ("brucke", {3}),
        ("Brücke Fluss", {3}),
        ("the harbour was", {2}),
        ("ＨＵＡＷＥＩ", {0, 1}),
        ('NEAR("a" OR', set()),  # FTS5's own syntax means nothing
        ("title:harbour", set()),
    ],
)
def test_search_finds_the_articles_with_all_words(searching: Searching, words: str, places: set[int]) -> None:
    assert titles(searching, words) == {TEXTS[place][3] for place in places}


@pytest.mark.parametrize(
    ("limits", "places"),
    [
        (Limits(first="2016-12-06", last="2016-12-31"), {1}),
        (Limits(language="en"), {0}),
        (Limits(outlet="晨报"), {1}),
        (Limits(has_figure=True), {0}),
        (Limits(story="s-a000000000000001"), {1}),
        (Limits(outlet="nobody"), set()),
    ],
)
def test_limits_hold(searching: Searching, limits: Limits, places: set[int]) -> None:
    assert titles(searching, "Huawei", limits=limits) == {TEXTS[place][3] for place in places}


def test_stories_figures_and_names_are_found(searching: Searching) -> None:
    assert [hit.id for hit in searching.search("quay", kind="stories")] == ["s-a000000000000002"]
    assert [hit.title for hit in searching.search("cost", kind="figures")] == ["$5 million"]
    assert searching.search("robots", kind="figures") == []  # the words stand in another sentence
    assert [(hit.id, hit.snippet) for hit in searching.search("华为", kind="names")] == [
        ("Huawei", "organisation, in 1 articles")
    ]


def test_article_read_anew_is_found_by_its_new_words_only(searching: Searching) -> None:
    changed = replace(article(2), text="A lighthouse was lit.", sentences=(), paragraphs=())
    with searching.database.begin() as connection:
        search.index_articles(connection, [(changed, ())])
        search.index_articles(connection, [(changed, ())])
    assert titles(searching, "lighthouse") == {"A quiet week"}
    assert titles(searching, "harbour") == set()


@pytest.mark.parametrize("words", ["", "   ", '""', "-robots", "!!!", "x" * 2001])
def test_search_for_nothing_is_refused(searching: Searching, words: str) -> None:
    with pytest.raises(BadSearch):
        searching.search(words)


def test_search_in_something_unknown_is_refused(searching: Searching) -> None:
    with pytest.raises(NotFound, match="articles, stories, names, figures, issues"):
        searching.search("robots", kind="photos")


def test_hostile_searches_only_find_nothing(searching: Searching) -> None:
    for words in ("' OR 1=1 --", "\x00 a\x00b", "a" * 2000, '"' * 1999 + "b", "* * *x", "\u202eevil", "😀 robots"):
        try:
            assert searching.search(words) is not None
        except BadSearch:
            continue


def test_snippet_marks_what_was_found_where_most_of_it_stands(gazetteer: Gazetteer) -> None:
    text = (
        "A robot. "
        + "Words that fill the page. " * 40
        + "The service robots\nof Huawei arrived. "
        + "More words. " * 40
    )
    shown = snippet(text, parse("service robots 华为", gazetteer))
    assert f"{OPEN}service{CLOSE} {OPEN}robots{CLOSE} of {OPEN}Huawei{CLOSE}" in shown
    assert len(shown) < 300
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert f"{OPEN}深圳{CLOSE}" in snippet("他在深圳工作。", parse("深圳", gazetteer))
    assert snippet("", parse("x", gazetteer)) == ""


def test_meets_wants_every_group(gazetteer: Gazetteer) -> None:
    assert meets("Huawei sold robots", parse("华为 robot", gazetteer))
    assert not meets("Huawei sold phones", parse("华为 robot", gazetteer))
