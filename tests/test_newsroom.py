"""The main job over the sample site, through the library's door: gather, read, group, rank, draft, publish."""

from __future__ import annotations

import json
import re
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from conftest import MONTH, WEEK, make_newsroom
from dateline import clock
from dateline.errors import BadSettings, Busy, Edited, NotFound, Unreadable
from dateline.issue import codec
from dateline.newsroom import Newsroom, RunReport, open_newsroom
from dateline.records import Issue, Item, Outcome, Sentence
from dateline.sample.answers import BROKEN_HOST, SILENT_HOST
from dateline.sample.site import SampleSite
from dateline.store import schema
from dateline.store.lock import writer
from sample_truth import REPORTS, article_of, dump, issue_files, pairwise, placed

NAME = f"{MONTH}-monthly-letter"


def sentences_of(item: Item) -> list[Sentence]:
    return [sentence for part in item.paragraphs for sentence in part.sentences]


def squeezed(text: str) -> list[str]:
    """The paragraphs of a text, with plain spaces for wide ones."""
    return [" ".join(part.split()) for part in text.split("\n\n")]


def items_of(issue: Issue) -> list[Item]:
    return [item for section in issue.sections for item in section.items]


def published(folder: Path, name: str = NAME) -> Issue:
    return codec.from_json((folder / "issues" / name / "issue.json").read_bytes())


def open_quietly(folder: Path, *overrides: str) -> Newsroom:
    return open_newsroom(folder, overrides=["text.jobs=1", *overrides])


# What the sample's sources bring.


def test_every_report_becomes_an_article_with_its_title_day_and_text(built_sample: Path) -> None:
    found = {article.url: article for article, _ in placed(built_sample) if article.url in REPORTS}
    assert set(found) == set(REPORTS)
    for url, report in REPORTS.items():
        assert str(found[url].day or "") == report.published[:10], report.key
        assert found[url].language == report.language, report.key
        assert found[url].digest.startswith("sha256:")
    right = [found[url].title.split() == report.title.split() for url, report in REPORTS.items()]
    assert sum(right) / len(right) > 0.95
    whole = [squeezed(found[url].text) == squeezed(report.text) for url, report in REPORTS.items()]
    assert sum(whole) / len(whole) > 0.9


def test_gb18030_page_that_says_gb2312_is_read_right(built_sample: Path) -> None:
    for url, report in REPORTS.items():
        if report.outlet == "jingwei":
            article = article_of(built_sample, report.key)
            assert squeezed(article.text) == squeezed(report.text), url
            assert "\ufffd" not in article.title


def test_undated_report_stays_undated_also_in_a_story_of_dated_ones(built_sample: Path) -> None:
    undated = [report for report in REPORTS.values() if not report.published]
    assert len(undated) == 1
    article = article_of(built_sample, undated[0].key)
    assert (article.published, article.published_as, article.day) == (None, None, None)
    with open_quietly(built_sample) as newsroom:
        ranked = newsroom.rank(clock.parse_period(MONTH))
    assert sum(article in one.story.articles for one in ranked) == 1


def test_copies_are_folded_as_the_labels_say(built_sample: Path) -> None:
    found = placed(built_sample)
    keys = {article.id: REPORTS[article.url].key for article, _ in found if article.url in REPORTS}
    said = {keys[article.id]: keys.get(place.copy_of or "", "") for article, place in found if article.id in keys}
    assert said == {report.key: report.copy_of for report in REPORTS.values()}


def test_stories_are_those_of_the_labels_but_for_look_alikes(built_sample: Path) -> None:
    found = [(REPORTS[a.url].story, place.story) for a, place in placed(built_sample) if a.url in REPORTS]
    precision, recall = pairwise(found)
    assert precision >= 0.85
    assert recall >= 0.75


