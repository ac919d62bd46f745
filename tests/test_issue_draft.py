"""Drafts: what leads, what is said of the whole, and that every sentence of the sample's issues is proven."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.clock import parse_period
from dateline.issue import edition
from dateline.issue.corrections import corrected, is_correction
from dateline.issue.draft import Heading, Material, draft, leads
from dateline.issue.excerpt import ExtractiveWriter
from dateline.newsroom import open_newsroom
from dateline.records import (
    Article,
    Evidence,
    Issue,
    Item,
    Outlet,
    Paragraph,
    Ranked,
    Rights,
    Sentence,
    Source,
    Story,
    WritingTask,
    Written,
)
from dateline.store import stories as stored
from dateline.tokens import count_words
from desk_samples import article, story

DECEMBER = parse_period("2016-12")
WORDS = (
    "Lakeshore Energy will build a salt plant in Haidong to store the wind power of the plateau, it said on Tuesday."
)


def material(*picked: Story, **more: object) -> Material:
    """Every report's source is known, with the default rights, unless `sources` says otherwise."""
    earlier = [one for reports in more.get("background", {}).values() for one in reports]  # type: ignore[attr-defined]
    reports = [*(one for story in picked for one in story.articles), *earlier]
    known = {one.source: Source(one.source, "feed", "https://feed.example/") for one in reports}
    values: dict[str, object] = {"outlets": {}, "background": {}, "writer": ExtractiveWriter(), **more}
    values["sources"] = known | more.get("sources", {})  # type: ignore[operator]
    return Material(picks=[Ranked(one, 1.0, ()) for one in picked], **values)  # type: ignore[arg-type]


def issue_of(*picked: Story, form: str = "monthly-letter", language: str = "en", **more: object) -> Issue:
    period = DECEMBER if form == "monthly-letter" else parse_period("2016-W49")
    heading = Heading(f"{period.name}-{form}", 3, "The Letter", language, period)
    return draft(edition.load(form), heading, material(*picked, **more))


def items_of(issue: Issue) -> list[Item]:
    return [item for section in issue.sections for item in section.items]


def printed_words(issue: Issue, articles: dict[str, Article]) -> dict[str, int]:
    """The words of each article that stand anywhere in the issue; a stretch that stands there twice counts once."""
    places: dict[str, set[int]] = {}
    for proof in (proof for one in everything(issue) for proof in one.evidence):
        places.setdefault(proof.article, set()).update(range(proof.start, proof.end))
    return {
        key: count_words("".join(char if at in own else "\n" for at, char in enumerate(articles[key].text)))
        for key, own in places.items()
    }


def everything(issue: Issue) -> list[Sentence]:
    parts = [*issue.introduction, *issue.closing, *(part for item in items_of(issue) for part in item.paragraphs)]
    return [one for part in parts for one in part.sentences]


