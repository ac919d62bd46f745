"""What each block of a past issue is, told from its look and its neighbours: section, title, attribution, text …"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from dateline.text.past.looks import Look
from dateline.text.past.titles import find_titles


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


def roles_of(looks: Sequence[Look]) -> list[Role]:
    """The role of each block, in order."""
    titles = find_titles(looks)
    roles: list[Role] = []
    for at in range(len(looks)):
        roles.append(Role.TITLE if at in titles else _role(looks, at, roles=roles, titles=titles))
    return roles


def _role(looks: Sequence[Look], at: int, *, roles: Sequence[Role], titles: frozenset[int]) -> Role:
    look = looks[at]
    if look.block.kind == "rule":
        return Role.RULE
    if look.links is not None:
        return Role.LINKS
    if look.attribution is not None and _attributes(look, roles):
        return Role.ATTRIBUTION
    if look.block.kind == "heading" or look.word:
        return _heading_role(looks, at, roles=roles, titles=titles)
    if look.short and look.block.kind == "text":
        return _short_role(looks, at, roles=roles, titles=titles)
    return Role.BODY


def _attributes(look: Look, roles: Sequence[Role]) -> bool:
    """Whether a line that reads as an attribution stands where one may: below a title, or sure by its marks."""
    before = next((role for role in reversed(roles) if role is not Role.RULE), None)
    if before in (Role.TITLE, Role.ATTRIBUTION):
        return True
    told = look.attribution
    return bool(told and told.sure and before in (Role.BODY, Role.LINKS, Role.SUBHEADING))


def _heading_role(looks: Sequence[Look], at: int, *, roles: Sequence[Role], titles: frozenset[int]) -> Role:
    look = looks[at]
    if look.word == "introduction" and Role.TITLE not in roles:
        return Role.INTRODUCTION
    if look.block.kind == "heading":
        return Role.SECTION
    if look.word == "closing":
        rest = range(at + 1, len(looks))
        return Role.CLOSING if Role.TITLE in roles and not any(n in titles for n in rest) else Role.BODY
    return Role.SECTION if look.word == "section" else _short_role(looks, at, roles=roles, titles=titles)


def _short_role(looks: Sequence[Look], at: int, *, roles: Sequence[Role], titles: frozenset[int]) -> Role:
    """A short line that is no title: the heading of a section if an item starts below it, else one within an item."""
    following = next((n for n in range(at + 1, len(looks)) if looks[n].block.kind != "rule"), None)
    if following is None:
        return Role.BODY
    if any(look.block.kind == "heading" for look in looks) and not _is_marked(looks[at]):
        return Role.BODY
    if following in titles:
        return Role.SECTION
    inside = Role.TITLE in roles or Role.SECTION in roles
    below = looks[following]
    return Role.SUBHEADING if inside and (below.body or below.block.kind == "entry") else Role.BODY


def _is_marked(look: Look) -> bool:
    """Whether a line of a document that has headings is set off as one all the same."""
    outer = look.numbered is not None and look.numbered.style.startswith(("han", "roman"))
    return look.block.bold or outer or (look.block.text[:1] in "【[" and look.block.text[-1:] in "】]")
