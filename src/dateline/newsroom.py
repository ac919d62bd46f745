"""The conductor: one short method a verb. The order of the flow stands here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from dateline import clock, config, plugins
from dateline.desk.handed import handed
from dateline.desk.learning import Learned
from dateline.errors import Closed, DatelineError, Edited, NotFound, Unreadable
from dateline.intake.check import SourceCheck, run_check
from dateline.intake.gather import Summary, run_gather
from dateline.intake.limits import FetchSettings
from dateline.issue import edition
from dateline.issuing import Issuing
from dateline.memory import Action, Change, Phase, Storyline, StoryView
from dateline.proofs import LinkState
from dateline.protocols import SourceKind
from dateline.ranking import Ranking
from dateline.record import VERSION as RECORD_VERSION
from dateline.records import (
    Comparison,
    Facts,
    Hit,
    Issue,
    Limits,
    Outcome,
    Period,
    Problem,
    Ranked,
    Refusal,
    Source,
    Visit,
)
from dateline.store import articles, facts, files, grouping, issues, stories
from dateline.store.captures import Captures
from dateline.store.database import Database
from dateline.store.issues import CLOSED, Known
from dateline.store.ledger import StoreLedger
from dateline.store.lock import writer
from dateline.stories import VERSION as STORIES_VERSION
from dateline.text import VERSION as TEXT_VERSION
from dateline.text.feed import read_feed

if TYPE_CHECKING:
    from dateline.closing import Closing, Standing
    from dateline.holding import Holding
    from dateline.importing import Import, Unkept
    from dateline.linking import Linking
    from dateline.record.gazetteer import Gazetteer
    from dateline.stories.settings import StorySettings
    from dateline.stories.why import Why
    from dateline.supporting import Checked
    from dateline.watching import Watched
    from dateline.working import Work

DATABASE = "dateline.db"
THRESHOLDS = "thresholds.toml"  # written by dateline calibrate --into
LINKS_VERSION = "2"  # of what linking stories to storylines gives: a change links them anew
NAMES = "names.toml"  # the newsroom's own names; wins over the shipped ones
_LATE_DAYS = 10  # days after a period's end in which its draft takes late reports
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
    recorded: int
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
        self._issuing = Issuing(folder, settings, self.database)
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
        """Gather, read, group, record, rank and draft; what was done before is not done again.

        The draft of the period before is brought up to date too, as long as it is new and nobody has touched it.
        """
        self._edition(edition_name)  # a slip of the pen is told before an hour of gathering, not after
        if period:
            clock.parse_period(period)
        if self._own_names():
            self.gazetteer()
        if (self.folder / THRESHOLDS).is_file():
            self._how_grouped()
        failures: list[Outcome] = []

        def note(outcome: Outcome) -> None:
            if outcome.state == "failed":
                failures.append(outcome)
            on_outcome(outcome)

        with self._writing():
            gathered = self.gather(on_outcome=note)
            read, unreadable = self.read(progress=progress)
            placed = self.group(progress=progress)
            recorded = self.record(progress=progress)
            self.link(progress=progress)
            self._refresh_last(edition_name)
            issue, path, kept = self._draft_if_any(edition_name, period)
            with self.database.begin() as connection:
                totals = articles.count(connection), stories.count(connection)
        return RunReport(gathered, read, unreadable, placed, recorded, *totals, tuple(failures), issue, path, kept)

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
                waiting = articles.unread(connection, TEXT_VERSION)
            if not waiting:
                return 0, 0
            return self._work(progress).read(waiting, TEXT_VERSION, clock.now())

    def group(self, *, progress: Progress = _quiet) -> int:
        """Put every article that has no story yet into one; the number of articles placed.

        Another version, profile or threshold groups all anew; what editors did stays.
        """
        version = self._grouping_version()
        with self._writing():
            with self.database.begin() as connection:
                if stories.version(connection) not in (None, version):
                    stories.forget(connection)
                    grouping.forget(connection)
                waiting = articles.unplaced(connection)
                if not waiting and not grouping.is_open(connection):
                    return 0
            placed = self._work(progress).group(waiting, version, self._how_grouped(), self._own_names())
            with self.database.begin() as connection:
                stories.follow(connection)
                self._holding().reapply(connection)
                stories.regrouped(connection, clock.now())
                grouping.finish(connection)
            return placed

    def record(self, *, progress: Progress = _quiet) -> int:
        """Read the facts of every article that has none yet, and make it findable; the number of articles read.

        A changed names.toml makes all articles be read anew. Raises BadSettings for a names.toml that cannot be read.
        """
        with self._writing():
            self._issuing.index_missing()
            if not self.unrecorded():
                return 0
            return self._work(progress).record(self._own_names(), self._record_version())

    def link(self, *, progress: Progress = _quiet) -> int:
        """Link the stories that are new or have changed to storylines; their number."""
        with self._writing():
            return self._linking().link(f"{LINKS_VERSION} {self._record_version()}", progress)

    def rank(self, period: Period, *, edition_name: str | None = None) -> list[Ranked]:
        """The stories of a period, best first, with reasons; novelty is against the edition's earlier issues.

        What editors pinned comes first, what they muted last.
        """
        form = self._edition(edition_name)
        ranking = self._ranking()
        ranked = ranking.rank(form, period, learned=ranking.learned(form, period))
        held = self._holding().held()
        muted = self._linking().muted_among([one.story.id for one in ranked]) if held.muted else frozenset()
        return handed(ranked, pinned=held.pinned, muted=muted, titles=held.titles)

    def learned(self, period: Period, *, edition_name: str | None = None) -> Learned | None:
        """What the picks of an edition's issues before a period teach; None: there are none."""
        return self._ranking().learned(self._edition(edition_name), period)

    def draft(self, period: Period, *, edition_name: str | None = None, replace: bool = False) -> tuple[Issue, Path]:
        """Draft the issue of a period as issues/<id>/draft.md.

        Raises NotFound when nothing was reported, Edited rather than write over what an editor or a publication made
        of an earlier draft; `replace` sets that aside under another name first.
        """
        with self._writing():
            form = self._edition(edition_name)
            ranked = self.rank(period, edition_name=form.name)
            timeline_of = partial(self._linking().timeline, last=period.last)
            return self._issuing.draft(ranked, form, period, replace=replace, timeline_of=timeline_of)

    def publish(self, name: str, *, edition_name: str | None = None) -> list[Path]:
        """Write every rendition of the issues that a name or period means; returns the files."""
        chosen = self._issues_called(name, edition_name)
        with self._writing():
            return [path for one in chosen for path in self._publish(one.id)]

    def take_in(
        self,
        files_in: Sequence[Path],
        *,
        who: str,
        edition_name: str | None = None,
        period: str | None = None,
        on_import: Callable[[Import | Unkept], None] = lambda one: None,
    ) -> int:
        """Read past issues from files and keep them as issues; the number that could not be kept.

        Each is told to `on_import` as it comes; one bad file stops no other.
        """
        from dateline.importing import Importing, Unkept

        form, days = self._edition(edition_name), clock.parse_period(period) if period else None
        importing, bad = Importing(self._issuing), 0
        with self._writing():
            for path in files_in:
                try:
                    on_import(importing.take_in(path, form, who, clock.now(), days))
                except DatelineError as error:
                    bad += 1
                    on_import(Unkept(path, str(error)))
        return bad

    # Closing an issue, and after.

    def review(self, name: str, *, who: str, edition_name: str | None = None, back: bool = False) -> list[Known]:
        """Put drafts into review, or `back`; raises Closed for an issue that is closed."""
        chosen = self._issues_called(name, edition_name)
        with self._writing():
            for one in chosen:
                self._closing().review(one, who, clock.now(), back=back)
        return self._issues_called(name, edition_name)

    def close_issue(
        self, name: str, *, who: str, edition_name: str | None = None, anyway: str = "", today: date | None = None
    ) -> list[Path]:
        """Freeze issues with the digests of all that went in, and write their renditions; returns the files.

        Raises Faulty when the copy desk finds errors and nobody says why it goes out `anyway`.
        """
        chosen, paths = self._issues_called(name, edition_name), list[Path]()
        with self._writing():
            for one in chosen:
                problems = [] if one.state == CLOSED else self.check(one.id, today=today)
                self._closing().close(one, self._issuing.edited(one, strict=False), problems, who, clock.now(), anyway)
                paths += self._publish(one.id)
            paths += self._feed()
        return paths

    def correct(
        self, name: str, text: str, *, who: str, item: str | None = None, edition_name: str | None = None
    ) -> list[Path]:
        """Add a correction to a closed issue and write its renditions and the feed anew; returns the files."""
        from dateline.closing import correction

        chosen = self._issues_called(name, edition_name)
        if len(chosen) > 1:
            raise NotFound(f"which issue? There are {', '.join(one.id for one in chosen)}: name one")
        with self._writing():
            self._closing().correct(chosen[0], correction(text, self._today(), who, item), clock.now())
            return [*self._publish(chosen[0].id), *self._feed()]

    def issues(self) -> list[Known]:
        """The issues of the newsroom, by period and edition."""
        with self.database.begin() as connection:
            return issues.every(connection)

    def issue(self, name: str, *, edition_name: str | None = None) -> Issue:
        """The issue of this name, as edited; of a closed one, as it was closed, with its corrections."""
        return self._issuing.edited(self._issues_called(name, edition_name)[0])

    def refused(self, issue: str) -> list[Refusal]:
        """What the checks turned away of the text that a model wrote for an issue, by its id."""
        return self._issuing.refused(issue)

    def standing(self, name: str, *, edition_name: str | None = None) -> list[Standing]:
        """Where issues stand: their state, history, corrections, and what of their inputs has changed since closing."""
        return [self._closing().told(one) for one in self._issues_called(name, edition_name)]

    def watch(
        self, name: str | None = None, *, edition_name: str | None = None, progress: Progress = _quiet
    ) -> list[Watched]:
        """Visit the links of closed issues again (of all, or those named): what is dead, moved, changed, corrected."""
        from dateline.watching import Watching

        known = self._issues_called(name, edition_name) if name else self.issues()
        closed = [one for one in known if one.state == CLOSED]
        if name and not closed:
            raise NotFound(f"{', '.join(one.id for one in known)} is not closed yet: dateline check looks at drafts")
        with self._writing():
            watching = Watching(self.config, self.database, self._fetch_settings(), progress)
            return watching.watch([self._issuing.edited(one) for one in closed], clock.now())

    # Stories and storylines.

    def story(self, ref: str) -> StoryView:
        """The story that an id (an old one too), an article's id or an address means; raises NotFound."""
        return self._holding().story(ref)

    def stories(self, period: Period) -> list[StoryView]:
        """The stories of a period as they stand, without their history."""
        with self.database.begin() as connection:
            found = stories.in_period(connection, period, self._zone())
        return self._holding().stories([one.id for one in found])

    def merge(self, stays: str, ends: str, *, who: str, note: str = "") -> Action:
        """Make two stories one, under the id of the one that stays."""
        with self._writing():
            return self._holding().merge(stays, ends, who=who, note=note)

    def split(self, story: str, articles: Sequence[str], *, who: str) -> Action:
        """Take articles out of a story into one of their own."""
        with self._writing():
            return self._holding().split(story, articles, who=who)

    def move(self, article: str, story: str, *, who: str) -> Action:
        """Take an article out of its story and into another."""
        with self._writing():
            return self._holding().move(article, story, who=who)

    def title(self, story: str, text: str, *, who: str) -> Action:
        """Give a story a working title."""
        with self._writing():
            return self._holding().title(story, text, who=who)

    def pin(self, story: str, on: bool = True, *, who: str) -> Action:
        """Pin a story, or take the pin off: a pinned story of the period is proposed before all others."""
        with self._writing():
            return self._holding().pin(story, on, who=who)

    def mute(self, ref: str, on: bool = True, *, who: str) -> Action:
        """Mute a storyline, or unmute it: stories of a muted one are not proposed."""
        with self._writing():
            linking = self._linking()
            line = linking.called(ref)
            muted = line in linking.muted()
            return self._holding().mute(line, linking.articles(line), on, who=who, muted=muted)

    def undo(self, action: int | None = None, *, who: str) -> Action:
        """Take back what an editor did to stories: an action by its number, or the last one."""
        with self._writing():
            return self._holding().undo(action, who=who)

    def history(self, ref: str | None = None) -> list[Change]:
        """What became of a story under all its ids, or of all stories, oldest first."""
        return self._holding().history(ref)

    def actions(self) -> list[Action]:
        """All that editors did to stories, oldest first."""
        return self._holding().actions()

    def why(self, one: str, other: str) -> Why:
        """Why two articles, or an article and a story (ids or addresses), are one story or two; raises NotFound."""
        from dateline.explaining import Explaining
        from dateline.record.known import known_names

        explaining = Explaining(self.database, self._how_grouped(), lambda: known_names(self.gazetteer()))
        return explaining.why(one, other)

    def storylines(self, wanted: Phase | None = None) -> list[Storyline]:
        """The storylines of more than one story, the one that was reported last first."""
        return self._linking().storylines(self._today(), wanted)

    def storyline(self, ref: str, since: date | None = None) -> Storyline:
        """The storyline that its id, or that of a story or article in it, means, with what each chapter told anew.

        `since`: only what was not told before that day. Raises NotFound.
        """
        return self._linking().storyline(ref, self._today(), since)

    # The record.

    def unrecorded(self) -> int:
        """The number of articles whose facts are not read yet, or not as they would be read now."""
        with self.database.begin() as connection:
            return facts.count_unread(connection, self._record_version())

    def unrecordable(self) -> list[tuple[str, str]]:
        """Addresses of articles whose facts could not be read, with the reason."""
        with self.database.begin() as connection:
            return facts.problems(connection)

    def search(self, text: str, *, kind: str = "articles", limits: Limits | None = None, most: int = 20) -> list[Hit]:
        """What a search finds among articles, stories, names, figures or issues, best first.

        Words must all occur; names stand for the same thing in any language; "…" is a phrase, -word excludes, word* is
        a beginning. Raises BadSearch for a search that asks for nothing.
        """
        from dateline.searching import Searching

        return Searching(self.folder, self.database, self.gazetteer()).search(text, kind=kind, limits=limits, most=most)

    def facts(self, article: str) -> Facts:
        """What the record keeps of an article, by its id."""
        with self.database.begin() as connection:
            return facts.of_article(connection, article)

    def compare(self, subject: str | None = None) -> tuple[Comparison, ...]:
        """The figures of each quantity of a subject, under any of its names, side by side over articles and issues.

        Without a subject: every quantity of every subject of which there are two figures or more.
        """
        from dateline.comparing import Comparing

        return Comparing(self.folder, self.database, self.gazetteer()).compare(subject)

    def support(self, name: str, *, edition_name: str | None = None, model: bool = False) -> Iterator[Checked]:
        """Whether the reports behind an issue carry its sentences, as edited; `model` asks the one in the settings too.

        Raises NotFound when there is no such issue, or no model is set though one is wanted.
        """
        from dateline.supporting import Supporting

        if model and not self.config.text("model.url"):
            raise NotFound("no model is set: name one under [model] in dateline.toml, or leave --model out")
        checking = Supporting(self.folder, self.config, self.database, self.gazetteer(), model=model)
        for one in self._issues_called(name, edition_name):
            yield from checking.check(self._issuing.edited(one))

    def check(
        self,
        name: str,
        *,
        edition_name: str | None = None,
        links: Mapping[str, LinkState] | None = None,
        today: date | None = None,
    ) -> list[Problem]:
        """What the copy desk finds in the issues that a name or period means, as edited.

        `links` add to what is known of their addresses (dateline watch visits them); `today` is the newsroom's own
        unless it is told.
        """
        from dateline.proofing import Proofing

        proofing = Proofing(self.folder, self.config, self.database, self.gazetteer())
        day = today or self._today()
        found: list[Problem] = []
        for one in self._issues_called(name, edition_name):
            try:
                issue = self._issuing.edited(one, strict=False)
            except Unreadable as error:
                found.append(Problem("draft-not-understood", "error", "", str(error), one.id, "mend the line it names"))
                continue
            found += proofing.check(issue, self._edition(one.edition), today=day, visited=links)
        return found

    def fix(
        self, name: str, *, edition_name: str | None = None, today: date | None = None
    ) -> list[tuple[Path, tuple[Problem, ...]]]:
        """Mend in draft.md what is certain; each file with the problems that were mended. Raises Closed."""
        chosen = self._issues_called(name, edition_name)
        with self._writing():
            return [self._issuing.mend(one, self.check(one.id, today=today)) for one in chosen]

    def gazetteer(self) -> Gazetteer:
        """The names Dateline knows, with the newsroom's own."""
        from dateline.record.gazetteer import load

        return load(self._own_names())

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
        form = self._edition(edition_name)
        with self.database.begin() as connection:
            newest = articles.newest_day(connection)
        day = min(self._today(), date.fromisoformat(newest)) if newest else self._today()
        return clock.parse_period(form.period_of(day))

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

    def _issues_called(self, name: str, edition_name: str | None) -> list[Known]:
        with self.database.begin() as connection:
            known = issues.every(connection)
        chosen = issues.find(known, name, edition_name)
        if not chosen:
            there = ", ".join(one.id for one in known) or "none yet"
            of = f" of the edition {edition_name!r}" if edition_name else ""
            again = f"dateline draft --edition {edition_name}" if edition_name else "dateline draft"
            raise NotFound(f"there is no issue {name!r}{of}: there are {there}. Draft one with: {again}")
        return chosen

    def _publish(self, issue: str) -> list[Path]:
        return [path for one in self._issues_called(issue, None) for path in self._issuing.publish(one)]

    def _holding(self) -> Holding:
        from dateline.holding import Holding

        return Holding(self.database, self.config.text("stories.profile"))

    def _linking(self) -> Linking:
        from dateline.linking import Linking

        return Linking(self.database, self._holding())

    def _ranking(self) -> Ranking:
        from dateline.covering import Covering

        version = f"{LINKS_VERSION} {self._record_version()}"
        return Ranking(self.config, self.database, Covering(self.folder, self.database, self._own_names(), version))

    def _closing(self) -> Closing:
        from dateline.closing import Closing

        return Closing(self._issuing)

    def _feed(self) -> list[Path]:
        path = self._closing().feed()
        return [path] if path else []

    def _grouping_version(self) -> str:
        """What stories depend on: the stage, its settings, and the newsroom's own thresholds."""
        profile, window = self.config.text("stories.profile"), self.config.number("stories.window_days")
        own = self.folder / THRESHOLDS
        calibrated = f" {files.digest(own)[7:19]}" if own.is_file() else ""
        return f"{STORIES_VERSION} {profile} {window:g}{calibrated}"

    def _how_grouped(self) -> StorySettings:
        """How articles are grouped here; raises BadSettings for thresholds that cannot be used."""
        from dateline.stories.own_thresholds import own_rules
        from dateline.stories.settings import StorySettings

        profile, window = self.config.text("stories.profile"), timedelta(days=self.config.number("stories.window_days"))
        return StorySettings(profile=profile, window=window, rules=own_rules(self.folder / THRESHOLDS, profile))

    def _record_version(self) -> str:
        """What the facts depend on: how texts are read, how facts are, and the newsroom's own names."""
        own = self._own_names()
        return f"{TEXT_VERSION}.{RECORD_VERSION} {files.digest(own)[7:23] if own else '-'}"

    def _own_names(self) -> Path | None:
        path = self.folder / NAMES
        return path if path.is_file() else None

    def _work(self, progress: Progress) -> Work:
        from dateline.working import Work  # the readers and the grouper cost more than a run that finds nothing new

        return Work(self.database, self.archive, self.config, progress)

    def _source_kinds(self) -> dict[str, SourceKind]:
        return {name: plugins.load("dateline.sources", name)() for name in plugins.names("dateline.sources")}

    def _fetch_settings(self) -> FetchSettings:
        table = {
            name.removeprefix("fetch."): value
            for name, value in self.config.settings.items()
            if name.startswith("fetch.")
        }
        return FetchSettings(**table, hosts=self.config.hosts)  # type: ignore[arg-type]

    def _draft_if_any(
        self, edition_name: str | None, period: str | None
    ) -> tuple[Issue | None, Path | None, str | None]:
        try:
            issue, path = self.draft(self.period(period, edition_name), edition_name=edition_name)
        except (NotFound, Edited, Closed) as error:
            return None, None, str(error)
        return issue, path, None

    def _refresh_last(self, edition_name: str | None) -> None:
        """Late reports of the period that has just ended still reach its draft."""
        form = self._edition(edition_name)
        with self.database.begin() as connection:
            known = issues.every(connection)
        for one in issues.open_since(known, form.name, self._today() - timedelta(days=_LATE_DAYS), self._today()):
            self._draft_if_any(form.name, one.period)

    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.config.text("newsroom.timezone"))

    def _today(self) -> date:
        return clock.now().astimezone(self._zone()).date()

    def _edition(self, name: str | None) -> edition.Edition:
        return edition.load(name or self.config.text("newsroom.edition"), self.folder)
