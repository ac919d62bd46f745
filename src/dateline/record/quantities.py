"""What a figure is of, by the words around it: users, revenue, a share; what is done with it, and what may limit it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dateline.records import Figure, Statement
from dateline.tokens import tokens

BARE = "number"  # the quantity of figures that do not say what they count
_BEHIND = 12  # characters that a noun behind the figure counts as farther away than one before it
_NEAR = 70  # characters around an amount in which its noun is looked for
_SPLIT = re.compile(
    r"[;:()\[\]“”\"«»„‘—–，；：。！？（）「」]|,(?!\d)|\s-\s|"
    r"\b(?:and|but|while|whereas|which|who|whose|und|aber|während|et|mais|tandis|y|pero|mientras)\b",
    re.I,
)
_EMPLOYS = re.compile(r"\bemploy|\bbeschäftig|\bemple|\bemplo[iy]|雇|员工", re.I)
_GENITIVE = re.compile(r"(?:['’]s?|的)\s*$")
_TIMES = re.compile(
    r"\b(?:(?:in|on|by|at|of|for|to|from|since|until|during|im|am|bis|seit|en|au|du|depuis|desde|hasta)\s+)?"
    r"(?:the\s+)?(?:(?:first|second|third|fourth|last|past|full|nine|six|three|\d+)\s+)*"
    r"(?:(?:19|20)\d\d|(?-i:January|February|March|April|May|June|July|August|September|October|November|December)|quarter|half|"
    r"months?|years?|week|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b|"
    r"(?:19|20)\d\d年|[一二三四]季度|[上下]半年|\d+月|\d+日|去年|今年",
    re.I,
)
_NEUTRAL = frozenset(  # words that limit nothing
    """
    a an the its his her their of in to on at is was were are be been being has have had with by that this it also now
    already currently today so far total altogether overall about some around roughly nearly almost more less than over
    under up at least as many company group firm giant maker app said says say told reported announced according
    million billion trillion thousand percent per cent der die das des dem den ein eine einen in im von bei mit auf lag
    hat haben ist war rund etwa el la los las un una de del en con es son fue le les l un une de du des en à au est a
    millones mil milliards millions milliarden millionen 的 了 为 是 达 达到 拥有 有 共 约 已 名 超过 其
    """.split()
)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a statement claims, as far as it can be compared."""

    quantity: str
    action: str | None  # of data/quantities.toml; None: no word tells
    context: frozenset[str]  # words of the clause that may limit it


def claim_of(statement: Statement) -> Claim:
    """What a statement is of, what is done with it, and the words that may limit it."""
    figure = statement.figure
    clause = _clause(statement)
    noun = _amount_noun(clause, figure)
    quantity = _quantity(figure, clause, noun)
    if quantity == "people" and _EMPLOYS.search(clause):
        quantity = "employees"
    return Claim(quantity, _action(clause, figure), _context(clause, statement, noun))


def noun_at_end(words: str) -> str:
    """The counted noun at the end of words without spaces between them; empty: none that is known."""
    return max((noun for noun in _vocabulary().nouns if words.endswith(noun)), key=len, default="")


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    nouns: Mapping[str, str]  # singular word → quantity
    beginnings: tuple[tuple[str, str], ...]
    amounts: re.Pattern[str]  # one group a quantity
    names: Mapping[str, str]  # group → quantity
    actions: re.Pattern[str]  # one group an action


@cache
def _vocabulary() -> _Vocabulary:
    text = (resources.files("dateline.record") / "data" / "quantities.toml").read_text("utf-8")
    table = tomllib.loads(text)
    nouns = {word.lower(): name for name, words in table["nouns"].items() for word in words if not word.endswith("*")}
    starts = [(word[:-1].lower(), name) for name, words in table["nouns"].items() for word in words if word[-1] == "*"]
    names = {f"q{place}": name for place, name in enumerate(table["amounts"])}
    amounts = "|".join(f"(?P<{key}>{'|'.join(map(_pattern, table['amounts'][name]))})" for key, name in names.items())
    actions = "|".join(f"(?P<{name}>{'|'.join(map(_bounded, words))})" for name, words in table["actions"].items())
    return _Vocabulary(nouns, tuple(starts), re.compile(amounts, re.I), names, re.compile(actions, re.I))


