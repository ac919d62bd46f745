"""The conductor: one short method a verb. The order of the flow stands here and nowhere else."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self
from zoneinfo import ZoneInfo

from dateline import clock, config, plugins
from dateline.desk.choice import choose
from dateline.desk.likeness import Words, cosine, earlier_reports
from dateline.desk.ranking import rank
from dateline.desk.signals import Context
from dateline.desk.terms import BeatTerms
from dateline.errors import BadSettings, DatelineError, Edited, NotFound
from dateline.intake.check import SourceCheck, run_check
from dateline.intake.gather import Summary, run_gather
from dateline.intake.limits import FetchSettings
from dateline.issue import codec, edition, markdown, markdown_reader
from dateline.issue.draft import Heading, Material, draft, lead_report
from dateline.protocols import SourceKind
from dateline.records import Article, Issue, Outcome, Period, Ranked, Source, Story, Visit
from dateline.store import articles, files, issues, stories
from dateline.store.captures import Captures
from dateline.store.database import Database
from dateline.store.ledger import StoreLedger
from dateline.store.lock import writer
from dateline.stories.stage import VERSION as STORIES_VERSION
from dateline.stories.stage import Placed, Stage
from dateline.text.batch import VERSION as TEXT_VERSION
from dateline.text.batch import Reader, Task, read_all
from dateline.text.feed import read_feed

DATABASE = "dateline.db"
_BACKGROUND_DAYS = 180  # how far back an issue looks for background
_BATCH = 200  # articles placed in one transaction
Progress = Callable[[str, int, int], None]  # what is being done, how many are done, of how many


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """A source with what became of its last visit."""

    source: Source
    visit: Visit | None  # None: never visited
    articles: int


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run did."""

    gathered: Summary
    read: int
    unreadable: int
    placed: int
    articles: int  # in the newsroom
    stories: int  # in the newsroom
    failures: tuple[Outcome, ...]
    issue: Issue | None  # None: there is no dated report yet
    draft: Path | None  # the Markdown; None: no issue
    note: str | None  # why the draft was left as it was; None: it was written


def _quiet(what: str, done: int, of: int) -> None:
    """Progress for those who do not look."""


def open_newsroom(path: str | Path, *, overrides: Iterable[str] = ()) -> Newsroom:
    """The newsroom in a folder; `overrides` are settings as NAME=VALUE.

    Raises NotFound when there is none, BadSettings when its file says what cannot be, BadNewsroom when its database is
    not ours.
    """
    folder = Path(path)
    return Newsroom(folder, config.load(folder, overrides))


