"""One Chinese amount from its first numeral: sign, number, range, unit."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from dateline.record.figures_zh_context import hedge_before
from dateline.record.figures_zh_shares import is_share, read_share
from dateline.record.figures_zh_units import Unit, units
from dateline.record.numbers_zh import DIGITS, Number, read_number

_TENTHS = re.compile(
    r"(?P<unit>[ ]?[成折](?![员立功为本都果绩长熟品分交人年群语型像像天正都材扣旧线射叠腾叠磨])"
    r"(?:[ ]?(?P<more>[一二三四五六七八九]|半)(?![家名个位年人]))?)"
)
_RANGE = re.compile(r"[ ]?(?:[-~—–]{1,2}|至|到)[ ]?")
_HALF = re.compile(r"半(?![年月天日小个导径])")
_RANK = re.compile(r"第[ ]?")
_RANK_NOUN = re.compile(r"名|位|大(?=[一-龥])")
_IN_TURN = re.compile(  # what comes one after the other, and is not ranked
    r"[剂针个次轮步批届期阶代天日年季周场局部集种条章颗架艘辆座段回遍项点类行排层楼版卷幕手任站枪炮声句本篇份张堂课件间家支只台套例起拨波道组]"
    r"|时间|[”」』]"
)
_SMALL_MONEY = re.compile(r"[ ]?又?[ ]?(?=[\d一二三四五六七八九])")
_SMALL_COINS = re.compile(r"[零一二三四五六七八九\d]+[毛角]")
_PART_MONEY = {"角": 0.1, "毛": 0.1, "分": 0.01, "美分": 0.01, "欧分": 0.01}
_PART_UNIT = re.compile(r"美分|欧分|[角毛分](?!钱?之)钱?")
_BILLIONS = re.compile(r"[百千][万亿]|万亿|十[万亿]|百|千|万|亿")
_LISTED = re.compile(r"[A-Za-z][A-Za-z.]*[ -]?$")
_TWICE = re.compile(r"翻(?:了)?(?:(?P<once>一番|倍)|(?P<times>[两二三四五\d])番)")
_HALF_PRICE = re.compile(r"(?<=打)对折")
_LOOSE_HALF = re.compile(r"半(?P<unit>年|个月|小时|天|个小时|数|成|折)(?!级)")
_MANY = re.compile(r"数(?P<scale>[十百千][万亿]?|万亿|[万亿])|数以(?P<count>[十百千][万亿]?|万亿|[万亿])计")
_GENERIC = frozenset(
    "个家名位种项次款条部本份张篇场批件台座块支只片类起笔段组套代步对把句队首发声手行分回口道门头群方层章村人间处所点字集轮单户辆"
)
_ADJUNCT = frozenset("每这那某另第进之")


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure before its surroundings are read: its bounds, kind and numbers."""

    start: int
    end: int
    kind: str
    number: Number
    unit: str | None = None


def read_amount(line: str, at: int, free: Callable[[int], int]) -> Amount | None:
    """The amount whose numeral begins at a place of a plain text, None when it is none.

    `free` tells where a stretch that holds no figures ends.
    """
    if share := read_share(line, at):
        return Amount(share.start, share.end, "percent", share, "percent")
    special = _special(line, at)
    if special is not None:
        return special
    number = read_number(line, at - 1 if at and line[at - 1] in "负-+" and _is_sign(line, at - 1) else at)
    if number and number.value is not None and line[max(0, at - 2) : at] == "零下":
        number = replace(number, start=at - 2, value=-number.value)
    if number is None or (line[at] in "半数翻对几" and number.value is not None):
        return None
    if _RANK.search(line, max(0, at - 2), at):
        return _ranked(line, at, number)
    return _with_unit(line, number, free)


def _is_sign(line: str, at: int) -> bool:
    before = line[at - 1 : at]
    return line[at] == "负" or not (before.isalnum() or (before in "-%)）" and before))


