"""Dates, times and periods in Chinese text: what they mean in ISO 8601, and that they are no figures."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_C = "[零一二三四五六七八九十]"
_YEAR = rf"(?P<year>(?:19|20)\d\d|[一二][九零]{_C}{{2}})\s?(?:年|(?=财年))"
_MONTH = r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s?月(?:份)?"
_DAY = (
    r"(?P<day>[12]\d|3[01]|0?[1-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])\s?[日号]"
    r"(?!线|楼|院|店|文|令|公告|元|均|车|仓|库|舱|馆|门|桌|选手|机|厅|井|炉|矿|码头|种子)"
)
_REL_YEAR = r"(?P<relyear>去年|今年|前年|明年|后年|本年度?|当年|上年)"
_REL_MONTH = r"(?P<relmonth>上个?月|本月|这个?月|下个?月)"
_PART = (
    r"(?P<part>全年|上半年|下半年|前三季度|前3季度|前两季度|第?[一二三四1-4]季度|[一二三四]季(?!度)|前(?:\d{1,2}|十[一二]?|[两二三四五六七八九])个?月"
    r"|年?初|年?底|年?末|年中|(?<![\d一二两三四五六七八九十几数半近今去前本当])年内|以来|Q[1-4])"
)
_PERIOD = re.compile(
    rf"(?P<from>(?:19|20)\d\d)\s?年?\s?(?:[-–—~至到]|－)\s?(?P<to>(?:19|20)\d\d)\s?年"
    rf"|(?<!\d)(?P<iso>(?:19|20)\d\d[-/.](?:1[0-2]|0?[1-9])[-/.](?:[12]\d|3[01]|0?[1-9]))(?!\d)"
    rf"|(?:(?<![\d零一二三四五六七八九]){_YEAR}|{_REL_YEAR})(?:的|度|财年|财政年度)?(?:{_MONTH}(?:{_DAY}|底|末|初)?|{_PART})?"
    rf"|(?P<plan>[\"“]?十[一二三四五六]五[\"”]?(?:期间|规划|末|时期|计划)?)"
    rf"|{_REL_MONTH}|(?P<relday>今天|今日|昨天|昨日|明天|前天)"
    rf"|(?<![\d零一二三四五六七八九十几个数]){_MONTH.replace('month', 'month2')}"
    rf"(?:{_DAY.replace('day', 'day2')}|底|末|初)?"
    rf"|(?<![\d零一二三四五六七八九十.万亿第]){_DAY.replace('day', 'day3')}(?!元)"
    rf"|{_PART.replace('part', 'part2').replace('年?', '年')}"
)
_UNTIL = re.compile(r"(?:截至|截止|到|至)$")
_LEAVES = re.compile(r"[。！？\n]")
_STARTS = re.compile(r"起|开始")
_THAN = re.compile(r"(?:较|(?<![对占])比|相比|相较于?|相对于|高于|低于|超过|多于|少于)$")
_EQUAL = re.compile(r"[^,。；\d]{0,6}(?:持平|相比|相当|一样|相同|相仿)")
_FOLD = re.compile(
    r"(?:(?<=的)|(?:同期)?(?:水平)?的)[约近]?(?:[\d.一二两三四五六七八九十百]+(?:多|余)?(?:倍|成|%|分之)|一半|百分之)"
)
_BORN = re.compile(r"(?:成立|创立|创办|创建|[始建生])于$")
_EVENT = re.compile(
    r"[^,。；：\d]{0,8}?(?:成立|创[立办建]|上市|建成|[开动竣完]工|落成|通车|投[产运用]|出生|启用|开业|奠基)"
)
_NAMED = re.compile(r"[一-龥](?<![在于从到至和及月本])[一二三四五六七八九十]{1,3}号$")  # 三号 of a ship or rocket
_RELATIVE = re.compile(
    rf"{_REL_YEAR}|{_REL_MONTH}|今|昨|前天|明天|(?:19|20)\d\d|[\"“]?十.五".replace("<relyear", "<r1").replace(
        "<relmonth", "<r2"
    )
)
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_SHIFT = {"去年": -1, "上年": -1, "前年": -2, "明年": 1, "后年": 2}
_DAYS = {"昨": -1, "前": -2, "明": 1}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A date or period of a text; `iso` is None where the text alone does not tell it."""

    start: int
    end: int
    iso: str | None
    basis: bool = False  # a period that another is compared with: 较上年, 与今年持平
    event: bool = False  # when something was founded or built, which dates its own clause only
    blocks: bool = True  # its numerals are no figures


