"""Characters that no editor put there: leftovers of other programs, lost spaces, torn ordinals, stray marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html.entities import html5

from dateline.issue.copydesk.rules import Finding, place, rule, texts
from dateline.issue.copydesk.running import MOST, Fault, masked, pieces, tongue
from dateline.proofs import Proof, ProofParagraph, Surroundings

_BROKEN = re.compile("\ufffd+|\ufffc|[\ue000-\uf8ff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff]+")
_MOJIBAKE = re.compile(
    "(?:[ÂÃâäåæçèéïð][\u0080-\u00bf\u20ac\u0152\u0153\u0160\u0161\u017d\u017e\u0178\u0192\u02c6\u02dc"
    "\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u2122]{1,3})+"
)
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,24}|#\d{2,6}|#x[0-9a-fA-F]{2,6});")
_MARKUP = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|li|ul|td|tr|h\d)(?:\s[^<>]*)?/?>|\]\(\s*(?:https?:\S*)"
    r"?|\*\*|\\u[0-9a-f]{4}|\{\{|\}\}"
)
_ORDINAL = re.compile(r"\b(\d{1,4})\s+(st|nd|rd|th)\b(?!\.)")
_WRONG_ORDINAL = re.compile(
    r"\b\d*(?:(?<!1)1(?:nd|rd|th)|(?<!1)2(?:st|rd|th)|(?<!1)3(?:st|nd|th)|[04-9](?:st|"
    r"nd|rd)|1[123](?:st|nd|rd))\b"
)
_SPACED = re.compile(r"(?<=[\w\])”’%])[ \u00a0]+(?=[,;:!?](?:[\s”’\"]|$)|\.(?:[\s”’\"]|$))")
_BEHIND = re.compile(r"(?<=[(\[])[ \u00a0]+(?=\w)|(?<=[\w.,!?])[ \u00a0]+(?=[)\]])")
_IN_QUOTES = re.compile(r"(?<=“)[ \u00a0]+(?=\w)|(?<=[\w.,!?])[ \u00a0]+(?=”)")
_DOUBLE_MARK = re.compile(
    r"(?<![.,;:。，、；])(?:,{2,}|;{2,}|\.\.(?!\.)|,\.|\.,(?=\s[A-Z])|。{2,}|，{2,}|、{2,}|"
    r"；{2,}|，。|。，|、。|。\.|\.。|，,|,，)(?![.])"
)
_WIDE = re.compile(r"(?<=[^\s.!?:”\")])(?:[ \u00a0]{2,}|\t+)(?=\S)")  # behind a stop, two are a habit and no slip
_LOST = re.compile(r"(?<=[a-z]{2})[,;](?=[A-Za-z]{2})(?!\w+\})")
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_HALF = re.compile(
    rf"(?<=[{_HAN}])[,;:?!](?=\s?[{_HAN}“「《])|(?<=[{_HAN}”）》」】])\.(?=\s?[{_HAN}“《「（]|"
    rf"\s*$)|(?<=[{_HAN}][\dA-Za-z%])\.(?=\s?[{_HAN}]|\s*$)|(?<=[\dA-Za-z%]{{2}})\.(?=\s*$)"
)
_FULL = dict(zip(",;:?!.", "，；：？！。", strict=True))
_SPLIT = re.compile(rf"(?<=[{_HAN}])(?<![电讯])[ \u00a0]{{1,2}}(?=[{_HAN}])|(?<=[{_HAN}])\n(?=[{_HAN}])")
_FEW = 10  # Chinese characters to a space below which spaces are a manner of setting, not slips
_COUNTED = (
    "more than one space",
    "a space inside quotation marks",
    "an invisible character",
    "a space in Chinese text",
)
_HAN_CHARACTER = re.compile(f"[{_HAN}]")
_IN_LATIN = re.compile(r"(?<=[A-Za-z]{2})[，。；](?=\s?[A-Za-z]|$)")
_FRENCH_SPACED = frozenset(("fr",))
_REMARKED = {"ordinal": "ordinals torn over several lines"}
_AS_FULL_STOP = re.compile(r"(?:Inc|Co|Corp|Ltd|Jr|Sr|etc|No|St|v|p|U\.S|a\.m|p\.m)$")


@rule("stray-character", "warning")
def stray_character(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """Finds leftovers of other programs, spaces and marks that are doubled, lost or misplaced, and torn ordinals."""
    languages = {id(piece.paragraph): piece.language for piece in pieces(proof)}
    counted: dict[tuple[str, str], list[Finding]] = {}
    for where, item, paragraph in texts(proof):
        if paragraph.kind == "code" or len(paragraph.text) > MOST:
            continue
        for fault in _faults(paragraph.text, languages.get(id(paragraph), "und"), paragraph.kind == "table"):
            found = _finding(fault, paragraph.text, where)
            if fault.message in _COUNTED:
                counted.setdefault((item.id if item else where, fault.message), []).append(found)
            else:
                yield found
    for findings in counted.values():
        yield _counted(findings)
    yield from _mended(proof)
    for item in proof.items:
        for fault in _faults(item.headline, tongue(ProofParagraph(item.headline), proof.language), False):
            yield _finding(fault, item.headline, place(item, part="headline"))


def _counted(findings: list[Finding]) -> Finding:
    """One finding for what stands in many places of an item; --fix mends them all."""
    first, times = findings[0], len(findings)
    message = first.message if times == 1 else f"{first.message}, in {times} places"
    return replace(first, message=message, severity="note")


def _mended(proof: Proof) -> Iterator[Finding]:
    """What reading the file had to mend, once for each kind: the file still has it."""
    for kind, message in _REMARKED.items():
        found = [one for one in proof.remarks if one.kind == kind and one.quote.strip()]
        if found:
            yield Finding(found[0].quote, f"{message} in {len(found)} places", "the issue", "mend it in the file")


def _finding(fault: Fault, text: str, where: str) -> Finding:
    """With the words on both sides, so that the stretch can be found again."""
    start, end = fault.start, fault.end
    most = 4 if _HAN_CHARACTER.search(text[max(0, start - 1) : end + 1]) else 30
    while (
        start > 0
        and not text[start - 1].isspace()
        and fault.start - start < most
        and text[start - 1] not in "，。、；："
    ):
        start -= 1
    while end < len(text) and not text[end].isspace() and end - fault.end < most and text[end] not in "，。、；：":
        end += 1
    if fault.start == fault.end or not text[fault.start : fault.end].strip():
        while end < len(text) and not text[end].isspace() and end - fault.end < most:
            end += 1
    mended = None
    if fault.replacement is not None:
        mended = text[start : fault.start] + fault.replacement + text[fault.end : end]
    return Finding(text[start:end], fault.message, where, "" if mended is None else f"“{mended}”", mended)


def _faults(raw: str, language: str, is_table: bool) -> Iterator[Fault]:
    """The faults of a text that do not overlap, in order."""
    text, end = masked(raw), 0
    found = [*_leftovers(raw, text), *_spaces(text, language, is_table), *_marks(text, language)]
    for fault in sorted(found, key=lambda one: (one.start, -one.end)):
        if fault.start >= end:
            end = fault.end
            yield fault


def _leftovers(raw: str, text: str) -> Iterator[Fault]:
    for match in _BROKEN.finditer(raw):
        yield Fault(*match.span(), "a character that could not be read")
    for match in _CONTROL.finditer(raw):
        yield Fault(*match.span(), "an invisible character", "")
    for match in _MOJIBAKE.finditer(text):
        mended = _decoded(match.group())
        if mended is not None:
            yield Fault(*match.span(), "a character read in the wrong encoding", mended)
    yield from _references(text)
    for match in _MARKUP.finditer(text):
        if not _is_pair(text, match):
            yield Fault(*match.span(), "markup that was left over")
    for match in _ORDINAL.finditer(text):
        yield Fault(*match.span(), "an ordinal torn apart", match.group(1) + match.group(2))
    for match in _WRONG_ORDINAL.finditer(text):
        yield Fault(*match.span(), "the ending does not belong to this number", _ordinal(match.group()))


def _references(text: str) -> Iterator[Fault]:
    for match in _ENTITY.finditer(text):
        if (plain := _resolved(match.group())) is not None:
            yield Fault(*match.span(), "a character reference of HTML that was not resolved", plain)


def _spaces(text: str, language: str, is_table: bool) -> Iterator[Fault]:
    if language not in _FRENCH_SPACED:
        for match in _SPACED.finditer(text):
            if match.end() < len(text) and not text.startswith("...", match.end()):
                yield Fault(match.start(), match.end(), "a space before a mark", "")
    for match in _BEHIND.finditer(text):
        yield Fault(*match.span(), "a space inside brackets", "")
    if language == "en":
        for match in _IN_QUOTES.finditer(text):
            yield Fault(*match.span(), "a space inside quotation marks", "")
    if not is_table:
        for match in _WIDE.finditer(text):
            yield Fault(*match.span(), "more than one space", " ")
    yield from _lost(text)


def _lost(text: str) -> Iterator[Fault]:
    """Spaces that are missing behind a mark."""
    for match in _LOST.finditer(text):
        if re.search(r"[a-z]{3}$", text[: match.start()]) and re.match(r"[a-z]{2}|[A-Z][a-z]", text[match.end() :]):
            yield Fault(*match.span(), "no space behind the mark", match.group() + " ")


def _splits(text: str) -> Iterator[Fault]:
    """Spaces between Chinese characters, where they are slips."""
    found = list(_SPLIT.finditer(text))
    if found and len(_HAN_CHARACTER.findall(text)) >= len(found) * _FEW and "。" in text:
        for match in found:
            yield Fault(*match.span(), "a space in Chinese text", "")


def _marks(text: str, language: str) -> Iterator[Fault]:
    for match in _DOUBLE_MARK.finditer(text):
        marks = match.group()
        if marks == "..":
            if re.search(r"[\w)”’\"]$", text[: match.start()]) and re.match(r"\s|$", text[match.end() :]):
                yield Fault(*match.span(), "a doubled mark", ".")
        elif not (marks == ".," and _AS_FULL_STOP.search(text[: match.start()])) and marks != ".,":
            yield Fault(*match.span(), "a doubled mark", marks[0] if len(set(marks)) == 1 else None)
    if language == "zh":
        yield from _splits(text)
        for match in _HALF.finditer(text):
            yield Fault(*match.span(), "a half-width mark in Chinese text", _FULL[match.group()])
    elif language != "und":
        for match in _IN_LATIN.finditer(text):
            plain = {"，": ",", "。": ".", "；": ";"}[match.group()]
            space = " " if match.end() < len(text) and not text[match.end()].isspace() else ""
            yield Fault(*match.span(), "a full-width mark in Latin text", plain + space)


def _decoded(text: str) -> str | None:
    """Text that was UTF-8 and was read as Windows-1252; None: it was not."""
    try:
        raw = b"".join(bytes([ord(one)]) if 0x80 <= ord(one) < 0xA0 else one.encode("cp1252") for one in text)
        return raw.decode("utf-8")
    except UnicodeError:
        return None


def _resolved(entity: str) -> str | None:
    name = entity[1:-1]
    if not name.startswith("#"):
        return html5.get(f"{name};")
    if name.startswith("#"):
        number = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
        return chr(number) if 31 < number < 0x110000 and not 0xD800 <= number < 0xE000 else None
    return None


def _is_pair(text: str, match: re.Match[str]) -> bool:
    """Whether marks of Markdown have their other half and are therefore no leftovers."""
    mark = match.group()
    if mark == "**":
        return text.count("**") % 2 == 0
    if mark.startswith("]("):
        return "[" in text[: match.start()] and ")" in text[match.end() :]
    return mark in ("{{", "}}")


def _ordinal(text: str) -> str:
    digits = text[:-2]
    last = "th" if digits[-2:] in ("11", "12", "13") else {"1": "st", "2": "nd", "3": "rd"}.get(digits[-1], "th")
    return digits + last
