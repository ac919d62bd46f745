"""Whether a report's sentence says the same without its neighbours: whom it means, and what they say of it.

Everything is read with suspicion: what might mean somebody who was named before, or be called untrue next door, does
not stand alone. The extract, which prints the report in its order, is what remains then.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from dateline.issue.extract import candidates, leans
from dateline.issue.gate_cuts import is_verb
from dateline.issue.gate_words import (
    CHINESE_BARE,
    CHINESE_DOUBTED,
    CHINESE_OWNED,
    CHINESE_POINTING,
    DOUBTED,
    FUNCTION_WORDS,
    MONTHS,
    OWNED,
    POINTED,
    POINTING,
    WEEKDAYS,
)
from dateline.issue.units import Unit, units
from dateline.records import Article, Evidence, Sentence, Span

_NO_SUBJECT = "it does not name its subject"
_NEAR = 2  # sentences on each side whose doubt counts
_DOUBT = re.compile(rf"\b(?:{DOUBTED})\b", re.I)
_CHINESE_DOUBT = re.compile(CHINESE_DOUBTED)
_ANSWER = re.compile(r"[\"“]?(?:No|Not|Nope|Hardly|Wrong|None|Nothing of|Neither)\b|[“]?(?:不|没有|没|并非|错|非也)")
_POINTING = re.compile(POINTING)
_CHINESE_POINTING = re.compile(CHINESE_POINTING)
_THE = re.compile(r"\b[Tt]he (?:[a-z-]+ ){0,2}?([a-z-]+)(?=(?P<after>\W.*|$))")
_TAIL = re.compile(
    r", the [a-z]+ (?:said|says|announced|added)(?: on \w+day)?\.?$|(?:^|, )[Tt]he [a-z]+ (?=said that [A-Z])"
)
_PERSON = re.compile(r"\b(?:he|she|him|his|her|hers|himself|herself)\b", re.I)
_THING = re.compile(r"\b(?:it|its|they|their|them|theirs|itself|themselves)\b", re.I)
_NAMED = re.compile(
    r"(?<!in )(?<!at )(?<!from )(?<!near )(?<!of )(?<!to )\b(?:(?:Mr|Ms|Mrs|Dr|Prof)\.? )?[A-Z][\w’-]+ [A-Z][\w-]+"
)
_WORD = re.compile(r"[A-Za-z][\w’'-]*")
_OPENED = re.compile(r"(?:In|On|At|By|For|Last|This|Since|From|During|After|Before|Under|With|To) [^,]{1,60}, ")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|「[^」]*」")
_TIME = (
    r"(?:(?:\d{1,4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?|今年|去年|明年|昨日|今日|昨天|今天|周[一二三四五六日]"
    r"|上半年|下半年|全年|[上下中]旬|第[一二三四]季度|，|在|于|的)*"
)
_CHINESE_SUBJECT = re.compile(
    rf"{_TIME}(?:{CHINESE_OWNED}|{CHINESE_BARE}|[\d一二两三四五六七八九十百千万余多几]+[名人位家个条座款])"
)
_CHINESE_BARE = re.compile(
    rf"(?:^|[，。；：、（）“”\s\d年月日]|[向对令给与和为罚被由在从让称说购是称即])(?:{CHINESE_BARE})(?![法债名治])"
)
_COMMON = 2  # characters with which a Chinese headline's subject begins, in the report's head too


def is_framed(proof: Evidence, report: Article) -> bool:
    """Whether the sentences around the stretch, or a colon before it, may say that it is untrue or somebody's claim."""
    spans = _sentences(report)
    first = bisect_right([one.end for one in spans], proof.start)
    last = first
    while last < len(spans) and spans[last].start < proof.end:
        last += 1
    near = [*spans[max(0, first - _NEAR) : first], *spans[last : last + _NEAR]]
    doubt = _doubt(report)
    if any(doubt.search(report.text[one.start : one.end]) for one in near):
        return True
    after = report.text[proof.end :].lstrip()
    before = report.text[: proof.start].rstrip(' \n\t"”’」')
    colon = any(
        ":" in report.text[one.start : one.end] or "：" in report.text[one.start : one.end] for one in near[:_NEAR]
    )
    return (
        bool(_ANSWER.match(after))
        or before.endswith((":", "："))
        or (colon and bool(spans[:first]) and _colon(report, spans, first))
    )


def _colon(report: Article, spans: Sequence[Span], first: int) -> bool:
    """Whether one of the sentences before opens a list with a colon that is no time and no quotation."""
    before = (report.text[one.start : one.end] for one in spans[max(0, first - _NEAR) : first])
    return any(re.search(r"[:：](?!\d)(?!\s*[“\"「])", one) for one in before)


def hangs(text: str, proof: Evidence, report: Article, before: Sequence[Sentence]) -> str | None:
    """What of the sentence means something that only the report's other sentences name; None: nothing.

    All of the report up to it, printed in its order just before it, gives it what it hangs on.
    """
    if _follows(proof, report, before):
        return None
    unit = next((one for one in _units(report) if one.whole.start <= proof.start < one.whole.end), None)
    pointing = (_chinese_pointing if report.language == "zh" else _pointing)(text, report)
    if pointing == _NO_SUBJECT and unit is not None and unit.order == 0:
        pointing = None  # the head of a report introduces whom it speaks of
    if unit is None or unit.leans or leans(text) or pointing:
        return (
            f"it hangs on a sentence of the report that does not stand before it{f' ({pointing})' if pointing else ''}"
        )
    missing = sorted(name for name in unit.needs if name in text.casefold())
    return f"it names {missing[0].title()} in short, whom nothing before it introduces" if missing else None


