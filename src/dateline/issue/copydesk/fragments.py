"""Sentences that are not whole: cut off, run together, or begun in the middle."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.issue.copydesk.rules import Finding, rule
from dateline.issue.copydesk.running import MASK, Piece, pieces
from dateline.proofs import Proof, Surroundings
from dateline.sentences import sentences

_OPEN_END = re.compile(
    r"(?:,|，|、|\b(?:but|and|or|nor|because|although|though|whereas|unless|the|a|an|"
    r"of|into|from|with|than|its|their|his|her"
    r"|which|whose|who|by|for|at|to|as|if|while|that|und|oder|aber|der|die|das|mit|"
    r"von|y|o|pero|el|la|de|con|et|ou|mais|le|les|des|avec))[\s\"'”’]*$",
    re.IGNORECASE,
)
_BEFORE_STOP = re.compile(
    r"(?<!['’])\b(?:but|because|although|whereas|the|an|its|their|whose|than|and)\.[\"”]?(?=\s|"
    r"$)|\b(?:but|and|because|although|which|who) (?:said|says|added|noted|told)\.(?=\s|"
    r"$)"
)
_SUBJECT_ALONE = re.compile(
    r"(?:, (?:but|so)|\b(?:because|although|unless|whereas)|, and(?= (?:he|she|they|"
    r"we|it)\.)) (?:he|she|they|we|it|the \w+)\.[\"”]?(?=\s|$)"
    r"|\b(?:of|in|from|with|by|for|into|at|that|and|to) (?:the|an|its|their|a)\.[\"”]?(?=\s|$)"
    r"|\b(?:such as|due to|compared (?:with|to)|as well as|in addition to|on behalf "
    r"of|in terms of|regardless of|instead of)\.[\"”]?(?=\s|$)"
    r"|\b(?:twice|as) (?:\w+ )?as (?:high|large|much|many|big|fast) as\.(?=\s|$)"
)
_CHINESE_OPEN = re.compile(
    "(?:以及|因为|由于|但是|而且|并且|或者|通过|关于|对于|为了|如果|虽然|尽管|和|与|及|从|把|被|将|是)[。]?$"
)
_CHINESE_OPEN_STOP = re.compile("(?:以及|因为|由于|但是|而且|并且|或者|对于|为了|如果|虽然|尽管|，和|，与|、)。$")
_CLOSED = re.compile(r"[.!?…:;。！？；：—–)\]）】][\"'”’」』*_\s]*$")
_CREDIT = re.compile(r"^\W*(?:—|–|-|By |Von |Par |Photo|Image|Source|Via |\(|\[|#|\d+[.)])")
_LONE_SPEECH = re.compile(
    r"^(?:said|says|added|noted|told reporters|according to|explained|which|and|but)\s*[.]?$", re.IGNORECASE
)
_CUT = re.compile(r"(?:\.\.\.|…|\[(?:\.\.\.|…)\])$")
_CHINESE_CLOSED = re.compile(r"[。！？…；：!?.;:—][”’」』）》】)\]\s]*$")
_LOWER = re.compile(r"^[\"“‘'(\[]*([a-zà-öø-ÿ][^\W\d_]*)")
_SMALL_NAMES = frozenset("de van von der den di da del la le el al bin ibn dos du des ter ten d l e i x".split())
_GLUED = re.compile(r"(?<=[a-z]{2})([.!?][\"”]?)(?=[A-Z][a-z]+[ ,’'])")
_LOWER_START = re.compile(r"(?<![\w.])([a-z]{4,})([.!?]) ([a-z]{2,})(?= [a-z])")
_ABBREVIATED = frozenset(
    "approx dept govt assoc corp univ prof resp incl excl misc cont calif sept tues "
    "thurs mass conn wash minn tenn penn colo".split()
)
_NO_STOP = re.compile(
    r"\b(?!the\b|in\b|of\b|called\b|titled\b|entitled\b|newspaper\b|film\b|book\b|song\b|"
    r"show\b|series\b|magazine\b|and\b|to\b|by\b|on\b|for\b|with\b|from\b|a\b|as\b|"
    r"is\b|was\b|or\b|at\b)[a-z]{3,} "
    r"(?=(?:The|This|These|Those|However|But|They|There|It|He|She|We|Its|Their|His|"
    r"Her) [a-z]{2,} [a-z]{2,})"
)
_HEADLINESE = re.compile(r"^[A-Z][\w’'&.-]*(?: [A-Z][\w’'&.-]*){0,3}(?: and [A-Z]\w+)? to [a-z]{3,}\b")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|"
    r"shall|do|does|did|said|says|\w+ed|\w+n’t|\w+n't)\b"
)
_VERB = re.compile(
    r"^(?!The |A |An |How |Why |What )|\b(?:aims?|teams?|steps?|boosts?|plans?|opens?|"
    r"raises?|cuts?|hits?|needs?|wins?|launches|gets?|makes?|takes?|rises?|falls?|joins?|"
    r"sells?|buys?|grows?|begins?|becomes?|faces?|seeks?)\b"
)


@rule("sentence-truncated", "warning")
def sentence_truncated(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """Finds paragraphs that are cut off, and what is left of a sentence whose other part is lost."""
    told, read = False, list(pieces(proof))
    is_closed = _is_closed(read)
    for piece in read:
        if told and piece.before is not None and _LONE_SPEECH.match(piece.raw.strip()):
            told = False
            continue  # the same gap, which the paragraph before told
        told = False
        fault = _cut_end(piece, is_closed=is_closed)
        if fault is not None:
            told = True
            yield fault
        elif _LONE_SPEECH.match(piece.raw.strip()):
            yield piece.finding(
                0, len(piece.raw), "what was said, or who said it, is lost", mend="restore it from the source"
            )
        else:
            stops = (_BEFORE_STOP, _SUBJECT_ALONE) if piece.language == "en" else ()
            end = 0
            for match in sorted((m for one in stops for m in one.finditer(piece.own)), key=lambda one: one.start()):
                if match.start() < end:
                    continue
                end = match.end()
                start = max(0, match.start() - 60)
                start += re.match(r"\S*\s*", piece.raw[start : match.start()]).end() if start else 0  # type: ignore[union-attr]
                yield piece.finding(
                    start, match.end(), f"the sentence ends on “{match.group().strip('.”')}”", mend="restore the rest"
                )


@rule("sentence-broken", "warning")
def sentence_broken(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """Finds sentences that begin in lower case, that run together, or that are headlines pasted as sentences."""
    headlines = frozenset(item.headline.rstrip(". ").casefold() for item in proof.items)
    for piece in pieces(proof):
        if piece.paragraph.kind == "text":
            yield from _lower(piece)
        if piece.language in ("en", "de", "fr", "es"):
            yield from _glued(piece)
        if piece.language == "en" and piece.item is None:
            yield from _headlines(piece, headlines)


def _is_closed(read: list[Piece]) -> bool:
    """Whether the paragraphs of the issue end in a mark, as a rule."""
    ends = [bool(_CLOSED.search(one.raw)) for one in read if one.paragraph.kind == "text" and len(one.raw) > 40]
    return len(ends) >= 3 and sum(ends) >= 0.8 * len(ends)


def _cut_end(piece: Piece, *, is_closed: bool) -> Finding | None:
    """The end of a paragraph that has none."""
    text = piece.raw.rstrip()
    if piece.paragraph.kind != "text" or piece.item is None:
        return None
    message = {"zh": _chinese_end, "und": _any_end, "ja": _any_end, "ko": _any_end}.get(piece.language, _latin_end)(
        piece, text
    )
    if not message and is_closed and _is_unclosed(piece, text):
        message = "the paragraph ends without a mark"
    return _ending(piece, text, message) if message else None


def _is_unclosed(piece: Piece, text: str) -> bool:
    """Whether a clause ends in a bare word, in an issue whose paragraphs end in marks."""
    if _CREDIT.match(text) or _CLOSED.search(text) or piece.text.endswith(MASK) or "\n" in text or _goes_on(piece):
        return False
    if piece.language == "zh":
        return bool(re.search("[\u3400-\u9fff]$", text)) and len(text) >= 10 and bool(re.search("[，。；]", text))
    is_clause = piece.language == "en" and len(text.split()) >= 14 and bool(re.search(r"[a-z]$", text))
    return is_clause and bool(_FINITE.search(piece.own)) and not text.istitle()


def _any_end(piece: Piece, text: str) -> str:
    return ""


def _chinese_end(piece: Piece, text: str) -> str:
    if _CHINESE_OPEN_STOP.search(text) or (len(text) > 8 and not text.endswith("。") and _CHINESE_OPEN.search(text)):
        return "the paragraph breaks off"
    is_whole = bool(_CHINESE_CLOSED.search(text)) or len(text) < 30 or "。" not in text
    return (
        "the paragraph breaks off"
        if text.endswith(("，", "、"))
        else ""
        if is_whole
        else "the paragraph ends without a mark"
    )


def _latin_end(piece: Piece, text: str) -> str:
    words = len(text.split())
    if _OPEN_END.search(text) and (words > 6 or text.endswith(",")) and not _goes_on(piece):
        return "the paragraph breaks off"
    if _CUT.search(text) and piece.after is None and words > 8:
        return "the text was cut here"
    is_running = bool(re.search(r"[.!?] ", text)) and bool(re.search(r"[a-z]$", text)) and "\n" not in text[-200:]
    if is_running and words > 12 and not piece.text.endswith(MASK) and not _goes_on(piece):
        return "the paragraph ends without a mark"
    return ""


def _goes_on(piece: Piece) -> bool:
    """Whether a list follows, or an entry."""
    return piece.after is not None and piece.after.kind in ("entry", "table", "code")


def _ending(piece: Piece, text: str, message: str) -> Finding:
    spans = sentences(text)
    start = spans[-1].start if spans else 0
    start = max(start, len(text) - 160)
    quote = (
        text[start:].split(" ", 1)[-1]
        if start and not text[start - 1].isspace() and " " in text[start:]
        else text[start:]
    )
    after = piece.after.text.strip() if piece.after is not None else ""
    if after and _LONE_SPEECH.match(after):
        quote, message = f"{quote} {after}", "words are lost here, with who said them"
    severity = "warning" if _CLOSED.search(text) else "error"
    mend = "restore the rest from the source, or end the sentence"
    return Finding(quote, message, piece.where, mend, severity=severity)


def _lower(piece: Piece) -> Iterator[Finding]:
    match = _LOWER.match(piece.raw)
    if not match or piece.language not in ("en", "de", "fr", "es") or len(piece.raw.split()) < 4:
        return
    word = piece.raw.split()[0]
    ends = piece.before.text.rstrip()[-1:] if piece.before is not None else "."
    is_name = re.search(r"[A-Z\d._/@]|^\W*\w-", word.rstrip(".,:;")) or match.group(1).casefold() in _SMALL_NAMES
    if not is_name and ends not in ":;,—–-…" and not _LONE_SPEECH.match(piece.raw.strip()):
        end = min(len(piece.raw), 80)
        yield piece.finding(0, end, "the paragraph begins in lower case", mend="restore what stood before it")


def _glued(piece: Piece) -> Iterator[Finding]:
    for match in _GLUED.finditer(piece.text):
        start = piece.text.rfind(" ", 0, match.start()) + 1
        end = piece.text.find(" ", match.end())
        stretch = piece.text[start : end if end > 0 else len(piece.text)]
        if stretch.count(".") + stretch.count("!") + stretch.count("?") > 1 + stretch.endswith((".", "!", "?")):
            continue
        mended = piece.raw[start : match.end()] + " " + piece.raw[match.end() : start + len(stretch)]
        yield piece.finding(
            start, start + len(stretch), "no space between two sentences", mend=f"“{mended}”", replacement=mended
        )
    if piece.language == "en":
        for match in _LOWER_START.finditer(piece.own):
            if match.group(1) not in _ABBREVIATED:
                yield piece.finding(*match.span(), "the sentence begins in lower case, or its beginning is lost")
        for match in _NO_STOP.finditer(piece.own):
            end = match.end() + len(re.match(r"\w+ \w+", piece.raw[match.end() :]).group())  # type: ignore[union-attr]
            yield piece.finding(match.start(), end, "no mark between two sentences", mend="end the first sentence")


def _headlines(piece: Piece, headlines: frozenset[str]) -> Iterator[Finding]:
    for span in sentences(piece.raw):
        text = piece.raw[span.start : span.end]
        is_title = text.rstrip(". ").casefold() in headlines and not _VERB.search(text)
        if (is_title or _HEADLINESE.match(text)) and not _FINITE.search(text) and len(text.split()) > 4:
            yield piece.finding(
                span.start, span.end, "a headline stands where a sentence belongs: it has no verb of its own"
            )
