"""Headings that nothing explains, that carry two numbers or differ in form; lists that are out of order."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from dateline.issue.copydesk.rules import Finding, place, rule
from dateline.issue.copydesk.running import Piece, pieces
from dateline.proofs import Proof, ProofItem, Surroundings

_NUMBERED = re.compile(r"^\s*(?:\d{1,3}[.)、．]\s*){2,}|^\s*\d{1,3}[.)]\s+\d{1,3}[.)]?\s")
_OWN_NUMBER = re.compile(r"^\s*(\d{1,3})[.)、．]\s*(?=\D)")
_WORD = re.compile(r"[^\W\d_]{3,}")
_EMPTY = frozenset(
    "the and for with from into its their his her our your you this that these those "
    "also more most other about what why how "
    "when who which has have had are was were will would can could not new all any "
    "some one two old of on in at by".split()
)
_STANDING = re.compile(
    r"\b(?:you|your|we|us|our|more|other|also|brief|week|month|news|reading|read|watch|events?)\b", re.IGNORECASE
)
_ENDS = re.compile(r"[.。](?<!\.\.\.)$")
_ABBREVIATION = re.compile(r"(?:Inc|Corp|Co|Ltd|U\.S|U\.K|Jr|etc|D\.C)\.$")
_ENTRY = re.compile(r"^\s*(\d{1,3})[.)、．](?!\d)\s*")
_NAMED = re.compile(r"^\W*(?:[\w ]{2,30}: ?)?([A-Z][^,;:.]{1,40}(?:, (?:and )?[A-Z][^,;:.]{1,40}){5,})\.?$")
_ORDINALS = {
    "first": 1,
    "firstly": 1,
    "second": 2,
    "secondly": 2,
    "third": 3,
    "thirdly": 3,
    "fourth": 4,
    "fourthly": 4,
    "fifth": 5,
}
_ORDINAL = re.compile(
    r"(?:^|(?<=[.;!?] ))(First|Firstly|Second|Secondly|Third|Thirdly|Fourth|Fourthly|Fifth),", re.MULTILINE
)
_CHINESE_ORDINAL = re.compile("(?:^|(?<=[。；，：、\n]))(?:第)?([一二三四五六])(?:是|，|、)")


@rule("heading-form", "note")
def heading_form(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """Finds headings that their text never explains, that are numbered twice, or differ in form from the others."""
    stopped = [one for one in proof.items if _ENDS.search(one.headline) and not _ABBREVIATION.search(one.headline)]
    for item in proof.items:
        where = place(item, part="headline")
        if not item.headline.strip():
            continue
        if _NUMBERED.match(item.headline) or (
            item.number is not None and _OWN_NUMBER.match(item.headline) and _is_number(item)
        ):
            yield Finding(item.headline, "the heading is numbered twice", where, "leave one number", severity="warning")
        elif item.kind == "stories" and proof.language.startswith("en") and _is_unexplained(item):
            yield Finding(
                item.headline, "nothing in the text explains the heading", where, "say in the text what it means"
            )
        if item in stopped and len(proof.items) >= 3 and len(stopped) * 3 <= len(proof.items):
            yield Finding(item.headline, "this heading ends in a stop, the others do not", where, "leave out the stop")
    yield from _doubled(proof)
    yield from _odd_case(proof)
    yield from _shouted([(one.headline, place(one, part="headline")) for one in proof.items])
    yield from _shouted([(one, one) for one in dict.fromkeys(item.section for item in proof.items) if one])


@rule("list-order", "warning")
def list_order(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """Finds numbered lists that skip, repeat or turn round, and calendars that are not in the order of their days."""
    for item in proof.items:
        entries = [(match, one.text) for one in item.paragraphs if (match := _ENTRY.match(one.text))]
        if len(entries) < 3:
            continue
        for (before, _), (match, text) in pairwise(entries):
            known, number = int(before.group(1)), int(match.group(1))
            if number not in (known + 1, 1):
                yield Finding(
                    text[:80], f"{number} stands behind {known} in the list", place(item), "number the list anew"
                )
    yield from _told(proof)
    days: dict[str, list[ProofItem]] = defaultdict(list)
    for item in proof.items:
        if item.kind == "calendar" and item.published:
            days[item.section].append(item)
    for items in days.values():
        for before_item, item in pairwise(items):
            if (item.published or "") < (before_item.published or ""):
                message = f"{item.published} stands behind {before_item.published} in the calendar"
                yield Finding(item.headline, message, place(item), "set the events in the order of their days")


def _told(proof: Proof) -> Iterator[Finding]:
    """Lists within the text."""
    for piece in pieces(proof):
        yield from _ordinals(piece)
        if name := _names_out_of_order(piece.raw):
            yield Finding(name, "the list goes by the alphabet, but for this name", piece.where, "set it in its place")


def _names_out_of_order(text: str) -> str:
    """The name that stands out of the alphabet in a list of names that is in it otherwise; empty: there is none."""
    match = _NAMED.match(text.strip())
    if not match:
        return ""
    names = [re.sub(r"^and ", "", one).strip() for one in match.group(1).split(", ")]
    keys = [re.sub(r"^the ", "", one.casefold()) for one in names]
    if keys == sorted(keys):
        return ""
    odd = [n for n in range(len(keys)) if (rest := keys[:n] + keys[n + 1 :]) == sorted(rest)]
    return names[max(odd, key=lambda n: abs(sorted(keys).index(keys[n]) - n))] if odd else ""


def _ordinals(piece: Piece) -> Iterator[Finding]:
    """First, third, second: points that are told out of their order."""
    english = [(match, _ORDINALS[match.group(1).casefold()]) for match in _ORDINAL.finditer(piece.text)]
    chinese = [(match, "一二三四五六".index(match.group(1)) + 1) for match in _CHINESE_ORDINAL.finditer(piece.text)]
    for found in (english, chinese):
        if len(found) < 3 or found[0][1] != 1:
            continue
        for (_, before), (match, number) in pairwise(found):
            if number not in (before + 1, 1):
                yield piece.finding(*match.span(), f"point {number} stands behind point {before}")


def _is_number(item: ProofItem) -> bool:
    match = _OWN_NUMBER.match(item.headline)
    return bool(match and int(match.group(1)) == item.number)


def _is_unexplained(item: ProofItem) -> bool:
    """A heading of common words of which not one comes back in the text."""
    words = [one.casefold() for one in _WORD.findall(item.headline)]
    telling = [one for one in words if one not in _EMPTY]
    text = " ".join(one.text for one in item.paragraphs).casefold()
    if len(telling) < 2 or len(text.split()) < 60 or _STANDING.search(item.headline) or not item.headline.isascii():
        return False
    return not any(re.search(rf"\b{re.escape(one[: max(4, len(one) - 3)])}", text) for one in telling)


def _shouted(headings: list[tuple[str, str]]) -> Iterator[Finding]:
    """Headings in capitals among others that are not."""
    long = [(text, where) for text, where in headings if len(re.findall("[A-Za-z]", text)) >= 8 and " " in text.strip()]
    odd = [(text, where) for text, where in long if text == text.upper()]
    if odd and len(odd) * 2 <= len(headings):
        for text, where in odd:
            yield Finding(text, "in capitals, unlike the other headings", where, "set it as the others")


def _odd_case(proof: Proof) -> Iterator[Finding]:
    """The few headings with capitals on all words among many without, or the other way round."""
    read = [one.text for item in proof.items for one in item.paragraphs]
    common = {word for text in read for word in re.findall(r"\b[a-z]{3,}\b", text)}
    told = [(item, _is_title_case(item.headline, common)) for item in proof.items if item.kind == "stories"]
    known = [(item, case) for item, case in told if case is not None]
    for case, name in ((True, "capitals on all its words"), (False, "capitals on names only")):
        odd = [item for item, own in known if own is case]
        if odd and len(odd) * 4 <= len(known):
            for item in odd:
                yield Finding(item.headline, f"{name}, unlike the other headings", place(item, part="headline"))


def _is_title_case(headline: str, common: set[str]) -> bool | None:
    """Whether the words of a heading have capitals; None: it is too short, or mixed."""
    words = [one.strip("“”‘’,.:;") for one in headline.split()[1:]]
    words = [one for one in words if one.isascii() and one.isalpha() and len(one) > 3]
    if len(words) < 4 or headline == headline.upper():
        return None
    share = sum(one[0].isupper() for one in words) / len(words)
    raised = sum(one[0].isupper() and one.casefold() in common for one in words)
    return True if share >= 0.9 and raised * 3 >= len(words) else (False if share <= 0.5 else None)


def _doubled(proof: Proof) -> Iterator[Finding]:
    """Sections that come back under the same heading after another one."""
    runs: list[str] = []
    for item in proof.items:
        if not runs or runs[-1] != item.section:
            runs.append(item.section)
    for heading, times in Counter(runs).items():
        if heading and times > 1:
            yield Finding(heading, "the section's heading stands twice", heading, "join the two sections")
