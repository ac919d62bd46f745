"""Lines on pages to paragraphs: reading order over columns, paragraphs by gaps and sizes, hyphens, running heads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from dateline.text.markup import squeeze
from dateline.tokens import is_unspaced

_WIDER = 1.25  # times the usual leading: a gap that parts paragraphs
_OTHER_SIZE = 1.12  # times the size of the line before: another kind of text
_EDGE = 0.1  # of the page's height at top and foot, where running lines stand
_SENTENCE_END = re.compile(r"[.!?…:。！？”\"’)»]$")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text with its box in points, the origin at the foot of the page, and its type size."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float


def without_running_lines(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without page numbers, and without heads and feet that come back on other pages."""
    edges = [{_mask(line.text) for line in _edge_lines(page)} for page in pages]
    counts = Counter(mask for page in edges for mask in page)
    running = {mask for mask, count in counts.items() if count >= max(2, len(pages) // 3)}
    kept = []
    for page in pages:
        edge = set(map(id, _edge_lines(page)))
        kept.append(
            [
                line
                for line in page
                if id(line) not in edge or not (_mask(line.text) in running or _is_number(line.text))
            ]
        )
    return kept


def flow(pages: Sequence[Sequence[Line]]) -> tuple[str, ...]:
    """The paragraphs of a document; one that a column or page cuts is put together again."""
    paragraphs: list[list[Line]] = []
    for page in pages:
        for column in in_reading_order(page):
            parts = _paragraphs(column)
            if paragraphs and parts and _goes_on(paragraphs[-1], parts[0]):
                paragraphs[-1] += parts.pop(0)
            paragraphs += parts
    words = Counter(word for page in pages for line in page for word in re.findall(r"\w+(?:-\w+)+", line.text))
    return tuple(text for text in (_joined(paragraph, words) for paragraph in paragraphs) if text)


def _edge_lines(page: Sequence[Line]) -> list[Line]:
    if not page:
        return []
    top, bottom = max(line.top for line in page), min(line.bottom for line in page)
    margin = _EDGE * (top - bottom)
    return [line for line in page if line.bottom > top - margin or line.top < bottom + margin]


def _mask(text: str) -> str:
    return _DIGITS.sub("0", squeeze(text)).casefold()


def _is_number(text: str) -> bool:
    return bool(
        re.fullmatch(
            r"\W*(?:page|seite|p\.|第)?\s*\d{1,4}\s*(?:页|頁)?\W*(?:(?:of|von|de|/)\s*\d{1,4})?\W*", text.strip(), re.I
        )
    )


def in_reading_order(page: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines in reading order, in one run for each column; a line over both columns ends the two above it."""
    gutter = _gutter(page)
    if gutter is None:
        yield sorted(page, key=lambda line: (-line.bottom, line.left)) if _is_shuffled(page) else list(page)
        return
    left: list[Line] = []
    right: list[Line] = []
    for line in sorted(page, key=lambda line: -line.top):
        if line.left < gutter < line.right:
            yield from (run for run in (left, right, [line]) if run)
            left, right = [], []
        else:
            (left if line.right <= gutter else right).append(line)
    yield from (run for run in (left, right) if run)


def _is_shuffled(page: Sequence[Line]) -> bool:
    """Whether the file gives its lines in no order from top to foot."""
    rises = sum(after.bottom > before.top for before, after in pairwise(page))
    return rises > 0.2 * len(page)


def _gutter(page: Sequence[Line]) -> float | None:
    """Where two columns part: a place that few lines cross, with lines on both sides; None: one column."""
    if len(page) < 8:
        return None
    first, last = min(line.left for line in page), max(line.right for line in page)
    places = [first + (last - first) * step / 40 for step in range(14, 27)]
    crossing = {place: sum(line.left < place < line.right for line in page) for place in places}
    fewest = min(crossing.values())
    free = [place for place in places if crossing[place] == fewest]
    place = free[len(free) // 2]
    beside = min(sum(line.right <= place for line in page), sum(line.left >= place for line in page))
    wide = [line for line in page if line.right - line.left > 0.25 * (last - first)]
    return place if beside >= 4 and fewest <= 0.3 * len(page) and len(wide) >= 0.5 * len(page) else None


def _paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    steps = [before.bottom - line.bottom for before, line in pairwise(lines)]
    leading = median([step for step in steps if step > 1] or [0.0])
    edge = max((line.right for line in lines), default=0.0)
    margin = min((line.left for line in lines), default=0.0)
    found: list[list[Line]] = []
    for line in lines:
        if found and not _parts(found[-1][-1], line, leading=leading, edge=edge, margin=margin):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _parts(before: Line, line: Line, *, leading: float, edge: float, margin: float) -> bool:
    """Whether a paragraph ends between two lines."""
    step = before.bottom - line.bottom
    if abs(step) < 0.5 * line.size:
        return False  # the same line in two pieces
    if step < 0 or step > _WIDER * max(leading, line.size):
        return True
    if max(before.size, line.size) > _OTHER_SIZE * min(before.size, line.size):
        return True
    short = before.right < edge - 0.12 * (edge - margin)
    indented = 0.8 * line.size < line.left - margin < 4 * line.size and before.left - margin < 0.5 * line.size
    return (short or indented) and _SENTENCE_END.search(before.text) is not None


def _goes_on(paragraph: Sequence[Line], following: Sequence[Line]) -> bool:
    """Whether a paragraph that ends a column or page goes on in the next one."""
    last, first = paragraph[-1], following[0]
    alike = max(last.size, first.size) <= _OTHER_SIZE * min(last.size, first.size)
    return alike and _SENTENCE_END.search(last.text) is None and len(last.text) > 25 and not first.text[:1].isupper()


def _joined(lines: Sequence[Line], words: Counter[str]) -> str:
    """The lines as one text; a hyphen at a line's end goes, unless the word is written with it elsewhere."""
    whole = ""
    for line in lines:
        text = line.text
        if whole.endswith("\xad"):
            whole = whole[:-1] + text
        elif whole.endswith("-") and text[:1].islower():
            compound = f"{whole.rsplit(' ', 1)[-1]}{text.split(' ', 1)[0]}".strip(".,;:")
            whole = (whole if words[compound] else whole[:-1]) + text
        elif whole and is_unspaced(whole[-1]) and is_unspaced(text):
            whole += text
        else:
            whole = f"{whole} {text}" if whole else text
    return squeeze(whole)