@pytest.mark.parametrize("form", ["monthly-letter", "weekly-roundup"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_issue_of_nothing_and_of_one_story_is_whole(form: str, language: str) -> None:
    empty = issue_of(form=form, language=language)
    assert empty.sections == ()
    assert not any("{" in one.text for one in everything(empty))
    one = issue_of(story(article("Salt plant", WORDS)), form=form, language=language)
    assert len(items_of(one)) == 1
    assert all(one.text and "{" not in one.text for one in everything(one))


def test_items_are_numbered_and_the_introduction_has_a_sentence_for_each_in_order() -> None:
    picked = [
        story(article(f"Plant {at}", WORDS.replace("Haidong", f"Haidong {at}"), outlet=f"O{at}")) for at in range(12)
    ]
    issue = issue_of(*picked)
    assert [item.number for item in items_of(issue)] == [None, *range(1, 9)]
    (paragraph,) = issue.introduction
    assert paragraph.sentences[0] == Sentence("The story of the month:", "standing")
    said = paragraph.sentences[1:]
    assert [one.evidence[0].article for one in said] == [one.articles[0].id for one in picked[:9]]


def test_headline_only_source_gives_its_headline_and_no_text() -> None:
    closed = article("Salt plant for Haidong", WORDS, source="closed")
    issue = issue_of(
        story(closed), sources={"closed": Source("closed", "feed", "https://c.example", rights=Rights.HEADLINE)}
    )
    assert items_of(issue)[0].paragraphs == ()
    assert [one.text for one in issue.introduction[0].sentences] == [
        "The story of the month:",
        "Salt plant for Haidong.",
    ]
    assert not any(one.evidence for one in everything(issue))


LONG = article("Salt plant for Haidong", "\n\n".join([WORDS, WORDS.replace("Haidong", "Ledu"), WORDS]), source="short")


@pytest.mark.parametrize("words", [0, 12, 21, 22, 45, 70])
@pytest.mark.parametrize("form", ["monthly-letter", "weekly-roundup"])
def test_introduction_takes_no_more_of_a_report_than_its_source_lets(form: str, words: int) -> None:
    source = Source("short", "feed", "https://s.example", words=words)
    issue = issue_of(story(LONG), form=form, sources={"short": source})
    assert printed_words(issue, {LONG.id: LONG}).get(LONG.id, 0) <= words
    assert issue.notes == ()
    if form == "monthly-letter" and words < 20:
        assert issue.introduction[0].sentences[1].text == "Salt plant for Haidong."


EARLIER = article(
    "Wind lost",
    "Wind farms near Haidong threw away a sixth of their power last year, the grid office of the town said.\n\n"
    "Bank of Qinghai will lend 480 million yuan for the four tanks until the year 2031, its chairman Li said.\n\n"
    "Villagers in Ledu district were promised 120 jobs by Lakeshore when the digging of the plant starts in January.",
    day="2016-10-05",
    outlet="Post",
    source="short",
)


def test_report_is_background_of_one_item_only() -> None:
    one, two = story(article("Salt", WORDS)), story(article("Wind", WORDS.replace("salt", "wind"), outlet="Wire"))
    issue = issue_of(one, two, form="weekly-roundup", background={one.id: (EARLIER,), two.id: (EARLIER,)})
    assert [len([part for part in item.paragraphs if part.sentences[0].credit]) for item in items_of(issue)] == [1, 0]


def test_one_budget_holds_for_a_report_in_the_whole_issue() -> None:
    both = story(article("Salt", WORDS), replace(EARLIER, published_as="2016-12-06T08:00:00Z"))
    other = story(article("Wind", WORDS.replace("salt", "wind"), outlet="Wire"))
    source = Source("short", "feed", "https://s.example", words=20)
    issue = issue_of(
        *(both, other),
        form="weekly-roundup",
        sources={"short": source},
        background={both.id: (EARLIER,), other.id: (EARLIER,)},
    )
    assert 0 < printed_words(issue, {one.id: one for one in (*both.articles, *other.articles)})[EARLIER.id] <= 20


class Scripted:
    """A writer that writes what it was told to, whatever the task."""

    def __init__(self, *sentences: Sentence):
        self.sentences = sentences

    def write(self, task: WritingTask) -> Written:
        return Written(tuple(Paragraph((one,)) for one in self.sentences))


LEADING = article("Salt", f"{WORDS}\nIt is new.\n\n{WORDS} {WORDS}", source="short")
BESIDE = article("Plant", "Villagers were\npromised 120 jobs.", outlet="Wire", source="closed")
SOURCES = {
    "short": Source("short", "feed", "https://s.example", words=24),
    "closed": Source("closed", "feed", "https://c.example", rights=Rights.HEADLINE),
}


def of(one: Article, start: int, end: int, text: str = "", **more: object) -> Sentence:
    proof = Evidence(one.id, start, end, one.digest)
    return replace(Sentence(text or one.text[start:end], "extract", (proof,)), **more)  # type: ignore[arg-type]


FIRST = of(LEADING, 0, len(WORDS))
NEW = of(LEADING, len(WORDS) + 1, len(WORDS) + 11)
JOBS = of(BESIDE, 0, len(BESIDE.text), "Villagers were promised 120 jobs.")


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        (replace(NEW, text="It is old."), "does not say so"),
        (replace(NEW, text="It is new"), "does not say so"),
        (replace(NEW, evidence=()), "names no report"),
        (replace(NEW, origin="standing"), "names no report"),
        (replace(NEW, origin="editor"), "names no report"),
        (replace(NEW, evidence=(replace(NEW.evidence[0], digest="sha256:0"),)), "does not say so"),
        (replace(NEW, evidence=(replace(NEW.evidence[0], article="elsewhere"),)), "does not say so"),
        (replace(NEW, evidence=(NEW.evidence[0], replace(NEW.evidence[0], end=3))), "does not say so"),
        (of(LEADING, -5, -1, LEADING.text[-5:-1]), "does not say so"),
        (of(LEADING, len(LEADING.text) - 5, 10**9, LEADING.text[-5:]), "does not say so"),
        (of(LEADING, 5, 5, " "), "does not say so"),
        (of(LEADING, len(WORDS) + 13, len(LEADING.text)), "no more than 24 words"),
        (JOBS, "only headlines"),
    ],
)
def test_writer_may_neither_invent_nor_print_more_than_rights_let(sentence: Sentence, why: str) -> None:
    issue = issue_of(story(LEADING, BESIDE), sources=SOURCES, writer=Scripted(FIRST, sentence))
    (item,) = items_of(issue)
    assert [one.text for part in item.paragraphs for one in part.sentences] == [WORDS]
    (note,) = issue.notes
    assert note.startswith("left out of “Salt”: “")
    assert why in note
    assert len(note) < 250