class Newsroom:
    """An open newsroom. Use it in a `with` block, or close it."""

    def __init__(self, folder: Path, settings: config.Config):
        self.folder = folder
        self.config = settings
        self.database = Database(folder / DATABASE)
        self.archive = Captures(folder / "captures")
        self.ledger = StoreLedger(self.database, self.archive)
        self.sources_by_name = {source.name: source for source in settings.sources}
        self.outlets_by_name = {outlet.name: outlet for outlet in settings.outlets}
        self._held = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the database back."""
        self.database.close()

    # The verbs, in the order of the flow.

    def run(
        self,
        *,
        edition_name: str | None = None,
        period: str | None = None,
        on_outcome: Callable[[Outcome], None] = lambda outcome: None,
        progress: Progress = _quiet,
    ) -> RunReport:
        """Gather, read, group, rank and draft; what was done before is not done again."""
        failures: list[Outcome] = []

        def note(outcome: Outcome) -> None:
            if outcome.state == "failed":
                failures.append(outcome)
            on_outcome(outcome)

        with self._writing():
            gathered = self.gather(on_outcome=note)
            read, unreadable = self.read(progress=progress)
            placed = self.group(progress=progress)
            issue, path, kept = self._draft_if_any(edition_name, period)
            with self.database.begin() as connection:
                totals = articles.count(connection), stories.count(connection)
        return RunReport(gathered, read, unreadable, placed, *totals, tuple(failures), issue, path, kept)

    def gather(self, *, on_outcome: Callable[[Outcome], None] = lambda outcome: None) -> Summary:
        """Visit every source and keep what is new."""
        with self._writing():
            return run_gather(
                self.config.sources,
                self.ledger,
                read_feed,
                self._source_kinds(),
                settings=self._fetch_settings(),
                on_outcome=on_outcome,
            )

    def read(self, *, progress: Progress = _quiet) -> tuple[int, int]:
        """Read the captures that have no reading yet; the numbers of articles and of captures that hold none."""
        with self._writing():
            with self.database.begin() as connection:
                captures = articles.unread(connection, TEXT_VERSION)
            tasks = (Task(one, self.archive.read(one), self._source(one.source, one.url)) for one in captures)
            reader = Reader(self.config.outlets, clock.now())
            read = unreadable = 0
            for reading in read_all(tasks, reader, number=len(captures), jobs=self._jobs()):
                with self.database.begin() as connection:
                    if reading.article is None:
                        articles.save_unreadable(connection, reading.capture, TEXT_VERSION, reading.problem or "")
                        unreadable += 1
                    else:
                        articles.save_article(connection, reading.article, TEXT_VERSION)
                        read += 1
                progress("reading", read + unreadable, len(captures))
            return read, unreadable

    def group(self, *, progress: Progress = _quiet) -> int:
        """Put every article that has no story yet into one; the number of articles placed."""
        profile, window = self.config.text("stories.profile"), self.config.number("stories.window_days")
        version = f"{STORIES_VERSION} {profile} {window:g}"
        with self._writing():
            with self.database.begin() as connection:
                if stories.version(connection) not in (None, version):
                    stories.forget(connection)
                waiting = articles.unplaced(connection)
            if not waiting:
                return 0
            with self.database.begin() as connection:
                placed = [Placed(article, placement) for article, placement in stories.placed(connection)]
                vectors = articles.load_vectors(connection, profile)
            stage = Stage(profile, timedelta(days=window), plugins.load("dateline.embedders", profile)(), vectors)
            stage.restore(placed)
            done = 0
            for batch in stage.place(waiting, _BATCH):
                with self.database.begin() as connection:
                    articles.save_vectors(connection, profile, batch.vectors)
                    stories.save(connection, batch.placements, version)
                done += len(batch.placements)
                progress("grouping", done, len(waiting))
            return done

    def rank(self, period: Period, *, edition_name: str | None = None) -> list[Ranked]:
        """The stories of a period, best first, with reasons; novelty is against the edition's earlier issues."""
        form = edition.load(edition_name or self.config.text("newsroom.edition"))
        with self.database.begin() as connection:
            found = stories.in_period(connection, period)
            earlier = issues.covered(connection, form.name, period)
        context = Context(
            terms=BeatTerms(self.config.beat),
            outlets=self.outlets_by_name,
            period=period,
            weights={name: self.config.number(f"desk.{name}") for name in _WEIGHTS},
            covered_stories={one.story: f"no. {one.number}" for one in earlier},
            covered_urls={one.url: f"no. {one.number}" for one in earlier},
        )
        return rank(found, context)

    def draft(self, period: Period, *, edition_name: str | None = None, replace: bool = False) -> tuple[Issue, Path]:
        """Draft the issue of a period as issues/<id>/issue.md.

        Raises NotFound when nothing was reported, Edited rather than write over what an editor or a publication made
        of an earlier draft; `replace` sets that aside under another name first.
        """
        form = edition.load(edition_name or self.config.text("newsroom.edition"))
        with self._writing():
            ranked = self.rank(period, edition_name=form.name)
            if not ranked:
                raise NotFound(f"there is no report of {period.name}: {self._newest()}")
            issue = draft(form, self._heading(form, period), self._material(ranked, form, period))
            folder = self._issue_folder(issue.id)
            body = codec.to_json(issue)
            if files.holds(folder / "draft.json", body) and (folder / "issue.md").exists():
                return issue, folder / "issue.md"
            self._guard(issue.id, replace)
            files.write(folder / "draft.json", body)
            path = files.write(folder / "issue.md", markdown.render(issue).encode("utf-8", "replace"))
            with self.database.begin() as connection:
                issues.save(connection, issue, files.digest(path))
        return issue, path

    def publish(self, name: str, *, edition_name: str | None = None) -> list[Path]:
        """Write every rendition of the issues that a name or period means; returns the files."""
        with self.database.begin() as connection:
            known = issues.every(connection)
        chosen = issues.find(known, name, edition_name)
        if not chosen:
            there = ", ".join(one.id for one in known) or "none yet"
            raise NotFound(f"there is no issue {name!r}: there are {there}. Draft one with: dateline draft")
        with self._writing():
            return [path for one in chosen for path in self._publish(one)]

    # Sources.

    def sources(self) -> list[SourceStatus]:
        """The sources with what became of their last visit."""
        visits = self.ledger.visits("feed") | self.ledger.visits("file")
        with self.database.begin() as connection:
            counts = articles.counts_by_source(connection)
        return [SourceStatus(one, visits.get(one.address), counts.get(one.name, 0)) for one in self.config.sources]

    def check_sources(self, on_check: Callable[[SourceCheck], None]) -> None:
        """Try every source once and tell what answers; nothing is kept."""
        run_check(self.config.sources, read_feed, settings=self._fetch_settings(), on_check=on_check)

    def page_problems(self) -> list[Visit]:
        """The addresses whose last visit failed, with the reason."""
        return self.ledger.problems()

    def unreadable(self) -> list[tuple[str, str]]:
        """Addresses of captures that hold no article, with the reason."""
        with self.database.begin() as connection:
            return [(capture.url, problem) for capture, problem in articles.unreadable(connection)]

    def period(self, name: str | None, edition_name: str | None = None) -> Period:
        """The period of this name; without one the current month or week of the edition, or the newest with reports."""
        if name:
            return clock.parse_period(name)
        form = edition.load(edition_name or self.config.text("newsroom.edition"))
        today = clock.now().astimezone(ZoneInfo(self.config.text("newsroom.timezone"))).date()
        with self.database.begin() as connection:
            newest = articles.newest_day(connection)
        day = min(today, date.fromisoformat(newest)) if newest else today
        return clock.parse_period(f"{day:%Y-%m}" if form.period == "month" else f"{day:%G-W%V}")

    # What the verbs are made of.

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the writer's lock; verbs that call verbs hold it once."""
        if self._held:
            yield
            return
        with writer(self.folder):
            self._held += 1
            try:
                self.ledger.recover()
                yield
            finally:
                self._held -= 1

    def _source(self, name: str, url: str) -> Source:
        """A source by name; one that has left the settings counts as one with the default rights."""
        return self.sources_by_name.get(name) or Source(name, "feed", url)

    def _source_kinds(self) -> dict[str, SourceKind]:
        wanted = {source.kind for source in self.config.sources} & set(plugins.names("dateline.sources"))
        return {name: plugins.load("dateline.sources", name)() for name in wanted}

    def _fetch_settings(self) -> FetchSettings:
        table = {
            name.removeprefix("fetch."): value
            for name, value in self.config.settings.items()
            if name.startswith("fetch.")
        }
        return FetchSettings(**table, hosts=self.config.hosts)  # type: ignore[arg-type]

    def _jobs(self) -> int:
        return self.config.whole("text.jobs") or min(4, os.cpu_count() or 1)

    def _draft_if_any(
        self, edition_name: str | None, period: str | None
    ) -> tuple[Issue | None, Path | None, str | None]:
        try:
            issue, path = self.draft(self.period(period, edition_name), edition_name=edition_name)
        except NotFound as error:
            return None, None, str(error)
        except Edited as error:
            return None, None, str(error)
        return issue, path, None

    def _material(self, ranked: list[Ranked], form: edition.Edition, period: Period) -> Material:
        """The picks of an edition with their background, ready to be written from."""
        language = self.config.text("newsroom.language")
        material = Material(
            picks=(),
            sources=self.sources_by_name,
            outlets=self.outlets_by_name,
            background={},
            writer=plugins.load("dateline.writers", "extract")(),
        )
        words = Words([one for row in ranked for one in row.story.articles])
        vectors = {row.story.id: words.vector(row.story.articles) for row in ranked}
        choice = choose(
            ranked,
            form.quota,
            likeness=lambda a, b: cosine(vectors[a.story.id], vectors[b.story.id]),
            lead=lambda row: lead_report(row.story, period, language, material),
        )
        deep = sum(section.quota for section in form.sections if section.background)
        background = self._background([pick.story for pick in choice.picks[:deep]], period)
        return Material(
            picks=choice.picks,
            sources=material.sources,
            outlets=material.outlets,
            background=background,
            writer=material.writer,
            notes=choice.passed_over[: form.quota],
        )

    def _background(self, picked: list[Story], period: Period) -> dict[str, tuple[Article, ...]]:
        if not picked:
            return {}
        since = (period.first - timedelta(days=_BACKGROUND_DAYS)).isoformat()
        with self.database.begin() as connection:
            earlier = stories.before(connection, period, since)
        words = Words([*earlier, *(one for story in picked for one in story.articles)])
        return {story.id: earlier_reports(story, words, earlier, 3) for story in picked}

    def _publish(self, known: issues.Known) -> list[Path]:
        folder = self._issue_folder(known.id)
        try:
            base = codec.from_json((folder / "draft.json").read_bytes())
            text = (folder / "issue.md").read_bytes().decode("utf-8")
        except FileNotFoundError as error:
            raise NotFound(
                f"{error.filename} is gone: draft the issue again with: dateline draft --period {known.period}"
            ) from error
        except UnicodeDecodeError as error:
            raise BadSettings(f"{folder / 'issue.md'} is not UTF-8 (byte {error.start}): save it as UTF-8") from error
        try:
            issue = markdown_reader.read(text, base)
        except DatelineError as error:
            raise type(error)(f"{folder / 'issue.md'}: {error}") from error
        paths = []
        for name in plugins.names("dateline.renderers"):
            rendition = plugins.load("dateline.renderers", name)().render(issue)
            paths.append(files.write(folder / f"issue.{name}", rendition))
        with self.database.begin() as connection:
            issues.save(connection, issue, known.drafted)
        return paths

    def _issue_folder(self, issue_id: str) -> Path:
        return self.folder / "issues" / issue_id

    def _heading(self, form: edition.Edition, period: Period) -> Heading:
        issue_id = f"{period.name}-{form.name}"
        with self.database.begin() as connection:
            number = issues.number_for(connection, issue_id, form.name, self.config.whole("newsroom.first_number"))
        return Heading(
            issue_id, number, self.config.text("newsroom.title"), self.config.text("newsroom.language"), period
        )

    def _guard(self, issue_id: str, replace: bool) -> None:
        """Keep an editor's work and what was published: refuse to write over it, or set it aside when asked to."""
        folder = self._issue_folder(issue_id)
        with self.database.begin() as connection:
            drafted = next((one.drafted for one in issues.every(connection) if one.id == issue_id), None)
        path = folder / "issue.md"
        published = (folder / "issue.json").exists()
        if not path.exists() or (files.digest(path) == drafted and not published):
            return
        if not replace:
            was = "published" if published else "edited"
            raise Edited(f"{path} was {was} and is left as it is; to draft it anew from what is new, say --replace")
        for one in sorted(folder.glob("issue.*[a-z]")):
            files.set_aside(one)

    def _newest(self) -> str:
        with self.database.begin() as connection:
            newest = articles.newest_day(connection)
        return f"the newest one is of {newest}" if newest else "nothing is dated yet. Gather first with: dateline run"


_WEIGHTS = ("voices", "beat", "outlet", "novelty", "depth", "recency")
