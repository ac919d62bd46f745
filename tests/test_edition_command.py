"""`dateline edition`: what there is, new ones, proposals from past issues, previews; and that all of them draft."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result

from dateline import plugins
from dateline.issue import edition, like_words
from dateline.issue.edition_reader import parse
from dateline.issue.like import propose
from dateline.issue.preview import preview
from dateline.newsroom import open_newsroom
from dateline.records import Link, PastIssue, PastItem, PastParagraph, PastSection

Call = Callable[..., Result]

LETTER = """\
Introduction

The top story covers a lock that opens by itself. The canal gets a second pilot school. Herons
nest below the old bridge again.

Top Story

The lock at Oster opens by itself

[Canal Gazette | 3 May 2021]

The lock at Oster has opened 214 times without a keeper since Monday, the canal company said. Its
gates are moved by the water that the boats push before them.

(https://canal-gazette.example/2021/05/03/lock)

More News

1) A second school for pilots

[Port Courier | 12 May 2021]

A second school for pilots of barges opens in Lindholm in autumn. It has room for 40 pupils, and
places are taken already.

(https://port-courier.example/schools/pilots)

2) Herons below the bridge

[Canal Gazette | 28 May 2021]

Three pairs of herons nest below the old bridge of Oster, the first ones for 19 years.

(https://canal-gazette.example/2021/05/28/herons)
"""


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A newsroom without sources."""
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "dateline.toml").write_text('[newsroom]\ntitle = "The Canal Letter"\n', encoding="utf-8")
    return folder


def test_list_tells_what_there_is_and_where(dateline: Call, room: Path) -> None:
    assert dateline("edition", "new", "ours", "--newsroom", room).exit_code == 0
    result = dateline("edition", "list", "--newsroom", room, "--json")
    rows = {row["name"]: row for row in json.loads(result.stdout)}
    assert set(rows) == {"daily-brief", "monthly-letter", "ours", "sectioned", "weekly-roundup"}
    assert rows["daily-brief"] == {
        "name": "daily-brief",
        "period": "day",
        "summary": "Ten short items whose headlines are their links, with no introduction.",
        "file": None,
        "problem": None,
    }
    assert rows["ours"]["file"] == str(room / "editions" / "ours.toml")
    told = dateline("edition", "list", "--newsroom", room).stdout
    assert len(told.splitlines()) == 5


def test_show_prints_the_file(dateline: Call) -> None:
    result = dateline("edition", "show", "weekly-roundup")
    assert parse(result.stdout, "weekly-roundup") == edition.load("weekly-roundup")


@pytest.mark.parametrize("source", [None, *edition.names()])
def test_new_edition_can_be_loaded_and_drafted_at_once(dateline: Call, desk: Path, source: str | None) -> None:
    given = ["--from", source] if source else []
    result = dateline("edition", "new", "ours", *given, "--newsroom", desk)
    assert result.exit_code == 0
    assert str(desk / "editions" / "ours.toml") in result.stdout
    made = edition.load("ours", desk)
    assert made.name == "ours"
    if source:
        assert replace(made, name=source) == edition.load(source)
    with open_newsroom(desk) as newsroom:
        issue, _ = newsroom.draft(newsroom.period("2016-12", "ours"), edition_name="ours")
    assert issue.id == "2016-12-ours"
    assert any(section.items for section in issue.sections)


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("new", "weekly-roundup", "--from", "no-such"), 3, "choose one of daily-brief"),
        (("new", "../ours"), 2, "an edition cannot be called '../ours'"),
        (("new", ".toml"), 2, "cannot be called"),
        (("show", "no-such"), 3, "choose one of daily-brief"),
        (("preview", "no-such"), 3, "choose one of daily-brief"),
        (("preview", "daily-brief", "--language", "fr"), 2, "no texts in 'fr': add a table [fr]"),
    ],
)
def test_what_cannot_be_is_told(dateline: Call, room: Path, arguments: tuple[str, ...], code: int, told: str) -> None:
    result = dateline("edition", *arguments, "--newsroom", room)
    assert (result.exit_code, told in result.stderr) == (code, True), result.stderr
    assert not (room / "editions").exists()


