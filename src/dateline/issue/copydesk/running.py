"""What the rules on language read: the running text of an issue, paragraph by paragraph, with its language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.issue.copydesk.rules import Finding, texts
from dateline.proofs import Proof, ProofItem, ProofParagraph

MOST = 20_000  # characters of a paragraph: a longer one is no text, and the patterns would take for ever
MASK = "\ue000"  # for private use: stands where no rule on language may look
_RUNNING = frozenset(("text", "entry"))
_MASKED = re.compile(
    r"(?:https?://|\bwww\.)[^\s<>()\[\]\"“”]+(?:\([^\s()]*\)[^\s<>()\[\]\"“”]*)*|(?<![\w.+-])"
    r"[\w.+-]{1,64}@[\w-]{1,64}\.\w+|`[^`\n]+`|<!--.*?-->",
    re.S,
)
_QUOTED = re.compile(r"“[^“”]*(?:”|$)|\"[^\"]*(?:\"|$)|「[^」]*」|«[^»]*»|„[^“”]*[“”]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    """
    the of and to in is was for on that with as by it its at from has have are were be will this an or which who
    their more than said after but not about over into new also could would when while can been he she they his her
    """.split()
)
_LEAST = 0.12  # share of those words in English running text; other languages of Latin script stay well below


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph with its place and neighbours in the same item."""

    where: str
    item: ProofItem | None  # None: introduction or closing
    paragraph: ProofParagraph
    before: ProofParagraph | None
    after: ProofParagraph | None
    language: str  # of its words; "und" where they are not in the language that the issue claims

    @property
    def raw(self) -> str:
        """The text as it stands."""
        return self.paragraph.text

    @property
    def text(self) -> str:
        """The text with addresses and code masked, of the same length."""
        return masked(self.paragraph.text)

    @property
    def own(self) -> str:
        """The text without what stands between quotation marks either, of the same length."""
        return _QUOTED.sub(_hidden, self.text)

    def finding(
        self,
        start: int,
        end: int,
        message: str,
        *,
        mend: str = "",
        replacement: str | None = None,
        severity: str | None = None,
    ) -> Finding:
        """A finding on a stretch of the text."""
        return Finding(self.raw[start:end], message, self.where, mend, replacement, severity)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a stretch of a text."""

    start: int
    end: int
    message: str
    replacement: str | None = None


def pieces(proof: Proof) -> Iterator[Piece]:
    """The paragraphs that are sentences, in order."""
    found = list(texts(proof))
    for at, (where, item, paragraph) in enumerate(found):
        if paragraph.kind not in _RUNNING or not paragraph.text.strip() or len(paragraph.text) > MOST:
            continue
        before = found[at - 1] if at and found[at - 1][1] is item else None
        after = found[at + 1] if at + 1 < len(found) and found[at + 1][1] is item else None
        yield Piece(
            where,
            item,
            paragraph,
            before[2] if before else None,
            after[2] if after else None,
            tongue(paragraph, proof.language),
        )


def masked(text: str) -> str:
    """A text with addresses, code and comments masked, of the same length."""
    return _MASKED.sub(_hidden, text)


def tongue(paragraph: ProofParagraph, language: str) -> str:
    """The language of a paragraph: Chinese by its script, others as the issue says, as far as that can be true."""
    told = {one.language for one in paragraph.sentences if one.language}
    said = told.pop() if len(told) == 1 else language
    said = (said or "und").split("-")[0].lower()
    han, letters = len(_HAN.findall(paragraph.text)), len(_LETTER.findall(paragraph.text))
    if said not in ("ja", "ko") and han * 2 > letters:
        return "zh"
    if said == "zh" or (said == "en" and not _is_english(paragraph.text)):
        return "und"
    return said


def context(text: str, start: int, end: int, words: int = 1) -> tuple[int, int]:
    """A stretch made longer by whole words on both sides, so that it can be found again."""
    for _ in range(words):
        before = re.search(r"\S+\s*$", text[:start])
        after = re.match(r"\s*\S+", text[end:])
        start = before.start() if before else start
        end = end + after.end() if after else end
    return start, end


def _hidden(match: re.Match[str]) -> str:
    return MASK * len(match.group())


def _is_english(text: str) -> bool:
    words = [one.casefold() for one in _WORD.findall(text)]
    if len(words) < 8:
        return text.isascii() or not re.search("[¿¡«»ßäöüñçàèìòù]", text)
    return sum(one in _ENGLISH for one in words) >= _LEAST * len(words)