def _special(line: str, at: int) -> Amount | None:
    """翻一番, 对折, 半年, 数百万: figures without a numeral of the common form."""
    if match := _TWICE.match(line, at):
        times = float(2 ** int(DIGITS.get(match["times"], 0) or match["times"])) if match["times"] else 2.0
        return Amount(at, match.end(), "measure", Number(at, match.end(), times), "times")
    if match := _HALF_PRICE.match(line, at):
        return Amount(at, match.end(), "percent", Number(at, match.end(), 50.0), "percent")
    if match := _LOOSE_HALF.match(line, at):
        kind, unit, value = _HALVES[match["unit"]]
        return Amount(at, match.end(), kind, Number(at, match.end(), value), unit)
    if match := _MANY.match(line, at):
        scale = read_number(match["scale"] or match["count"], 0)
        if scale is None or scale.value is None:
            return None
        number = Number(at, match.end(), None, low=scale.value, scaled=True)
        counted = units().behind(line, match.end())
        return _finish(line, number, counted) if counted else Amount(at, match.end(), "number", number)
    return None


_HALVES = {
    "年": ("measure", "years", 0.5),
    "个月": ("measure", "months", 0.5),
    "小时": ("measure", "hours", 0.5),
    "个小时": ("measure", "hours", 0.5),
    "天": ("measure", "days", 0.5),
    "数": ("percent", "percent", 50.0),
    "成": ("percent", "percent", 5.0),
    "折": ("percent", "percent", 50.0),
}


def read_times(word: str) -> float:
    """A single numeral as a number, 1 when it is none."""
    number = read_number(word, 0)
    return number.value if number and number.value is not None else 1.0


def _ranked(line: str, at: int, number: Number) -> Amount | None:
    """第三, 第250名."""
    lead = _RANK.search(line, max(0, at - 2), at)
    if lead is None or number.value is None or _IN_TURN.match(line, number.end):
        return None
    noun = _RANK_NOUN.match(line, number.end)
    return Amount(lead.start(), noun.end() if noun else number.end, "rank", number, "rank")


def _with_unit(line: str, number: Number, free: Callable[[int], int]) -> Amount | None:
    """Number, range and unit put together; None when the numeral is part of something else."""
    if number.percent or is_share(line, number):
        number = replace(number, value=(number.value or 0) * (1 if number.percent else 100))
        return Amount(number.start, number.end, "percent", number, "percent")
    if tenths := _tenths(line, number):
        return tenths
    prefix = units().before(line, number.start)
    before = line[number.start - 1 : number.start]
    if not prefix and before.isascii() and before.isalnum():
        return None
    unit = units().behind(line, number.end)
    ranged = _range(line, number, unit, free)
    if ranged is not None:
        number, unit = ranged
    if prefix and (unit is None or unit.kind == "count" or unit.unit == prefix[0] or unit.kind == "money"):
        end = unit.end if unit and unit.kind == "money" else number.end
        return Amount(
            prefix[1],
            end,
            "money",
            number,
            unit.unit if unit and unit.kind == "money" and unit.unit != "CNY" else prefix[0],
        )
    if unit is not None:
        return _finish(line, number, unit)
    return _bare(line, number)


def _range(
    line: str, number: Number, unit: Unit | None, free: Callable[[int], int]
) -> tuple[Number, Unit | None] | None:
    """3至5万, 30%-40%: the bounds of a range with the unit behind the second."""
    link = _RANGE.match(line, unit.end if unit else number.end)
    if link is None or number.value is None or line[number.start - 1 : number.start] in ("从", "由"):
        return None
    second = read_number(line, link.end()) if free(link.end()) == link.end() else None
    if second is None or second.value is None or line[link.end()] in "-+":
        return None
    last = units().behind(line, second.end)
    if (last is None and not second.scaled) or (unit is not None and (last is None or unit.unit != last.unit)):
        return None
    low = number.value
    if second.scaled and not number.scaled and unit is None and low < second.value:
        low *= _scale(line[link.end() : second.end])
    if low >= second.value:
        return None
    return replace(second, start=number.start, value=None, low=low, high=second.value), last


def _scale(words: str) -> float:
    """What the scale words at the end of a numeral multiply by."""
    factor = 1.0
    for char in reversed(words):
        if char not in "千百十万亿兆" or (char in "千百十" and factor == 1.0):
            break
        factor *= {"十": 10.0, "百": 100.0, "千": 1000.0, "万": 1e4, "亿": 1e8, "兆": 1e12}[char]
    return factor