def test_edition_that_is_there_is_left_alone(dateline: Call, room: Path) -> None:
    dateline("edition", "new", "ours", "--newsroom", room)
    (room / "editions" / "ours.toml").write_text("edited", encoding="utf-8")
    result = dateline("edition", "new", "ours", "--newsroom", room)
    assert (result.exit_code, "is there already" in result.stderr) == (2, True)
    assert (room / "editions" / "ours.toml").read_text(encoding="utf-8") == "edited"
    told = dateline("edition", "list", "--newsroom", room)
    assert (told.exit_code, "ours.toml is not TOML" in told.stdout) == (1, True)
    assert "weekly-roundup" in told.stdout


def test_folder_that_is_no_newsroom_is_told(dateline: Call, tmp_path: Path) -> None:
    result = dateline("edition", "new", "ours", "--newsroom", tmp_path)
    assert (result.exit_code, "is no newsroom" in result.stderr) == (3, True)


def test_like_reads_the_form_of_a_past_issue(dateline: Call, room: Path, tmp_path: Path) -> None:
    past = tmp_path / "letter.txt"
    past.write_text(LETTER, encoding="utf-8")
    result = dateline("edition", "like", past, "--name", "ours", "--newsroom", room)
    assert result.exit_code == 0, result.stderr
    made = edition.load("ours", room)
    assert (made.period, made.introduction) == ("month", "sentence")
    assert made.texts["en"]["lead_in"] == "The top story:"
    assert [(one.headings["en"], one.quota, one.numbered) for one in made.sections] == [
        ("Top Story", 1, False),
        ("More News", 2, True),
    ]
    form = made.form("en")
    assert (form.attribution, form.date) == ("[{outlet} | {date}]", "D Month YYYY")
    assert (form.numbering, form.link, form.woven) == ("{number})", "address", False)


