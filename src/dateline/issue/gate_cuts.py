"""What of a source's sentence can be left out so that the rest still says nothing that the source does not.

A shortening is the source's own words in the source's own order without some stretches of a few kinds: what qualifies
the rest (doubt, condition, limit, attribution, place, time) is none of them. Whatever is not known to be safe stays.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from dateline.issue.gate_words import (
    BLOCKING,
    CHINESE_BLOCKING,
    CHINESE_CONNECTIVES,
    CHINESE_HEADS,
    CHINESE_SENSITIVE,
    CHINESE_TAILS,
    CHINESE_TIES,
    CHINESE_VERBS,
    CLAUSES,
    CONNECTIVES,
    PRONOUNS,
    RESULTS,
    SENSITIVE,
    SPEECH,
    SUBORDINATORS,
    TITLES,
    VERBS,
    WEEKDAYS,
)
from dateline.tokens import is_unspaced

ENDS = frozenset(".!?。！？")
_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\s\w]|_")
_QUOTES = str.maketrans("’‘‚“”„«»‐‑", '\'\'\'"""""--')
_MARKS = frozenset("\"'()[]（）「」『』《》;:；：—–")
_SCALES = frozenset(
    "million billion trillion thousand yuan dollars euros pounds yen km kg per cent percent the of".split()
)
_MOST_TOKENS = 200  # of a sentence; a longer one is not shortened
_NEAR = 4  # tokens in which a comma makes what follows look like the end of a list
_SHORTEST_CHINESE = 10  # characters that a shortened sentence keeps at least


@dataclass(frozen=True, slots=True)
class Token:
    """A word, figure or mark, written in one way."""

    text: str
    folded: str
    first: bool = False  # it may begin a sentence, so that its case says nothing


@dataclass(frozen=True, slots=True)
class Cut:
    """Tokens start to end, exclusive, that may be left out."""

    start: int
    end: int


def read(text: str) -> list[Token]:
    """The tokens of a sentence; an unspaced script gives its characters."""
    flat = unicodedata.normalize("NFKC", text.translate(_QUOTES)).translate(_QUOTES)
    flat = re.sub(r"\bper cent\b", "percent", flat)
    found: list[str] = []
    for match in _TOKEN.finditer(flat):
        piece = match.group()
        found += list(piece) if any(map(is_unspaced, piece)) else [piece]
    return [Token(one, one.casefold(), at == 0) for at, one in enumerate(found)]


def is_shortening(claim: Sequence[Token], source: Sequence[Token], language: str) -> bool:
    """Whether the claim is the source's sentence, whole or without what may be left out."""
    if _follows(claim, source, ()):
        return True
    if language not in ("en", "zh") or len(source) > _MOST_TOKENS:
        return False
    if language == "zh":
        return _follows(claim, source, tuple(_chinese(source)))
    return any(_follows(claim, one, tuple(_english(one))) for one in (source, *_moved(source)))


def _follows(claim: Sequence[Token], source: Sequence[Token], cuts: Sequence[Cut]) -> bool:
    """Whether leaving out some of the cuts makes the claim of the source, but for its last mark."""
    claim, source = _open(claim), _open(source)
    jumps: dict[int, list[int]] = {}
    for cut in cuts:
        jumps.setdefault(cut.start, []).append(min(cut.end, len(source)))
    seen, waiting = set[tuple[int, int]](), [(0, 0)]
    while waiting:
        place = waiting.pop()
        if place in seen:
            continue
        seen.add(place)
        mine, theirs = place
        if mine == len(claim) and theirs == len(source):
            return mine > 0
        if mine < len(claim) and theirs < len(source) and _same(claim[mine], source[theirs], mine == 0):
            waiting.append((mine + 1, theirs + 1))
        waiting += [(mine, end) for end in jumps.get(theirs, ())]
    return False


def _open(tokens: Sequence[Token]) -> Sequence[Token]:
    return tokens[:-1] if tokens and tokens[-1].text in ENDS else tokens


def _same(mine: Token, theirs: Token, begins: bool) -> bool:
    return mine.text == theirs.text or ((begins or theirs.first) and mine.folded == theirs.folded)


def is_sensitive(tokens: Sequence[Token]) -> bool:
    """Whether words stand there that may qualify more than themselves, or marks that come in pairs."""
    return any(one.folded in SENSITIVE or one.text in _MARKS or one.folded.endswith("n't") for one in tokens)


def _english(tokens: Sequence[Token]) -> Iterator[Cut]:
    """The cuts of an English sentence, none of them within a quotation."""
    quoted = _quoted(tokens)
    if quoted is None or any(one.folded in BLOCKING for one in tokens):
        return
    for cut in _plain_cuts(tokens):
        if not any(quoted[cut.start : cut.end]):
            yield cut


def _quoted(tokens: Sequence[Token]) -> list[bool] | None:
    """Whether each token stands in a quotation; None: that cannot be told."""
    inside, found = False, list[bool]()
    for at, one in enumerate(tokens):
        if one.text == "'" and not (at and tokens[at - 1].text.endswith("s")):
            return None  # single marks
        inside ^= one.text == '"'
        found.append(inside or one.text == '"')
    return None if inside else found


