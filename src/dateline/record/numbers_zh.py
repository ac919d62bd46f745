"""Numbers in Chinese text: Arabic and Chinese numerals mixed, scales, fractions, approximate pairs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

_FULL = "０１２３４５６７８９．，％＋－～＄￡￥／Ｋｋ"
_HALF = "0123456789.,%+-~$£¥/Kk"
_FORMAL = str.maketrans(
    "壹贰貳叁參肆伍陆陸柒捌玖拾", "一二二三三四五六六七八九十"
)  # words of their own when they stand alone
_FORMAL_RUN = re.compile(
    r"(?<![大登内着收])[\d壹贰貳叁參肆伍陆陸柒捌玖拾零〇一二三四五六七八九十百千万萬亿億佰仟点點分之又倆兩两 ]{2,}"
)
_OLD = "佰仟萬億兩點個負幾餘數雙對圓幣鎊歐華裡噸馬達來約過萬後無兒〇○倆項幢層臺條種類節場顆棟輛張隻間萬頭門塊處國縣鎮鄉"
_NEW = (
    "百千万亿两点个负几余数双对圆币镑欧华里吨马达来约过万后无儿零零俩项幢层台条种类节场颗栋辆张只间万头门块处国县镇乡"
)
_WORDS = "台幣韓盧魯蘭電時鐘歲釐頃畝鐵納擊戶學會員萬業務預計測將標長減漲讓際單額財報據還達較僅億輪億從間為環擴處統總"
_PLAIN = "台币韩卢鲁兰电时钟岁厘顷亩铁纳击户学会员万业务预计测将标长减涨让际单额财报据还达较仅亿轮亿从间为环扩处统总"
_TABLE = {ord(a): b for a, b in zip(_FULL + _OLD + _WORDS, _HALF + _NEW + _PLAIN, strict=True)}

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "俩": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_BIG = {"万": 10**4, "亿": 10**8, "兆": 10**12}
_ARABIC = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?(?:[eE][+-]?\d{1,2}(?![\dA-Za-z]))?|\.\d+"
_TOKEN = re.compile(
    rf"[ \u3000]{{0,3}}(?:(?P<arabic>{_ARABIC})|(?P<digits>[零一二三四五六七八九俩]+|两(?!$))"
    r"|(?P<small>[十百]|千(?!米|克|瓦|赫|字节|比特|卡(?!车)|帕|伏|焦))"
    r"|(?P<big>[万亿]|兆(?!瓦|字节|赫|帕|比特))"
    r"|(?P<point>点(?=[ ]?[零一二三四五六七八九]))|(?P<more>[多余](?![额下])|来(?=[万亿个名家人岁]))|(?P<some>几)"
    r"|(?P<k>[kK](?![A-Za-z])))"
)
_OVER = re.compile(r"[ ]{0,2}分[ ]{0,2}之[ ]{0,2}")
_AND = re.compile(r"[ ]?又[ ]?")
_PER = re.compile(r"(百万|百|千|万|100)[ ]{0,2}分[ ]{0,2}之[ ]{0,2}")
_SLASH = re.compile(r"(?:(\d{1,4}) )?(\d{1,4})/(\d{1,4})(?![\d/])")
_PARTS = {"百": 1, "100": 1, "千": 10, "万": 100, "百万": 10**4}  # of a percent
_MOST = 80  # characters of one numeral


@dataclass(frozen=True, slots=True)
class Number:
    """One numeral with its value; a pair such as 三四百 has bounds and no value."""

    start: int
    end: int
    value: float | None
    low: float | None = None
    high: float | None = None
    more: bool = False  # 多, 余 or 几 says that it is a little more
    percent: bool = False  # 百分之 stood before it
    scaled: bool = False  # a scale of ten thousand or more was written
    written: bool = False  # in Chinese numerals
    part: bool = False  # a proper fraction: 三分之二, 2/3


def plain(text: str) -> str:
    """The text with full-width and traditional number words made plain, character for character."""
    text = text.translate(_TABLE)
    return _FORMAL_RUN.sub(lambda run: run[0].translate(_FORMAL), text)


class _Reading:
    """The state of one numeral being read from left to right."""

    def __init__(self) -> None:
        self.total = self.section = Decimal(0)
        self.number: Decimal | None = None
        self.pair: tuple[int, int] | None = None  # 三四 in 三四百, scaled with the number
        self.scale = Decimal(1)  # of the last scale word, for 四百五
        self.last_big = 0
        self.kind = ""  # of the last token
        self.zero = self.more = self.vague = False
        self.scaled = self.written = False

    def worth(self) -> Decimal:
        return self.total + self.section + (self.number or 0)

    def take(self, kind: str, word: str) -> bool:
        """Take a token; False when it does not belong to the numeral."""
        taken = bool(getattr(self, f"_{kind}")(word))
        if taken:
            self.written |= kind in ("digits", "small")
            self.kind = kind
        return taken

    def _arabic(self, word: str) -> bool:
        after_zero = self.kind == "digits" and self.number == 0
        if (self.kind not in ("", "big", "small") and not after_zero) or (self.number and self.kind):
            return False
        try:
            self.number = Decimal(word.replace(",", ""))
        except InvalidOperation:
            return False
        return True

    def _digits(self, word: str) -> bool:
        if self.kind in ("arabic", "digits", "k", "some", "more"):
            return False
        if self.kind == "point":
            value = self.worth()
            self.total = self.section = Decimal(0)
            self.number = value + Decimal("0." + "".join(str(DIGITS[c]) for c in word))
            return True
        if word == "两" and self.kind in ("small", "big"):
            self.zero = True
        self.zero = (word[0] == "零" and len(word) > 1) or word == "零"
        figures = word.lstrip("零") or "零"
        values = [DIGITS[c] for c in figures]
        if len(values) == 2 and (values[1] == values[0] + 1 or values == [3, 5]) and "零" not in word:
            self.pair = (values[0], values[1])
            self.number = Decimal(values[0])
        elif self.kind and len(values) > 1:
            return False
        else:
            self.number = Decimal(int("".join(map(str, values))))
        return True

    def _small(self, word: str) -> bool:
        if self.kind == "k" or (self.kind == "small" and self.number is None and not self.more):
            return False
        if self.kind == "point" or (self.kind == "big" and self.total == 0):
            return False
        self.scale = Decimal(_SMALL[word])
        self.section += (self.number or 1) * self.scale
        self.number = None
        return True

    def _big(self, word: str) -> bool:
        size = _BIG[word]
        if self.kind in ("k", "point"):
            return False
        self.section += self.number or 0
        if self.kind == "":
            self.section = Decimal(1)
        if size > self.last_big:
            self.total = (self.total + self.section) * size
        else:
            self.total += self.section * size
        self.last_big, self.scale, self.scaled = size, Decimal(size), True
        self.section, self.number = Decimal(0), None
        return True

    def _point(self, word: str) -> bool:
        return self.kind in ("digits", "small", "big", "arabic") and self.pair is None

    def _more(self, word: str) -> bool:
        enough = self.kind in ("small", "big") or (self.kind == "arabic" and self.worth() >= 10)
        self.more |= enough
        return enough

    def _some(self, word: str) -> bool:
        if self.kind == "":
            self.vague, self.number = True, Decimal(1)
            return True
        if self.kind == "small" or (self.kind == "digits" and self.zero):
            self.more, self.number = True, None
            return True
        return False

    def _k(self, word: str) -> bool:
        if self.kind != "arabic" or self.number is None:
            return False
        self.number *= 1000
        return True

    def close(self) -> tuple[Decimal, Decimal, Decimal]:
        """Value, low and high; the last two differ for pairs."""
        shortened = self.kind == "digits" and self.scale > 10 and not self.zero and not self.pair
        if shortened and self.number is not None and self.number < 10 and self.total + self.section:
            self.number *= 1 if self.number % 1 else self.scale / 10
        value = self.worth()
        if self.pair is None:
            return value, value, value
        low, high = self.pair
        if self.kind == "digits":
            return value, value, value + (high - low)
        return value, value, value / low * high if low and self.section + self.total == value else value


def read_number(text: str, at: int, end: int | None = None) -> Number | None:
    """The numeral that begins at a place of a plain text, with its fraction; None when none begins there."""
    end = min(len(text), at + _MOST, end if end is not None else len(text))
    sign = text[at : at + 1] in "负-+" and at + 1 < end
    first = at + 1 if sign else at
    negative = sign and text[at] != "+"
    if part := _PER.match(text, first, end):
        top = _integer(text, part.end(), end)
        if top is not None and top.value is not None:
            value = Decimal(repr(top.value)) / _PARTS[part[1]]
            return Number(at, top.end, _signed(value, negative), percent=True, more=top.more, written=top.written)
        return None
    if part := _SLASH.match(text, first, end):
        whole, top_part, bottom = (int(group or 0) for group in part.groups())
        if bottom and (text[part.end() : part.end() + 1] != "月"):
            small = not whole and top_part < bottom <= 10
            return Number(at, part.end(), _signed(Decimal(whole) + Decimal(top_part) / bottom, negative), part=small)
    number = _integer(text, first, end)
    if number is None or number.value is None:
        return number
    return _fraction(text, number, at, end, negative) or Number(
        at,
        number.end,
        _signed(Decimal(repr(number.value)), negative),
        more=number.more,
        scaled=number.scaled,
        written=number.written,
    )


def _fraction(text: str, number: Number, at: int, end: int, negative: bool) -> Number | None:
    """X分之Y and N又X分之Y, which begin with a number already read."""
    whole, bottom = Decimal(0), number
    if link := _AND.match(text, number.end, end):
        second = _integer(text, link.end(), end)
        if second is None or second.value is None:
            return None
        whole, bottom = Decimal(repr(number.value)), second
    over = _OVER.match(text, bottom.end, end)
    top = _integer(text, over.end(), end) if over else None
    if top is None or top.value is None or not bottom.value:
        return None
    value = whole + Decimal(repr(top.value)) / Decimal(repr(bottom.value))
    return Number(at, top.end, _signed(value, negative), written=True, part=not whole and 0 < value < 1)


def _signed(value: Decimal, negative: bool) -> float:
    return float(-value if negative else value)


def _integer(text: str, at: int, end: int) -> Number | None:
    """A numeral without sign and fraction."""
    reading, place = _Reading(), at
    while token := _TOKEN.match(text, place, end):
        if place == at and token.start(token.lastgroup or 0) != at and text[at] == " ":
            return None
        kind = token.lastgroup or ""
        spaced = token.start(kind) > place
        if spaced and kind in ("arabic", "more") and reading.kind in ("", "arabic", "digits"):
            break
        if not reading.take(kind, token[kind]):
            break
        place = token.end()
    if place == at or reading.kind == "point":
        return None
    if reading.vague and reading.kind == "some":
        return None
    value, low, high = reading.close()
    shown = {"more": reading.more, "scaled": reading.scaled, "written": reading.written}
    if reading.vague:
        return Number(at, place, None, float(low), None, **shown)
    if high != low:
        return Number(at, place, None, float(low), float(high), **shown)
    return Number(at, place, float(value), **shown)
