"""Whether earlier issues of an edition had the stories of a period: gathers what the desk judges by."""

from __future__ import annotations

import json
import struct
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import groupby
from pathlib import Path

from dateline.desk.coverage import BLIND, Earlier, Printed, judge
from dateline.errors import Unreadable
from dateline.issue import codec
from dateline.memory import Coverage
from dateline.periods import independent
from dateline.record.stage import FactReader, text_article
from dateline.records import Article, Facts, Item, Period, Story
from dateline.remembering import Memory, Read, Seen, seen
from dateline.store import facts, files, issues, search, stories, storylines, vectors
from dateline.store.database import Database
from dateline.stories.embedders import Fast, lead
from dateline.stories.report import language_of
from dateline.stories.storylines import Profile
from dateline.urls import short_digest

PROFILES = "profiles.json"  # beside an issue: how items are compared that no report here stands behind
_REMEMBERED = timedelta(days=731)  # what was printed before may be told again as new
_VECTORS = "fast"  # storylines are made of these, whichever profile groups
_FILES = ("closed.json", "issue.json", "draft.json")  # of an issue, the first that is there
_MOST_REPORTS = 12  # of a story that are held against an item


@dataclass(frozen=True, slots=True)
class _Known:
    """An earlier item as the index of issues has it."""

    printed: Printed
    at: int  # its place among the items of its issue, from 0


class Covering:
    """Tells of stories whether the issues of one newsroom had them."""

    def __init__(self, folder: Path, database: Database, names: Path | None, version: str):
        """`names` is the newsroom's names.toml; `version` changes when facts or profiles are made otherwise."""
        self._folder = folder
        self._database = database
        self._reader = FactReader(names)
        self._version = version
        self._read: dict[str, tuple[Item, ...]] = {}  # the items of issues, by issue
        self._now: dict[str, str] = {}  # what a story is called now, by what it was called

    def judged(self, edition: str, period: Period, found: Sequence[Story]) -> dict[str, Coverage]:
        """What is covered of the stories of a period, by story; those that are new are left out.

        Held against them are the published and imported issues of the edition that ended before the period, and not
        more than two years before.
        """
        items = list(self._items(edition, period))
        if not items:
            return {}
        look = _Look(self, period, {one.printed.key: one for one in items})
        known = look.stories(found)
        memory = Memory(known, look.items(), reports=look.reports, told=look.told)
        earlier = Earlier(one.printed for one in items)
        judged = {story.id: judge(story, earlier, memory) for story in found}
        return {key: self._numbered(one) for key, one in judged.items() if one.issue is not None}

    def _numbered(self, coverage: Coverage) -> Coverage:
        """The item by the number that the issue prints, where it prints any."""
        items = self._issue(coverage.issue or "")
        at = (coverage.item or 0) - 1
        if not 0 <= at < len(items) or items[at].headline != coverage.headline:
            return coverage
        return replace(coverage, item=items[at].number) if any(one.number for one in items) else coverage

    def had(self, edition: str, period: Period, found: Sequence[Story]) -> dict[str, Coverage]:
        """The stories that earlier issues had by id, address or headline, all told as repeats: nothing is read."""
        earlier = Earlier(one.printed for one in self._items(edition, period))
        judged = {story.id: judge(story, earlier, BLIND) for story in found}
        return {key: one for key, one in judged.items() if one.issue is not None}

    def _items(self, edition: str, period: Period) -> Iterator[_Known]:
        with self._database.begin() as connection:
            rows = issues.covered(connection, edition, period)
            last = {one.id: date.fromisoformat(one.last) for one in issues.every(connection)}
            rows = [one for one in rows if last[one.issue] >= period.first - _REMEMBERED]
            unplaced = [one.url for one in rows if one.url and not one.story]
            at = search.articles_by_id(connection, search.ids_of_urls(connection, unplaced))
            placed = search.stories_of(connection, list(at))
            came_later = {one.url: placed[key] for key, one in at.items() if key in placed}
            for key in {one.story for one in rows if one.story} - self._now.keys():
                self._now[key] = stories.resolve(connection, key) or key
        places = Counter[str]()
        for row in rows:
            place, places[row.issue] = places[row.issue], places[row.issue] + 1
            story = self._now[row.story] if row.story else came_later.get(row.url, "")
            key = f"{row.issue}#{place}"
            yield _Known(
                Printed(key, row.issue, row.number, place + 1, row.headline, row.url, story, last[row.issue]), place
            )

    def text_of(self, known: _Known) -> tuple[Article, Item] | None:
        """An item's own text as an article, and the item; None: its issue's file is gone or says something else."""
        found = self._issue(known.printed.issue)
        item = found[known.at] if known.at < len(found) else None
        if item is None or item.headline != known.printed.headline:
            return None
        body = search.text_of(item)
        language = language_of(item.language, body or item.headline)
        article = text_article(known.printed.key, item.headline, body, language, item.published)
        return replace(article, outlet=item.outlet), item

    def facts_of(self, article: Article) -> Facts:
        """The facts of a text that is in no newsroom."""
        return self._reader(article).facts

    def profiles(self, issue: str, texts: Mapping[str, Article]) -> dict[str, Profile]:
        """The profiles of items by their own texts; they are kept beside the issue, for they take long to make."""
        path = self._folder / "issues" / issue / PROFILES
        kept = _kept(path, self._version)
        marks = {key: short_digest(f"{one.language}\n{one.title}\n{one.text}") for key, one in texts.items()}
        made = {key: self._profile(key, texts[key]) for key, mark in marks.items() if mark not in kept}
        if made:
            every = kept | {marks[key]: one for key, one in made.items()}
            with suppress(OSError):  # in a newsroom that may not be written to they are made anew each time
                files.write(path, _told(every, self._version))
        return {key: made[key] if key in made else kept[mark] for key, mark in marks.items()}

    def _profile(self, key: str, article: Article) -> Profile:
        vector = _model().embed([lead(article.title, article.text)])[0]
        return seen(key, [Read(article, self.facts_of(article), vector)]).profile

    def reports(self, wanted: Sequence[Article]) -> list[Read]:
        """Articles of the newsroom with what its stages made of them."""
        with self._database.begin() as connection:
            known = vectors.of(connection, _VECTORS, [one.id for one in wanted])
            return [Read(one, facts.of_article(connection, one.id), known.get(one.id)) for one in wanted]

    def articles(self, story: str, until: date) -> list[Article]:
        """The independent reports that a story had on a day."""
        with self._database.begin() as connection:
            found = stories.load(connection, [story])
        return [
            one for each in found for one in each.articles if one.id not in each.copies and one.day and one.day <= until
        ]

    def named_by(self, item: Item) -> list[Article]:
        """The newsroom's articles that an item links to or cites."""
        cited = [proof.article for part in item.paragraphs for one in part.sentences for proof in one.evidence]
        with self._database.begin() as connection:
            linked = search.ids_of_urls(connection, [one for one in (item.url, *(at.url for at in item.links)) if one])
            found = search.articles_by_id(connection, list(dict.fromkeys([*linked, *cited])))
        return list(found.values())

    def linked(self, wanted: Sequence[str]) -> dict[str, Seen]:
        """Stories as they were linked, by id."""
        with self._database.begin() as connection:
            found = storylines.linked(connection, wanted)
        return {key: Seen(Profile.from_bytes(one.data), one.storyline) for key, one in found.items()}

    def _issue(self, issue: str) -> tuple[Item, ...]:
        if issue not in self._read:
            self._read[issue] = tuple(self._load(self._folder / "issues" / issue))
        return self._read[issue]

    def _load(self, folder: Path) -> Iterator[Item]:
        path = next((path for name in _FILES if (path := folder / name).is_file()), None)
        try:
            read = codec.from_json(path.read_bytes()) if path else None
        except Unreadable:  # its index still tells story, address and headline
            return
        for section in read.sections if read else ():
            yield from section.items