def _plain_cuts(tokens: Sequence[Token]) -> Iterator[Cut]:
    yield from _connectives(tokens)
    end = len(_open(tokens))
    for at, one in enumerate(tokens[:end]):
        if one.text == "(":
            yield from _bracketed(tokens, at, end)
        elif one.text == "," and at > 0:
            yield from _clauses(tokens, at, end)
        elif _is_day_of_speech(tokens, at, end):
            yield Cut(at, at + 2)


def _is_day_of_speech(tokens: Sequence[Token], at: int, end: int) -> bool:
    if at == 0 or at + 1 >= end or tokens[at].text != "on" or tokens[at + 1].text not in WEEKDAYS:
        return False
    return tokens[at - 1].folded in SPEECH or (at + 2 < end and tokens[at + 2].folded in SPEECH)


def _connectives(tokens: Sequence[Token]) -> Iterator[Cut]:
    for words in CONNECTIVES:
        if tuple(one.folded for one in tokens[: len(words)]) == words:
            yield Cut(0, len(words))
    for at, one in enumerate(tokens[1:], 1):
        beside = {each.folded for each in tokens[at - 1 : at + 2]}
        is_also = one.folded == "also" and not beside & {"only", ","}
        if is_also or (
            one.folded == "that" and (tokens[at - 1].folded in ("said", "says") or tokens[at - 1].text in WEEKDAYS)
        ):
            yield Cut(at, at + 1)


def _bracketed(tokens: Sequence[Token], at: int, end: int) -> Iterator[Cut]:
    """An amount in another currency, years, or another name."""
    close = next((place for place in range(at + 1, end) if tokens[place].text == ")"), None)
    if close is None or close == at + 1:
        return
    inner = tokens[at + 1 : close]
    plain = all(
        one.text[0].isdigit() or one.text[0].isupper() or one.folded in _SCALES or one.text in "$€£¥%-–.&,"
        for one in inner
    )
    if plain and not any(one.folded in SENSITIVE for one in inner):
        yield Cut(at, close + 1)


def _clauses(tokens: Sequence[Token], at: int, end: int) -> Iterator[Cut]:
    """What a comma at this place sets apart: to a comma before a verb, or to the end."""
    begins = tokens[at + 1 : at + 5]
    if not begins:
        return
    kind = _kind(begins, tokens[at - 1], _said_before(tokens, at))
    if kind is None:
        return
    if kind in ("relative", "apposition"):
        yield from _inner(tokens, at, end, kind)
    if _may_end(tokens, at, end, kind):
        yield Cut(at, end)


def _kind(begins: Sequence[Token], before: Token, said: bool) -> str | None:
    word = begins[0].folded
    named = before.text[0].isupper()
    if word in ("who", "which", "whose", "where") or any(
        one.folded == "of" and begins[at + 1].folded in ("which", "whom") for at, one in enumerate(begins[:-1])
    ):
        return "relative"
    is_age = begins[0].text.isdigit() and len(word) < 3 and len(begins) > 1 and begins[1].text == ","
    if named and (word in ("a", "an", "the") or word in TITLES or is_age):
        return "apposition"
    if named and said and begins[0].text.islower() and word not in SUBORDINATORS | {"and", "or", "while"}:
        return "apposition"
    if word in RESULTS:
        return "result"
    return "clause" if word == "and" else None


def _said_before(tokens: Sequence[Token], at: int) -> bool:
    """Whether the words before are a speech verb and a name: “said Priya Nair,”."""
    place = at - 1
    while place > 0 and tokens[place].text[0].isupper():
        place -= 1
    return tokens[place].folded in ("said", "says") and place < at - 1


def _inner(tokens: Sequence[Token], at: int, end: int, kind: str) -> Iterator[Cut]:
    """From comma to comma where a verb follows, so that what is left out is not a part of a list."""
    if tokens[0].folded in SUBORDINATORS and not any(one.text == "," for one in tokens[:at]) and kind == "apposition":
        return  # the comma ends what opens the sentence, and the subject follows
    for close in range(at + 2, end - 1):
        if tokens[close].text == "," and _is_verb(tokens[close + 1]):
            inner = tokens[at + 1 : close]
            listed = kind == "apposition" and any(one.text == "," for one in inner)
            if not is_sensitive(inner) and not listed and not _is_other(inner, kind):
                yield Cut(at, close + 1)
            return


def _may_end(tokens: Sequence[Token], at: int, end: int, kind: str) -> bool:
    """Whether all from the comma to the end may go, and what stays is a sentence."""
    kept, gone = tokens[:at], tokens[at + 1 : end]
    if is_sensitive(gone) or _is_other(gone, kind) or not any(map(_is_verb, kept)) or tokens[0].folded in CLAUSES:
        return False
    if kind in ("relative", "apposition") and _goes_on(gone):
        return False
    if kind == "clause":
        listed = any(one.text == "," for one in kept[-_NEAR:])
        paired = any(one.folded in ("both", "between", "either", "not") for one in kept)
        return not listed and not paired and _says(kept) and any(map(_is_verb, gone))
    return True