def test_what_a_writer_took_rightly_is_printed_and_credited() -> None:
    open_sources = {"closed": Source("closed", "feed", "https://c.example")}
    repeated = replace(FIRST)
    wrong = replace(JOBS, credit="Somebody", credit_url="https://s.example")
    issue = issue_of(story(LEADING, BESIDE), sources=open_sources, writer=Scripted(FIRST, NEW, repeated, wrong))
    said = [one for part in items_of(issue)[0].paragraphs for one in part.sentences]
    assert [(one.text, one.credit) for one in said] == [
        (WORDS, None),
        ("It is new.", None),
        (repeated.text, None),
        ("Villagers were promised 120 jobs.", "Wire"),
    ]
    assert said[-1].credit_url == BESIDE.url
    assert issue.notes == ()


def test_excerpt_stands_where_nothing_a_writer_wrote_may_be_printed() -> None:
    invented = Sentence("Salt is dear.", "extract", (Evidence(LEADING.id, 0, 13, LEADING.digest),))
    issue = issue_of(story(LEADING), sources=SOURCES, writer=Scripted(invented))
    said = [one.text for part in items_of(issue)[0].paragraphs for one in part.sentences]
    assert said[0] == WORDS
    assert "Salt is dear." not in said
    assert len(issue.notes) == 1


def test_original_before_the_period_leaves_the_item_to_its_reprint() -> None:
    one = story(
        article("Salt", WORDS, day="2016-11-30"),
        article("Salt, again", WORDS, outlet="Wire", day="2016-12-01"),
        copies=(1,),
    )
    assert items_of(issue_of(one))[0].published == "2016-12-01"


def test_undated_item_is_undated() -> None:
    item = items_of(issue_of(story(article("Salt plant", WORDS, day=None))))[0]
    assert (item.published, item.links[0].published) == (None, None)


PLAIN = article("Plain", WORDS)
LATER = article("Later", WORDS, day="2016-12-09", outlet="Wire")