def test_chinese_and_english_reports_meet_in_one_story(built_sample: Path) -> None:
    languages: dict[str, set[str]] = {}
    for article, place in placed(built_sample):
        languages.setdefault(place.story, set()).add(article.language)
    assert sum(found == {"en", "zh"} for found in languages.values()) >= 10


def test_bad_sources_are_shown_with_their_reason_and_stop_nothing(built_sample: Path) -> None:
    with open_quietly(built_sample) as newsroom:
        status = {one.source.name: one for one in newsroom.sources()}
    told = {name: one.visit.problem or one.visit.remark for name, one in status.items() if one.visit}
    bad = {name: text for name, text in told.items() if text}
    assert set(bad) == {"Tidewater Gazette", "Evening Dispatch"}
    assert "503" in bad["Tidewater Gazette"]
    assert all(one.articles for name, one in status.items() if name not in bad)


# Again.


def test_second_run_asks_conditionally_only_and_changes_nothing(desk: Path, sample_site: SampleSite) -> None:
    with open_quietly(desk) as newsroom:
        newsroom.run(period=MONTH)  # what failed for good is settled by now
    before, files = dump(desk, times=True), issue_files(desk)
    stamps = {path: path.stat().st_mtime_ns for path in (desk / "issues").rglob("*")}
    sample_site.requests.clear()
    began = time.process_time()
    with open_quietly(desk) as newsroom:
        report = newsroom.run(period=MONTH)
    seconds = time.process_time() - began
    asked = {(request.host, request.status) for request in sample_site.requests}
    assert {status for host, status in asked if host not in (BROKEN_HOST, SILENT_HOST)} == {304}
    assert {host for host, status in asked if status != 304} <= {BROKEN_HOST, SILENT_HOST}
    assert (report.gathered.captured, report.read, report.placed) == (0, 0, 0)
    assert dump(desk, times=True) == before
    assert issue_files(desk) == files
    assert {path: path.stat().st_mtime_ns for path in (desk / "issues").rglob("*")} == stamps
    assert seconds < 2


def test_two_newsrooms_from_the_same_site_are_the_same(
    built_sample: Path, sample_site: SampleSite, tmp_path: Path
) -> None:
    folder = make_newsroom(tmp_path / "other", sample_site)
    with open_newsroom(folder, overrides=["text.jobs=2"]) as newsroom:
        newsroom.run(period=MONTH)
    assert dump(folder, times=False) == dump(built_sample, times=False)
    assert issue_files(folder) == issue_files(built_sample)


def test_run_reports_what_it_did_and_tells_outcomes_and_progress(sample_site: SampleSite, tmp_path: Path) -> None:
    folder = make_newsroom(tmp_path / "desk", sample_site)
    outcomes: list[Outcome] = []
    steps: list[tuple[str, int, int]] = []
    with open_quietly(folder) as newsroom:
        report = newsroom.run(
            period=MONTH, on_outcome=outcomes.append, progress=lambda what, done, of: steps.append((what, done, of))
        )
    assert isinstance(report, RunReport)
    assert report.read == report.placed == report.articles == len([one for one in steps if one[0] == "reading"])
    assert report.articles >= len(REPORTS)
    assert len(outcomes) >= report.gathered.captured
    assert report.failures == tuple(one for one in outcomes if one.state == "failed")
    assert any(SILENT_HOST in one.url for one in report.failures)
    assert report.issue and report.draft and report.draft.is_file() and report.note is None
    assert [one for one in steps if one[0] == "recording"][-1][1:] == (report.placed, report.placed)
    assert steps[-1] == ("linking", report.stories, report.stories)


# Folders of files.


def folder_newsroom(folder: Path, *rows: dict[str, object], settings: str = "") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (folder / "dateline.toml").write_text(
        settings + '\n[[sources]]\nname = "Files"\nkind = "folder"\npath = "in.jsonl"\n', encoding="utf-8"
    )
    return folder


def row(key: str, title: str, text: str, published: str | None) -> dict[str, object]:
    url = f"https://post.example/{key}"
    return {"url": url, "title": title, "text": text, "published": published, "outlet": "Post"}


