"""What editors ask for, made into actions: what cannot be done is told before anything is kept.

`final` is article → story as it stands, the hand's work included: of the whole newsroom, or of the stories concerned.
Every function raises NotFound for a story or article that is not there, and BadSettings for what makes no sense.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from dateline.errors import BadSettings, NotFound
from dateline.memory import Action
from dateline.stories.hand import PLACING

LONGEST_TITLE = 300  # characters
_SHOWN = 5  # ids that a message names

Final = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Hand:
    """Whose hand it is, when, and the number of what it does."""

    id: int  # greater than those of all actions before
    at: datetime
    who: str


def merge(final: Final, stays: str, ends: str, hand: Hand) -> Action:
    """Two stories are one from now on, under the id of the one that stays."""
    if stays == ends:
        raise BadSettings(f"{stays} cannot be merged with itself: name two stories")
    articles = (*_members(final, stays), *_members(final, ends))
    return Action(hand.id, hand.at, hand.who, "merge", stays, ends, tuple(sorted(articles)))


def split(final: Final, story: str, taken: Sequence[str], hand: Hand) -> Action:
    """Articles of a story are a story of their own from now on; its id is the action's `other`."""
    members, out = frozenset(_members(final, story)), frozenset(taken)
    if not out:
        raise BadSettings(f"nothing was named to be taken out of {story}: name at least one of its articles")
    if strangers := sorted(out - members):
        raise NotFound(f"{_few(strangers)} {'is' if len(strangers) == 1 else 'are'} not in {story}: {_there(members)}")
    if out == members:
        raise BadSettings(f"all {len(members)} articles of {story} were named: leave at least one in it")
    told = " ".join((str(hand.id), story, *sorted(out)))
    new = f"s-{hashlib.sha256(told.encode()).hexdigest()[:16]}"
    left = tuple(sorted(members - out))
    return Action(hand.id, hand.at, hand.who, "split", story, new, left, tuple(sorted(out)))


def move(final: Final, articles: Sequence[str], story: str, hand: Hand) -> Action:
    """Articles of one story (the first is the one asked for) belong to another from now on."""
    unknown = [article for article in articles if article not in final]
    if unknown or not articles:
        raise NotFound(f"there is no article {_few(unknown)} in any story" if unknown else "no article was named")
    gives = final[articles[0]]
    takes = _members(final, story)
    if gives == story:
        raise BadSettings(f"{articles[0]} is in {story} already")
    moved = tuple(article for article in dict.fromkeys(articles) if final[article] == gives)
    left = tuple(article for article in _members(final, gives) if article not in moved)
    there = tuple(sorted((*takes, *moved)))
    return Action(hand.id, hand.at, hand.who, "move", story, gives, there, left, " ".join(moved))


def title(final: Final, story: str, text: str, hand: Hand) -> Action:
    """A story has a working title from now on."""
    line = " ".join("".join(one if one.isprintable() else " " for one in text).split())
    if not line:
        raise BadSettings(f"the title for {story} is empty: say what the story is called")
    if len(line) > LONGEST_TITLE:
        raise BadSettings(f"the title for {story} has {len(line):,} characters: {LONGEST_TITLE} are the most")
    return Action(hand.id, hand.at, hand.who, "title", story, articles=_members(final, story), text=line)


def pin(final: Final, story: str, pinned: Collection[str], hand: Hand, *, on: bool = True) -> Action:
    """A story is pinned from now on, or no more; `pinned`: those that are."""
    articles = _members(final, story)
    if (story in pinned) == on:
        raise BadSettings(f"{story} is {'pinned already' if on else 'not pinned'}")
    return Action(hand.id, hand.at, hand.who, "pin", story, articles=articles, text="on" if on else "off")


def mute(line: str, articles: Iterable[str], muted: Collection[str], hand: Hand, *, on: bool = True) -> Action:
    """A storyline of these articles is muted from now on, or no more; `muted`: those that are."""
    members = tuple(sorted(articles))
    if not members:
        raise NotFound(f"there is no storyline {line}")
    if (line in muted) == on:
        raise BadSettings(f"{line} is {'muted already' if on else 'not muted'}")
    return Action(hand.id, hand.at, hand.who, "mute", line, articles=members, text="on" if on else "off")


def undoable(actions: Sequence[Action], number: int | None = None) -> Action:
    """The action of this number, or the last that stands; raises BadSettings when later ones build on it."""
    standing = [one for one in sorted(actions, key=lambda one: one.id) if one.undone is None]
    if number is None:
        if not standing:
            raise NotFound("there is nothing to undo: no editor has changed a story")
        return standing[-1]
    chosen = next((one for one in actions if one.id == number), None)
    if chosen is None:
        raise NotFound(f"there is no action {number}: dateline story history names them")
    if chosen.undone is not None:
        raise BadSettings(f"action {number} ({chosen.what}) is undone already")
    later = [one for one in standing if one.id > number and _builds_on(one, chosen)]
    if later:
        told = ", ".join(f"{one.id} ({one.what})" for one in reversed(later[-_SHOWN:]))
        raise BadSettings(f"later actions build on {number} ({chosen.what}): undo {told} first, in this order")
    return chosen


def _builds_on(later: Action, earlier: Action) -> bool:
    """Whether undoing the earlier one alone would leave what nobody asked for."""
    if earlier.what not in PLACING:
        return False
    if later.what not in PLACING:
        return earlier.what == "split" and later.story == earlier.other
    return not {*earlier.articles, *earlier.apart}.isdisjoint((*later.articles, *later.apart))


def _members(final: Final, story: str) -> tuple[str, ...]:
    found = tuple(sorted(article for article, place in final.items() if place == story))
    if not found:
        raise NotFound(f"there is no story {story}: dateline story list names them")
    return found


def _there(members: Collection[str]) -> str:
    return f"it has {_few(sorted(members))}"


def _few(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
    return ", ".join(ids[:_SHOWN]) + more