@pytest.mark.parametrize(
    ("reports", "copies", "lead"),
    [
        ((PLAIN, LATER), (), "Plain"),
        ((article("Old", WORDS, day="2016-11-30", outlet="Old"), LATER), (), "Later"),
        ((LATER, article("Next", WORDS, day="2017-01-02", outlet="Next")), (), "Later"),
        ((PLAIN, article("Copy", WORDS * 3, outlet="Heavy")), (1,), "Plain"),
        ((article("Fremd", WORDS, language="de", outlet="Heavy"), LATER), (), "Later"),
        ((article("Closed", WORDS, source="closed", outlet="Heavy"), LATER), (), "Later"),
        ((PLAIN, article("Weighty", WORDS, outlet="Heavy")), (), "Weighty"),
        ((article("Undated", WORDS, day=None, outlet="Heavy"), LATER), (), "Later"),
        ((article("Correction: Plain", WORDS, outlet="Heavy"), LATER), (), "Later"),
        (
            (
                article("Wrong", WORDS, outlet="Heavy"),
                article("Correction: Wrong", WORDS, outlet="Heavy", day="2016-12-08"),
                LATER,
            ),
            (),
            "Later",
        ),
    ],
)
def test_leads_is_the_soundest(reports: tuple[Article, ...], copies: tuple[int, ...], lead: str) -> None:
    one = story(*reports, copies=copies)
    known = material(
        one,
        sources={"closed": Source("closed", "feed", "https://c.example", rights=Rights.HEADLINE)},
        outlets={"Heavy": Outlet("Heavy", weight=3.0)},
    )
    assert leads(one, DECEMBER, "en", known)[0].title == lead


def test_copies_are_no_reports_of_an_item() -> None:
    one = story(PLAIN, article("Copy", WORDS, outlet="Heavy"), LATER, copies=(1,))
    assert [link.title for link in items_of(issue_of(one))[0].links] == ["Plain", "Later"]


@pytest.mark.parametrize(
    ("title", "corrects"),
    [
        ("Correction: Salt plant", True),
        ("[Corrected] Salt plant", True),
        ("CLARIFICATION Salt plant", True),
        ("更正：盐湖电池", True),
        ("【更正】盐湖电池", True),
        ("Corrections officer retires", False),
        ("Salt plant corrected its figures", False),
    ],
)
def test_corrections_are_known_by_their_headline(title: str, corrects: bool) -> None:
    assert is_correction(article(title)) is corrects


def test_editor_is_told_of_a_corrected_report() -> None:
    wrong = article("Salt plant", WORDS)
    right = article("Correction: Salt plant", WORDS, day="2016-12-08")
    issue = issue_of(story(wrong, right, LATER))
    assert items_of(issue)[0].outlet == "Wire"
    assert issue.notes == (f"Harbour Daily corrected its report “Salt plant”: “Correction: Salt plant” ({right.url})",)
    earlier = replace(right, published=wrong.published and wrong.published.replace(day=1))
    assert corrected([wrong, earlier]) == {}


def test_roundup_greets_teases_and_credits_its_sources() -> None:
    first, second = (
        story(article("Salt plant", WORDS)),
        story(article("Rice", WORDS.replace("salt", "rice"), outlet="Wire")),
    )
    earlier = article(
        "Wind lost",
        "Wind farms near Haidong threw away a sixth of their power last year, the grid said.",
        day="2016-10-05",
        outlet="Post",
    )
    issue = issue_of(first, second, form="weekly-roundup", background={first.id: (earlier,)})
    text = " ".join(one.text for part in issue.introduction for one in part.sentences)
    assert "The Letter" in text
    assert "“Salt plant”" in text
    assert "“Rice”" in text
    assert items_of(issue)[0].paragraphs[-1].sentences[0].credit == "Post, 05-10-2016"
    assert [one.text for one in issue.closing[0].sentences] == ["Sources: Harbour Daily, Post, Wire."]


