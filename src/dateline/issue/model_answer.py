"""How a model is asked to write, and how its answer is read: tagged lines that small models manage.

The reports are strangers' words: they stand between marks that they cannot close, one sentence a line, and what the
model makes of them is taken only as far as it cites them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.errors import Unreadable

MOST_SENTENCES = 12  # that are read of an answer
_MOST_ANSWER = 100_000  # characters
_MOST_LINE = 2_000

# Turns of a conversation as chat models spell them: some servers read them as such wherever they stand.
_TURNS = re.compile(
    r"<[|｜][^<>\n]{0,60}[|｜]>|</?(?:start|end)_of_turn>|</?(?:s|think|bos|eos)>|\[/?(?:INST|SYSTEM_PROMPT)\]|<</?SYS>>",
    re.I,
)
_BRACKETS = re.compile("<{3,}|>{3,}")  # the shape of our marks
_NUMBER = re.compile(r"\[\s*(\d+)\s*\]")  # the shape of a citation
_TAGGED = re.compile(
    r"^[\s>*#-]*(?:\d{1,2}[.)]\s+)?[*_\"]*(?P<tag>HEADLINE|TITLE|SENTENCE|SUMMARY|标题|句子|摘要)S?[*_\"]*\s*\d*\s*"
    r"[:：][*_]*\s*(?P<text>.*)$",
    re.I,
)
_BULLET = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+")
_LIST = r"(?:(?:sentence|source|s|no\.?)\s*)?\d{1,3}(?:\s*[,，、;&]\s*\d{1,3})*"
_CITED = re.compile(rf"\s*[\[【]\s*{_LIST}\s*[\]】]|\s*[(（]\s*\d{{1,3}}\s*[)）](?=\W*$)", re.I)  # (3) at the end only
_HEADLINES = frozenset(("headline", "title", "标题"))


@dataclass(frozen=True, slots=True)
class Numbered:
    """A sentence that the model is given."""

    outlet: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """What the model wrote: a sentence, or some, with the numbers that it cites."""

    text: str
    cites: tuple[int, ...]
    headline: bool = False


def question(part: str, given: Sequence[Numbered], most: int, *, weave: bool = False) -> tuple[str, str]:
    """System and user message that ask for an item or an opening from numbered sentences.

    The nonce in the marks comes of a digest of all the texts, so that no text can hold it, and the same question is the
    same bytes.
    """
    body = "\n".join(_lines(given))
    nonce = hashlib.sha256(body.encode("utf-8", "replace")).hexdigest()[:16]
    rules = _template(part).format(nonce=nonce, most=most, weave=_template("weave") if weave else "")
    body = body.replace(nonce, " ")
    return rules, f"<<<BEGIN REPORTS {nonce}>>>\n{body}\n<<<END REPORTS {nonce}>>>"


def _lines(given: Sequence[Numbered]) -> list[str]:
    lines, outlet = [], ""
    for number, one in enumerate(given, 1):
        if one.outlet != outlet:
            lines.append(f"Outlet: {_disarmed(one.outlet)}")
            outlet = one.outlet
        lines.append(f"[{number}] {_disarmed(one.text)}")
    return lines


def _disarmed(text: str) -> str:
    """The text on one line, with nothing in it that looks like a mark, a turn or a number of ours."""
    text = _BRACKETS.sub(" ", _TURNS.sub(" ", text))
    return " ".join(_NUMBER.sub(r"( \1 )", text).split())


@cache
def _template(name: str) -> str:
    return files("dateline.issue").joinpath("prompts", f"{name}.txt").read_text(encoding="utf-8").rstrip()


def read_answer(text: str, given: int) -> tuple[list[Line], list[str]]:
    """The sentences of an answer, and the lines that name none of the `given` sentences.

    What stands around the tagged lines is no answer. Raises Unreadable when nothing can be taken.
    """
    if len(text) > _MOST_ANSWER:
        raise Unreadable(f"the model's answer is longer than {_MOST_ANSWER} characters")
    lines, uncited = list[Line](), list[str]()
    for raw in text.rpartition("</think>")[2].splitlines():
        tagged = _TAGGED.match(raw[:_MOST_LINE])
        if tagged is None and not _CITED.search(raw[:_MOST_LINE]):
            continue  # prose around the answer, or the fence of a block of code
        said = tagged["text"] if tagged else _BULLET.sub("", raw[:_MOST_LINE])
        said, cites = _cited(said, given)
        if not any(one.isalnum() for one in said):
            continue
        if not cites:
            uncited.append(said)
        elif tagged and tagged["tag"].casefold() in _HEADLINES:
            lines.append(Line(said.rstrip("."), cites, True))
        else:
            lines.append(Line(said, cites))
    if not lines and not uncited:
        raise Unreadable("the model's answer has no sentence with its source")
    return lines[: MOST_SENTENCES + 1], uncited[:MOST_SENTENCES]


def _cited(text: str, given: int) -> tuple[str, tuple[int, ...]]:
    """The text without its citations, and the numbers of sentences that there are."""
    numbers = [int(one) for match in _CITED.finditer(text) for one in re.findall(r"\d+", match.group())]
    bare = " ".join(_CITED.sub("", text).split()).strip(" *_")
    plain = re.sub(r"\s+([.!?。！？])$", r"\1", bare)
    return plain, tuple(dict.fromkeys(one for one in numbers if 1 <= one <= given))
