"""Draft, review, closed: who and when, what is frozen, and corrections that every rendition shows."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from click.testing import Result

from conftest import MONTH
from dateline import clock
from dateline.errors import Closed, Edited, Faulty, NotFound, Unreadable
from dateline.issue import codec
from dateline.newsroom import Newsroom, open_newsroom
from dateline.records import Issue
from sample_truth import placed

NAME = f"{MONTH}-monthly-letter"
WHO = "Ada Hand"
TODAY = clock.parse_period("2017-01-03").first
WRONG = "The fibre was 404 kilometres long, not 440."
Dateline = Callable[..., Result]


def closed(desk: Path) -> Newsroom:
    """The newsroom with its month closed; the caller gives it back."""
    newsroom = open_newsroom(desk)
    newsroom.close_issue(NAME, who=WHO, today=TODAY)
    return newsroom


def files_of(desk: Path, name: str = NAME) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((desk / "issues" / name).iterdir())}


def published(desk: Path) -> Issue:
    return codec.from_json((desk / "issues" / NAME / "issue.json").read_bytes())


def pdf_text(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return " ".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def test_an_issue_goes_from_draft_to_review_to_closed_with_who_and_when(desk: Path) -> None:
    with open_newsroom(desk) as newsroom:
        assert [one.state for one in newsroom.review(NAME, who=WHO)] == ["review"]
        assert [one.state for one in newsroom.review(NAME, who="B. Quill", back=True)] == ["draft"]
        newsroom.review(NAME, who=WHO)
        before = clock.now()
        newsroom.close_issue(NAME, who=WHO, today=TODAY)
        told = newsroom.standing(NAME)[0]
    assert told.known.state == "closed"
    assert [(one.what, one.who) for one in told.steps] == [
        ("reviewed", WHO), ("returned", "B. Quill"), ("reviewed", WHO), ("closed", WHO)
    ]  # fmt: skip
    assert told.steps[-1].at >= before
    assert told.changed == ()


def test_closing_publishes_and_keeps_the_digests_of_all_that_went_in(desk: Path) -> None:
    with closed(desk) as newsroom:
        issue = newsroom.issue(NAME)
    urls = {link.url for section in issue.sections for item in section.items for link in item.links}
    manifest = json.loads((desk / "issues" / NAME / "closed.inputs.json").read_bytes())
    kinds = {one["kind"] for one in manifest["inputs"]}
    assert {"capture", "settings", "version", "file"} <= kinds
    assert manifest["by"] == WHO
    kept = {one["digest"] for one in manifest["inputs"] if one["kind"] == "capture"}
    assert kept == {article.digest for article, _ in placed(desk) if article.url in urls}
    assert {"issue.html", "issue.pdf", "issue.md", "issue.json", "closed.json"} <= files_of(desk).keys()
    assert (desk / "issues" / "feed.atom").is_file()


def test_a_closed_issue_never_changes(desk: Path) -> None:
    newsroom = closed(desk)
    before = files_of(desk)
    path = desk / "issues" / NAME / "draft.md"
    path.write_text(path.read_text("utf-8").replace("## News", "## Olds"), "utf-8")
    with newsroom:
        newsroom.publish(NAME)
        for verb in (
            lambda: newsroom.draft(newsroom.period(MONTH), replace=True),
            lambda: newsroom.review(NAME, who=WHO),
            lambda: newsroom.close_issue(NAME, who=WHO, today=TODAY),
            lambda: newsroom.fix(NAME),
        ):
            with pytest.raises(Closed):
                verb()
        assert newsroom.standing(NAME)[0].changed == ("file draft.md is another now",)
    after = files_of(desk)
    assert {name for name in before if before[name] != after[name]} == {"draft.md"}


def test_a_run_leaves_a_closed_issue_alone(desk: Path, sample_site: object) -> None:
    newsroom = closed(desk)
    before = files_of(desk)
    with newsroom:
        report = newsroom.run(period=MONTH)
    assert report.issue is None
    assert "closed" in (report.note or "")
    assert files_of(desk) == before


def test_an_issue_in_review_is_not_drafted_anew(desk: Path) -> None:
    with open_newsroom(desk, overrides=["newsroom.title=Another"]) as newsroom:
        newsroom.review(NAME, who=WHO)
        with pytest.raises(Edited):
            newsroom.draft(newsroom.period(MONTH))


def test_a_tampered_file_of_a_closed_issue_is_told(desk: Path) -> None:
    newsroom = closed(desk)
    path = desk / "issues" / NAME / "closed.json"
    path.write_bytes(path.read_bytes().replace(b"2016", b"2015", 1))
    with newsroom, pytest.raises(Unreadable, match="changed after"):
        newsroom.publish(NAME)


def test_an_issue_with_an_error_is_closed_only_if_somebody_says_why(desk: Path) -> None:
    path = desk / "issues" / NAME / "draft.md"
    text = path.read_text("utf-8")
    wrong = text.replace("43 agreements with 29 countries", "53 agreements with 29 countries", 1)
    assert wrong != text
    path.write_text(wrong, "utf-8")
    with open_newsroom(desk) as newsroom:
        with pytest.raises(Faulty, match="53"):
            newsroom.close_issue(NAME, who=WHO, today=TODAY)
        assert newsroom.standing(NAME)[0].known.state == "draft"
        newsroom.close_issue(NAME, who=WHO, anyway="the ministry told us on the phone", today=TODAY)
        assert newsroom.standing(NAME)[0].steps[-1].note == "the ministry told us on the phone"


def test_a_correction_is_shown_in_every_rendition_and_in_the_feed(desk: Path) -> None:
    newsroom = closed(desk)
    item = published(desk).sections[1].items[0]
    frozen = (desk / "issues" / NAME / "closed.json").read_bytes()
    with newsroom:
        paths = newsroom.correct(NAME, f"  {WRONG}\n", who=WHO, item=item.id)
        newsroom.correct(NAME, "The masthead named the wrong month.", who="B. Quill")
        again = newsroom.issue(NAME)
    assert [one.text for one in again.corrections] == [WRONG, "The masthead named the wrong month."]
    assert again.corrections[0].item == item.id
    assert (desk / "issues" / NAME / "closed.json").read_bytes() == frozen
    assert {path.suffix for path in paths} >= {".html", ".pdf", ".md", ".json", ".atom"}
    for path in (desk / "issues" / NAME).glob("issue.*"):
        shown = pdf_text(path) if path.suffix == ".pdf" else path.read_text("utf-8")
        assert WRONG in " ".join(shown.split()), path.name
    assert WRONG in (desk / "issues" / "feed.atom").read_text("utf-8")


def test_only_closed_issues_are_corrected_and_only_their_items(desk: Path) -> None:
    with open_newsroom(desk) as newsroom:
        with pytest.raises(Closed, match="not closed"):
            newsroom.correct(NAME, WRONG, who=WHO)
        newsroom.close_issue(NAME, who=WHO, today=TODAY)
        with pytest.raises(NotFound, match="no item"):
            newsroom.correct(NAME, WRONG, who=WHO, item="i-nothing")


def test_the_commands_close_correct_and_show(desk: Path, dateline: Dateline) -> None:
    assert "in review" in dateline("review", desk, MONTH, "--by", WHO).output
    result = dateline("close", desk, MONTH, "--by", WHO, "--today", "2017-01-03", "--json")
    assert result.exit_code == 0, result.output
    assert any(path.endswith("issue.pdf") for path in json.loads(result.stdout))
    assert dateline("close", desk, MONTH, "--by", WHO).exit_code == 1
    assert dateline("correct", desk, MONTH, WRONG, "--by", WHO).exit_code == 0
    assert dateline("correct", desk, MONTH, "  ", "--by", WHO).exit_code == 2
    shown = json.loads(dateline("issue", "show", desk, MONTH, "--json").stdout)[0]
    assert [step["what"] for step in shown["history"]] == ["reviewed", "closed", "corrected"]
    assert shown["corrections"][0]["text"] == WRONG
    listed = dateline("issue", "list", desk)
    assert f"{NAME} " in listed.output
    assert "closed, published" in listed.output