def _says(tokens: Sequence[Token]) -> bool:
    """Whether a verb stands there that is not a relative clause's own."""
    parts = [list(part) for is_comma, part in groupby(tokens, lambda one: one.text == ",") if not is_comma]
    if not parts or any(map(_is_verb, parts[0])):
        return bool(parts)
    opened = tokens[0].folded in SUBORDINATORS
    return any(_is_verb(part[0]) or (opened and any(map(_is_verb, part))) for part in parts[1:])


def _goes_on(tokens: Sequence[Token]) -> bool:
    """Whether a verb follows a comma, so that what the comma set apart has ended before."""
    return any(one.text == "," and _is_verb(after) for one, after in pairwise(tokens))


def _is_other(tokens: Sequence[Token], kind: str) -> bool:
    """Whether it is no whole apposition or relative clause after all."""
    if kind == "apposition":  # no verb and no list of its own
        relative = (at for at, one in enumerate(tokens) if one.folded in ("who", "which", "that", "whose"))
        own = tokens[: next(relative, len(tokens))]
        return any(one.folded in VERBS or one.folded in ("and", "or", "&") for one in own)
    if kind == "relative":  # “whose boss, a lawyer, resigned” does not end at its first comma
        comma = next((at for at, one in enumerate(tokens) if one.text == ","), None)
        simple = comma is None and tokens[0].folded in ("who", "which")
        return not simple and not any(map(_is_verb, tokens[:comma]))
    return False


def _is_verb(token: Token) -> bool:
    return token.folded in VERBS or (token.text.islower() and token.text.endswith("ed") and len(token.text) > 3)


def _moved(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The sentence with who says it in front, where the source has it behind: “X said A” of “A, X said”."""
    body = list(_open(tokens))
    at = next((place for place in range(len(body) - 1, 0, -1) if body[place].text == ","), None)
    if at is None or any(one.text in '":.!?;' for one in body):
        return
    what, who = body[:at], body[at + 1 :]
    if len(who) > 2 and [one.folded for one in who[:2]] == ["according", "to"]:
        if not any(one.folded in VERBS for one in who):
            yield [_beginning(who[0]), *who[1:], Token(",", ","), *what]
        return
    verb = next((place for place, one in enumerate(who) if one.folded in ("said", "says")), None)
    first = next((place for place, one in enumerate(what) if one.text == ","), len(what))
    if verb is None or not any(map(_is_verb, what[:first])):
        return
    if verb == 0:
        who, verb = [*who[1:], who[0]], len(who) - 1
    dated = len(who) == verb + 3 and who[verb + 1].text == "on" and who[verb + 2].text in WEEKDAYS
    named = verb > 0 and who[0].folded not in PRONOUNS and not is_sensitive(who[:verb])
    fits = dated or verb == len(who) - 1
    if named and fits and who[0].text not in WEEKDAYS and not any(map(_is_verb, who[:verb])):
        yield [_beginning(who[0]), *who[1:], Token("that", "that"), *what]


def _beginning(token: Token) -> Token:
    return Token(token.text, token.folded, True)


def _chinese(tokens: Sequence[Token]) -> Iterator[Cut]:
    text = "".join(one.text for one in tokens)
    starts = [0]
    for one in tokens:
        starts.append(starts[-1] + len(one.text))
    place = {offset: at for at, offset in enumerate(starts)}
    for words in CHINESE_CONNECTIVES:
        plain = unicodedata.normalize("NFKC", words)
        if text.startswith(plain):
            yield Cut(0, place[len(plain)])
    for match in re.finditer(r"\([^()]+\)", text):
        if not _has_any(match.group(), CHINESE_SENSITIVE) and text[: match.start()].count('"') % 2 == 0:
            yield Cut(place[match.start()], place[match.end()])
    if _has_any(text, CHINESE_BLOCKING) or text.startswith(CHINESE_HEADS):
        return
    end = starts[len(_open(tokens))]
    for match in re.finditer(r"[,;]", text[:end]):
        if _stands(text[: match.start()]) and not _has_any(text[match.end() : end], CHINESE_SENSITIVE + CHINESE_TIES):
            yield Cut(place[match.start()], place[end])


def _stands(kept: str) -> bool:
    """Whether the clauses that stay are a sentence that nothing behind it completes."""
    last = re.split("[,;]", kept)[-1]
    whole = len(kept) >= _SHORTEST_CHINESE and kept.count('"') % 2 == 0 and ":" not in kept
    ends = not kept.endswith(CHINESE_TAILS) and not last.startswith(CHINESE_HEADS)
    # What stands before 的 may only describe, unless the clause begins as a predicate does.
    told = last if last.startswith(("将", "已", "并", "共")) or "是" in last else last.rpartition("的")[2]
    return whole and ends and _has_any(told, CHINESE_VERBS)


def _has_any(text: str, words: Sequence[str]) -> bool:
    return any(one in text for one in words)
