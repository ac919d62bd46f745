"""Shares without a percent sign in Chinese text: 三分之二的人, 下降了一半, 骤降过半, 每十户中有三户."""

from __future__ import annotations

import re

from dateline.record.figures_zh_units import units
from dateline.record.numbers_zh import Number, read_number

_HALF_OF = re.compile(  # a half of something, where 一半 is not the other half, half a job or an adverb
    r"(?:(?<=[的占近逾约过足为仅只有剩少降减])|(?<=[少降减跌缩掉]了)|(?<=不到))一半(?![导径岛是天年])|一半(?=以上|左右|的[一-龥])"
    r"|(?:(?<=[降减跌占少缩涨升增比有中达,。；：、\n]过)|(?<=^过))半数?(?![百山夜])"
)
_ONE_IN = re.compile(
    r"(?P<noun>[一-龥]{0,6}?)(?P<among>[之当]?中|里)?,?"
    r"(?P<then>(?:就|便|约|大约|至少|平均|只|仅){0,2})有[近约]?"
)


def read_share(line: str, at: int) -> Number | None:
    """The half or the N in M, in percent, whose numeral begins at a place of a plain text; None when none does."""
    if match := _HALF_OF.match(line, at):
        over = line[at] == "半"  # 过半
        return Number(at - over, match.end(), 50.0, more=over)
    return _one_in(line, at) if at and line[at - 1] == "每" else None


def _one_in(line: str, at: int) -> Number | None:
    """每十人中有三人 is 30 percent: a number of a number of the same, or of those it is among."""
    whole = read_number(line, at)
    if whole is None or not whole.value:
        return None
    unit = units().behind(line, whole.end)
    link = _ONE_IN.match(line, unit.end if unit else whole.end)
    part = read_number(line, link.end()) if link else None
    if link is None or part is None or part.value is None or not 0 < part.value < whole.value:
        return None
    counted = units().behind(line, part.end)
    same = unit is not None and counted is not None and counted.unit == unit.unit
    if not link["among"] and (not same or (link["noun"] and not link["then"])):
        return None
    end = counted.end if counted and counted.kind == "count" else part.end
    return Number(at - 1, end, part.value / whole.value * 100)


def is_share(line: str, number: Number) -> bool:
    """Whether a fraction is a part of something: it stands among words (1/3 behind one) and no measure follows."""
    if not number.part:
        return False
    unit = units().behind(line, number.end)
    if unit is not None and (unit.kind != "count" or unit.unit == "个"):
        return False
    before, behind = line[max(0, number.start - 1) : number.start], line[number.end : number.end + 1]
    beside = before if "/" in line[number.start : number.end] else before + behind
    return re.search(r"[一-龥]", beside) is not None
