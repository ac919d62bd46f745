"""Search: what a query means, what the index finds, and how a find is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result
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

Command = Callable[..., Result]
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
    ("zh", "晚报", "2016-12-08", "B站与A股", "A股周二上涨，用户达3亿，B站员工，去年多了两成。"),
    ("en", "Courier", "2016-12-09", "Trade", "The US raised a duty on 4.2 billion parts. It told us so at sea."),
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


def named(text: str, at: int, name: str, kind: str = "organisation") -> Name:
    return Name(text, at, at + len(text), kind, name)


def add(connection: Connection, one: Article) -> None:
    place = ("captures-00001.warc.gz", 0, 1)
    digest = one.digest
    fetched = one.published or datetime(2016, 1, 1, tzinfo=UTC)
    add_captures(connection, [Capture(one.capture, one.url, one.url, fetched, 200, "text/html", digest, "s", *place)])
    articles.save_article(connection, one, "1")
    stories.save(connection, [Placement(one.id, "s-" + one.id)], "1")
    at = one.text.find("Huawei")
    names = (named("Huawei", at, "Huawei"),) if at >= 0 else ()
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
        ("A股", {4}),
        ("B站", {4}),
        ("达3亿", {4}),
        ("用户达3亿", {4}),
        ("工", {4}),  # the last character of a run
        ("4.2", {5}),
        ("US", {5}),  # not: told us
        ("us", {5}),
        ("car*", set()),
        ("harbours", {2}),
        ("robots*", {0, 2}),  # a beginning, or the word in the singular
        ("手机 -Huawei", set()),
        ("week -华为", {2}),
        ("qparagraphq", set()),
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
        (Limits(outlet="gazette", language="EN"), {0}),
    ],
)
def test_limits_hold(searching: Searching, limits: Limits, places: set[int]) -> None:
    assert titles(searching, "Huawei", limits=limits) == {TEXTS[place][3] for place in places}


def test_stories_figures_and_names_are_found(searching: Searching) -> None:
    assert [hit.id for hit in searching.search("quay", kind="stories")] == ["s-a000000000000002"]
    assert [hit.title for hit in searching.search("cost", kind="figures")] == ["$5 million"]
    assert searching.search("robots", kind="figures") == []  # the words stand in another sentence
    assert [(hit.id, hit.snippet) for hit in searching.search("华为", kind="names")] == [
        ("Huawei", "organisation, in 1 article")
    ]


def mention(searching: Searching, place: int, *names: Name) -> None:
    """Let the record read these names in an article, and index it."""
    with searching.database.begin() as connection:
        facts.save(connection, article(place), Facts(names=names), version="1")
        search.index_articles(connection, [(article(place), names)])


def test_name_is_found_by_the_forms_of_every_article(searching: Searching) -> None:
    mention(searching, 2, named("Centre for Reeds", 0, "Centre for Reeds"))
    mention(searching, 3, named("CfRd", 0, "Centre for Reeds"))
    assert [hit.id for hit in searching.search("CfRd", kind="names")] == ["Centre for Reeds"]
    assert [hit.snippet for hit in searching.search("reeds", kind="names")] == ["organisation, in 2 articles"]
    mention(searching, 3, named("Reed Centre", 0, "Centre for Reeds"))
    assert searching.search("CfRd", kind="names") == []


def test_kind_of_a_name_is_the_most_frequent(searching: Searching) -> None:
    mention(searching, 2, named("Lin", 0, "Lin", "product"), named("Lin", 9, "Lin", "person"))
    mention(searching, 3, named("Lin", 0, "Lin", "person"))
    assert [hit.snippet for hit in searching.search("Lin", kind="names")] == ["person, in 2 articles"]


def test_names_are_counted_within_the_limits(searching: Searching) -> None:
    for place in (1, 2, 3):
        mention(searching, place, named("Reed", 0, "Reed"))
    shown = {
        limits: [hit.snippet for hit in searching.search("reed", kind="names", limits=limits)]
        for limits in (Limits(first="2017-01-01"), Limits(language="zh"), Limits(story="s-a000000000000003"), Limits())
    }
    assert list(shown.values()) == [["organisation, in 1 article"]] * 3 + [["organisation, in 3 articles"]]
    assert searching.search("reed", kind="names", limits=Limits(last="2016-01-01")) == []


def test_figures_stand_in_a_sentence_with_the_very_words(searching: Searching) -> None:
    assert [hit.title for hit in searching.search("million", kind="figures")] == ["$5 million"]
    for words in ("mill", "eac", "US", "5.0", "at"):
        assert searching.search(words, kind="figures") == []


@pytest.mark.parametrize("kind", ["names", "issues"])
def test_what_states_no_figures_is_not_limited_to_them(searching: Searching, kind: str) -> None:
    with pytest.raises(BadSearch, match="state no figures"):
        searching.search("robots", kind=kind, limits=Limits(has_figure=True))


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        (Limits(outlet="Gazete"), "there is Gazette and others"),
        (Limits(outlet="zzz"), "there are Bote, Courier"),
        (Limits(language="xx"), "there are de, en, zh"),
    ],
)
def test_unknown_outlet_or_language_is_told_with_those_there_are(
    searching: Searching, limits: Limits, told: str
) -> None:
    with pytest.raises(NotFound, match=told):
        searching.search("robots", limits=limits)


def test_best_articles_are_found_behind_many_replaced_ones(searching: Searching) -> None:
    with searching.database.begin() as connection:
        for number in range(60):
            changed = replace(article(2), text=f"Pelican pelican pelican {number}.")
            search.index_articles(connection, [(changed, ())])
        search.index_articles(
            connection, [(replace(article(3), text="Quays and quays and a long way to one pelican."), ())]
        )
    assert {hit.id[-1] for hit in searching.search("pelican", most=2)} == {"2", "3"}


def test_article_read_anew_is_found_by_its_new_words_only(searching: Searching) -> None:
    changed = replace(article(2), text="A lighthouse was lit.", sentences=(), paragraphs=())
    with searching.database.begin() as connection:
        search.index_articles(connection, [(changed, ())])
        search.index_articles(connection, [(changed, ())])
    assert titles(searching, "lighthouse") == {"A quiet week"}
    assert titles(searching, "harbour") == set()


@pytest.mark.parametrize("words", ["", "   ", '""', "-robots", "!!!", "x" * 2001, "a*", "robots -b*", '"the s*"'])
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


def marked(text: str, words: str, gazetteer: Gazetteer) -> list[str]:
    return [part.split(CLOSE)[0] for part in snippet(text, parse(words, gazetteer)).split(OPEN)[1:]]


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("In 2017 it sold 4.2 billion, not 14.2 billion or 40,200.", "4.2 billion", ["4.2", "billion", "billion"]),
        ("The state's car and two cars carry carbon.", "car", ["car", "cars"]),
        ("A state is united; the United States of old.", "美国", ["United States"]),
        ("Companies and the company’s boxes; a box of movies.", "company box movie",
         ["Companies", "company", "boxes", "box", "movies"]),
        ("Robotics, robots, robot.", "robot*", ["Robotics", "robots", "robot"]),
        ("A股周二，B股。", "A股", ["A股"]),
        ("员工，工人。", "工", ["工", "工"]),
        ("他们用智能手机。", "智能手机", ["智能手机"]),
        ("Bru\u0308cke, BRUECKE", "brucke", ["Brücke"]),
        ("It told us that the US and the WHO, who came late.", "who US", ["US", "WHO"]),
    ],
)  # fmt: skip
def test_snippet_marks_whole_phrases_only(text: str, words: str, found: list[str], gazetteer: Gazetteer) -> None:
    assert marked(text, words, gazetteer) == found


def test_meets_wants_every_group(gazetteer: Gazetteer) -> None:
    assert meets("Huawei sold robots", parse("华为 robot", gazetteer))
    assert not meets("Huawei sold phones", parse("华为 robot", gazetteer))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They told us in the state's car", "US"),
        ("carbon", "car"),
        ("searched", "sea"),
        ("40,200", "4.2"),
        ("use", "us"),
    ],
)
def test_meets_wants_the_very_word(text: str, words: str, gazetteer: Gazetteer) -> None:
    assert not meets(text, parse(words, gazetteer))


def test_command_takes_exclusions_and_names_issue_and_story(built_sample: Path, dateline: Command) -> None:
    every = dateline("search", built_sample, "robots", "--limit", "100").stdout
    fewer = dateline("search", built_sample, "robots", "-home", "-h\u00fctte", "--limit", "100")
    assert fewer.exit_code == 0
    assert 0 < fewer.stdout.count("\n") < every.count("\n")
    assert fewer.stdout == dateline("search", built_sample, "--limit", "100", "--", "robots", "-home", "-hütte").stdout
    assert "issue 2016-12-monthly-letter" in dateline("search", built_sample, "robots", "--in", "issues").stdout
    assert "story s-" in dateline("search", built_sample, "robots", "--in", "stories").stdout
    assert "Usage:" in dateline("search", "-h").stdout


def test_command_tells_of_articles_that_are_not_read(desk: Path, dateline: Command) -> None:
    assert "dateline run" not in dateline("search", desk, "robots").stderr
    (desk / "names.toml").write_text('[[names]]\nkind = "product"\nlist = ["Reedpipe"]\n', encoding="utf-8")
    told = dateline("search", desk, "robots")
    assert told.exit_code == 0
    assert "articles are not read yet" in told.stderr