def _pattern(word: str) -> str:
    bare = re.escape(word.rstrip("*"))
    if not word[0].isascii():
        return bare
    return rf"\b{bare}" + (r"\w*" if word.endswith("*") else r"s?\b")


def _bounded(expression: str) -> str:
    return rf"\b(?:{expression})\b" if expression[0].isascii() else expression


def _clause(statement: Statement) -> str:
    """The part of the sentence between the marks and conjunctions around the figure."""
    sentence, text = statement.sentence, statement.figure.text
    at = sentence.find(text)
    if at < 0:
        return text
    cuts = [one for one in _SPLIT.finditer(sentence) if one.end() <= at or one.start() >= at + len(text)]
    start = max((one.end() for one in cuts if one.end() <= at), default=0)
    end = min((one.start() for one in cuts if one.start() >= at + len(text)), default=len(sentence))
    return sentence[start:end]


def _amount_noun(clause: str, figure: Figure) -> re.Match[str] | None:
    """The noun of an amount or share that stands nearest, before it rather than behind it."""
    if figure.kind not in ("money", "percent"):
        return None
    at = clause.find(figure.text)
    end = at + len(figure.text)
    found = [one for one in _vocabulary().amounts.finditer(clause) if one.end() <= at or one.start() >= end]
    distances = [at - one.end() if one.end() <= at else one.start() - end + _BEHIND for one in found]
    nearest = min(zip(distances, range(len(found)), strict=True), default=None)
    return found[nearest[1]] if nearest and nearest[0] <= _NEAR else None


def _quantity(figure: Figure, clause: str, noun: re.Match[str] | None) -> str:
    if figure.kind not in ("money", "percent"):
        return _noun(figure)
    named = _vocabulary().names[noun.lastgroup or ""] if noun else None
    if figure.kind == "money":
        return named or f"amount in “{figure.text}”"
    behind = clause[clause.find(figure.text) + len(figure.text) :]
    of = re.match(r"\s*(?:of|的|der|de[ls]?|du)\s+(.{2,40})", behind)
    return f"percent {named or 'of'} {of.group(1).strip() if of else ''}".strip()


def _noun(figure: Figure) -> str:
    unit = (figure.unit or figure.counted or "").lower()
    words = _vocabulary()
    for form in (unit, _singular(unit)):
        if form in words.nouns:
            return words.nouns[form]
    return next((name for start, name in words.beginnings if unit.startswith(start)), unit or BARE)


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and len(word) > 3 else word


def _action(clause: str, figure: Figure) -> str | None:
    """What is done with what is counted, by the word of the clause nearest to the figure; None: no word tells."""
    at = max(0, clause.find(figure.text))
    end = at + len(figure.text)
    found = list(_vocabulary().actions.finditer(clause))
    distances = [(at - one.end(), one.lastgroup) for one in found if one.end() <= at]
    distances += [(one.start() - end, one.lastgroup) for one in found if one.start() >= end]
    nearest = min(distances, key=lambda one: one[0], default=None)
    if nearest:
        return nearest[1]
    return "holds" if _GENITIVE.search(clause[:at]) else None


def _context(clause: str, statement: Statement, noun: re.Match[str] | None) -> frozenset[str]:
    """The words of a clause but for the subject, the figure, its noun, what is done, times and empty words."""
    figure = statement.figure
    words = _vocabulary()
    left = clause.replace(figure.text, " ", 1)
    if noun:
        left = left.replace(noun.group(), " ", 1)
    left = _TIMES.sub(" ", words.actions.sub(" ", left))
    for name in sorted(_subject_words(statement), key=len, reverse=True):
        left = re.sub(rf"{re.escape(name)}(?:['’]s)?", " ", left, flags=re.I)
    gone = set(tokens(f"{figure.counted or ''} {figure.unit or ''} {figure.scope or ''}"))
    kept = (word.removesuffix("'s").removesuffix("’s") for word in tokens(left))
    return frozenset(
        word for word in kept if word not in _NEUTRAL | gone and _singular(word) not in words.nouns and len(word) > 1
    )


def _subject_words(statement: Statement) -> set[str]:
    """How the sentence may name the subject: its name, and the first word of it."""
    subject = statement.figure.subject or ""
    first = subject.split()[0] if subject.split() else subject
    return {one for one in (subject, first, *statement.names) if len(one) > 1}
