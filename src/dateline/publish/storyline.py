"""A storyline as a picture that stands alone: its chapters on an axis of time and as a list, as SVG.

It loads nothing and runs nothing. The line of time within an issue is drawn by `timeline`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

from dateline.memory import Chapter, Storyline, Timeline
from dateline.publish.labels import clean, cut, width_of
from dateline.publish.words import Words, words_for
from dateline.records import Issue

_WIDTH, _LEFT, _RIGHT = 680, 24, 656  # pixels
_AXIS = 104  # y of the axis
_LIST = 156  # y of the top of the list
_ROW, _TIGHT_ROW, _GAP_ROW = 46, 26, 22  # heights; tight: more than _MANY chapters
_MANY = 16
_SPINE, _DATE, _HEAD = 38, 56, 152  # x of the dots of the list, of dates, of headlines unless days are wide
_DOT, _MOST = 4.0, 10.0  # radii of one report and of many
_SILENCE = 45  # days without a report that are told
_TICKS = ((1, 8), (3, 24), (12, 96), (60, 480))  # months between ticks, up to so many months
_STOP = " · "
_STYLE = """
.paper { fill: #fdfcf9; }
text { fill: #1d1b19; font: 14px "Noto Sans", "Noto Sans SC", "Noto Sans CJK SC", system-ui, sans-serif; }
.title { font-size: 18px; font-weight: 600; }
.strong { font-weight: 600; }
.quiet { fill: #5c574f; font-size: 12px; }
.rule { stroke: #b9b2a5; stroke-width: 1.5; }
.silent { stroke-dasharray: 2 5; }
.dot { fill: #1f4e79; stroke: #fdfcf9; stroke-width: 1.5; }
@media (prefers-color-scheme: dark) {
.paper { fill: #161514; } text { fill: #e8e4dc; } .quiet { fill: #aba498; } .rule { stroke: #5a544b; }
.dot { fill: #9cc4ea; stroke: #161514; }
}
"""


def svg(line: Storyline | Timeline, language: str = "en", form: str = "") -> str:
    """The picture of a storyline, or of its timeline in an issue, 680 pixels wide; the same one gives the same text.

    Above, the chapters stand on a true axis of time, each dot as large as it has reports; below they are listed with
    their headlines, and silences are told. Undated chapters are listed last and stand on no axis. `form`: of days, as
    `dateforms` has it; empty: the language's own.
    """
    words = words_for(language)
    picture = _Picture(_chapters(line), words, form or words.labels["short_day"])
    rows = list(picture.rows(_strong(line)))
    top = _LIST if picture.days() else _AXIS - 24
    height = top + sum(row.height for row in rows) + 8
    name = re.sub(r"[^A-Za-z0-9-]", "-", line.id) or "storyline"
    phase = words.labels[f"phase_{line.phase}"] if isinstance(line, Storyline) else ""
    title = clean(line.title) or words.labels["untitled"]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}"'
        f' role="img" aria-labelledby="{name}-title" aria-describedby="{name}-what">',
        f'<title id="{name}-title">{escape(title)}</title>',
        f'<desc id="{name}-what">{picture.told()}</desc>',
        f"<style>{_STYLE}</style>",
        '<rect class="paper" width="100%" height="100%"/>',
        f'<text class="title" x="{_LEFT}" y="34">{escape(cut(title, _RIGHT - _LEFT, 18))}</text>',
        f'<text class="quiet" x="{_LEFT}" y="56">{picture.summary(phase)}</text>',
        *picture.axis(),
        *_list(rows, top),
        "</svg>\n",
    ]
    return "\n".join(parts)


def pictures(issue: Issue) -> Iterator[bytes]:
    """The timelines in an issue as pictures that stand alone, in order."""
    for item in (one for section in issue.sections for one in section.items):
        if item.storyline:
            yield svg(item.storyline, issue.language, issue.form.date).encode("utf-8", "replace")


def _chapters(line: Storyline | Timeline) -> list[Chapter]:
    """The chapters, the dated by day, the undated behind them."""
    if isinstance(line, Storyline):
        return sorted(line.chapters, key=lambda one: (one.first is None, one.first or date.max))
    return [Chapter("", one.day, one.day, one.headline, one.outlet, one.url, one.reports) for one in line.points]


def _strong(line: Storyline | Timeline) -> int:
    """Which of the chapters is set in bold: that of the issue, or the last that has a day; -1: none."""
    dated = [at for at, one in enumerate(_chapters(line)) if one.first]
    if isinstance(line, Timeline):
        dated = [at for at, one in enumerate(line.points) if one.is_this]
    return dated[-1] if dated else -1


@dataclass(frozen=True, slots=True)
class _Row:
    """A chapter in the list, or a silence."""

    height: int
    day: str = ""
    headline: str = ""
    about: str = ""
    radius: float = 0.0  # 0: a silence
    strong: bool = False


@dataclass(frozen=True, slots=True)
class _Picture:
    """What is drawn, in the words of a language."""

    chapters: Sequence[Chapter]  # in order
    words: Words
    form: str  # of days

    def days(self) -> list[date]:
        """The first and last days of the chapters, in order."""
        return sorted(day for one in self.chapters for day in (one.first, one.last) if day)

    def summary(self, phase: str) -> str:
        """The line below the title: where the storyline stands, how many chapters it has, from when to when."""
        days, number = self.days(), self._counted("chapter", len(self.chapters))
        ends = [self._day(day) for day in dict.fromkeys((days[0], days[-1]))] if days else []
        return escape(_STOP.join(part for part in (phase, number, " – ".join(ends)) if part))

    def told(self) -> str:
        """All chapters in words, for those who do not see the picture."""
        rows = (f"{self._day(one.first)}: {one.title} ({self._reports(one)})" for one in self.chapters)
        return escape(clean("; ".join(rows)))

    def axis(self) -> Iterator[str]:
        """The axis of time with its ticks, and the chapters on it; nothing where no chapter is dated."""
        days = self.days()
        if not days:
            return
        first, last = days[0].toordinal(), days[-1].toordinal()
        start, end = _LEFT + 12, _RIGHT - 12
        scale: float = (end - start) / (last - first) if last > first else 0.0

        def place(day: date) -> float:
            return start + (day.toordinal() - first) * scale if scale else (start + end) / 2.0

        yield f'<line class="rule" x1="{_LEFT}" x2="{_RIGHT}" y1="{_AXIS}" y2="{_AXIS}"/>'
        yield from self._ticks([(place(day), day) for day in _marked(days[0], days[-1])])
        for one in sorted(self.chapters, key=lambda one: -one.reports):
            if one.first:
                yield f'<circle class="dot" cx="{place(one.first):.1f}" cy="{_AXIS}" r="{_radius(one):.1f}"/>'

    def _ticks(self, marked: Sequence[tuple[float, date]]) -> Iterator[str]:
        """Marks below the axis with the month, or the year where that is January; none over another's words."""
        taken = 0.0
        for x, day in marked:
            month = self.words.dated(day.isoformat(), self.words.labels["short_month"])
            label = str(day.year) if day.month == 1 else month
            half = width_of(label, 12) / 2
            yield f'<line class="rule" x1="{x:.1f}" x2="{x:.1f}" y1="{_AXIS + 12}" y2="{_AXIS + 17}"/>'
            if x - half >= max(taken, _LEFT) and x + half <= _RIGHT:
                taken = x + half + 12
                yield f'<text class="quiet" x="{x:.1f}" y="{_AXIS + 31}" text-anchor="middle">{escape(label)}</text>'

    def rows(self, strong: int) -> Iterator[_Row]:
        """The list: chapters, and silences between them."""
        height = _TIGHT_ROW if len(self.chapters) > _MANY else _ROW
        for at, (before, one) in enumerate(zip([None, *self.chapters], self.chapters, strict=False)):
            if before and before.last and one.first and (silent := (one.first - before.last).days) >= _SILENCE:
                months = round(silent / 30.4)
                told = (
                    self._counted("silent_month", months) if months > 1 else self._counted("silent_week", silent // 7)
                )
                yield _Row(_GAP_ROW, about=told)
            about = _STOP.join(part for part in (clean(one.outlet), self._reports(one)) if part)
            headline = clean(one.title) or self.words.labels["untitled"]
            yield _Row(height, self._day(one.first), headline, about, _radius(one), at == strong)

    def _day(self, day: date | None) -> str:
        return clean(self.words.dated(day.isoformat(), self.form)) if day else self.words.labels["undated"]

    def _reports(self, chapter: Chapter) -> str:
        return self._counted("report", chapter.reports)

    def _counted(self, what: str, count: int) -> str:
        return self.words.labels[what if count == 1 else f"{what}s"].format(count=count)


def _radius(chapter: Chapter) -> float:
    return min(_MOST, _DOT * math.sqrt(max(1, chapter.reports)))


def _marked(first: date, last: date) -> list[date]:
    """The first days of months, quarters or years between two days, some eight of them; the days if there are none."""
    months = (last.year - first.year) * 12 + last.month - first.month
    step = next((step for step, most in _TICKS if months <= most), 240)
    at = (first.year * 12 + first.month - 1) // step * step
    days = [date(one // 12, one % 12 + 1, 1) for one in range(max(at, 12), last.year * 12 + last.month, step)]
    return [day for day in days if first <= day <= last] or [first.replace(day=1)] * (first == last)


def _list(rows: Sequence[_Row], top: float) -> Iterator[str]:
    """The rows, each with its dot on a line that is dotted where the storyline was silent."""
    y, before = top, None
    column = max([_HEAD, *(round(_DATE + width_of(row.day, 12) + 10) for row in rows)])
    lines, marks = list[str](), list[str]()
    for row in rows:
        y += row.height / 2
        if before is not None:
            dotted = " silent" if not row.radius or not before[1] else ""
            lines.append(f'<line class="rule{dotted}" x1="{_SPINE}" x2="{_SPINE}" y1="{before[0]:g}" y2="{y:g}"/>')
        marks += _row(row, y, column)
        before = (y, row.radius)
        y += row.height / 2
    return iter([*lines, *marks])


def _row(row: _Row, y: float, column: int) -> Iterator[str]:
    if not row.radius:
        yield f'<text class="quiet" x="{_DATE}" y="{y + 4:g}">{escape(row.about)}</text>'
        return
    tight = row.height == _TIGHT_ROW
    line = y + 5 if tight else y - 2
    yield f'<circle class="dot" cx="{_SPINE}" cy="{y:g}" r="{row.radius:.1f}"/>'
    yield f'<text class="quiet" x="{_DATE}" y="{line:g}">{escape(row.day)}</text>'
    strong = ' class="strong"' if row.strong else ""
    head, about = cut(row.headline, _RIGHT - column, 14.8 if row.strong else 14), cut(row.about, _RIGHT - column, 12)
    yield f'<text{strong} x="{column}" y="{line:g}">{escape(head)}</text>'
    if not tight:
        yield f'<text class="quiet" x="{column}" y="{y + 16:g}">{escape(about)}</text>'
