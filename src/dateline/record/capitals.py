"""Tokens of a text, and the stretches of them in which names may stand: around words with capital letters."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.record.tagger_words import is_pinyin

_ABBREVIATED = (
    "Inc|Corp|Ltd|Co|Cos|Bros|Jr|Sr|St|Ste|Mt|Ft|Dr|Mr|Mrs|Ms|Prof|Gen|Sen|Rep|Gov|Col|Lt|Sgt|Capt|Cpl|Maj|Adm|Rev|Hon"
    "|Pres|Sra|Srta|Dra|Mme|Mlle|Msgr|Ave|Blvd|Univ|Dept|Dipl|Ing|vs|No|Nos|Vol|al|Jan"
    "|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Calif|Mass|Conn|Fla|Wash|Ariz|Penn|Tenn"
)
_TOKEN = re.compile(
    rf"""
    [A-Za-z]+(?=[ ,])                                   # most words: no other line could read them otherwise
    | \n[^\S\n]*\n\s*                                   # a paragraph's end
    | (?:[^\W\d_]\.(?:-?[^\W\d_]\.)+)                   # U.S., J.-P.
    | \b(?:{_ABBREVIATED})\.(?!\w)
    | \b[^\W\d_]\.(?=\s?[^\W\d_])                       # an initial
    | [^\W_]+(?:(?:[’'](?!s\b)|[&·‐‑-]|\.(?=[a-z\d]))[^\W_]+)*
    | [’']s\b
    | \.{{2,}}
    | \S
    """,
    re.X,
)
_ELISION = re.compile(
    r"(?:[ldjcnsmtLDJCNSMT]|[Qq]u|[Ll]orsqu|[Jj]usqu|[Pp]uisqu|dell|nell|all|sull|dall)[’'](?=[^\W\d_])"
)
_CONTRACTED = re.compile(r"[’']")
_HYPHEN = re.compile(r"[‐‑-]")
_ENDS = frozenset(".!?…")
_BREAKS = _ENDS | frozenset("\n:;")
_OPENING = _ENDS | frozenset('\n:•"“«„「‘')
_PASSED_OVER = frozenset("\"'“”‘’«»„‚()[]「」")
_NAME_PARTICLES = frozenset(
    "la le les el al du de del den des der di da sur upon on the of am an im in aux van von ben bin ibn ul ur "
    "e y".split()
)
_OPENERS = frozenset(
    """the a an in on at it its he she they we this that these those but and however when while after before
    as if for from
    with by since although both there you our their his her not no many some most all one two another each every such
    what who how why where which then so or yet nor because during under over between among until though once also more
    other several der die das ein eine er sie es wir im am auf für mit von nach bei aber und doch wenn als auch so dies
    diese dieser dieses seine ihre le la les un une il elle ils elles ce cette ces dans en sur pour par avec mais et son
    sa ses el los las una lo su sus al del pero y cuando según este esta esto estos estas""".split()
)
_LAYOUT = frozenset("-*_=#~+")
_DASHES = frozenset("—–")
_CURRENCIES = frozenset("$€£¥")
_TIED = frozenset("era run man made like anti ban min".split())  # tied on to a name by a hyphen
_GAP = 3  # tokens between two capitals that still belong to one stretch
_ELIDING = frozenset(("fr", "it", "ca"))


@dataclass(slots=True)
class Tokens:
    """A text's tokens as columns; `opens[i]` tells that token i is the first word of a sentence or quotation."""

    words: list[str]
    starts: list[int]
    ends: list[int]
    opens: list[bool]

    def __len__(self) -> int:
        return len(self.words)


def read_tokens(text: str, language: str | None) -> Tokens:
    """The tokens; possessive 's, French articles and the lower-case parts of compounds ("US-based") stand alone."""
    words: list[str] = []
    starts: list[int] = []
    elides = language in _ELIDING
    for match in _TOKEN.finditer(text):
        word, start = match.group(), match.start()
        if len(word) > 2 and not (word.isalpha() and word.isascii()):
            if elides and (elision := _ELISION.match(word)):
                words.append(elision.group())
                starts.append(start)
                start, word = start + elision.end(), word[elision.end() :]
            if _HYPHEN.search(word):
                for part, offset in _parts(word):
                    words.append(part)
                    starts.append(start + offset)
                continue
        words.append(word)
        starts.append(start)
    ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
    return Tokens(words, starts, ends, _openings(words))


def _parts(word: str) -> list[tuple[str, int]]:
    """A compound cut between its capitalised and its plain parts: "non-European", "US-based", "Harrow-on-the-Hill"."""
    parts = _HYPHEN.split(word)
    capital = [part[:1].isupper() or part[:1].isdigit() for part in parts]
    if all(capital) or not any(capital) or len(parts) > 8 or _is_given(parts):
        return [(word, 0)]
    first, last = capital.index(True), len(parts) - 1 - capital[::-1].index(True)
    while first and parts[first - 1].lower() in _NAME_PARTICLES:
        first -= 1
    if any(
        part not in _NAME_PARTICLES and not flag
        for part, flag in zip(parts[first:last], capital[first:last], strict=True)
    ):
        return [(word, 0)]
    cuts, offset = [], 0
    for part in parts:
        cuts.append(offset)
        offset += len(part) + 1
    pieces = [(parts[i], cuts[i]) for i in range(first)]
    pieces.append((word[cuts[first] : cuts[last] + len(parts[last])], cuts[first]))
    return pieces + [(parts[i], cuts[i]) for i in range(last + 1, len(parts))]


def _is_given(parts: list[str]) -> bool:
    """Whether two parts are the syllables of a Chinese given name: Ing-wen, but not Xi-era."""
    return len(parts) == 2 and parts[0][0].isupper() and parts[1] not in _TIED and is_pinyin(" ".join(parts))


def _openings(words: list[str]) -> list[bool]:
    """For each token whether it is the first word of a sentence, a quotation or what a colon introduces."""
    opening, heading, opens = True, True, []
    for word in words:
        first = word[0]
        if first.isalnum():
            opens.append(opening)
            opening, heading = False, heading and not word.islower()
            continue
        opens.append(False)
        if first == "\n":
            heading = True
        if first in _OPENING or (heading and first in _DASHES and len(opens) > 1):
            opening = True  # behind a dash, all before it written with capitals: LONDON (Wire) — Shipments rose
        elif first not in _PASSED_OVER:
            opening = False
    return opens


def stretches(tokens: Tokens) -> list[tuple[int, int]]:
    """(first token, token after the last) of each run in which names may stand: capitals with few words between them.

    A number beside a capital belongs to it. No run reaches over a sentence's or a paragraph's end.
    """
    found: list[tuple[int, int]] = []
    start, last = -1, -1
    words, opens = tokens.words, tokens.opens
    for index, word in enumerate(words):
        if word.islower() or not word[0].isalnum() or not _may_name(tokens, index):
            continue
        if start >= 0 and (index - last > _GAP + 1 or _breaks(words, last + 1, index)):
            found.append((start, last + 1))
            start = -1
        if start < 0:
            start = index - 1 if index and words[index - 1][0].isdigit() and not opens[index] else index
        last = index + 1 if index + 1 < len(words) and words[index + 1].isdigit() else index
    if start >= 0:
        found.append((start, last + 1))
    return found


def _may_name(tokens: Tokens, at: int) -> bool:
    """Whether a token with a capital may be part of a name: no pronoun, currency or first word of a plain sentence."""
    words, word = tokens.words, tokens.words[at]
    if word.lower() == word or _is_markup(words, at):
        return False
    following = words[at + 1] if at + 1 < len(words) else "."
    if following in _CURRENCIES:
        return tokens.starts[at + 1] > tokens.ends[at]
    if word[0] == "I" and (word == "I" or word[1] in "’'"):
        return bool(at) and words[at - 1][0].isupper() and not tokens.opens[at - 1]
    return not tokens.opens[at] or _CONTRACTED.split(word.lower())[0] not in _OPENERS or not following.islower()


def _is_markup(words: list[str], at: int) -> bool:
    """Whether marks of layout enclose a word: -ENDS-, ***CORRECTION***."""
    return 0 < at < len(words) - 1 and words[at - 1] in _LAYOUT and words[at + 1] in _LAYOUT


def _breaks(words: list[str], start: int, end: int) -> bool:
    """Whether a sentence or paragraph ends between two tokens."""
    return any(word[0] in _BREAKS for word in words[start:end])
