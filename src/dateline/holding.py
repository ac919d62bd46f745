"""The editor's hand on a newsroom's stories: what the conductor's verbs on stories are made of.

Every verb is one transaction: the action is kept, all standing ones are replayed over the engine's stories, and the
history tells it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline import agencies, clock, urls
from dateline.errors import NotFound
from dateline.memory import Action, Change, Member, StoryView
from dateline.nearest import Nearest
from dateline.records import Article
from dateline.store import actions, stories
from dateline.store.actions import Placed
from dateline.store.database import Database
from dateline.stories import hand, requests
from dateline.stories.copy_diff import as_text, diff
from dateline.stories.hand import PLACING, Held
from dateline.stories.requests import Hand

if TYPE_CHECKING:
    from sqlalchemy import Connection

_DONE = {"merge": "merged", "split": "split", "move": "moved", "title": "titled", "pin": "pinned", "mute": "muted"}


@dataclass(frozen=True, slots=True)
class _Desk:
    """What an editor's verb works with."""

    connection: Connection
    hand: Hand
    held: Held


class Holding:
    """The editor's hand on the stories of one newsroom."""

    def __init__(self, database: Database, profile: str):
        """`profile` names the vectors that tell which part of a split story a late article is nearer to."""
        self.database = database
        self.profile = profile

    # What there is.

    def story(self, ref: str) -> StoryView:
        """The story that an id (an old one too), an article's id or an address means; raises NotFound."""
        with self.database.begin() as connection:
            story = self.called(connection, ref)
            view = self._views(connection, [story], ref)[0]
        return view

    def stories(self, wanted: Sequence[str]) -> list[StoryView]:
        """The stories of these ids as they are shown, in this order, without their history."""
        with self.database.begin() as connection:
            return self._views(connection, wanted)

    def actions(self) -> list[Action]:
        """All that editors did to stories, oldest first."""
        with self.database.begin() as connection:
            return actions.every(connection)

    def history(self, ref: str | None = None) -> list[Change]:
        """What became of a story under all its ids, or of all stories, oldest first."""
        with self.database.begin() as connection:
            if ref is None:
                return actions.history(connection)
            story = self.called(connection, ref)
            return actions.history(connection, [story, *actions.aliases(connection, story)])

    def held(self) -> Held:
        """Titles, pins and mutes as they stand."""
        with self.database.begin() as connection:
            return self._replayed(connection)

    def called(self, connection: Connection, ref: str) -> str:
        """The id of the story that a reference means; raises NotFound."""
        if found := stories.resolve(connection, ref):
            return found
        article = self.article(connection, ref)
        held = actions.placed(connection, [article])
        if not held:
            raise NotFound(f"the article {ref} is in no story yet: dateline run puts it into one")
        return held[0].placement.story

    def article(self, connection: Connection, ref: str) -> str:
        """The id of the article that an id or address means; raises NotFound."""
        found = actions.called(connection, ref) or actions.called(connection, urls.canonical(ref))
        if found is None:
            raise NotFound(
                f"there is no story and no article {ref!r}: dateline story list and dateline search name them"
            )
        return found

    # What editors do.

    def merge(self, stays: str, ends: str, *, who: str, note: str = "") -> Action:
        """Make two stories one, under the id of the one that stays."""
        with self._at_work(who) as desk:
            one, other = self.called(desk.connection, stays), self.called(desk.connection, ends)
            final = actions.final(desk.connection, [one, other])
            return self._do(desk, requests.merge(final, one, other, desk.hand), note)

    def split(self, story: str, articles: Sequence[str], *, who: str) -> Action:
        """Take articles out of a story into one of their own; the copies of an original go with it."""
        with self._at_work(who) as desk:
            one = self.called(desk.connection, story)
            taken = [self.article(desk.connection, article) for article in articles]
            members = actions.members(desk.connection, [one])
            final = {member.article.id: one for member in members}
            return self._do(desk, requests.split(final, one, _with_copies(taken, members), desk.hand))

    def move(self, article: str, story: str, *, who: str) -> Action:
        """Take an article out of its story and into another; the copies of an original go with it."""
        with self._at_work(who) as desk:
            takes, moved = self.called(desk.connection, story), self.article(desk.connection, article)
            gives = self.called(desk.connection, moved)
            members = actions.members(desk.connection, [gives])
            final = actions.final(desk.connection, [takes, gives])
            done = requests.move(final, _with_copies([moved], members), takes, desk.hand)
            title = next((one.article.title for one in members if one.article.id == moved), "")
            return self._do(desk, done, title)

    def title(self, story: str, text: str, *, who: str) -> Action:
        """Give a story a working title."""
        with self._at_work(who) as desk:
            one = self.called(desk.connection, story)
            done = requests.title(actions.final(desk.connection, [one]), one, text, desk.hand)
            return self._do(desk, done, done.text)

    def pin(self, story: str, on: bool = True, *, who: str) -> Action:
        """Pin a story, or take the pin off."""
        with self._at_work(who) as desk:
            one = self.called(desk.connection, story)
            final = actions.final(desk.connection, [one])
            return self._do(desk, requests.pin(final, one, desk.held.pinned, desk.hand, on=on))

    def mute(self, line: str, articles: Sequence[str], on: bool = True, *, who: str, muted: bool = False) -> Action:
        """Mute a storyline of these articles, or unmute it; `muted`: whether it is (see hand.muted_lines)."""
        with self._at_work(who) as desk:
            return self._do(desk, requests.mute(line, articles, {line} if muted else (), desk.hand, on=on))

    def undo(self, number: int | None = None, *, who: str) -> Action:
        """Take back an action, or the last one; raises BadSettings while later ones build on it."""
        with self._at_work(who) as desk:
            chosen = requests.undoable(actions.every(desk.connection), number)
            actions.undo(desk.connection, chosen.id, desk.hand.at)
            self.reapply(desk.connection)
            told = Change(desk.hand.at, who, "undone", chosen.story, chosen.other, f"#{chosen.id} ({chosen.what})")
            actions.note(desk.connection, told)
        return chosen

    def reapply(self, connection: Connection) -> Held:
        """Replay the standing actions over the engine's stories; to be called whenever these have changed."""
        held = self._replayed(connection)
        actions.settle(connection, held.story_of)
        for old, new in sorted(held.aliases.items()):
            stories.lead(connection, old, new, clock.now(), "by hand")
        return held

    # What these are made of.

    @contextmanager
    def _at_work(self, who: str) -> Iterator[_Desk]:
        with self.database.begin() as connection:
            done = actions.every(connection)
            number = done[-1].id + 1 if done else 1
            yield _Desk(connection, Hand(number, clock.now(), who), self._replayed(connection))

    def _do(self, desk: _Desk, action: Action, note: str = "") -> Action:
        """Keep an action, replay, and tell it in the history."""
        actions.save(desk.connection, action)
        self.reapply(desk.connection)
        what = f"un{_DONE[action.what]}" if action.text == "off" and action.what != "title" else _DONE[action.what]
        told = f"#{action.id}: {note}" if note else f"#{action.id}"
        goes, comes = (action.other, action.story) if action.what == "split" else (action.story, action.other)
        actions.note(desk.connection, Change(action.at, action.who, what, goes, comes, told))
        return action

    def _replayed(self, connection: Connection) -> Held:
        done = actions.every(connection)
        ids = {story for one in done if one.what in PLACING for story in (one.story, one.other)}
        placed = actions.engine_stories(connection, hand.named(done), ids)
        return hand.apply(placed, done, Nearest(connection, self.profile))

    def _views(self, connection: Connection, wanted: Sequence[str], asked: str = "") -> list[StoryView]:
        """The stories as they are shown; one that was asked for with its history and what its copies add."""
        members, held = _by_story(actions.members(connection, wanted)), self._replayed(connection)
        lines = actions.storylines(connection, wanted)
        texts = _originals(connection, members) if asked else {}
        found = []
        for story in wanted:
            ids = actions.aliases(connection, story) if asked else []
            found.append(
                StoryView(
                    id=story,
                    title=held.titles.get(story) or _title(members[story]),
                    members=tuple(_as_members(members[story], story, texts)),
                    asked=asked,
                    is_titled=story in held.titles,
                    is_pinned=story in held.pinned,
                    aliases=tuple(ids),
                    history=tuple(actions.history(connection, [story, *ids])) if asked else (),
                    storyline=lines.get(story, ""),
                )
            )
        return found


