"""What each block of a past issue is, told from its look and its neighbours: section, title, attribution, text …"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from dateline.text.past.levels import below_items
from dateline.text.past.looks import Look
from dateline.text.past.titles import find_titles, following_of

_MOST_CLOSING = 8  # blocks between a rule and the words that end an issue


class Role(StrEnum):
    """What a block is in its issue."""

    INTRODUCTION = "introduction"  # the heading of one
    SECTION = "section"
    TITLE = "title"
    ATTRIBUTION = "attribution"
    LINKS = "links"
    SUBHEADING = "subheading"
    BODY = "body"
    CLOSING = "closing"  # the first block of what ends the issue
    RULE = "rule"


@dataclass
class _Scene:
    """The blocks of an issue, and what has been told of them so far."""

    looks: Sequence[Look]
    titles: frozenset[int]
    following: Sequence[int | None]  # the next block that is no rule
    headed: bool  # the format tells headings
    inner: Collection[int]  # headings within an item
    last: int  # the place of the last title
    closing: int | None  # the place of the rule behind which the issue closes
    roles: list[Role] = field(default_factory=list)
    before: Role | None = None  # of the last block that is no rule
    begun: bool = False  # an item or section came
    item: bool = False  # an item came

    def add(self, role: Role) -> None:
        """Note the role of the next block."""
        self.roles.append(role)
        self.before = self.before if role is Role.RULE else role
        self.item = self.item or role is Role.TITLE
        self.begun = self.item or self.begun or role is Role.SECTION


def roles_of(looks: Sequence[Look]) -> list[Role]:
    """The role of each block, in order."""
    headed = any(look.block.kind == "heading" for look in looks)
    titles = find_titles(looks)
    last = max(titles, default=-1)
    scene = _Scene(
        looks, titles, following_of(looks), headed, below_items(looks, titles), last, _closing_rule(looks, last)
    )
    for at in range(len(looks)):
        scene.add(Role.TITLE if at in scene.titles else _role(scene, at))
    return scene.roles


def _role(scene: _Scene, at: int) -> Role:
    look = scene.looks[at]
    if look.block.kind == "rule":
        return Role.CLOSING if at == scene.closing else Role.RULE
    if look.links is not None:
        return Role.LINKS
    if look.attribution is not None and _attributes(scene, at):
        return Role.ATTRIBUTION
    if look.block.kind == "heading" or look.word:
        return _heading_role(scene, at)
    return _short_role(scene, at) if look.short and look.block.kind == "text" else Role.BODY


def _closing_rule(looks: Sequence[Look], last: int) -> int | None:
    """The rule behind the last item below which the issue closes, as its words show; None: there is none."""
    ends = (at for at in range(last + 1, len(looks)) if looks[at].word in ("closing", "mailing"))
    end = next(ends, None)
    if end is None or last < 0:
        return None
    rules = [at for at in range(last + 1, end) if looks[at].block.kind == "rule"]
    return rules[-1] if rules and end - rules[-1] <= _MOST_CLOSING else None


def _attributes(scene: _Scene, at: int) -> bool:
    """Whether a line that reads as an attribution stands where one may: below a title, sure by its marks, or last."""
    look, before, following = scene.looks[at], scene.before, scene.following[at]
    if before in (Role.TITLE, Role.ATTRIBUTION):
        return True
    told = look.attribution
    if told is None or before not in (Role.BODY, Role.LINKS, Role.SUBHEADING):
        return False
    ends = following is None or following in scene.titles or scene.looks[following].block.kind == "heading"
    return told.sure or (
        scene.item and ends and told.outlet is not None and (told.dated or look.block.text[:1] in "(（[")
    )


def _heading_role(scene: _Scene, at: int) -> Role:
    look = scene.looks[at]
    if look.word == "introduction" and not scene.item:
        return Role.INTRODUCTION
    if look.block.kind == "heading":
        return Role.SUBHEADING if at in scene.inner else Role.SECTION
    if look.word in ("closing", "mailing"):
        return Role.CLOSING if scene.item and at > scene.last else Role.BODY
    return Role.SECTION if look.word == "section" else _short_role(scene, at)


def _short_role(scene: _Scene, at: int) -> Role:
    """A short line that is no title: the heading of a section if an item starts below it, else one within an item."""
    following = scene.following[at]
    if following is None or scene.looks[at].plain or (scene.headed and not _is_marked(scene.looks[at])):
        return Role.BODY
    if following in scene.titles:
        return Role.SECTION
    below = scene.looks[following]
    return Role.SUBHEADING if scene.begun and (below.body or below.block.kind == "entry") else Role.BODY


def _is_marked(look: Look) -> bool:
    """Whether a line of a document that has headings is set off as one all the same."""
    outer = look.numbered is not None and look.numbered.style.startswith(("han", "roman"))
    return look.block.bold or outer or (look.block.text[:1] in "【[" and look.block.text[-1:] in "】]")
