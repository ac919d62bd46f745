"""The editor's hand: what editors did to stories, replayed over the stories of the engine.

Actions are kept in terms of articles, so that they outlive any regrouping: articles that an action names are where the
last one put them; all others follow the engine, together with those that the engine has them in one story with.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.memory import Action

PLACING = ("merge", "split", "move")  # actions that say where articles belong
# article, the stories it may go to, each with the articles that were put into it → one of these stories
Nearer = Callable[[str, Sequence[tuple[str, Sequence[str]]]], str]


@dataclass(frozen=True, slots=True)
class Held:
    """What the hand leaves of the engine's stories."""

    story_of: Mapping[
        str, str
    ]  # article → story, for those that were put there or do not lie where the engine had them
    aliases: Mapping[str, str]  # ids that are no story any more → the story that has what they had
    titles: Mapping[str, str]  # story → working title
    pinned: frozenset[str]
    muted: frozenset[str]  # storylines as they were named when they were muted; see `muted_lines`


@dataclass(frozen=True, slots=True)
class _Mark:
    """A title or a pin, on the story that has most of these articles."""

    what: str
    story: str
    articles: frozenset[str]
    text: str

    def is_of(self, story: str, members: Iterable[str]) -> bool:
        """Whether it stands on a story of this id, or of these articles."""
        return self.story == story or 2 * len(self.articles.intersection(members)) > len(self.articles)


def apply(placed: Mapping[str, str], actions: Sequence[Action], nearer: Nearer) -> Held:
    """Replay the actions that are not undone over the engine's stories (article → story).

    An article that no action names goes where those of its engine's story were put, if that is one story; if they are
    in several, `nearer` chooses among these. `placed` may be a part of the newsroom: all articles of each engine's
    story that has an article named here, or bears the id of an editor's story, and the articles of titles and pins.
    """
    standing = [one for one in sorted(actions, key=lambda one: one.id) if one.undone is None]
    story_of = _follow(placed, _fixed(standing), nearer)
    final = {**placed, **story_of}
    marks = [(mark, home) for mark in _marks(standing) if (home := _home(mark.articles, final, mark.story))]
    return Held(
        story_of=story_of,
        aliases=_aliases(actions, placed, final),
        titles={home: mark.text for mark, home in marks if mark.what == "title"},
        pinned=frozenset(home for mark, home in marks if mark.what == "pin"),
        muted=frozenset(_mutes(standing)),
    )


def muted_lines(actions: Iterable[Action], line_of: Mapping[str, str]) -> frozenset[str]:
    """The storylines that are muted as they are linked now; `line_of`: article → storyline."""
    standing = [one for one in sorted(actions, key=lambda one: one.id) if one.undone is None]
    homes = (_home(articles, line_of, line) for line, articles in _mutes(standing).items())
    return frozenset(home for home in homes if home)


def named(actions: Iterable[Action]) -> frozenset[str]:
    """The articles that actions name, undone ones too: those of which `apply` must be told the engine's story."""
    return frozenset(article for one in actions for article in (*one.articles, *one.apart))


def _fixed(standing: Iterable[Action]) -> dict[str, str]:
    """Where the last word of the hand puts each article that it names."""
    found: dict[str, str] = {}
    for one in standing:
        if one.what in PLACING:
            found |= dict.fromkeys(one.articles, one.story) | dict.fromkeys(one.apart, one.other)
    return found


def _follow(placed: Mapping[str, str], fixed: Mapping[str, str], nearer: Nearer) -> dict[str, str]:
    """The stories of the articles that were put somewhere, and of those that follow them."""
    found = {article: story for article, story in fixed.items() if article in placed}
    members: defaultdict[str, list[str]] = defaultdict(list)
    leads_to: defaultdict[str, set[str]] = defaultdict(set)  # engine's story → stories its articles were put into
    for article, story in sorted(found.items()):
        members[story].append(article)
        leads_to[placed[article]].add(story)
    for article, engine in placed.items():
        if article in fixed:
            continue
        choice = sorted(leads_to.get(engine, ()))
        if len(choice) > 1:
            found[article] = nearer(article, [(story, tuple(members[story])) for story in choice])
        elif choice:
            found[article] = choice[0]
        elif engine in members:  # another story under an id that an editor's story has
            found[article] = _renamed(engine, members)
    return found


