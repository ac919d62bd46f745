"""News for the growth bench: real texts resampled, with new names, figures and words, as a stream over a year.

Each event takes a real text as its base and mixes sentences of two others in, a lead among them. Names (of people,
organisations, places) and figures are replaced, the same way in all of the event's reports; so is half of the content
words, by words of like ending and frequency, because events of one sort do not share whole runs of words. Each report
leaves out, adds and orders sentences differently and words them anew in part; a fifth of all articles are wire copies
(reprinted, shortened, retitled). The truth (event, copy or not) is known. Equal seeds give equal streams.

The texts are read from the benchmark's open data at run time and never kept in the repository; without those data
from the reports of the sample newsroom.
"""

from __future__ import annotations

import heapq
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from growth_texts import Base, Line, Token, alike, read_texts

START = datetime(2025, 1, 1, tzinfo=UTC)
PER_DAY = 1_000_000 / 365
LONGEST_EVENT = timedelta(days=3)
COPIES = 0.2  # of all articles
CHINESE, OTHER = 0.15, 0.05  # of all events; OTHER: neither English nor Chinese
_SHARES = {"zh": CHINESE, "": OTHER, "en": 1 - CHINESE - OTHER}
_REPORTS = [number**-1.8 for number in range(1, 13)]  # of an event: 2.2 in the mean
_COPIED, _MORE_COPIES = 0.125, 0.5  # chance that a report is copied, and that a copied one is copied once more
_NEW_WORDS, _REWORDED = 0.5, 0.15  # share of the content words that is replaced for an event, for a report
_MIXED = 9  # sentences of each of an event's three texts
_KEPT_NAMES = 0.3  # names that become a real name of another text; the others are invented
_YEAR = re.compile(r"(?:19|20)\d\d")
_ONSETS = "b br c ch d dr f g gr h j k kr l m n p pr qu r s sh st t th tr v w z".split()
_VOWELS, _CODAS = "a e i o u ai ea ou".split(), ["", "", "n", "r", "l", "s", "m", "nd", "rt", "ck"]
_FAMILY = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾"
    "丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤"
    "尹黎易常武乔贺赖龚文"
)
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰萍红鹏辉鑫波斌莉旭凯健俊帆雪荣飞慧玲亮"
    "建国志海文思宇浩然泽瑞晨阳欣怡诗涵子轩博睿嘉懿"
)
_SITES = (
    "东西南北上下新古青白黄黑云山江河湖海石金银玉龙凤虎鹤松柳梅桥亭台关岭坪湾洲浦泉溪源州城阳阴"
    "宁安平和兴昌永定远临广泰通德"
)


@dataclass(frozen=True, slots=True)
class Made:
    """An article that was made, with its truth."""

    number: int  # in order of time, from 0
    event: int
    copy: bool
    language: str
    title: str
    text: str  # paragraphs with a blank line between them
    sentences: tuple[tuple[int, int], ...]
    published: datetime | None  # None: undated
    came: datetime
    outlet: str
    base: int  # of the text it was made from


class News:
    """The stream."""

    def __init__(self, shared: Path | None, seed: int = 20161205) -> None:
        """`shared`: the benchmark's folder; None: the sample's reports are the bases."""
        self._seed = seed
        self.bases, words = read_texts(shared)
        self._by_language: dict[str, list[int]] = defaultdict(list)
        for at, base in enumerate(self.bases):
            self._by_language[base.language if base.language in ("en", "zh") else ""].append(at)
        self._alike = alike(self.bases, words)
        self._names = sorted({word for base in self.bases for line in base.lines for word, kind in line if kind == "N"})
        self._outlets = [f"{_spaced_name(random.Random(f'outlet {at}'))} Post" for at in range(400)]

    def stream(self, number: int, per_day: float = PER_DAY) -> Iterator[Made]:
        """The first articles of the year, in order of time."""
        waiting: list[tuple[datetime, int, int, Made]] = []
        event, at, moment = 0, 0, START
        every = timedelta(days=self._per_event() / per_day)
        while at < number:
            moment += every
            for place, one in enumerate(self._event(event, moment)):
                heapq.heappush(waiting, (one.came, event, place, one))
            event += 1
            while waiting and waiting[0][0] <= moment and at < number:
                one = heapq.heappop(waiting)[3]
                yield Made(at, *(getattr(one, name) for name in Made.__slots__[1:]))
                at += 1

    def _per_event(self) -> float:
        reports = sum(number * weight for number, weight in enumerate(_REPORTS, 1)) / sum(_REPORTS)
        return float(reports * (1 + _COPIED / (1 - _MORE_COPIES)))

    def _event(self, event: int, moment: datetime) -> Iterator[Made]:
        """The reports and copies of an event."""
        draw = random.Random(f"{self._seed} {event}")
        group = draw.choices([*_SHARES], [share if self._by_language[name] else 0 for name, share in _SHARES.items()])[
            0
        ]
        base = draw.choice(self._by_language[group])
        wording = _Wording(draw, self, self.bases[base].language)
        main = self.bases[base]
        others = [self.bases[draw.choice(self._by_language[group])] for _ in range(2)]
        mixed = [main, *(one for one in others if one.language == main.language)]
        leads = [draw.choice(one.lines[:3]) for one in mixed[:2]]
        body = [line for one in mixed for line in draw.sample(one.lines[3:], min(_MIXED, len(one.lines) - 3))]
        for place in range(draw.choices(range(1, 13), _REPORTS)[0]):
            delay = timedelta() if place == 0 else min(timedelta(days=draw.expovariate(2)), LONGEST_EVENT)
            report = _report(draw, wording, main, leads, body)
            parts = (event, False, main.language, *_laid_out(*report, main.language))
            came = moment + delay
            yield Made(0, *parts, came, came, draw.choice(self._outlets), base)
            copied = draw.random() < _COPIED
            while copied:
                parts = (event, True, main.language, *_laid_out(*_copied(draw, report, main.language), main.language))
                later = came + timedelta(hours=draw.uniform(0.2, 20))
                yield Made(0, *parts, later, later, draw.choice(self._outlets), base)
                copied = draw.random() < _MORE_COPIES


