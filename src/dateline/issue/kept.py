"""Finds the sentences of a draft again in the text that an editor made of it, and keeps their evidence.

Sentences are compared without escapes, the shape of quotation marks and the kind of white space: a program that wraps
lines, sets no-break spaces or straightens quotation marks changes nothing of what a source said. A space that comes or
goes does, but for one at the end of a line or beside a script without spaces.

A credit that names another report than the evidence makes a sentence the editor's. One that is taken away does not:
what the sentence says is still the report's, and its evidence tells which.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from dateline import dateforms
from dateline.issue import markdown
from dateline.issue.markdown_blocks import Block, is_wide, join_lines
from dateline.records import Issue, Item, Paragraph, Sentence
from dateline.sentences import sentences

_TARGET = r"\((?:<([^<>]*)>|((?:[^\s<>()]|\([^\s<>()]*\))*))\)"
_CREDIT = re.compile(rf"\s*[(（]\[((?:\\.|[^\]\\])+)\]{_TARGET}[)）]")
_INLINE_LINK = re.compile(r"(?<!\\)\[(?:\\.|[^\]\\\n])+\]\(")
_ENDS = tuple(".!?…。！？\"'”’」』)）")
_LED_IN = (*_ENDS, ":", "：")  # a sentence of the edition may lead in the next one
_DAY = re.compile(rf",\s*(?:{dateforms.pattern(dateforms.USUAL[0])})$")  # behind the outlet in the credit of background
_HEAD = 4  # characters that tell whether a sentence is of a script without spaces, behind its quotation marks
_STRAIGHT = str.maketrans("“”„‟‘’‚‛", "\"\"\"\"''''")


@dataclass(slots=True)
class _Place:
    """Where a sentence stands in the draft."""

    part: str
    sentence: Sentence
    taken: bool = False  # it was found again where it stood
    lent: bool = False  # it was found in another part


@dataclass(frozen=True, slots=True)
class _Row:
    """A paragraph of the draft with the places of its sentences."""

    paragraph: Paragraph
    places: list[_Place]


class Kept:
    """The sentences of a draft by what they say; reading an edited part takes them one by one."""

    def __init__(self, base: Issue):
        items = [item for section in base.sections for item in section.items]
        parts = [("introduction", base.introduction), ("closing", base.closing)]
        parts += [(f"section {section.key}", section.note) for section in base.sections]
        parts += [(item.id, item.paragraphs) for item in items]
        self._reports = dict(_reports(items))  # id → outlet and address
        self._paragraphs: dict[tuple[str, str], list[_Row]] = {}  # by kind and text
        self._own: dict[tuple[str, str, str], list[_Row]] = {}  # by part, kind and text
        self._places: dict[str, list[_Place]] = {}
        self._own_places: dict[tuple[str, str], list[_Place]] = {}  # by part and what is said
        self._texts: dict[str, dict[str, None]] = {}  # the ways in which it is written
        self._by_head: dict[str, list[str]] = {}  # first character → what begins with it, longest first
        for part, paragraphs in parts:
            for paragraph in paragraphs:
                self._enter(part, paragraph)
        for texts in self._by_head.values():
            texts.sort(key=len, reverse=True)

    def _enter(self, part: str, paragraph: Paragraph) -> None:
        places = [_Place(part, one) for one in paragraph.sentences]
        kind, text, row = paragraph.kind, _shown(paragraph), _Row(paragraph, places)
        self._paragraphs.setdefault((kind, text), []).append(row)
        self._own.setdefault((part, kind, text), []).append(row)
        for place in places:
            key = folded(place.sentence.text)
            if key and key not in self._places:
                self._by_head.setdefault(key[0], []).append(key)
            self._places.setdefault(key, []).append(place)
            self._own_places.setdefault((part, key), []).append(place)
            self._texts.setdefault(key, {})[place.sentence.text] = None

    def whole(self, part: str, block: Block) -> Paragraph | None:
        """The paragraph of the draft that the block still is; None: it was changed or is new."""
        kind, text = block.kind, _text_of(block)
        own = self._own.get((part, kind, text), [])
        fitting = own or self._paragraphs.get((kind, text), [])
        if not fitting:
            return None
        row = next((row for row in fitting if not all(place.taken for place in row.places)), fitting[0])
        for place in row.places:
            place.taken, place.lent = place.taken or bool(own), place.lent or not own
        return row.paragraph

    def has(self, part: str, block: Block) -> bool:
        """Whether the draft's part has a paragraph that reads as the block does."""
        return (part, block.kind, _text_of(block)) in self._own

    def changed(self, part: str, block: Block) -> Paragraph:
        """The sentences of a changed paragraph: those of the draft with their evidence, the others as the editor's."""
        if block.kind == "code":
            return Paragraph((Sentence(block.text, "editor"),), "code")
        return Paragraph(tuple(_Reading(self, part, block).sentences()), block.kind)

    def starting_with(self, head: str) -> list[str]:
        """What sentences of the draft say, folded, that begin with this character; the longest first."""
        return self._by_head.get(head, [])

    def says(self, key: str, shown: str) -> bool:
        """Whether a sentence of the draft that folds to this has its spaces where the text shows them."""
        return any(_reads_as(shown, text) for text in self._texts[key])

    def take(self, key: str, part: str, shown: str, rest: str) -> Sentence:
        """The sentence of the draft that says this: best the one with the credit that follows, of the same part."""

        def fitness(place: _Place) -> tuple[bool, int]:
            own = place.part == part
            used = place.taken if own else place.lent
            return not _has_credit(place.sentence, rest), 2 * used + (not own)

        own = [one for one in self._own_places.get((part, key), ()) if _reads_as(shown, one.sentence.text)]
        place = min(own, key=fitness, default=None)
        if place is None or fitness(place) > (False, 0):  # else no other place fits better
            place = min((one for one in self._places[key] if _reads_as(shown, one.sentence.text)), key=fitness)
        if place.part == part:
            place.taken = True
        else:
            place.lent = True
        return place.sentence

    def with_credit(self, sentence: Sentence, credit: str, url: str) -> Sentence:
        """The sentence with a credit that the editor gave it; the editor's own where its evidence is of another."""
        changed = replace(sentence, credit=credit, credit_url=url)
        reports = [self._reports.get(proof.article) for proof in sentence.evidence]
        if all(report == (_DAY.sub("", credit), url) for report in reports):
            return changed
        return replace(changed, origin="editor", evidence=())