def _renamed(story: str, taken: Container[str]) -> str:
    """Another id for an engine's story, always the same."""
    while story in taken:
        story = f"s-{hashlib.sha256(f'engine {story}'.encode()).hexdigest()[:16]}"
    return story


def _marks(standing: Iterable[Action]) -> list[_Mark]:
    """The titles and pins that stand at the end, each with the articles that its story had when the hand left it."""
    marks: list[_Mark] = []
    for one in standing:
        if one.what in ("title", "pin"):
            marks = [mark for mark in marks if not (mark.what == one.what and mark.is_of(one.story, one.articles))]
            if one.what == "title" or one.text != "off":
                marks.append(_Mark(one.what, one.story, frozenset(one.articles), one.text))
        elif one.what in PLACING:
            marks = [_carried(mark, one) for mark in _yielding(marks, one)]
    return marks


def _yielding(marks: list[_Mark], action: Action) -> list[_Mark]:
    """Of two titles that come together, the one of the story that stays."""
    ends = action.what != "split" and not action.apart
    if not ends or not any(mark.what == "title" and mark.story == action.story for mark in marks):
        return marks
    return [mark for mark in marks if not (mark.what == "title" and mark.story == action.other)]


def _carried(mark: _Mark, action: Action) -> _Mark:
    """The mark after an action: on the same story with the articles that it then had."""
    articles, apart = frozenset(action.articles), frozenset(action.apart)
    moved = frozenset(action.text.split() if action.what == "move" else ())
    gone_with = (articles, action.story) if not apart else (apart, action.other)
    sides = {
        "merge": [(articles, (articles, action.story))],
        "split": [(articles | apart, (articles, action.story))],
        "move": [(articles - moved, (articles, action.story)), (apart | moved, gone_with)],
    }[action.what]
    before, (after, story) = max(sides, key=lambda side: len(mark.articles & side[0]))
    if 2 * len(mark.articles & before) <= len(mark.articles):
        return mark
    return replace(mark, articles=after, story=story)


def _mutes(standing: Iterable[Action]) -> dict[str, tuple[str, ...]]:
    """The storylines that are muted, with the articles that they had then."""
    found: dict[str, tuple[str, ...]] = {}
    for one in standing:
        if one.what == "mute":
            kept = frozenset(one.articles)
            found = {
                line: articles
                for line, articles in found.items()
                if line != one.story and 2 * len(kept.intersection(articles)) <= len(articles)
            }
            if one.text != "off":
                found[one.story] = one.articles
    return found


def _home(articles: Iterable[str], final: Mapping[str, str], known: str) -> str | None:
    """Where most of the articles are, `known` or the first by id of several; None: none of them is there."""
    counted = Counter(final[article] for article in articles if article in final)
    return min(counted, key=lambda story: (-counted[story], story != known, story), default=None)


def _aliases(actions: Iterable[Action], placed: Mapping[str, str], final: Mapping[str, str]) -> dict[str, str]:
    """Ids that no article has any more, each with the story that has what it had."""
    told: dict[str, str] = {}
    for one in sorted(actions, key=lambda one: one.id):
        if one.what == "split" and one.undone is not None:
            told[one.other] = one.story
        elif one.what == "split":
            told.pop(one.other, None)
        elif one.what in PLACING and one.undone is None and not one.apart:
            told.pop(one.story, None)
            told[one.other] = one.story
    live = frozenset(final.values())
    gone: defaultdict[str, list[str]] = defaultdict(list)
    for article, engine in placed.items():
        if engine not in live:
            gone[engine].append(article)
    told |= {engine: home for engine, articles in gone.items() if (home := _home(articles, final, ""))}
    ends = {old: _end(old, told, live) for old in told if old not in live}
    return {old: end for old, end in ends.items() if end in live}


def _end(old: str, told: Mapping[str, str], live: frozenset[str]) -> str:
    """Where a chain of ids leads."""
    passed = {old}
    while old not in live and old in told and told[old] not in passed:
        old = told[old]
        passed.add(old)
    return old