def _with_copies(chosen: Sequence[str], members: Sequence[Placed]) -> list[str]:
    """The articles with the copies of those that are originals."""
    copies = [one.article.id for one in members if one.placement.copy_of in chosen]
    return list(dict.fromkeys((*chosen, *copies)))


def _by_story(members: Sequence[Placed]) -> Mapping[str, list[Placed]]:
    found: defaultdict[str, list[Placed]] = defaultdict(list)
    for one in members:
        found[one.placement.story].append(one)
    return found


def _originals(connection: Connection, members: Mapping[str, Sequence[Placed]]) -> dict[str, str]:
    """The texts of the articles that members are copies of."""
    wanted = {of for found in members.values() for of in _copied(found).values() if of}
    return {one.article.id: one.article.text for one in actions.placed(connection, sorted(wanted))}


def _title(members: Sequence[Placed]) -> str:
    own = [one.article.title for one in members if one.placement.copy_of is None]
    return next((title for title in own if title), members[0].article.title if members else "")


def _copied(members: Sequence[Placed]) -> dict[str, str | None]:
    """Article → that whose text it has; None: a voice of its own. Who wrote it may come to light after a copy came."""
    groups: defaultdict[str, list[Article]] = defaultdict(list)
    for one in members:
        groups[one.placement.group or one.article.id].append(one.article)
    found = {one.article.id: one.placement.copy_of for one in members}
    for copies in groups.values():
        if len(copies) > 1:
            said = [agencies.Member(one.id, one.published, one.outlet, agencies.credited(one.text)) for one in copies]
            wrote = agencies.original(said)
            found |= {one.id: None if one.id == wrote else wrote for one in copies}
    return found


def _as_members(members: Sequence[Placed], story: str, texts: Mapping[str, str]) -> Iterator[Member]:
    """The members; copies of the articles whose texts are given with what they add."""
    counted = Counter(one.engine for one in members)
    most = max(counted, key=lambda engine: (counted[engine], engine == story, engine), default=story)
    copied = _copied(members)
    for one in members:
        article, place = one.article, one.placement
        of = copied[article.id]
        original = texts.get(of or "")
        yield Member(
            article.id,
            article.title,
            article.outlet,
            article.url,
            article.day.isoformat() if article.day else None,
            article.language,
            place.channel,
            place.similarity,
            copy_of=of,
            adds=() if original is None else tuple(as_text(diff(original, article.text))),
            by_hand=one.engine != most,
        )