FERRY = "The night ferry is back. It sails at nine. Tickets cost four yuan, the harbour office said on Monday."
BRIDGE = "Engineers closed the old bridge for a week. Two cables are to be replaced. Traffic goes by the tunnel."


def test_undated_report_is_shown_as_undated_in_the_issue_of_the_month_it_was_fetched_in(tmp_path: Path) -> None:
    folder = folder_newsroom(tmp_path / "desk", row("a", "The night ferry is back", FERRY, None))
    with open_quietly(folder) as newsroom:
        issue = newsroom.run(period=f"{clock.now():%Y-%m}").issue
        assert issue
        pages = {one.suffix: one for one in newsroom.publish(issue.id)}
    assert [item.published for item in items_of(issue)] == [None]
    assert "(Post, undated)" in pages[".md"].read_text("utf-8")
    assert "undated" in pages[".html"].read_text("utf-8")


def test_date_in_the_future_is_refused_with_the_reason(tmp_path: Path) -> None:
    tomorrow = clock.now() + timedelta(days=400)
    rows = row("a", "Ferry", FERRY, tomorrow.isoformat()), row("b", "Bridge", BRIDGE, "2016-12-05")
    folder = folder_newsroom(tmp_path / "desk", *rows)
    with open_quietly(folder) as newsroom:
        newsroom.run(period=MONTH)
    future, past = (article for article, _ in sorted(placed(folder), key=lambda one: one[0].url))
    assert (future.published, future.published_as) == (None, None)
    assert "future" in " ".join(future.notes)
    assert f"{tomorrow:%Y-%m-%d}" in " ".join(future.notes)
    assert str(past.day) == "2016-12-05"


def test_correction_of_a_report_replaces_its_article(tmp_path: Path) -> None:
    folder = folder_newsroom(tmp_path / "desk", row("a", "Ferry", FERRY, "2016-12-05"))
    with open_quietly(folder) as newsroom:
        newsroom.run(period=MONTH)
    folder_newsroom(folder, row("a", "Ferry", FERRY.replace("four yuan", "five yuan"), "2016-12-05"))
    with open_quietly(folder) as newsroom:
        report = newsroom.run(period=MONTH)
    assert (report.read, report.articles) == (1, 1)
    assert "five yuan" in placed(folder)[0][0].text
    assert report.draft and "five yuan" in report.draft.read_text("utf-8")


def test_empty_newsroom_runs_and_says_that_nothing_is_dated(tmp_path: Path) -> None:
    folder = folder_newsroom(tmp_path / "desk")
    (folder / "in.jsonl").write_text("")
    with open_quietly(folder) as newsroom:
        report = newsroom.run()
        assert (report.articles, report.issue) == (0, None)
        assert report.note and "nothing is dated yet" in report.note
        with pytest.raises(NotFound, match="there is no issue '2016-12': there are none yet"):
            newsroom.publish(MONTH)


def test_month_without_reports_is_told_with_the_newest_day(desk: Path) -> None:
    with open_quietly(desk) as newsroom, pytest.raises(NotFound, match="the newest one is of 2016-12-31"):
        newsroom.draft(clock.parse_period("2015-01"))


def test_another_profile_groups_anew_and_the_first_one_comes_back_the_same(desk: Path) -> None:
    before = dump(desk, times=True)["placement"]
    with open_quietly(desk, "stories.window_days=1") as newsroom:
        newsroom.run(period=MONTH)
    assert dump(desk, times=True)["placement"] != before
    with open_quietly(desk) as newsroom:
        newsroom.group()
    assert dump(desk, times=True)["placement"] == before


# Drafts and editors.