class _Look:
    """What is looked up for one ranking."""

    def __init__(self, covering: Covering, period: Period, known: Mapping[str, _Known]):
        self._covering, self._period, self._known = covering, period, known
        self._told: dict[str, tuple[Read, ...]] = {}
        self._profiles: dict[str, Profile] = {}  # of items by their own texts

    def stories(self, found: Sequence[Story]) -> dict[str, Seen]:
        """The stories of the period as they are compared: as they were linked, else as they are now."""
        known = self._covering.linked([story.id for story in found])
        for story in found:
            if story.id not in known:
                own = [one for one in story.articles if one.id not in story.copies] or story.articles[:1]
                known[story.id] = seen(story.id, self._covering.reports(own[:_MOST_REPORTS]))
        return known

    def items(self) -> dict[str, Seen]:
        """The items as they are compared: as their stories were linked, else by their own text."""
        placed = {key: one.printed.story for key, one in self._known.items() if one.printed.story}
        linked = self._covering.linked(sorted(set(placed.values())))
        found = {key: linked[story] for key, story in placed.items() if story in linked}
        for issue, items in groupby(self._known.values(), lambda one: one.printed.issue):
            wanted = {one.printed.key: self._covering.text_of(one) for one in items if one.printed.key not in found}
            texts = {key: text[0] for key, text in wanted.items() if text}
            self._profiles |= self._covering.profiles(issue, texts) if texts else {}
        return found | {key: Seen(one) for key, one in self._profiles.items()}

    def reports(self, story: Story) -> list[Read]:
        """The reports of the period that a story is told by."""
        return self._covering.reports(independent(story, self._period)[:_MOST_REPORTS])

    def told(self, item: Printed) -> tuple[Read, ...]:
        """What an item says, with the reports that it names or cites and those that its story had by then."""
        if item.key not in self._told:
            self._told[item.key] = self._all_told(item)
        return self._told[item.key]

    def _all_told(self, item: Printed) -> tuple[Read, ...]:
        text = self._covering.text_of(self._known[item.key])
        named = self._covering.named_by(text[1]) if text else []
        had = self._covering.articles(item.story, item.last) if item.story else []
        known = {one.id: one for one in (*named, *had)}
        reports = self._covering.reports(list(known.values())[:_MOST_REPORTS])
        if text is None or (reports and _is_extract(text[1])):
            return tuple(reports)
        return (*reports, Read(text[0], self._covering.facts_of(text[0]), None, self._profiles.get(item.key)))


@cache
def _model() -> Fast:
    return Fast()


def _is_extract(item: Item) -> bool:
    """Whether an item says nothing but what its reports say."""
    return all(one.origin == "extract" for part in item.paragraphs for one in part.sentences)


def _kept(path: Path, version: str) -> dict[str, Profile]:
    """The profiles in a file of them, by the digest of the text; none when there is no such file of this version."""
    try:
        read = json.loads(path.read_bytes())
        rows = read["profiles"] if read["version"] == version else {}
        return {mark: Profile.from_bytes(b64decode(data)) for mark, data in rows.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, struct.error):  # it is made anew
        return {}


def _told(profiles: Mapping[str, Profile], version: str) -> bytes:
    rows = {mark: b64encode(one.to_bytes()).decode() for mark, one in sorted(profiles.items())}
    return json.dumps({"version": version, "profiles": rows}, indent=1).encode()
