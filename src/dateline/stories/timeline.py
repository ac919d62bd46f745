"""A storyline as a picture: its chapters on an axis of time and as a list, as SVG that loads and runs nothing."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

from dateline import dateforms
from dateline.memory import Chapter, Phase, Storyline

_WIDTH, _LEFT, _RIGHT = 680, 24, 656  # pixels
_AXIS = 104  # y of the axis
_LIST = 156  # y of the top of the list
_ROW, _TIGHT_ROW, _GAP_ROW = 46, 26, 22  # heights; tight: more than _MANY chapters
_MANY = 16
_SPINE, _DATE, _HEAD = 38, 56, 152  # x of the dots of the list, of dates, of headlines
_DOT, _MOST = 4.0, 10.0  # radii of one report and of many
_SILENCE = 45  # days without a report that are told
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
_TICKS = ((1, 8), (3, 24), (12, 96), (60, 480))  # months between ticks, up to so many months
_STYLE = """
.paper { fill: #fdfcf9; }
text { fill: #1d1b19; font: 14px "Noto Sans", "Noto Sans SC", "Noto Sans CJK SC", system-ui, sans-serif; }
.title { font-size: 18px; font-weight: 600; }
.last { font-weight: 600; }
.quiet { fill: #5c574f; font-size: 12px; }
.rule { stroke: #b9b2a5; stroke-width: 1.5; }
.silent { stroke-dasharray: 2 5; }
.dot { fill: #1f4e79; stroke: #fdfcf9; stroke-width: 1.5; }
@media (prefers-color-scheme: dark) {
.paper { fill: #161514; } text { fill: #e8e4dc; } .quiet { fill: #aba498; } .rule { stroke: #5a544b; }
.dot { fill: #9cc4ea; stroke: #161514; }
}
"""


@dataclass(frozen=True, slots=True)
class TimelineWords:
    """The words and dates of the picture, in one language."""

    language: str = "en"
    day: str = "D Mon YYYY"  # as `dateforms` has it
    month: str = "Mon YYYY"
    chapters: str = "{n} chapters"
    chapter: str = "1 chapter"
    reports: str = "{n} reports"
    report: str = "1 report"
    months: str = "{n} months of silence"
    weeks: str = "{n} weeks of silence"
    undated: str = "undated"
    stop: str = " · "
    phases: tuple[str, ...] = ("new", "developing", "steady", "fading", "revived")


ENGLISH = TimelineWords()
_WORDS = {
    "zh": TimelineWords(
        language="zh",
        day="YYYY年M月D日",
        month="YYYY年M月",
        chapters="{n}章",
        chapter="1章",
        reports="{n}篇报道",
        report="1篇报道",
        months="沉寂{n}个月",
        weeks="沉寂{n}周",
        undated="日期不详",
        phases=("新出现", "发展中", "平稳", "减弱", "再起"),
    ),
    "de": TimelineWords(
        language="de",
        day="D. Mon YYYY",
        chapters="{n} Kapitel",
        chapter="1 Kapitel",
        reports="{n} Berichte",
        report="1 Bericht",
        months="{n} Monate ohne Bericht",
        weeks="{n} Wochen ohne Bericht",
        undated="undatiert",
        phases=("neu", "nimmt zu", "stetig", "nimmt ab", "wieder da"),
    ),
    "es": TimelineWords(
        language="es",
        chapters="{n} capítulos",
        chapter="1 capítulo",
        reports="{n} noticias",
        report="1 noticia",
        months="{n} meses de silencio",
        weeks="{n} semanas de silencio",
        undated="sin fecha",
        phases=("nuevo", "en desarrollo", "estable", "decreciente", "de vuelta"),
    ),
    "fr": TimelineWords(
        language="fr",
        chapters="{n} chapitres",
        chapter="1 chapitre",
        reports="{n} articles",
        report="1 article",
        months="{n} mois de silence",
        weeks="{n} semaines de silence",
        undated="sans date",
        phases=("nouveau", "en cours", "stable", "en recul", "de retour"),
    ),
}


def words_for(language: str) -> TimelineWords:
    """The words for a language (ISO 639-1 or BCP 47); English where there are none of its own."""
    return _WORDS.get(language.lower().replace("_", "-").split("-")[0], ENGLISH)


def svg(storyline: Storyline, *, words: TimelineWords = ENGLISH) -> str:
    """The picture of a storyline, 680 pixels wide; the same storyline gives the same text.

    Above, the chapters stand on a true axis of time, each dot as large as it has reports; below they are listed with
    their headlines, and silences are told. Undated chapters are listed last and stand on no axis.
    """
    chapters = _in_order(storyline.chapters)
    rows = list(_rows(chapters, words))
    top = _LIST if _days(chapters) else _AXIS - 24
    height = top + sum(row.height for row in rows) + 8
    name = re.sub(r"[^A-Za-z0-9-]", "-", storyline.id) or "storyline"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}"'
        f' role="img" aria-labelledby="{name}-title {name}-what">',
        f'<title id="{name}-title">{_shown(storyline.title)}</title>',
        f'<desc id="{name}-what">{_told(chapters, words)}</desc>',
        f"<style>{_STYLE}</style>",
        '<rect class="paper" width="100%" height="100%"/>',
        f'<text class="title" x="{_LEFT}" y="34">{_cut(storyline.title, _RIGHT - _LEFT, 18)}</text>',
        f'<text class="quiet" x="{_LEFT}" y="56">{_summary(storyline, chapters, words)}</text>',
        *_axis(chapters, words),
        *_list(rows, top),
        "</svg>\n",
    ]
    return "\n".join(parts)


def _in_order(chapters: Sequence[Chapter]) -> list[Chapter]:
    """The dated by day, the undated behind them."""
    return sorted(chapters, key=lambda one: (one.first is None, one.first or date.max))


def _summary(storyline: Storyline, chapters: Sequence[Chapter], words: TimelineWords) -> str:
    phase = words.phases[list(Phase).index(storyline.phase)]
    number = words.chapter if len(chapters) == 1 else words.chapters.format(n=len(chapters))
    days = _days(chapters)
    ends = [_day(day, words) for day in dict.fromkeys((days[0], days[-1]))] if days else []
    return escape(words.stop.join([phase, number, *([" – ".join(ends)] if ends else [])]))


def _days(chapters: Sequence[Chapter]) -> list[date]:
    return sorted(day for one in chapters for day in (one.first, one.last) if day)


def _day(day: date, words: TimelineWords) -> str:
    return dateforms.write(day.isoformat(), words.day, words.language)


def _told(chapters: Sequence[Chapter], words: TimelineWords) -> str:
    """All chapters in words, for those who do not see the picture."""
    return _shown(
        "; ".join(
            f"{_day(one.first, words) if one.first else words.undated}: {one.title} ({_reports(one, words)})"
            for one in chapters
        )
    )


def _reports(chapter: Chapter, words: TimelineWords) -> str:
    return words.report if chapter.reports == 1 else words.reports.format(n=chapter.reports)


def _radius(chapter: Chapter) -> float:
    return min(_MOST, _DOT * math.sqrt(max(1, chapter.reports)))


def _axis(chapters: Sequence[Chapter], words: TimelineWords) -> Iterator[str]:
    """The axis of time with its ticks, and the chapters on it; nothing where no chapter is dated."""
    days = _days(chapters)
    if not days:
        return
    first, last = days[0].toordinal(), days[-1].toordinal()
    start, end = _LEFT + 12, _RIGHT - 12
    scale: float = (end - start) / (last - first) if last > first else 0.0

    def place(day: date) -> float:
        return start + (day.toordinal() - first) * scale if scale else (start + end) / 2.0

    yield f'<line class="rule" x1="{_LEFT}" x2="{_RIGHT}" y1="{_AXIS}" y2="{_AXIS}"/>'
    yield from _ticks([(place(day), day) for day in _marked(days[0], days[-1])], words)
    for one in sorted(chapters, key=lambda one: -one.reports):
        if one.first:
            yield f'<circle class="dot" cx="{place(one.first):.1f}" cy="{_AXIS}" r="{_radius(one):.1f}"/>'


def _ticks(marked: Sequence[tuple[float, date]], words: TimelineWords) -> Iterator[str]:
    """Marks below the axis with the month, or the year where that is January; none over another's words."""
    taken = 0.0
    for x, day in marked:
        label = str(day.year) if day.month == 1 else dateforms.write(day.isoformat(), words.month, words.language)
        half = _width(label, 12) / 2
        yield f'<line class="rule" x1="{x:.1f}" x2="{x:.1f}" y1="{_AXIS + 12}" y2="{_AXIS + 17}"/>'
        if x - half >= max(taken, _LEFT) and x + half <= _RIGHT:
            taken = x + half + 12
            yield f'<text class="quiet" x="{x:.1f}" y="{_AXIS + 31}" text-anchor="middle">{escape(label)}</text>'


def _marked(first: date, last: date) -> list[date]:
    """The first days of months, quarters or years between two days, some eight of them; the days if there are none."""
    months = (last.year - first.year) * 12 + last.month - first.month
    step = next((step for step, most in _TICKS if months <= most), 240)
    at = (first.year * 12 + first.month - 1) // step * step
    days = [date(one // 12, one % 12 + 1, 1) for one in range(max(at, 12), last.year * 12 + last.month, step)]
    return [day for day in days if first <= day <= last] or [first.replace(day=1)] * (first == last)


@dataclass(frozen=True, slots=True)
class _Row:
    """A chapter in the list, or a silence."""

    height: int
    day: str = ""
    headline: str = ""
    about: str = ""
    radius: float = 0.0  # 0: a silence
    is_last: bool = False


def _rows(chapters: Sequence[Chapter], words: TimelineWords) -> Iterator[_Row]:
    last = max((one for one in chapters if one.first), key=lambda one: one.first or date.min, default=None)
    height = _TIGHT_ROW if len(chapters) > _MANY else _ROW
    for before, one in zip([None, *chapters], chapters, strict=False):
        if before and before.last and one.first and (silent := (one.first - before.last).days) >= _SILENCE:
            months = round(silent / 30.4)
            told = words.months.format(n=months) if months > 1 else words.weeks.format(n=silent // 7)
            yield _Row(_GAP_ROW, about=told)
        day = _day(one.first, words) if one.first else words.undated
        about = words.stop.join(part for part in (one.outlet, _reports(one, words)) if part)
        yield _Row(height, day, one.title, about, _radius(one), one is last)


def _list(rows: Sequence[_Row], top: float) -> Iterator[str]:
    """The rows, each with its dot on a line that is dotted where the storyline was silent."""
    y, before = top, None
    lines, marks = list[str](), list[str]()
    for row in rows:
        y += row.height / 2
        if before is not None:
            dotted = " silent" if not row.radius or not before[1] else ""
            lines.append(f'<line class="rule{dotted}" x1="{_SPINE}" x2="{_SPINE}" y1="{before[0]:g}" y2="{y:g}"/>')
        marks += _row(row, y)
        before = (y, row.radius)
        y += row.height / 2
    return iter([*lines, *marks])


def _row(row: _Row, y: float) -> Iterator[str]:
    if not row.radius:
        yield f'<text class="quiet" x="{_DATE}" y="{y + 4:g}">{escape(row.about)}</text>'
        return
    tight = row.height == _TIGHT_ROW
    line = y + 5 if tight else y - 2
    yield f'<circle class="dot" cx="{_SPINE}" cy="{y:g}" r="{row.radius:.1f}"/>'
    yield f'<text class="quiet" x="{_DATE}" y="{line:g}">{escape(row.day)}</text>'
    last = ' class="last"' if row.is_last else ""
    room = _RIGHT - _HEAD
    yield f'<text{last} x="{_HEAD}" y="{line:g}">{_cut(row.headline, room, 14 * (1.06 if row.is_last else 1))}</text>'
    if not tight:
        yield f'<text class="quiet" x="{_HEAD}" y="{y + 16:g}">{_cut(row.about, room, 12)}</text>'


def _shown(text: str) -> str:
    """A text on one line as XML takes it, without what turns the direction of the words around it."""
    return escape(" ".join(_UNSEEN.sub(" ", text).split()))


def _cut(text: str, room: float, size: float) -> str:
    """As `_shown`, and no wider than some pixels."""
    text = " ".join(_UNSEEN.sub(" ", text).split())
    if _width(text, size) <= room:
        return escape(text)
    kept, left = "", room - size
    for character in text:
        left -= _width(character, size)
        if left < 0:
            break
        kept += character
    return escape(kept.rstrip() + "…")


def _width(text: str, size: float) -> float:
    """About how many pixels a text is wide in letters of a size."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return size * (wide + 0.55 * (len(text) - wide - sum(map(bool, map(unicodedata.combining, text)))))
