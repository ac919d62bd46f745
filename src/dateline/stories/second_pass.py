"""A second look at the stories that grew: two that turn out to be one are merged, one that turns out to be two split.

What it finds depends on the engine's stories, and on what they were settled as before, only, and is never fed back into
the engine, which goes on as if nobody had looked. A wrong merge or split is worse than one that is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.stories.grouper import Grouper
from dateline.stories.merging import Merging, merges
from dateline.stories.report import Incoming
from dateline.stories.splitting import Settled, parted, splits

Members = Callable[[Sequence[str]], Mapping[str, Sequence[Incoming]]]  # the reports of the engine's stories, no copies


@dataclass(frozen=True, slots=True)
class Part:
    """Articles of one of the engine's stories, and the story that they are of."""

    story: str
    articles: tuple[str, ...] = ()  # none: all of them, and those that will come


@dataclass(frozen=True, slots=True)
class Settlement:
    """What became of one of the engine's stories."""

    engine: str
    parts: tuple[Part, ...]  # the first takes what will come
    note: str = ""  # for the history: why


def nowhere(article: str) -> str | None:
    """For those who settle stories once."""
    return None


def settle(grouper: Grouper, focus: Iterable[str], members: Members, settled: Settled = nowhere) -> list[Settlement]:
    """What becomes of each of the stories in `focus`, and of younger ones that they take in, in order of opening.

    `settled` tells in which story an article was settled for good; None: it was not looked at yet. A story that is not
    among what is found stays as it was.
    """
    merging = Merging(grouper, merges(grouper.profile), settled)
    looked_at = merging.look(story for story in focus if story in grouper.live)
    rule = splits(grouper.profile)
    large = [story for story in looked_at if rule.least <= grouper.live[story].reports <= rule.most]
    reports = members(large) if large else {}
    apart = {story: away for story in large if (away := parted(grouper, reports.get(story, ()), settled, rule))}
    found = [_split(story, away) for story, away in apart.items()]
    for story, lead in merging.join(apart).items():
        if lead.story != story or grouper.live[story].reports <= rule.most:  # larger ones stay split, if they were
            found.append(Settlement(story, (Part(lead.story),), lead.note))
    return sorted(found, key=lambda one: grouper.live[one.engine].number)


def _split(story: str, away: Sequence[str]) -> Settlement:
    parts = (Part(story), Part(f"s-{away[0]}", tuple(away)))
    return Settlement(story, parts, "two groups of reports lie apart")


def leads_to(story: str, found: Mapping[str, Settlement], settled: Settled = nowhere) -> str:
    """The story in which one of the engine's ends, through all that it was merged into since and before."""
    while True:
        settlement = found.get(story)
        # A story bears the id of its first article, which no split takes away from it.
        onward = settlement.parts[0].story if settlement else settled(story.removeprefix("s-")) or story
        if onward == story:
            return story
        story = onward