def _shown(paragraph: Paragraph) -> str:
    """What a block of the paragraph's kind says when it was left as it is."""
    if paragraph.kind == "code":
        return _lines(markdown.code_text(paragraph))
    return markdown.paragraph(paragraph) if paragraph.kind == "text" else markdown.entry(paragraph)


def _text_of(block: Block) -> str:
    return _lines(block.text) if block.kind == "code" else block.joined


def _lines(code: str) -> str:
    """Code without white space at the ends of lines and with one blank line for several: programs change these."""
    return re.sub(r"\n(?:\s*\n)+", "\n\n", "\n".join(line.rstrip() for line in code.split("\n"))).strip("\n")


def _reports(items: Iterable[Item]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Outlet and address of each report that a sentence of the items has as evidence."""
    for item in items:
        for sentence in (one for part in item.paragraphs for one in part.sentences):
            own = _DAY.sub("", sentence.credit) if sentence.credit else item.outlet
            url = (sentence.credit_url or "") if sentence.credit else item.url
            yield from ((proof.article, (own, markdown.address(url))) for proof in sentence.evidence)


def _has_credit(sentence: Sentence, rest: str) -> bool:
    own = markdown.credit(sentence)
    return rest.startswith(own) if own else not _CREDIT.match(rest)


class _Reading:
    """One changed paragraph, its text folded with the place of each character."""

    def __init__(self, kept: Kept, part: str, block: Block):
        self.kept, self.part, self.block, self.text = kept, part, block, block.text
        self.starts, folded = list[int](), list[str]()
        self.ends = list[int]()
        for match in re.finditer(r"\\([!-/:-@\[-`{-~])|(\S)", self.text):
            self.starts.append(match.start())
            self.ends.append(match.end())
            folded.append(match[1] or match[2])
        self.folded = "".join(folded).translate(_STRAIGHT)

    def sentences(self) -> Iterator[Sentence]:
        at = gap = 0  # of the folded text
        while at < len(self.folded):
            key = self.key_at(at) if at == gap or self.may_begin(at) else None
            if key is None:
                at += 1
                continue
            yield from self.editors(self.raw(gap, at))
            end = self.ends[at + len(key) - 1]
            shown = self.text[self.starts[at] : end]
            known = self.kept.take(key, self.part, shown, self.text[end:])
            known = known if _differs_by_lines(shown, known.text) else replace(known, text=_plain(shown))
            known, end = self.credited(known, end)
            yield known
            at = gap = bisect_left(self.starts, end)
        yield from self.editors(self.raw(gap, at))

    def raw(self, first: int, last: int) -> str:
        """The text between two places of the folded text."""
        return self.text[self.starts[first] : self.ends[last - 1]] if first < last else ""

    def key_at(self, at: int) -> str | None:
        """The longest sentence of the draft that stands here and ends where a sentence may end."""
        fitting = (key for key in self.kept.starting_with(self.folded[at]) if self.folded.startswith(key, at))
        ending = ((key, at + len(key)) for key in fitting if self.may_end(at + len(key)))
        return next((key for key, end in ending if self.kept.says(key, self.raw(at, end))), None)

    def may_begin(self, at: int) -> bool:
        start = self.starts[at]
        before = self.text[self.ends[at - 1] - 1]
        return before in _ENDS and (self.text[start - 1].isspace() or before in markdown.UNSPACED_ENDS)

    def may_end(self, place: int) -> bool:
        end = self.ends[place - 1]
        last, following = self.text[end - 1], self.text[end : end + 1]
        if not following or _CREDIT.match(self.text, end):
            return True
        return last in _LED_IN and (following.isspace() or not markdown.joint(last, self.text[end : end + _HEAD]))

    def credited(self, known: Sentence, end: int) -> tuple[Sentence, int]:
        """The sentence with the credit that follows, and where that ends."""
        own = markdown.credit(known)
        if own and self.text.startswith(own, end):
            return known, end + len(own)
        match = _CREDIT.match(self.text, end)
        if match:
            return self.kept.with_credit(known, _plain(match[1]), match[2] or match[3] or ""), match.end()
        return replace(known, credit=None, credit_url=None), end

    def editors(self, text: str) -> Iterator[Sentence]:
        """The sentences of text that the draft does not have, with the credits that the editor gave."""
        at = 0
        for match in _CREDIT.finditer(text):
            own = list(self._split(text[at : match.start()]))
            if not own:
                raise self.block.problem(f"the credit “{match[0].strip()}” stands behind no sentence: take it out")
            yield from own[:-1]
            yield replace(own[-1], credit=_plain(match[1]), credit_url=match[2] or match[3])
            at = match.end()
        yield from self._split(text[at:])

    def _split(self, text: str) -> Iterator[Sentence]:
        link = _INLINE_LINK.search(text)
        if link:
            raise self.block.problem(
                f"“{text[link.start() :][:60]}” is a link within the text: an issue has links behind a sentence, "
                "as ([Outlet](<https://…>)), or below an item"
            )
        plain = _plain(text)
        for span in sentences(plain):
            yield Sentence(plain[span.start : span.end], "editor")


def _plain(text: str) -> str:
    return markdown.unescape(join_lines(text))


def folded(text: str) -> str:
    """Text without white space and with straight quotation marks: what two ways of writing the same have in common."""
    return "".join(text.split()).translate(_STRAIGHT)


def _differs_by_lines(shown: str, text: str) -> bool:
    """Whether shown text says the same with the same spacing, breaks of lines aside."""
    return bool(re.fullmatch(_pattern(shown, _spaced), _spaced(text)))


def _reads_as(shown: str, text: str) -> bool:
    """Whether shown text says the same, breaks of lines and spaces beside a script without them aside."""
    return bool(re.fullmatch(_pattern(shown, _closed_up), _closed_up(text)))


def _pattern(shown: str, form: Callable[[str], str]) -> str:
    return " ?".join(re.escape(form(markdown.unescape(line))) for line in shown.split("\n"))


def _spaced(text: str) -> str:
    """The text with one space for each run of white space, and straight quotation marks."""
    return " ".join(text.split()).translate(_STRAIGHT)


def _closed_up(text: str) -> str:
    """As `_spaced`, without the spaces beside a script that has none."""
    out = ""
    for word in text.split():
        out += ("" if not out or is_wide(out[-1]) or is_wide(word[0]) else " ") + word
    return out.translate(_STRAIGHT)
