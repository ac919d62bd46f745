"""The register of rules: what each is called, how grave it is, and the one function that looks.

A new rule is one function with `@rule` and one file of cases, tests/copydesk/<id>.toml.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from dateline.proofs import Proof, ProofItem, ProofParagraph, Surroundings
from dateline.records import Problem


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found; the register adds the rule's id and severity."""

    quote: str
    message: str
    where: str
    mend: str = ""
    replacement: str | None = None  # None: a person must decide
    severity: str | None = None  # None: the rule's own


Look = Callable[[Proof, Surroundings], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the copy desk."""

    id: str
    severity: str  # error, warning or note
    summary: str  # what it finds, for people
    look: Look


SET_APART = frozenset(("quote", "figure", "calendar", "text"))  # kinds of section that repeat what a story has
_RULES: dict[str, Rule] = {}


def rule(name: str, severity: str) -> Callable[[Look], Look]:
    """Enter a function into the register; the first line of its docstring says what it finds."""

    def enter(look: Look) -> Look:
        assert name not in _RULES, f"two rules are called {name}"
        _RULES[name] = Rule(name, severity, (look.__doc__ or "").strip().split("\n")[0], look)
        return look

    return enter


def entered() -> tuple[Rule, ...]:
    """The rules that are in the register, by id; `desk` makes sure that all are."""
    return tuple(_RULES[name] for name in sorted(_RULES))


def place(item: ProofItem | None, paragraph: int | None = None, *, part: str = "") -> str:
    """Where something stands, for people: `part` is introduction, closing, headline … (paragraphs count from 1)."""
    told = []
    if item is not None:
        number = f"{item.number}. " if item.number is not None else ""
        told += [item.section] * bool(item.section) + [f"{number}{item.headline}".strip() or item.id]
    if part:
        told.append(part)
    if paragraph is not None:
        told.append(f"paragraph {paragraph}")
    return " › ".join(told) or "the issue"


def texts(proof: Proof) -> Iterator[tuple[str, ProofItem | None, ProofParagraph]]:
    """Every paragraph that people read, with its place and its item (None: introduction or closing), in order."""
    for number, paragraph in enumerate(proof.introduction, 1):
        yield place(None, number, part="introduction"), None, paragraph
    for item in proof.items:
        for number, paragraph in enumerate(item.paragraphs, 1):
            yield place(item, number), item, paragraph
    for number, paragraph in enumerate(proof.closing, 1):
        yield place(None, number, part="closing"), None, paragraph


def run(
    rules: Iterable[Rule], proof: Proof, around: Surroundings, severities: dict[str, str] | None = None
) -> Iterator[Problem]:
    """What the rules find, rule by rule; `severities` are the edition's own, by rule ("off" leaves a rule out)."""
    own = severities or {}
    for one in rules:
        severity = own.get(one.id)
        if severity == "off":
            continue
        for found in one.look(proof, around):
            yield Problem(
                rule=one.id,
                severity=severity or found.severity or one.severity,
                quote=found.quote,
                message=found.message,
                where=found.where,
                mend=found.mend,
                replacement=found.replacement,
            )
