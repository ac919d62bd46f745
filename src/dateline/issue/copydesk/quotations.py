"""Rules on quotations: the words as the source has them, and the one who said them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from dateline.issue.copydesk.lacks import Unsupported, unsupported
from dateline.issue.copydesk.likeness import content, is_written_unspaced, squeezed
from dateline.issue.copydesk.rules import Finding, rule, texts
from dateline.proofs import Proof, ProofItem, ProofSource, Surroundings
from dateline.records import Lack, Quote, Span
from dateline.sentences import sentences
from dateline.tokens import count_words

_SHORT = 3  # words below which quoted words are a term, not a quotation
_TELLING = 5  # words from which a quotation is known again
_LIKE = 0.6  # likeness from which a sentence of a source is the one that was meant
_INSERTED = re.compile(r"\[[^\]]*\]|［[^］]*］|…+|\.{3,}")
_ALNUM = re.compile(r"[^\W_]+")


@rule("quotation-not-verbatim", "error")
def altered_quotations(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """Words between quotation marks that no source has so."""
    found, bodies = list[Finding](), _bodies(proof)
    for where, item, paragraph in texts(proof):
        for quote in paragraph.facts.quotes:
            for part in quote.parts or (Span(quote.start, quote.end),):
                words = paragraph.text[part.start : part.end]
                sources = _sources(proof, item, words)
                if sources and count_words(words) >= _SHORT and not any(_is_in(words, body) for body in bodies):
                    found.append(_altered(words, where, sources))
    yield from found
    for one in unsupported(proof):
        for lack in one.lacks.get("quotation-not-verbatim", ()):
            words = one.quote(lack)
            is_told = any(one.where == other.where and _overlap(words, other.quote) for other in found)
            if not is_told and not any(_is_in(lack.text, body) for body in bodies):
                yield Finding(words, lack.message, one.where, "quote the source's own words, or take the marks away")


def _bodies(proof: Proof) -> list[str]:
    """All that may be quoted in an issue, folded: its reports, their titles, and its own headlines."""
    reports = {one.article: one for item in proof.items for one in item.sources}
    known = [_folded(f"{one.title}\n{one.text}") for one in reports.values()]
    return [*known, *(_folded(item.headline) for item in proof.items)]


def _sources(proof: Proof, item: ProofItem | None, words: str) -> list[ProofSource]:
    """The reports that words may come from: in their language, of their item or, in the introduction, of all."""
    items = [item] if item is not None else list(proof.items)
    unspaced = is_written_unspaced(words)
    return [one for each in items for one in each.sources if is_written_unspaced(one.text) == unspaced]


def _folded(text: str) -> str:
    return " ".join(_ALNUM.findall(unicodedata.normalize("NFKC", text).casefold().replace("’", "").replace("'", "")))


def _is_in(words: str, body: str) -> bool:
    """Whether the words, apart from what was put in or left out, stand in a folded text."""
    return all(piece in body for piece in map(_folded, _INSERTED.split(words)) if piece)


def _altered(words: str, where: str, sources: list[ProofSource]) -> Finding:
    near = _nearest(words, sources)
    message = f"no source has these words; one has “{near}”" if near else "no source has these words"
    return Finding(words, message, where, "quote the source's own words, or take the marks away")


def _nearest(words: str, sources: list[ProofSource]) -> str | None:
    """The sentence of a source that is most like the words; None: none is like them."""
    mine, best, found = content(words), _LIKE, None
    for one in sources:
        for span in sentences(one.text):
            text = one.text[span.start : span.end]
            if len(mine & content(text)) < len(mine) / 2:
                continue
            ratio = SequenceMatcher(None, _folded(words), _folded(text), autojunk=False)
            shared = sum(block.size for block in ratio.get_matching_blocks()) / max(1, len(_folded(words)))
            if shared > best:
                best, found = shared, text
    return found


def _overlap(first: str, second: str) -> bool:
    one, other = squeezed(first), squeezed(second)
    return one in other or other in one


@rule("quotation-speaker", "error")
def wrong_speakers(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """A quotation given to another speaker than in the source."""
    found = list[Finding]()
    for where, item, paragraph in texts(proof):
        for quote in paragraph.facts.quotes:
            sources = _sources(proof, item, quote.text)
            said = _said_by(quote, sources)
            if quote.speaker and said and not any(_same_person(quote.speaker, other) for other in said):
                message = f"given to {quote.speaker} here; in the source {said[0]} says it"
                quoted = quote.speaker if quote.speaker in paragraph.text else quote.text
                found.append(Finding(quoted, message, where, f"name {said[0]}, or quote {quote.speaker}'s own words"))
    yield from found
    for one in unsupported(proof):
        sources = _sources(proof, one.item, one.text)
        bodies = [_folded(each.text) for each in sources]
        moved = [
            each for each in one.lacks.get("quotation-not-verbatim", ()) if any(_is_in(each.text, b) for b in bodies)
        ]
        if not any(one.where == other.where for other in found):
            yield from (_of_another(one, lack, sources) for lack in (*one.lacks.get("quotation-speaker", ()), *moved))


def _of_another(one: Unsupported, lack: Lack, sources: Sequence[ProofSource]) -> Finding:
    """The finding on words that the sources have, from another speaker."""
    said = [
        quote.speaker
        for source in sources
        for quote in source.facts.quotes
        if quote.speaker and _folded(lack.text)[:20] in _folded(quote.text)
    ]
    message = lack.message if lack.kind == "speaker" else "the source gives these words to another speaker"
    told = f"{message}: {said[0]}" if said and said[0] not in message else message
    return Finding(one.quote(lack), told, one.where, "name the one who said it")


def _said_by(quote: Quote, sources: list[ProofSource]) -> list[str]:
    """Who says these words in the sources; nobody where one of them leaves it open."""
    mine = _folded(quote.text.split(" … ")[0])
    if count_words(quote.text) < _TELLING:
        return []
    told = list[str | None]()
    for one in (quote for source in sources for quote in source.facts.quotes):
        theirs = _folded(one.text.split(" … ")[0])
        if mine in _folded(one.text) or (theirs in mine and count_words(one.text) >= _TELLING):
            told.append(one.speaker)
    return [one for one in told if one] if all(told) else []


def _same_person(first: str, second: str) -> bool:
    one, other = squeezed(first), squeezed(second)
    words, others = set(first.casefold().split()), set(second.casefold().split())
    return one in other or other in one or bool(words & others)