def _tenths(line: str, number: Number) -> Amount | None:
    """三成半 is 35 percent, 七五折 75 percent."""
    match = _TENTHS.match(line, number.end)
    if match is None:
        return None
    cut = "折" in match["unit"]
    values = [number.value, number.low, number.high]
    digits = re.sub(r"\s", "", line[number.start : number.end])
    if cut and number.value is not None and 10 < number.value < 100:
        values[0] = number.value / 10
    elif cut and number.value is None and len(digits) == 2:
        values = [(number.low or 0) + (number.high or 0) % 10 / 10, None, None]
    if (values[0] or values[2] or 0) > 10 or (not cut and number.scaled):
        return None
    more = {"半": 0.5}.get(match["more"] or "", read_times(match["more"]) / 10 if match["more"] else 0.0)
    end = match.end() if not cut or not match["more"] else match.start("more")
    value, low, high = (round((v + (0 if cut else more)) * 10, 9) if v is not None else None for v in values)
    return Amount(number.start, end, "percent", replace(number, value=value, low=low, high=high), "percent")


def _finish(line: str, number: Number, unit: Unit) -> Amount | None:
    """A number with its unit; the small parts of money and the half behind a measure are added."""
    if _is_article(line, number, unit):
        return None
    found = Amount(number.start, unit.end, unit.kind, number, unit.unit)
    if unit.kind == "money":
        return _with_small_money(line, found)
    if (half := _HALF.match(line, unit.end)) and unit.kind == "measure" and number.value is not None:
        return replace(found, end=half.end(), number=replace(number, value=number.value + 0.5))
    if unit.unit == "打" and number.value is not None:
        return replace(found, number=replace(number, value=number.value * 12), kind="count")
    if unit.unit == "块" and (
        not re.match(r"[一-龥]", line[unit.end : unit.end + 1]) or _SMALL_COINS.match(line, unit.end)
    ):
        return _with_small_money(line, replace(found, kind="money", unit="CNY"))
    return found


def _is_article(line: str, number: Number, unit: Unit) -> bool:
    """Whether 一 with a measure word is no more than "a": 一个, 一家."""
    one = number.end - number.start == 1 and line[number.start] == "一"
    if not one or unit.kind in ("money", "percent"):
        return False
    if re.search(r"[仅只]有?$", line[max(0, number.start - 2) : number.start]):
        return False
    before = line[number.start - 1 : number.start]
    alone = not before and unit.end == len(line)
    return before in _ADJUNCT or (unit.kind == "count" and unit.unit in _GENERIC and not alone)


def _with_small_money(line: str, found: Amount) -> Amount:
    """五元三毛, 两美元又三美分."""
    link = _SMALL_MONEY.match(line, found.end)
    small = read_number(line, link.end()) if link else None
    part = _PART_UNIT.match(line, small.end) if small else None
    if small is None or part is None or small.value is None or found.number.value is None:
        return found
    value = found.number.value + small.value * _PART_MONEY[part[0].removesuffix("钱")]
    return replace(found, end=part.end(), number=replace(found.number, value=round(value, 6)))


def _bare(line: str, number: Number) -> Amount | None:
    """A number without a unit: kept where it is plainly one."""
    before, behind = line[max(0, number.start - 1) : number.start], line[number.end : number.end + 1]
    word = line[number.start : number.end]
    found = Amount(number.start, number.end, "number", number)
    if _LISTED.search(line[max(0, number.start - 12) : number.start]) or (behind.isascii() and behind.isalpha()):
        return None
    if re.fullmatch(r"(?:19|20)\d\d", word) and (before or behind):
        return None
    if not number.written and not number.scaled:
        return found
    alone = not re.match(r"[一-龥]", before) and not re.match(r"[一-龥]", behind)
    if len(word) == 1:
        return found if alone and word not in "十百千万亿几半" else None
    if _BILLIONS.fullmatch(word):
        return (
            found if hedge_before(line, number.start)[0] or (re.match(r"[一-龥]", behind) and word[0] != "千") else None
        )
    return found
