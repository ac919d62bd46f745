"""From ranked stories to the files of an issue: what the conductor's verbs `draft` and `publish` are made of."""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from pathlib import Path

from dateline import clock, plugins
from dateline.config import Config
from dateline.desk.choice import choose
from dateline.desk.handed import is_muted
from dateline.desk.likeness import Affairs, earlier_reports, likeness
from dateline.desk.terms import BeatTerms
from dateline.errors import BadSettings, Closed, DatelineError, Edited, NotFound, Unreadable
from dateline.issue import codec, markdown, markdown_reader
from dateline.issue.copydesk.fixing import fixed
from dateline.issue.draft import Coming, Heading, Material, drafted, leads, sections_of
from dateline.issue.edition import Edition
from dateline.issue.edition_rules import check_rules
from dateline.issue.timelines import with_timelines
from dateline.memory import Timeline
from dateline.protocols import WriterTools
from dateline.records import Article, Facts, Issue, Period, Problem, Ranked, Refusal, Span, Story, Verdict
from dateline.store import articles, facts, files, history, issues, search, stories, storylines, vectors
from dateline.store.database import Database

EXTRACT = "extract"  # the writer that needs no tools
REFUSED = "refused.json"  # what the checks turned away of a writer's text
FROZEN = "closed.json"  # a closed issue, which never changes
_BACKGROUND_DAYS = 180  # how far back an issue looks for background
_OTHERS = 500  # articles whose vectors tell what all news has in common
_HEAD = 1000  # characters of a report that tell whether it is of the beat
_COMING_DAYS = 180  # how far back reports may lie that say what is coming
_BACKGROUND_REPORTS = 3  # earlier reports that one story is given