def test_draft_names_evidence_that_the_articles_carry(built_sample: Path) -> None:
    articles = {article.id: article for article, _ in placed(built_sample)}
    issue = codec.from_json((built_sample / "issues" / NAME / "draft.json").read_bytes())
    seen = 0
    for item in items_of(issue):
        for sentence in sentences_of(item):
            assert sentence.origin == "extract"
            for proof in sentence.evidence:
                article = articles[proof.article]
                assert proof.digest == article.digest
                assert article.text[proof.start : proof.end] == sentence.text
                seen += 1
    assert seen > 40


def test_draft_keeps_the_rights_of_its_sources(built_sample: Path) -> None:
    articles = {article.id: article for article, _ in placed(built_sample)}
    issue = codec.from_json((built_sample / "issues" / NAME / "draft.json").read_bytes())
    for item in items_of(issue):
        outlets = {articles[proof.article].outlet for one in sentences_of(item) for proof in one.evidence}
        assert "Lakeside Courier" not in outlets  # its rights are: headline only
        ledger = [one.text for one in sentences_of(item) if articles[one.evidence[0].article].outlet == "Strait Ledger"]
        assert len(" ".join(ledger).split()) <= 60


def test_draft_that_an_editor_changed_is_not_written_over(desk: Path) -> None:
    path = desk / "issues" / NAME / "draft.md"
    path.write_text(path.read_text("utf-8") + "\nBy hand.\n", encoding="utf-8")
    edited = path.read_bytes()
    with open_quietly(desk, "newsroom.title=Another") as newsroom:
        period = clock.parse_period(MONTH)
        with pytest.raises(Edited, match=r"was edited and is left as it is.*--replace"):
            newsroom.draft(period)
        assert path.read_bytes() == edited
        report = newsroom.run(period=MONTH)
        assert report.issue is None and report.note and "--replace" in report.note
        issue, again = newsroom.draft(period, replace=True)
    assert (issue.title, again) == ("Another", path)
    assert (path.parent / "draft.md.1").read_bytes() == edited
    assert "By hand." not in path.read_text("utf-8")


def test_draft_follows_new_reports_until_it_is_edited(desk: Path) -> None:
    path = desk / "issues" / NAME / "draft.md"
    with open_quietly(desk, "newsroom.title=Another") as newsroom:
        newsroom.draft(clock.parse_period(MONTH))
    assert "# Another" in path.read_text("utf-8")


def test_published_issue_is_not_drafted_anew_without_being_asked(desk: Path) -> None:
    with open_quietly(desk) as newsroom:
        newsroom.publish(MONTH)
    before = issue_files(desk)
    with open_quietly(desk, "newsroom.title=Another") as newsroom:
        with pytest.raises(Edited, match="was published"):
            newsroom.draft(clock.parse_period(MONTH))
        assert issue_files(desk) == before
        newsroom.draft(clock.parse_period(MONTH), replace=True)
        after = issue_files(desk)
    for name in ("html", "json", "md", "pdf"):
        assert after[f"{NAME}/issue.{name}.1"] == before[f"{NAME}/issue.{name}"]
    assert f"{NAME}/issue.json" not in after


def test_publishing_twice_gives_the_same_bytes(desk: Path, tmp_path: Path) -> None:
    with open_quietly(desk) as newsroom:
        newsroom.draft(clock.parse_period(WEEK), edition_name="weekly-roundup")
        paths = [*newsroom.publish(MONTH), *newsroom.publish(WEEK)]
        first = issue_files(desk)
        assert newsroom.publish(MONTH) + newsroom.publish(WEEK) == paths
    assert issue_files(desk) == first
    assert {path.suffix for path in paths} >= {".html", ".json", ".md", ".pdf"}
    for path in paths:
        path.unlink() if path.suffix != ".md" else None
    with open_quietly(desk) as newsroom:
        newsroom.publish(MONTH)
        newsroom.publish(WEEK)
    assert issue_files(desk) == first


