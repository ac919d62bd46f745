"""Storylines of a newsroom: its stories linked over time, and each storyline told as chapters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

from dateline.errors import NotFound
from dateline.holding import Holding
from dateline.memory import Chapter, Phase, Storyline, Timeline
from dateline.outline import outline
from dateline.records import Article, Facts, Story
from dateline.store import facts, stories, storylines, vectors
from dateline.store.database import Database
from dateline.store.storylines import Linked
from dateline.stories.freshness import fresh, told
from dateline.stories.hand import muted_lines, named
from dateline.stories.storylines import Linker, Profile, StoryFacts, phase, profile

VECTORS = "fast"  # profiles are made of these, whichever profile groups
_AT_ONCE = 200  # stories linked in one transaction, and storylines loaded at once
Progress = Callable[[str, int, int], None]


class Linking:
    """Links the stories of one newsroom, and tells its storylines."""

    def __init__(self, database: Database, holding: Holding):
        """`holding` knows the working titles of stories and what is muted."""
        self._database = database
        self._holding = holding

    def link(self, version: str, progress: Progress) -> int:
        """Link the stories that are new or have changed; their number.

        Also for one story that changed all placements are compared with the links (6 µs an article), and all links are
        read into a linker, one after another: 0.1 ms and 3 KB for each story that is linked already.
        """
        with self._database.begin() as connection:
            waiting = storylines.stale(connection, version)
            storylines.drop(connection, [story for story, _ in waiting])
            if not waiting:
                return 0
            number = storylines.next_number(connection)
        linker = self._linker()
        for at in range(0, len(waiting), _AT_ONCE):
            part = waiting[at : at + _AT_ONCE]
            told_of = {one.story: one for one in self._facts([story for story, _ in part])}
            made = []
            for story, members in part:
                own = profile(told_of[story])
                link = linker.link(own)
                made.append(
                    Linked(
                        story, number, link.storyline, link.similarity, link.channel, members, version, own.to_bytes()
                    )
                )
                number += 1
            with self._database.begin() as connection:
                storylines.save(connection, made)
            progress("linking", at + len(part), len(waiting))
        return len(waiting)

    def storylines(self, today: date, wanted: Phase | None = None) -> list[Storyline]:
        """The storylines of more than one story, the one that was reported last first."""
        with self._database.begin() as connection:
            ids = storylines.several(connection)
        found = []
        for at in range(0, len(ids), _AT_ONCE):
            held = self._chapters(ids[at : at + _AT_ONCE])
            told = (self._storyline(line, *chapters, today) for line, chapters in held.items())
            found += [one for one in told if wanted is None or one.phase == wanted]
        return sorted(found, key=lambda one: (one.chapters[-1].last or date.min, one.id), reverse=True)

    def storyline(self, ref: str, today: date, since: date | None = None) -> Storyline:
        """The storyline that its id, or that of a story or article in it, means, with what was new in each chapter.

        `since`: new is what was not told before that day, in chapters after it. Raises NotFound.
        """
        return self._told(self.called(ref), today, with_fresh=True, since=since)

    def timeline(self, story: str, last: date) -> Timeline | None:
        """The timeline of a story's storyline up to a day; None: it is in none, or alone in it."""
        with self._database.begin() as connection:
            line = storylines.of_story(connection, story)
            alone = line is None or len(storylines.chapters(connection, line)) < 2
        return None if line is None or alone else outline(self._told(line, last), story=story, last=last)

    def muted(self) -> frozenset[str]:
        """The storylines that are muted."""
        return self._muted

    def muted_among(self, wanted: Sequence[str]) -> frozenset[str]:
        """Those of these stories whose storyline is muted."""
        with self._database.begin() as connection:
            lines = storylines.linked(connection, wanted)
        return frozenset(story for story, link in lines.items() if link.storyline in self._muted)

    @cached_property
    def _titles(self) -> Mapping[str, str]:
        return self._holding.held().titles

    @cached_property
    def _muted(self) -> frozenset[str]:
        done = self._holding.actions()
        with self._database.begin() as connection:
            line_of = storylines.of_articles(connection, sorted(named(done)))
        return muted_lines(done, line_of)

    def of_story(self, story: str) -> str | None:
        """The storyline of a story; None: it is not linked yet."""
        with self._database.begin() as connection:
            return storylines.of_story(connection, story)

    def articles(self, storyline: str) -> list[str]:
        """The articles of a storyline, by id."""
        with self._database.begin() as connection:
            chapters = storylines.chapters(connection, storyline)
            found = stories.load(connection, [one.story for one in chapters])
        return sorted(article.id for story in found for article in story.articles)

    def called(self, ref: str) -> str:
        """The id of the storyline that a reference means; raises NotFound."""
        with self._database.begin() as connection:
            if storylines.chapters(connection, ref):
                return ref
            story = stories.resolve(connection, f"s-{ref[2:]}" if ref.startswith("l-") else ref)
            story = story or stories.of_article(connection, ref)
            found = storylines.of_story(connection, story) if story else None
        if found is None:
            raise NotFound(f"there is no storyline, story or article {ref!r}: dateline storyline list names them")
        return found

    def _linker(self) -> Linker:
        """A linker that knows all links, which are read one after another."""
        with self._database.begin() as connection:
            known = storylines.every(connection)
            return Linker((Profile.from_bytes(one.data), one.storyline, one.similarity, one.channel) for one in known)

    def _told(self, storyline: str, today: date, *, with_fresh: bool = False, since: date | None = None) -> Storyline:
        found, chapters = self._chapters([storyline])[storyline]
        if with_fresh:
            chapters = list(self._with_fresh(found, chapters, since))
        return self._storyline(storyline, found, chapters, today)

    def _storyline(self, storyline: str, found: Sequence[Story], chapters: Sequence[Chapter], today: date) -> Storyline:
        days = [day for story in found for day in _days(story)]
        title = chapters[-1].title if chapters else ""
        return Storyline(storyline, title, tuple(chapters), phase(days, today), storyline in self._muted)

    def _chapters(self, wanted: Sequence[str]) -> dict[str, tuple[list[Story], list[Chapter]]]:
        """The stories of each of these storylines in order of time, and the chapters that they are."""
        titles = self._titles
        with self._database.begin() as connection:
            lines = storylines.chapters_of(connection, wanted)
            links = {one.story: one for chapters in lines.values() for one in chapters}
            loaded = {story.id: story for story in stories.load(connection, list(links))}
            issues = storylines.issues_of(connection, list(links))
        told = {}
        for line, chapters in lines.items():
            found = [loaded[one.story] for one in chapters if one.story in loaded]
            found.sort(key=lambda story: (_days(story)[:1] or [date.max], story.id))
            told[line] = (
                found,
                [_chapter(one, links[one.id], titles.get(one.id), issues.get(one.id, ())) for one in found],
            )
        return told

    def _with_fresh(self, found: Sequence[Story], chapters: Sequence[Chapter], since: date | None) -> Iterator[Chapter]:
        """The chapters with what each told that those before (or what was told before the day) did not."""
        before = told((), {})
        for story, chapter in zip(found, chapters, strict=True):
            own = _independent(story)
            known = self._facts_of(own)
            if since is None or (chapter.last and chapter.last >= since):
                late = [one for one in own if since is None or (one.day and one.day >= since)]
                early = [one for one in own if one not in late]
                if early:
                    before = told(early, known, before)
                yield replace(chapter, fresh=fresh(late, known, before))
                before = told(late, known, before) if since is None else before
            else:
                yield chapter
                before = told(own, known, before)

    def _facts(self, wanted: Sequence[str]) -> Iterable[StoryFacts]:
        with self._database.begin() as connection:
            found = stories.load(connection, wanted)
        for story in found:
            own = _independent(story)
            with self._database.begin() as connection:
                known = vectors.of(connection, VECTORS, [one.id for one in own])
            yield StoryFacts(story.id, own, known, self._facts_of(own))

    def _facts_of(self, wanted: Sequence[Article]) -> dict[str, Facts]:
        with self._database.begin() as connection:
            return {one.id: facts.of_article(connection, one.id) for one in wanted}


def _independent(story: Story) -> tuple[Article, ...]:
    return tuple(one for one in story.articles if one.id not in story.copies)


def _days(story: Story) -> list[date]:
    return sorted(one.day for one in story.articles if one.day)


def _chapter(story: Story, link: Linked, title: str | None, issues: Sequence[str]) -> Chapter:
    own, days = _independent(story) or story.articles, _days(story)
    return Chapter(
        story.id,
        days[0] if days else None,
        days[-1] if days else None,
        title or own[0].title,
        own[0].outlet,
        own[0].url,
        len(own),
        link.similarity,
        link.channel,
        tuple(issues),
        language=own[0].language,
    )