class Issuing:
    """Drafts and publishes the issues of one newsroom."""

    def __init__(self, folder: Path, config: Config, database: Database):
        self.folder = folder
        self.config = config
        self.database = database

    def draft(
        self,
        ranked: Sequence[Ranked],
        form: Edition,
        period: Period,
        *,
        replace: bool,
        timeline_of: Callable[[str], Timeline | None] = lambda story: None,
    ) -> tuple[Issue, Path]:
        """Write draft.json and draft.md; raises NotFound without stories, Edited rather than write over an edit.

        `timeline_of` tells the timeline of a story's storyline up to the period's end.
        The row of the index is written last: a run that was killed on the way finds it missing or old, and writes anew.
        """
        known = self._known(f"{period.name}-{form.name}")
        if known is not None:
            self._check_open(known)
        check_rules(form, [topic.name for topic in self.config.beat.topics], self._outlets(ranked))
        if not ranked:
            raise NotFound(f"there is no report of {period.name}: {self._newest()}")
        made = drafted(form, self._heading(form, period), self._material(ranked, form, period))
        issue = with_timelines(made.issue, timeline_of)
        folder, body, text = self._folder(issue.id), codec.to_json(issue), _markdown(issue)
        if not self._is_drafted(issue.id, body, text):
            self._guard(issue.id, text, replace)
            files.write(folder / "draft.json", body)
            files.write(folder / "draft.md", text)
            self._keep_refused(folder, made.refused)
            with self.database.begin() as connection:
                issues.save(connection, issue, files.digest_of(text))
                search.index_issue(connection, issue)
        return issue, folder / "draft.md"

    def publish(self, known: issues.Known) -> list[Path]:
        """Read the edited Markdown against the draft and write every rendition; returns the files."""
        folder = self._folder(known.id)
        issue = self.edited(known)
        paths = []
        for name in plugins.names("dateline.renderers"):
            rendition = plugins.load("dateline.renderers", name)().render(issue)
            paths.append(files.write(folder / f"issue.{name}", rendition))
        paths += self._draw(issue)
        with self.database.begin() as connection:
            issues.save(connection, issue, known.drafted, clock.now())
            search.index_issue(connection, issue)
        return paths

    def _draw(self, issue: Issue) -> list[Path]:
        """Write the timelines of an issue as pictures beside its renditions; those of an earlier text go."""
        from dateline.publish.storyline import pictures  # what a draft does not need

        folder, drawn = self._folder(issue.id), enumerate(pictures(issue), 1)
        paths = [files.write(folder / f"storyline-{number}.svg", picture) for number, picture in drawn]
        for old in set(folder.glob("storyline-*.svg")) - set(paths):
            old.unlink()
        return paths

    def mend(self, known: issues.Known, problems: Sequence[Problem]) -> tuple[Path, tuple[Problem, ...]]:
        """Mend in an issue's draft.md what is certain; the file, and what was mended. Raises Closed."""
        self._check_open(known)
        path = self._folder(known.id) / "draft.md"
        text, applied = fixed(path.read_bytes().decode("utf-8"), problems)
        if applied:
            files.write(path, text.encode("utf-8", "replace"))
        return path, applied

    def index_missing(self) -> None:
        """Make issues findable that were drafted before there was a search."""
        with self.database.begin() as connection:
            missing = search.issues_not_indexed(connection)
            known = [one for one in issues.every(connection) if one.id in missing] if missing else []
        for one in known:
            try:
                issue = self.edited(one)
            except DatelineError:  # its files are gone or an editor is at work in them: publishing tells
                continue
            with self.database.begin() as connection:
                search.index_issue(connection, issue)

    def edited(self, known: issues.Known, *, strict: bool = True) -> Issue:
        """The issue as the editor's Markdown has it, unchanged sentences with the draft's evidence.

        Of a closed one, as it was closed, with its corrections. An item that has lost its address or attribution is an
        error, unless it is read for the copy desk (not `strict`).
        """
        folder = self._folder(known.id)
        if known.state == issues.CLOSED:
            return self._frozen(known)
        try:
            base = codec.from_json((folder / "draft.json").read_bytes())
            text = (folder / "draft.md").read_bytes().decode("utf-8")
        except FileNotFoundError as error:
            again = f"dateline draft --edition {known.edition} --period {known.period}"
            raise NotFound(f"{error.filename} is gone: draft the issue again with: {again}") from error
        except UnicodeDecodeError as error:
            raise BadSettings(f"{folder / 'draft.md'} is not UTF-8 (byte {error.start}): save it as UTF-8") from error
        try:
            return markdown_reader.read(text, base, strict=strict)
        except DatelineError as error:
            raise type(error)(f"{folder / 'draft.md'}, {error}") from error

    def _frozen(self, known: issues.Known) -> Issue:
        path = self._folder(known.id) / FROZEN
        try:
            body = path.read_bytes()
        except FileNotFoundError as error:
            raise NotFound(f"{path} is gone: bring it back from a backup; {known.id} is closed") from error
        with self.database.begin() as connection:
            inputs = history.inputs(connection, known.id)
            corrections = history.corrections_of(connection, known.id)
        digest = next((one.digest for one in inputs if one.name == FROZEN), None)
        if digest != files.digest_of(body):
            raise Unreadable(f"{path} was changed after {known.id} was closed: bring it back from a backup")
        return dataclasses.replace(codec.from_json(body), corrections=corrections)

    def _folder(self, issue_id: str) -> Path:
        return self.folder / "issues" / issue_id

    def _heading(self, form: Edition, period: Period) -> Heading:
        issue_id = f"{period.name}-{form.name}"
        with self.database.begin() as connection:
            number = issues.number_for(connection, issue_id, form.name, self.config.whole("newsroom.first_number"))
        title, language = self.config.text("newsroom.title"), self.config.text("newsroom.language")
        return Heading(issue_id, number, title, language, period)

    def _material(self, ranked: Sequence[Ranked], form: Edition, period: Period) -> Material:
        """The picks of an edition with their background, ready to be written from."""
        language = self.config.text("newsroom.language")
        tools = self._tools() if self.config.text("desk.writer") != EXTRACT else None
        material = Material(
            picks=(),
            sources={source.name: source for source in self.config.sources},
            outlets={outlet.name: outlet for outlet in self.config.outlets},
            background={},
            writer=plugins.load("dateline.writers", self.config.text("desk.writer"))(tools),
            tools=tools,
        )
        wanted = {section.kind for section in form.sections}
        affairs = self._affairs([one for row in ranked for one in row.story.articles])
        profiles = {row.story.id: affairs.profile(row.story.articles) for row in ranked}
        lines = self._storylines([row.story.id for row in ranked])

        def alike(a: Ranked, b: Ranked) -> float:
            """1: one affair. The storylines tell; where a story has none yet, how alike they are."""
            one, other = lines.get(a.story.id), lines.get(b.story.id)
            return float(one == other) if one and other else likeness(profiles[a.story.id], profiles[b.story.id])

        choice = choose(
            [row for row in ranked if not is_muted(row)],
            form.wanted,
            likeness=alike,
            leads=lambda row: leads(row.story, period, language, material),
        )
        material = dataclasses.replace(
            material, picks=choice.picks, leads=choice.leads, notes=(*choice.repeats, *choice.passed_over[: form.quota])
        )
        placed = sections_of(form, self._heading(form, period), material)
        deep = [
            pick.story for own, picks in zip(form.sections, placed, strict=True) if own.background for pick in picks
        ]
        picked = [one.id for picks in placed for pick in picks for one in pick.story.articles]
        return dataclasses.replace(
            material,
            background=self._background(deep, period),
            events=self._coming(period) if "calendar" in wanted else (),
            facts=self._facts(picked) if wanted & {"quote", "figure"} else {},
        )

    def _tools(self) -> WriterTools:
        """What a writer may use; the model is the one in the settings."""
        from dateline.checking import Proofreader  # what an extract does not need
        from dateline.endpoint import open_endpoint
        from dateline.record.gazetteer import load
        from dateline.record.support import judge

        own = self.folder / "names.toml"
        gazetteer = load(own if own.is_file() else None)
        endpoint = open_endpoint(self.config, self.folder, os.environ)

        def judged(claim: str, sources: Sequence[str]) -> Verdict:
            return judge(claim, sources, gazetteer)

        return WriterTools(judged, Proofreader(gazetteer), endpoint.ask if endpoint else None)

    def _coming(self, period: Period) -> tuple[Coming, ...]:
        """What reports of the time before say will happen after the period."""
        since = (period.first - timedelta(days=_COMING_DAYS)).isoformat()
        with self.database.begin() as connection:
            found = facts.planned(connection, since, period.last.isoformat())
        beat = BeatTerms(self.config.beat)
        return tuple(
            Coming(article, event, _sentence_at(article, event.start))
            for article, event in found
            if beat.is_of(f"{article.title}\n{article.text[:_HEAD]}")
        )

    def _outlets(self, ranked: Sequence[Ranked]) -> list[str]:
        """The outlets that an edition's rules may name: those of the settings and those of the period's reports."""
        own = {outlet.name for outlet in self.config.outlets} | {source.outlet for source in self.config.sources}
        return sorted({one for one in own | {one.outlet for row in ranked for one in row.story.articles} if one})

    def _facts(self, wanted: Sequence[str]) -> dict[str, Facts]:
        with self.database.begin() as connection:
            return {key: facts.of_article(connection, key) for key in wanted}

    def _keep_refused(self, folder: Path, refused: Sequence[Refusal]) -> None:
        """Keep what the checks turned away of a writer's text beside the draft."""
        path = folder / REFUSED
        if refused:
            rows = [{"item": one.item, "text": one.text, "reason": one.reason} for one in refused]
            files.write(path, (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace"))
        else:
            path.unlink(missing_ok=True)

    def refused(self, issue_id: str) -> list[Refusal]:
        """What the checks turned away of the text that a writer wrote for an issue."""
        path = self._folder(issue_id) / REFUSED
        if not path.is_file():
            return []
        return [Refusal(row["text"], row["reason"], row["item"]) for row in json.loads(path.read_bytes())]

    def _storylines(self, wanted: Sequence[str]) -> dict[str, str]:
        with self.database.begin() as connection:
            return {story: link.storyline for story, link in storylines.linked(connection, wanted).items()}

    def _affairs(self, known: Sequence[Article]) -> Affairs:
        """What tells affairs apart among articles; some others' vectors tell what all news has in common."""
        profile = self.config.text("stories.profile")
        with self.database.begin() as connection:
            others = vectors.some(connection, profile, _OTHERS)
            return Affairs(known, others | vectors.of(connection, profile, [one.id for one in known]))

    def _background(self, picked: Iterable[Story], period: Period) -> dict[str, tuple[Article, ...]]:
        picked = tuple(picked)
        if not picked:
            return {}
        since = (period.first - timedelta(days=_BACKGROUND_DAYS)).isoformat()
        with self.database.begin() as connection:
            earlier = stories.before(connection, period, since)
        affairs = self._affairs([*earlier, *(one for story in picked for one in story.articles)])
        found = {story.id: earlier_reports(story.articles, affairs, earlier, _BACKGROUND_REPORTS) for story in picked}
        own = {story.id: {one.id for one in story.articles} for story in picked}
        return {key: tuple(one for one in reports if one.id not in own[key]) for key, reports in found.items()}

    def _is_drafted(self, issue_id: str, body: bytes, text: bytes) -> bool:
        """Whether just this draft was written, to the end; an editor's changes to it do not matter."""
        folder, known = self._folder(issue_id), self._known(issue_id)
        is_indexed = known is not None and known.drafted == files.digest_of(text)
        return is_indexed and files.holds(folder / "draft.json", body) and (folder / "draft.md").exists()

    def _guard(self, issue_id: str, text: bytes, replace: bool) -> None:
        """Keep an editor's work and what was published: refuse to write over it, or set it aside when asked to."""
        folder, known = self._folder(issue_id), self._known(issue_id)
        path = folder / "draft.md"
        settled = _settled(known) if known else ""
        untouched = {files.digest_of(text), known.drafted if known else None, self._as_drafted(folder)}
        if not path.exists() or (files.digest(path) in untouched and not settled):
            return
        if not replace:
            was = settled or "edited"
            raise Edited(f"{path} was {was} and is left as it is; to draft it anew from what is new, say --replace")
        for one in sorted([*folder.glob("draft.*[a-z]"), *folder.glob("issue.*[a-z]")]):
            files.set_aside(one)

    def _check_open(self, known: issues.Known) -> None:
        if known.state == issues.CLOSED:
            raise Closed(f"{known.id} is closed and stays as it is: add a correction with dateline correct")

    def _as_drafted(self, folder: Path) -> str | None:
        """The digest of the Markdown that the draft.json there stands for; None: there is none that can be read."""
        try:
            return files.digest_of(_markdown(codec.from_json((folder / "draft.json").read_bytes())))
        except (FileNotFoundError, Unreadable):
            return None

    def _known(self, issue_id: str) -> issues.Known | None:
        with self.database.begin() as connection:
            return next((one for one in issues.every(connection) if one.id == issue_id), None)

    def _newest(self) -> str:
        with self.database.begin() as connection:
            newest = articles.newest_day(connection)
        return f"the newest one is of {newest}" if newest else "nothing is dated yet. Gather first with: dateline run"


def _settled(known: issues.Known) -> str:
    """What was done with an issue that no draft may undo unasked; empty: nothing."""
    if known.state == issues.REVIEW:
        return "put into review"
    return "imported" if known.imported else "published" if known.published else ""


def _sentence_at(article: Article, place: int) -> Span:
    """The sentence of an article that stands at a place."""
    return next((one for one in article.sentences if one.start <= place < one.end), Span(place, place))


def _markdown(issue: Issue) -> bytes:
    return markdown.render(issue).encode("utf-8", "replace")