def is_of(text: str, proof: Evidence, lead: Article) -> bool:
    """Whether a headline's sentence is of the lead report, and its subject is one that the report's head names."""
    if proof.article != lead.id:
        return False
    spans = _sentences(lead)
    opening = lead.text[spans[0].start : spans[0].end] if spans else ""
    if spans and spans[0].start < proof.end and proof.start < spans[0].end:
        return True
    head = f"{lead.title} {opening}"
    if lead.language == "zh":
        subject = re.sub(rf"^{_TIME}(?:中国|全国|美国|我国)?", "", text)[:_COMMON]
        return len(subject) == _COMMON and subject in head
    names = _names(_subject(text), lead)
    return bool(names and names & set(_WORD.findall(head.replace("’s", ""))))


def _follows(proof: Evidence, report: Article, before: Sequence[Sentence]) -> bool:
    """Whether the sentences just before are the whole report up to the stretch, in its order."""
    start, found = proof.start, _sentences(report)
    for one in reversed(before):
        cited = one.evidence
        if len(cited) != 1 or cited[0].article != proof.article or cited[0].end > start:
            return False
        if report.text[cited[0].end : start].strip():
            return False
        start = cited[0].start
        if not found or start <= found[0].start or start <= _units(report)[0].whole.start:
            return True
    return False


def _pointing(text: str, report: Article) -> str | None:
    """The words of an English sentence that point to another one."""
    said = _QUOTED.sub(" ", text)
    rest = _TAIL.sub(" ", said) if _names(_subject(said), report) else said
    if match := _POINTING.search(rest):
        return match.group()
    for match in _THE.finditer(rest):
        word = match[1]
        own = word if word in POINTED else word.removesuffix("s")
        if own in POINTED and not re.match(
            r" (?:of|that|which|who) | [A-Z](?!\w* \d)|, (?:an?|which|who) ", match["after"]
        ):
            return match.group()
    for pattern, named in (
        (_PERSON, _NAMED),
        (_THING, re.compile(r"(?<!^)\b[A-Z][\w’-]+|^[A-Z][\w-]+(?:’s)? |\ban? ")),
    ):
        found = pattern.search(rest)
        if found and not any(_is_antecedent(one.group(), report) for one in named.finditer(rest[: found.start()])):
            return found.group()
    return None if _names_its_subject(text, said, report) else _NO_SUBJECT


def _is_antecedent(words: str, report: Article) -> bool:
    return words in ("a ", "an ") or bool(_names(words, report)) or " " in words.strip()


def _names_its_subject(text: str, said: str, report: Article) -> bool:
    """Whether a name, or “a …” that introduces somebody, stands before the verb."""
    subject = _subject(said)
    words = _WORD.findall(subject)
    if said != text and not words:
        return bool(_names(said, report))
    owned = next((at for at, one in enumerate(words) if one.casefold() in OWNED), None)
    if (
        owned is not None
        and owned <= 1
        and not (_names(" ".join(words[:owned]), report) or _whose(subject, words[owned]))
    ):
        return False
    if said != text and re.search(r"(?:said|says|added) [A-Z]\w+ [A-Z]", said):
        return True
    return bool(_names(subject, report)) or bool(re.match(r"\W*(?:an?|An?) [a-z]", subject))


def _whose(subject: str, word: str) -> bool:
    return bool(re.search(rf"{word} (?:at|of|for) (?:the )?[A-Z]", subject))


def _subject(text: str) -> str:
    """What stands before the first verb, without a time or place in front."""
    rest = _OPENED.sub("", text.lstrip(), count=1)
    match = next((one for one in _WORD.finditer(rest) if is_verb(one.group())), None)
    return rest[: match.start()] if match else rest


def _names(text: str, report: Article) -> set[str]:
    """The names in a piece of a sentence; at its head, only what the report shows to be one elsewhere."""
    found = set[str]()
    for match in _WORD.finditer(text):
        word = match.group().replace("’s", "").removesuffix("'s")
        if not word[:1].isupper() or word in WEEKDAYS | MONTHS or word.casefold() in FUNCTION_WORDS:
            continue
        if match.start() > 0 or _is_name(word, match.group(), text[match.end() :], report):
            found.add(word)
    return found


def _is_name(word: str, whole: str, after: str, report: Article) -> bool:
    if word != whole or any(one.isupper() or one.isdigit() for one in word[1:]) or re.match(" [A-Z]", after):
        return True
    return bool(re.search(rf"[a-z,;] {re.escape(word)}\b", f"{report.text}\n{report.title}"))


def _chinese_pointing(text: str, report: Article) -> str | None:
    said = re.sub("“[^”]*”|「[^」]*」", "“”", text)
    found = _CHINESE_POINTING.search(said) or _CHINESE_BARE.search(said) or _CHINESE_SUBJECT.match(said)
    return found.group().strip("，。；：、") if found else None


def _doubt(report: Article) -> re.Pattern[str]:
    return _CHINESE_DOUBT if report.language == "zh" else _DOUBT


@lru_cache(maxsize=256)
def _sentences(report: Article) -> tuple[Span, ...]:
    return tuple(one.span for one in candidates([report.text]))


@lru_cache(maxsize=256)
def _units(report: Article) -> tuple[Unit, ...]:
    return tuple(units(report))