def test_unedited_markdown_gives_the_draft_back_without_the_notes_to_its_editor(desk: Path) -> None:
    draft = codec.from_json((desk / "issues" / NAME / "draft.json").read_bytes())
    markdown = (desk / "issues" / NAME / "draft.md").read_bytes()
    with open_quietly(desk) as newsroom:
        newsroom.publish(NAME)
    assert draft.notes
    assert published(desk) == replace(draft, notes=())
    assert (desk / "issues" / NAME / "draft.md").read_bytes() == markdown


# The Markdown, edited.


def blocks_of(text: str) -> tuple[str, list[str]]:
    """The text before the news, and the blocks of its items."""
    head, *items = re.split(r"(?=<!-- item )", text)
    return head, items


@pytest.fixture
def edited(desk: Path) -> tuple[Issue, Issue]:
    """A draft, and the issue published after an editor: sentence changed, one added, items moved and taken out."""
    path = desk / "issues" / NAME / "draft.md"
    draft = codec.from_json((path.parent / "draft.json").read_bytes())
    news = draft.sections[1].items
    text = path.read_text("utf-8")
    changed, kept = sentences_of(news[0])[:2]
    assert text.count(changed.text) >= 1 and kept.text in text
    at = text.index(f"<!-- item {news[0].id}")
    body = text[at:].replace(changed.text, "The editor says it in words of his own.", 1)
    body = body.replace(kept.text, kept.text + " This sentence was added by hand.", 1)
    _, items = blocks_of(body)
    closing = body.index("<!-- closing -->") if "<!-- closing -->" in body else len(body)
    tail = body[closing:]
    items = [item.split("<!-- closing -->")[0].rstrip() + "\n\n" for item in items]
    moved = [items[2], items[0], items[1], *items[4:]]  # the third goes first, the fourth goes
    path.write_text(text[:at] + "".join(moved) + tail, encoding="utf-8")
    with open_quietly(desk) as newsroom:
        newsroom.publish(NAME)
    return draft, published(desk)


def test_edited_sentence_is_the_editor_s_and_the_others_keep_their_evidence(edited: tuple[Issue, Issue]) -> None:
    draft, issue = edited
    before = sentences_of(draft.sections[1].items[0])
    item = next(item for item in issue.sections[1].items if item.id == draft.sections[1].items[0].id)
    after = sentences_of(item)
    assert after[0] == Sentence("The editor says it in words of his own.", "editor")
    assert after[1] == before[1]
    assert after[2] == Sentence("This sentence was added by hand.", "editor")
    assert after[3:] == before[2:]


def test_moved_items_are_numbered_anew_and_a_deleted_one_is_gone(edited: tuple[Issue, Issue]) -> None:
    draft, issue = edited
    before, after = draft.sections[1].items, issue.sections[1].items
    assert [item.id for item in after] == [before[at].id for at in (2, 0, 1, *range(4, len(before)))]
    assert [item.number for item in after] == list(range(1, len(before)))
    assert after[0].paragraphs == before[2].paragraphs
    assert (after[0].reasons, after[0].story, after[0].links) == (before[2].reasons, before[2].story, before[2].links)
    assert issue.sections[0] == draft.sections[0]


def test_published_pages_carry_the_edited_text(edited: tuple[Issue, Issue], desk: Path) -> None:
    folder = desk / "issues" / NAME
    gone = edited[0].sections[1].items[3].headline
    for name in ("issue.html", "issue.md", "issue.json"):
        text = (folder / name).read_text("utf-8")
        assert "The editor says it in words of his own." in text
        assert gone not in text.split("For the editor")[-1].split("<!-- section")[-1]
    assert (folder / "issue.pdf").read_bytes().startswith(b"%PDF")


def test_markdown_that_cannot_be_understood_is_told_with_file_and_line(desk: Path) -> None:
    path = desk / "issues" / NAME / "draft.md"
    lines = path.read_text("utf-8").split("\n")
    at = next(at for at, line in enumerate(lines) if line.startswith("<!-- item ")) + 1
    lines[at] = "no heading any more"
    path.write_text("\n".join(lines), encoding="utf-8")
    with (
        open_quietly(desk) as newsroom,
        pytest.raises(Unreadable, match=rf"draft\.md, line {at}: .*has no heading"),
    ):
        newsroom.publish(NAME)
    assert not (path.parent / "issue.json").exists()