@pytest.fixture(scope="module")
def sample_issues(
    built_sample: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[Issue, dict[str, Article], dict[str, Source]]]:
    """The sample's issues, monthly and weekly, English and Chinese, with its articles and sources."""
    found = {}
    for language in ("en", "zh"):
        folder = Path(shutil.copytree(built_sample, tmp_path_factory.mktemp("drafts") / language))
        with open_newsroom(folder, overrides=[f"newsroom.language={language}"]) as newsroom:
            with newsroom.database.begin() as connection:
                articles = {one.id: one for one, _ in stored.placed(connection)}
            sources = {one.name: one for one in newsroom.config.sources}
            for form, name in (("monthly-letter", "2016-12"), ("weekly-roundup", "2016-W51")):
                issue, _ = newsroom.draft(newsroom.period(name), edition_name=form, replace=True)
                found[f"{form} {language}"] = issue, articles, sources
    return found


KINDS = ["monthly-letter en", "monthly-letter zh", "weekly-roundup en", "weekly-roundup zh"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_extracted_sentence_of_the_sample_is_proven(kind: str, sample_issues: dict) -> None:  # type: ignore[type-arg]
    issue, articles, _ = sample_issues[kind]
    extracted = [one for one in everything(issue) if one.origin == "extract"]
    assert len(extracted) > 8
    for one in extracted:
        (proof,) = one.evidence
        source = articles[proof.article]
        assert proof.digest == source.digest
        assert " ".join(source.text[proof.start : proof.end].split()) == one.text
    assert all(one.evidence == () for one in everything(issue) if one.origin == "standing")


@pytest.mark.parametrize("kind", KINDS)
def test_rights_hold_in_the_whole_issue(kind: str, sample_issues: dict) -> None:  # type: ignore[type-arg]
    issue, articles, sources = sample_issues[kind]
    for key, words in printed_words(issue, articles).items():
        source = sources[articles[key].source]
        assert source.rights is not Rights.HEADLINE
        assert source.rights is Rights.FULL or words <= source.words
    for one in (one for part in issue.introduction for one in part.sentences if one.evidence):
        assert sources[articles[one.evidence[0].article].source].rights is not Rights.HEADLINE


@pytest.mark.parametrize("kind", KINDS)
def test_additions_are_credited_few_and_in_the_leads_language(kind: str, sample_issues: dict) -> None:  # type: ignore[type-arg]
    issue, articles, _ = sample_issues[kind]
    for item in items_of(issue):
        by_report: dict[str, int] = {}
        for one in (one for part in item.paragraphs for one in part.sentences):
            report = articles[one.evidence[0].article]
            assert (one.credit is None) == (report.url == item.url)
            assert report.language == item.language
            if one.credit:
                assert one.credit.startswith(report.outlet)
                by_report[report.id] = by_report.get(report.id, 0) + 1
        assert max(by_report.values(), default=0) <= 2


@pytest.mark.parametrize("kind", KINDS)
def test_issue_is_in_its_language(kind: str, sample_issues: dict) -> None:  # type: ignore[type-arg]
    issue, _, _ = sample_issues[kind]
    language = kind[-2:]
    assert issue.language == language
    assert items_of(issue)[0].language == language
    leads = [item.language for item in items_of(issue)]
    assert leads.count(language) > len(leads) / 2
    assert len({item.outlet for item in items_of(issue)}) >= 3


def test_same_newsroom_drafts_the_same_issue(built_sample: Path, desk: Path) -> None:
    drafted = "issues/2016-12-monthly-letter/draft.json"
    before = (built_sample / drafted).read_bytes()
    with open_newsroom(desk) as newsroom:
        newsroom.draft(newsroom.period("2016-12"), replace=True)
    assert (desk / drafted).read_bytes() == before


def test_source_that_left_the_settings_gives_its_headline_only() -> None:
    picked = story(article("Plain", WORDS))
    issue = draft(
        edition.load("monthly-letter"),
        Heading("i", 1, "The Letter", "en", DECEMBER),
        Material(picks=[Ranked(picked, 1.0, ())], sources={}, outlets={}, background={}, writer=ExtractiveWriter()),
    )
    (item,) = issue.sections[0].items
    assert (item.headline, item.paragraphs) == ("Plain", ())
