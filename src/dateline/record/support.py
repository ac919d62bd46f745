"""Does a source carry this sentence? What it lacks is told with what the source has instead.

The verdict stands on two legs: lacks that decide alone, found by rules, and a score from how the claim's words lie over
the source. A model may add lacks (`ask`), never take one away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from dateline.record.gazetteer import Gazetteer
from dateline.record.support_acts import act_lacks
from dateline.record.support_align import Alignment, align
from dateline.record.support_beside import beside_lacks
from dateline.record.support_chinese import chinese_lacks, coverage
from dateline.record.support_contrast import contrast_lacks
from dateline.record.support_figures import class_lacks, figure_lacks, number_lacks, span_lacks
from dateline.record.support_frames import frame_lacks
from dateline.record.support_lexicon import load_lexicon
from dateline.record.support_names import name_lacks
from dateline.record.support_record import Record, Records, read_record
from dateline.record.support_roles import role_lacks
from dateline.record.support_score import FLOOR, extra_lacks, novel_lacks, score_of, unsaid_lacks
from dateline.record.support_source import Source, prepare
from dateline.record.support_speech import quote_lacks, speaker_lacks
from dateline.record.support_words import split_lines
from dateline.records import Figure, Lack, Name, Span, Verdict

Ask = Callable[[str, Sequence[str]], Sequence[Lack]]
_MOST_CLAIM = 20_000  # characters of a claim; a longer one is no sentence, and is not carried
_SAID = 0.3  # the same for who says it, as another speaker than the source's takes some of the weight
_TIGHT = 0.5  # share of a sentence that one sentence of the source must carry before the two are compared word by word


def judge(claim: str, sources: Sequence[str], gazetteer: Gazetteer, ask: Ask | None = None) -> Verdict:
    """Whether the sources carry the claim, with what they lack.

    An empty claim and one without a source are not carried (lack `empty` and `source`). `ask` is given claim and
    sources and may add lacks; what it raises is the caller's to handle.
    """
    sources = tuple(source for source in sources if source.strip())
    problem = _unfit(claim, sources)
    if problem is not None:
        return Verdict(False, 0.0, (problem,))
    if _is_verbatim(claim, sources):
        verdict = Verdict(True, 1.0, (), True)
    else:
        verdict = _compare(claim, sources, _records(gazetteer))
    more = tuple(ask(claim, sources)) if ask is not None else ()
    if not more:
        return verdict
    return Verdict(False, min(verdict.score, FLOOR), (*verdict.lacks, *more), verdict.verbatim)


def _unfit(claim: str, sources: Sequence[str]) -> Lack | None:
    if not any(character.isalnum() for character in claim):
        return Lack("empty", claim.strip()[:80], "there is nothing to check")
    if not sources:
        return Lack("source", "", "there is no source")
    if len(claim) > _MOST_CLAIM:
        return Lack("words", claim[:80], "it is too long for a sentence")
    return None


@lru_cache(maxsize=4)
def _records(gazetteer: Gazetteer) -> Records:
    return Records(gazetteer)


def _is_verbatim(claim: str, sources: Sequence[str]) -> bool:
    """Whether the claim is whole sentences of a source, white space aside."""
    flat = " ".join(claim.split())
    for source in sources:
        text = " ".join(source.split())
        at = text.find(flat)
        if at >= 0 and _is_sentence_edge(text[:at].rstrip(), flat, text[at + len(flat) :]):
            return True
    return False


def _is_sentence_edge(before: str, claim: str, behind: str) -> bool:
    ends = tuple('.!?。！？”"')
    return (not before or before.endswith(ends)) and (claim.endswith(ends) or not behind or behind[0] in ".!?。！？")


def _compare(claim: str, sources: tuple[str, ...], records: Records) -> Verdict:
    mine, theirs = read_record(claim, records.gazetteer), records.of(sources)
    source = prepare(sources)
    lacks = [
        *figure_lacks(mine.figures, theirs.figures, source, claim),
        *name_lacks(mine, theirs, source, records.gazetteer),
        *quote_lacks(mine, theirs),
    ]
    if mine.language != theirs.language and "zh" in (mine.language, theirs.language):
        score = 0.6 if mine.names or mine.figures else 0.4  # words cannot be compared, names and figures can
        lacks += (
            []
            if score > FLOOR
            else [Lack("language", claim[:80], "only names and figures can be compared across languages")]
        )
    elif mine.language == "zh":
        lacks += chinese_lacks(claim, theirs.text, load_lexicon().chinese)
        score = coverage(claim, theirs.text)
    else:
        score, more = _western(claim, source, mine, _carried(mine, lacks))
        lacks += more
    if score < FLOOR and not lacks:
        lacks.append(Lack("words", claim[:80], "too few of its words are in the source"))
    lacks = list(dict.fromkeys(lacks))
    return Verdict(not lacks, min(score, FLOOR - 0.01) if lacks else score, tuple(lacks))


def _carried(mine: Record, lacks: Sequence[Lack]) -> tuple[Span, ...]:
    """The names and figures of the claim that the source has, in whatever form."""
    missing = {lack.text for lack in lacks}
    held: list[Figure | Name] = [*mine.figures, *mine.names]
    return tuple(Span(one.start, one.end) for one in held if one.text not in missing)


def _western(claim: str, source: Source, mine: Record, carried: Sequence[Span]) -> tuple[float, list[Lack]]:
    """Score and lacks of a claim in a language with spaces."""
    alignments = [align(line, source, carried) for line in split_lines(claim, source.lexicon)]
    lacks = [lack for alignment in alignments for lack in _line_lacks(alignment, source)]
    lacks += [lack for alignment in alignments for lack in (extra_lacks(alignment) or novel_lacks(alignment))]
    lacks += [lack for alignment in alignments for lack in number_lacks(mine.figures, alignment.line.words, source)]
    score = score_of(alignments, source)
    if score < FLOOR and not lacks:
        lacks += unsaid_lacks(alignments, source)
    return score, lacks


def _line_lacks(alignment: Alignment, source: Source) -> Iterator[Lack]:
    if alignment.tightness >= _TIGHT:
        yield from class_lacks(alignment.line.words, alignment.carrying(source), source)
        yield from span_lacks(alignment.line.words, alignment.carrying(source), source)
        yield from frame_lacks(alignment, source)
        yield from role_lacks(alignment, source)
        yield from contrast_lacks(alignment, source)
    yield from beside_lacks(alignment, source)
    if alignment.tightness >= _SAID:
        yield from act_lacks(alignment, source)
        yield from speaker_lacks(alignment, source)