def test_markdown_in_another_encoding_is_told(desk: Path) -> None:
    path = desk / "issues" / NAME / "draft.md"
    path.write_bytes(path.read_text("utf-8").encode("gb18030", "replace"))
    with open_quietly(desk) as newsroom, pytest.raises(BadSettings, match="is not UTF-8"):
        newsroom.publish(NAME)


@pytest.mark.parametrize("name", ["draft.md", "draft.json"])
def test_file_of_an_issue_that_is_gone_is_told(desk: Path, name: str) -> None:
    (desk / "issues" / NAME / name).unlink()
    with open_quietly(desk) as newsroom, pytest.raises(NotFound, match="is gone: draft the issue again"):
        newsroom.publish(NAME)
    with open_quietly(desk) as newsroom:
        newsroom.draft(clock.parse_period(MONTH))
        assert newsroom.publish(NAME)


# The desk.


def test_rank_gives_reasons_that_add_up(built_sample: Path) -> None:
    with open_quietly(built_sample) as newsroom:
        ranked = newsroom.rank(clock.parse_period(MONTH))
    assert len(ranked) >= 20
    assert [one.score for one in ranked] == sorted((one.score for one in ranked), reverse=True)
    for one in ranked:
        assert one.score == pytest.approx(sum(reason.points for reason in one.reasons))
        assert all(reason.text for reason in one.reasons)


def test_story_of_an_earlier_issue_ranks_lower_in_the_next(desk: Path) -> None:
    with open_quietly(desk) as newsroom:
        november, december = clock.parse_period("2016-11"), clock.parse_period(MONTH)
        before = {one.story.id: one.score for one in newsroom.rank(december)}
        issue, _ = newsroom.draft(november)
        after = {one.story.id: one.score for one in newsroom.rank(december)}
    had = {item.story for item in items_of(issue)}
    assert all(after[story] < score for story, score in before.items() if story in had)
    assert all(after[story] == score for story, score in before.items() if story not in had)


# Writers.


def test_newsroom_that_is_written_to_can_be_read_but_not_written(desk: Path) -> None:
    with writer(desk), open_quietly(desk) as newsroom:
        assert newsroom.rank(clock.parse_period(MONTH))
        for verb in (newsroom.run, newsroom.gather, newsroom.read, newsroom.group, lambda: newsroom.publish(MONTH)):
            with pytest.raises(Busy, match="is being written to by process"):
                verb()


def test_folder_that_is_no_newsroom_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="is no newsroom"):
        open_newsroom(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_draft_that_was_killed_on_the_way_is_finished_by_the_next(desk: Path) -> None:
    """Files without a row in the index: neither an edit nor a finished draft."""
    with open_quietly(desk) as newsroom:
        period = newsroom.period("2016-12")
        _, path = newsroom.draft(period)
        text = path.read_bytes()
        with newsroom.database.begin() as connection:
            connection.execute(schema.issue_items.delete())
            connection.execute(schema.issues.delete())
        newsroom.draft(period)
        assert path.read_bytes() == text
        assert newsroom.publish("2016-12")


def test_editor_s_own_comments_outlive_publishing(desk: Path) -> None:
    with open_quietly(desk) as newsroom:
        _, path = newsroom.draft(newsroom.period("2016-12"))
        edited = path.read_text("utf-8") + "\n<!-- ask the embassy about the third item -->\n"
        path.write_text(edited, encoding="utf-8")
        newsroom.publish("2016-12")
        assert path.read_text("utf-8") == edited
        assert "ask the embassy" not in (path.parent / "issue.html").read_text("utf-8")