def find_periods(text: str, published: date | None) -> Iterator[Stretch]:
    """The dates and periods of a plain text, relative ones read from the day of publication."""
    today = year = published.year if published else None
    last = 0
    for match in _PERIOD.finditer(text):
        if year != today and _LEAVES.search(text, last, match.start()):
            year = today if today and year and (year > today or "\n" in text[last : match.start()]) else year
        last = match.end()
        if match["day3"] and _NAMED.search(text, max(0, match.start() - 1), match.end()):
            yield Stretch(match.start(), match.end(), None)
            continue
        iso, named = _read(match, year, published)
        if named is not None:
            year = named
        starts = _STARTS.match(text, match.end())
        if iso and published and named is None and not starts and not _RELATIVE.match(match[0]):
            iso = _past(iso, published)
        if iso and len(iso) == 7 and _UNTIL.search(text, max(0, match.start() - 3), match.start()):
            iso = f"{iso}-{monthrange(int(iso[:4]), int(iso[5:]))[1]}"
        basis = _is_basis(text, match.start(), match.end())
        yield Stretch(match.start(), match.end(), iso, basis, _EVENT.match(text, match.end()) is not None)


def _is_basis(text: str, start: int, end: int) -> bool:
    """Whether something is compared with a period."""
    before = text[max(0, start - 3) : start]
    return bool(
        _THAN.search(before)
        or _BORN.search(text, max(0, start - 3), start)
        or _FOLD.match(text, end)
        or (before[-1:] in ("与", "和", "跟", "同") and _EQUAL.match(text, end))
    )


def _read(match: re.Match[str], context: int | None, published: date | None) -> tuple[str | None, int | None]:
    """(ISO 8601, the year it names for those that follow without one)."""
    got = match.groupdict()
    if got["from"]:
        return f"{got['from']}-01-01/{got['to']}-12-31", None
    if got["iso"]:
        return _day(*map(int, re.split(r"[-/.]", got["iso"]))), None
    if got["plan"]:
        first = 2001 + 5 * _DIGITS[got["plan"].lstrip('"“')[1]]
        return f"{first}-01-01/{first + 4}-12-31", None
    if got["relday"] or got["relmonth"]:
        return (_relative(got, published) if published else None), None
    named = _year(got, published)
    year = named if named is not None else context
    if year is None:
        return None, None
    return _in_year(year, got, published), named


def _in_year(year: int, got: dict[str, str | None], published: date | None) -> str | None:
    """A day, month or part of a year."""
    month = _small(got["month"] or got["month2"])
    day = _small(got["day"] or got["day2"] or got["day3"])
    if got["day3"] and published:
        month, year = published.month, published.year
    if day:
        return _day(year, month, day) if month else None
    if month:
        return f"{year}-{month:02}"
    return _part(year, got["part"] or got["part2"], published)


def _past(iso: str, published: date) -> str:
    """A month or part of a year named without its year: the last one that had begun by the day of publication."""
    first, slash, last = iso.partition("/")
    begins = (first + "-01-01")[:10] if len(first) == 4 else (first + "-01")[:10]
    if begins <= published.isoformat() or published.year != int(iso[:4]) or int(begins[5:7]) - published.month < 4:
        return iso
    year = str(published.year - 1)
    return year + first[4:] + (slash + year + last[4:] if slash else "")


def _year(got: dict[str, str | None], published: date | None) -> int | None:
    if written := got["year"]:
        return int("".join(str(_DIGITS.get(c, c)) for c in written)) if "十" not in written else None
    if (relative := got["relyear"]) and published and relative != "当年":
        return published.year + _SHIFT.get(relative, 0)
    return None


def _relative(got: dict[str, str | None], published: date) -> str:
    if word := got["relday"]:
        return date.fromordinal(published.toordinal() + _DAYS.get(word[0], 0)).isoformat()
    word = got["relmonth"] or ""
    shift = {"上": -1, "下": 1}.get(word[0], 0)
    count = published.year * 12 + published.month - 1 + shift
    return f"{count // 12}-{count % 12 + 1:02}"


def _part(year: int, part: str | None, published: date | None) -> str:
    """A year, or the part of it that is named."""
    if part is None or part in ("全年", "年中", "年内"):
        return str(year)
    if part == "以来":
        return f"{year}-01-01/{published.isoformat()}" if published else str(year)
    if part.lstrip("年") in ("底", "末", "初"):
        return f"{year}-01" if part.endswith("初") else f"{year}-12"
    if part.startswith("前"):
        quarters = 9 if part[1] in "三3" else 6
        return _months(year, 1, (_small(part.strip("前个月")) or 12) if "月" in part else quarters)
    if part.endswith("半年"):
        return _months(year, *((1, 6) if part[0] == "上" else (7, 12)))
    quarter = _small(re.sub(r"[第季度Q]", "", part)) or 1
    return _months(year, quarter * 3 - 2, quarter * 3)


def _months(year: int, first: int, last: int) -> str:
    last = min(last, 12)
    return f"{year}-{first:02}-01/{year}-{last:02}-{monthrange(year, last)[1]}"


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _small(word: str | None) -> int | None:
    """A numeral up to 99, Arabic or Chinese."""
    if not word:
        return None
    if word.isdecimal():
        return int(word)
    tens, ten, ones = word.rpartition("十")
    if not ten:
        return _DIGITS.get(word)
    return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)