class _Wording:
    """How an event's names, figures and words are replaced."""

    def __init__(self, draw: random.Random, news: News, language: str) -> None:
        self._draw, self._alike, self._names = draw, news._alike, news._names
        self._unspaced = language == "zh"
        self._found: dict[Token, str] = {}

    def spoken(self, line: Line, own: dict[str, str]) -> str:
        """A sentence in the event's words, some of them `own` to the report."""
        found = self._found
        parts = []
        for token in line:
            word, kind = token
            if kind:
                word = found.get(token) or found.setdefault(token, self._replaced(word, kind))
                if kind == "W":
                    word = own.get(word) or own.setdefault(word, self._other(word, _REWORDED))
            parts.append(word)
        return "".join(parts).strip()

    def _replaced(self, word: str, kind: str) -> str:
        if kind == "W":
            return self._other(word, _NEW_WORDS)
        if kind == "F":
            return word if _YEAR.fullmatch(word) else _figure(self._draw, word)
        if self._unspaced:
            return _unspaced_name(self._draw, word)
        if self._draw.random() < _KEPT_NAMES:
            return self._draw.choice(self._names)
        name = _spaced_name(self._draw)
        return name.upper() if word.isupper() and len(word) > 1 else name

    def _other(self, word: str, share: float) -> str:
        if self._draw.random() >= share:
            return word
        alike = self._alike.get(word)
        return self._draw.choice(alike) if alike else word


def _report(
    draw: random.Random, wording: _Wording, main: Base, leads: list[Line], body: list[Line]
) -> tuple[str, list[str]]:
    """Headline and sentences of a report: one or two of the event's leads, then some of the others."""
    own: dict[str, str] = {}
    room = min(max(draw.lognormvariate(5.4, 0.5), 60), 900)  # words; 250 in the mean
    lines = [*draw.sample(leads, draw.choice((1, 2, 2)) if len(leads) > 1 else 1), *draw.sample(body, len(body))]
    said: list[str] = []
    for line in lines:
        said.append(wording.spoken(line, own))
        room -= len(line) / (1.6 if main.language == "zh" else 2)
        if room <= 0:
            break
    title = main.title if draw.random() < 0.6 else lines[0][: draw.randrange(14, 22)]
    kept = [token for token in title if not (token[1] == "W" and draw.random() < 0.2)]
    return wording.spoken(tuple(kept), own).rstrip(".。,，"), said


def _copied(draw: random.Random, report: tuple[str, list[str]], language: str) -> tuple[str, list[str]]:
    """A wire copy: as it is, shortened, with another headline, or with an agency's name."""
    title, said = report
    kind = draw.choice(("reprinted", "shortened", "retitled", "credited"))
    if kind == "shortened":
        said = said[: max(5, int(len(said) * draw.uniform(0.5, 0.8)))]
    if kind == "retitled":
        title = said[0][: draw.randrange(30, 60)]
    if kind == "credited":
        said = [f"新华社电 {said[0]}" if language == "zh" else f"(Reuters) - {said[0]}", *said[1:]]
    return title, said


def _laid_out(title: str, said: list[str], language: str) -> tuple[str, str, tuple[tuple[int, int], ...]]:
    """Title, text, and where its sentences stand: three a paragraph."""
    parts: list[str] = []
    spans, at = [], 0
    for place, sentence in enumerate(said):
        if place:
            parts.append(between := "\n\n" if place % 3 == 0 else "" if language == "zh" else " ")
            at += len(between)
        parts.append(sentence)
        spans.append((at, at + len(sentence)))
        at += len(sentence)
    return title, "".join(parts), tuple(spans)


def _figure(draw: random.Random, written: str) -> str:
    """Another figure of as many digits."""
    return "".join(
        str(draw.randrange(1 if place == 0 else 0, 10)) if sign.isdigit() else sign
        for place, sign in enumerate(written)
    )


def _spaced_name(draw: random.Random) -> str:
    parts = [
        draw.choice(_ONSETS) + draw.choice(_VOWELS) + draw.choice(_CODAS) for _ in range(draw.choice((1, 2, 2, 3)))
    ]
    return "".join(parts).capitalize()


def _unspaced_name(draw: random.Random, written: str) -> str:
    """A Chinese name of as many characters: a person's where one begins with a family name, else a place's."""
    if written[0] in _FAMILY and len(written) <= 3:
        return draw.choice(_FAMILY) + "".join(draw.choice(_GIVEN) for _ in written[1:])
    if written[-1] in "市省县区州国军部院司团社党会局":
        return "".join(draw.choice(_SITES) for _ in written[1:]) + written[-1]
    return "".join(draw.choice(_SITES) for _ in written)