def test_like_prints_outside_a_newsroom(dateline: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    past = tmp_path / "letter.txt"
    past.write_text(LETTER, encoding="utf-8")
    result = dateline("edition", "like", past)
    assert parse(result.stdout, "like-before").quota == 3


@pytest.mark.parametrize("body", [b"", b"\x00\x01\x02" * 400, b"%PDF-1.7 broken", b"PK\x03\x04broken"])
def test_like_refuses_what_cannot_be_read(dateline: Call, room: Path, tmp_path: Path, body: bytes) -> None:
    past = tmp_path / "letter.txt"
    past.write_bytes(body)
    result = dateline("edition", "like", past, "--newsroom", room)
    assert result.exit_code == 1
    assert result.stderr.startswith("dateline: ")
    assert not (room / "editions").exists()


def test_edition_like_an_issue_of_ours_drafts_in_its_form(dateline: Call, desk: Path) -> None:
    draft = desk / "issues" / "2016-12-monthly-letter" / "draft.md"
    assert dateline("edition", "like", draft, "--name", "again", "--newsroom", desk).exit_code == 0
    with open_newsroom(desk) as newsroom:
        issue, _ = newsroom.draft(newsroom.period("2016-12", "again"), edition_name="again")
        first, _ = newsroom.draft(newsroom.period("2016-12"))
    assert [one.heading for one in issue.sections] == [one.heading for one in first.sections]
    numbers = [[item.number for item in section.items] for section in issue.sections]
    assert numbers == [[item.number for item in section.items] for section in first.sections]
    assert issue.introduction == first.introduction


# Proposals, straight from past issues


def item(title: str | None = "A", number: int | None = None, day: str | None = None, **more: object) -> PastItem:
    values: dict[str, object] = {"outlet": "Gazette", "url": f"https://g.example/{title}", **more}
    return PastItem(title, number, published=day, **values)  # type: ignore[arg-type]


def past(*sections: PastSection, **more: object) -> PastIssue:
    values: dict[str, object] = {"title": None, "number": None, "period": None, "language": "en", "introduction": ()}
    return PastIssue(sections=sections, **{**values, **more})  # type: ignore[arg-type]


TEXT = (PastParagraph("word " * 90),)


@pytest.mark.parametrize(
    ("issue", "period"),
    [
        (past(period="2021-05"), "month"),
        (past(period="2021-W18"), "week"),
        (past(period="2021-05-03..2021-05-09"), "week"),
        (past(PastSection("N", (item(day="2021-05-03"), item(day="2021-05-28")))), "month"),
        (past(PastSection("N", (item(day="2021-05-03"), item(day="2021-05-08")))), "week"),
        (past(PastSection("N", (item(day="2021-05-03"), item(day="2021-05-03")))), "day"),
        (past(PastSection("N", (item(day="2021-05"),)), title="The Canal Weekly"), "week"),
        (past(PastSection("N", (item(),)), title="This Week on the Canal", period="2021-05-03"), "week"),
        (past(PastSection("N", (item(),)), period="some day"), "month"),
        (past(), "month"),
    ],
)  # fmt: skip
def test_period_of_a_past_issue_is_told(issue: PastIssue, period: str) -> None:
    assert parse(propose(issue, "ours"), "ours").period == period


@pytest.mark.parametrize(
    ("paragraphs", "manner"),
    [
        ((), "none"),
        ((PastParagraph("Hello and welcome to {the} letter. We look at locks."),), "greeting"),
        ((PastParagraph("各位读者，您好。本期关注船闸。"),), "greeting"),
        ((PastParagraph("In this issue:"), PastParagraph("A", "entry"), PastParagraph("B", "entry")), "teaser"),
        ((PastParagraph("A lock opens. A school is built. Herons nest."),), "sentence"),
        ((PastParagraph("One sentence " + "and then another. " * 12),), "none"),
    ],
)
def test_introduction_of_a_past_issue_is_told(paragraphs: tuple[PastParagraph, ...], manner: str) -> None:
    issue = past(PastSection("News", (item("A"), item("B"), item("C"))), introduction=paragraphs)
    made = parse(propose(issue, "ours"), "ours")
    assert made.introduction == manner
    assert preview(made, "en").sections


def test_sections_are_as_they_were_counted() -> None:
    events = PastSection("Upcoming Events", (item("Fair"), item("Talk")))
    links = PastSection("News", tuple(item(str(at)) for at in range(5)))
    numbered = [PastSection(name, (item("x", 1, paragraphs=TEXT), item("y", 2))) for name in ("Energy", "Energy")]
    made = parse(propose(past(*numbered, links, events), "ours", languages=("zh",)), "ours")
    one, two, three, four = made.sections
    assert (one.key, two.key, one.numbered, one.restart, one.quota) == ("energy", "energy-2", True, True, 2)
    assert "solar" in one.rules.terms
    assert one.headings == {"en": "Energy", "zh": "能源"}
    assert (three.style, three.quota, three.numbered) == ("headline", 5, False)
    assert (four.kind, four.quota, four.headings["zh"]) == ("calendar", 2, "近期活动")


def test_issue_told_as_one_text_is_woven() -> None:
    told = [PastItem(name, paragraphs=TEXT) for name in ("One", "Two")]
    closing = (PastParagraph("Source: The Gazette"),)
    issue = past(PastSection(None, tuple(told)), PastSection("Also", (told[0],)), closing=closing)
    made = parse(propose(issue, "ours"), "ours")
    assert made.form("en").woven
    assert made.form("en").attribution == ""
    assert made.texts["en"]["sources"] == "Sources: {outlets}."


FORMS = [
    ("(Gazette, 03-05-2021)", "({outlet}, {date})", "DD-MM-YYYY"),
    ("（Gazette，2021年5月3日）", "（{outlet}，{date}）", "YYYY年M月D日"),
    ("Gazette · May 3, 2021", "{outlet} · {date}", "Month D, YYYY"),
    ("2021-05-03 | Gazette", "{date} | {outlet}", "YYYY-MM-DD"),
    ("【Gazette 5月3日】", "【{outlet} {date}】", "M月D日"),
    ("*Gazette — 3 May*", "{outlet} — {date}", "D Month"),
]


@pytest.mark.parametrize(("line", "attribution", "day"), FORMS)
def test_forms_of_attribution_and_date_are_recognised(line: str, attribution: str, day: str) -> None:
    issue = past(PastSection("News", (item("Lock", day="2021-05-03"),)))
    form = parse(propose(issue, "ours", f"Lock\n\n{line}\n\nText."), "ours").form("en")
    assert (form.attribution, form.date) == (attribution, day)


@pytest.mark.parametrize(
    "hostile",
    [
        'quote " and \\ and { and }',
        "line\nbreak\x00\x1f\u2028",
        "]] \n[form]\nwoven = true",
        "{title.__class__}",
        "\ud800 lone",
        "مرحبا",
        "x" * 5_000,
        "",
    ],
)
def test_hostile_past_issue_gives_an_edition_all_the_same(hostile: str) -> None:
    said = (PastParagraph(f"Hello {hostile}. More."), PastParagraph(hostile, "entry"))
    sections = (PastSection(hostile, (item(hostile, 1, paragraphs=(PastParagraph(hostile),)),)),) * 40
    issue = past(
        *sections, title=hostile, introduction=said, closing=(PastParagraph(hostile),), links=(Link("u", "t"),)
    )
    made = parse(propose(issue, "ours", hostile), "ours")
    assert not made.form("en").woven
    assert len(made.sections) == 24
    assert preview(made, "en").sections


@pytest.mark.shared
def test_seeds_give_editions_of_their_form(shared: Path, dateline: Call, tmp_path: Path) -> None:
    (tmp_path / "dateline.toml").write_text('[newsroom]\ntitle = "T"\n', encoding="utf-8")
    for at, seed in enumerate(sorted((shared / "seeds").glob("*.txt"))):
        assert dateline("edition", "like", seed, "--name", f"s{at}", "--newsroom", tmp_path).exit_code == 0
    monthly, weekly = edition.load("s0", tmp_path), edition.load("s1", tmp_path)
    assert [(one.quota, one.numbered) for one in monthly.sections] == [(1, False), (8, True)]
    assert (monthly.introduction, monthly.period) == ("sentence", "month")
    assert replace(monthly.form("en")) == edition.load("monthly-letter").form("en")
    assert (weekly.introduction, weekly.period, weekly.form("en").woven) == ("greeting", "week", True)
    assert [one.quota for one in weekly.sections] == [2, 1]


def test_preview_writes_page_and_pdf(dateline: Call, room: Path, tmp_path: Path) -> None:
    out = tmp_path / "look" / "here"
    result = dateline("edition", "preview", "daily-brief", "--out", out, "--newsroom", room, "--language", "zh")
    assert result.exit_code == 0
    page, pdf = out / "daily-brief.html", out / "daily-brief.pdf"
    assert result.stdout.split() == [str(page), str(pdf)]
    assert re.search(r"<h1>[^<]*每日简报", page.read_text(encoding="utf-8"))
    assert pdf.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("kind", ["html", "pdf", "json"])
def test_like_takes_the_form_of_an_issue_of_ours_from_each_of_its_files(
    dateline: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.chdir(tmp_path)
    form = edition.load("daily-brief")
    issue = preview(form, "en")
    file = tmp_path / f"issue.{kind}"
    file.write_bytes(plugins.load("dateline.renderers", kind)().render(issue))
    made = parse(dateline("edition", "like", file).stdout, "like-before")
    assert made.form("en") == form.form("en")
    assert [(one.key, one.kind, one.style) for one in made.sections] == [
        (one.key, one.kind, one.style) for one in form.sections
    ]


def test_introduction_of_news_is_no_greeting_and_names_become_titles() -> None:
    assert not like_words.is_greeting("Robots were sold. Ships came.", "Harbour Letter")
    told = "Welcome back to Gazette’s Roundup, a digest of locks."
    assert like_words.greeting(told, None) == "Welcome back to {title}, a digest of locks."
    assert like_words.fixed("本周话题：远程办公") == "本周话题"
