"""What a copy adds to its original, drops from it and changes in it: sentence by sentence, then word by word."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from itertools import groupby

from dateline.agencies import stripped
from dateline.sentences import sentences
from dateline.stories.copy_spelling import one_character, one_script, spelling, told_apart

_READ = 200_000  # characters
_ALIKE = 0.5  # share of their words that a sentence and the changed one have in common
_WITHIN, _FEW = 0.8, 4  # or of the words of the shorter, when it has so many: it was cut
_LONG = 400  # tokens of a sentence that is no sentence: compared roughly
_COMMON = 50  # a word of more sentences brings none together
_DIGITS = "〇零一二三四五六七八九十百千万亿兩两萬億"
_TOKEN = rf"\d+(?:[.,:]\d+)*%?|[{_DIGITS}]+|[\u3400-\u9fff]|[^\W\d_]+(?:['’-][^\W\d_]+)*|[^\W_]+"
_FIGURE = re.compile(
    rf"\d|[{_DIGITS}]|\b(?i:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty"
    r"|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|[bt]rillions?|dozens?|half|zwei|drei|vier"
    r"|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|\w+zehn|\w+zig|hundert|tausend|million(?:en|es)?|milliarden?|dos|tres"
    r"|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|veinte|cien(?:to)?|mil|mill[oó]n(?:es)?|deux|trois|quatre|cinq"
    r"|six|sept|huit|neuf|dix|onze|douze|vingt|trente|cent|mille|milliards?)\b"
)
_CAPITAL = re.compile(r"[^\W\d_a-zß-öø-ÿ]")
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖"
    "贾夏韦傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤習习温洪欧"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that stand for others; empty before: they were put in; empty after: they were taken out."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A sentence of the original, how the copy has it, and the words that differ."""

    original: str
    copy: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class CopyDiff:
    """How a copy differs from its original, agency lines, spelling and script apart.

    `figures` and `names` are those of the marks that changed one; names are told by their capitals, or as Chinese ones.
    """

    added: tuple[str, ...]
    dropped: tuple[str, ...]
    changed: tuple[Changed, ...]
    figures: tuple[Mark, ...]
    names: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    tokens: tuple[_Token, ...]
    keys: tuple[str, ...]  # of the words as they are compared


def diff(original: str, copy: str) -> CopyDiff:
    """What the copy adds, drops and changes; a sentence that only stands elsewhere is none of it."""
    old, new = _without_common(_read(original), _read(copy))
    pairs = _pairs(old, new)
    changed = []
    for was, now in sorted(pairs.items()):
        if marks := _marks(old[was], new[now]):
            changed.append(Changed(old[was].text, new[now].text, marks))
    marks = tuple(mark for one in changed for mark in one.marks)
    taken = set(pairs.values())
    return CopyDiff(
        added=tuple(one.text for at, one in enumerate(new) if at not in taken),
        dropped=tuple(one.text for at, one in enumerate(old) if at not in pairs),
        changed=tuple(changed),
        figures=tuple(mark for mark in marks if _is_figure(mark)),
        names=tuple(mark for mark in marks if not _is_figure(mark) and _is_name(mark)),
    )


def as_text(found: CopyDiff) -> list[str]:
    """The lines for a terminal: - what is dropped, ~ what is changed with [before → after], + what is added."""
    lines = [f"- {_line(one)}" for one in found.dropped]
    lines += [f"~ {_line(_marked(one))}" for one in found.changed]
    return lines + [f"+ {_line(one)}" for one in found.added]


def _line(text: str) -> str:
    return " ".join(text.split())


def _marked(one: Changed) -> str:
    """The copy's sentence with its marks; what was taken out stands where it was."""
    parts, end = [], 0
    for start, stop, mark in _places(_sentence(one.original), _sentence(one.copy)):
        parts += [one.copy[end:start], f"[{mark.before} → {mark.after}]" if mark.before else f"[+{mark.after}]"]
        if not mark.after:
            parts[-1] = f" [-{mark.before}]"
        end = stop
    return "".join(parts) + one.copy[end:]


def _read(text: str) -> list[_Sentence]:
    body = stripped(text[:_READ])
    found = (_sentence(body[span.start : span.end]) for span in sentences(body))
    return [one for one in found if one.tokens]


def _sentence(text: str) -> _Sentence:
    plain = one_character(text)  # of the same length
    tokens = tuple(
        _Token(text[one.start() : one.end()], _key(one.group()), one.start(), one.end())
        for one in _token().finditer(plain)
    )
    return _Sentence(text, tokens, tuple(one.key for one in tokens))


@cache
def _token() -> re.Pattern[str]:
    """A word or figure; of Chinese a character, or a word that is another elsewhere."""
    return re.compile("|".join([*sorted(told_apart(), key=lambda word: (-len(word), word)), _TOKEN]))


def _key(word: str) -> str:
    return spelling(one_script(word).casefold().replace("’", "'"))


def _without_common(old: Sequence[_Sentence], new: Sequence[_Sentence]) -> tuple[list[_Sentence], list[_Sentence]]:
    """Both without the sentences that both have, as often as both have them."""
    common = Counter(one.keys for one in old) & Counter(one.keys for one in new)
    return _rest(old, common), _rest(new, common)


def _rest(every: Iterable[_Sentence], common: Counter[tuple[str, ...]]) -> list[_Sentence]:
    left, rest = common.copy(), []
    for one in every:
        if left[one.keys] > 0:
            left[one.keys] -= 1
        else:
            rest.append(one)
    return rest


def _pairs(old: Sequence[_Sentence], new: Sequence[_Sentence]) -> dict[int, int]:
    """The sentences that are the same ones, changed; those with most in common first."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(old):
        for key in set(one.keys):
            holders[key].append(at)
    likely = []
    for at, one in enumerate(new):
        words = set(one.keys)
        shared: Counter[int] = Counter()
        for key in words:
            if len(holders[key]) <= _COMMON:
                shared.update(holders[key])
        for was, count in shared.items():
            sizes = len(words), len(set(old[was].keys))
            alike = 2 * count / sum(sizes)
            if alike >= _ALIKE or (min(sizes) >= _FEW and count / min(sizes) >= _WITHIN):
                likely.append((-alike, was, at))
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, was, at in sorted(likely):
        if was not in found and at not in taken:
            found[was] = at
            taken.add(at)
    return found


def _marks(old: _Sentence, new: _Sentence) -> tuple[Mark, ...]:
    return tuple(mark for _, _, mark in _places(old, new))


def _places(old: _Sentence, new: _Sentence) -> list[tuple[int, int, Mark]]:
    """The marks with where they begin and end in the new sentence."""
    found = []
    was, now = [one.key for one in old.tokens], [one.key for one in new.tokens]
    matcher = SequenceMatcher(None, was, now, autojunk=max(len(was), len(now)) > _LONG)
    for kind, first, last, start, stop in matcher.get_opcodes():
        if kind == "equal":
            continue
        if kind == "replace" and _shares_surname(old.tokens[first - 1 : last], new.tokens[start - 1 : stop]):
            first, start = first - 1, start - 1
        for one, other in _by_sort(old.tokens[first:last], new.tokens[start:stop]):
            before, after = _part(old, one), _part(new, other)
            behind = new.tokens[start - 1].end if start else 0
            begins, ends = (other[0].start, other[-1].end) if other else (behind, behind)
            if one_script(before) != one_script(after):
                found.append((begins, ends, Mark(before, after)))
    return found


def _part(sentence: _Sentence, tokens: Sequence[_Token]) -> str:
    """The text from the first of some tokens to the last."""
    return sentence.text[tokens[0].start : tokens[-1].end] if tokens else ""


def _by_sort(old: Sequence[_Token], new: Sequence[_Token]) -> Iterator[tuple[Sequence[_Token], Sequence[_Token]]]:
    """Words that stand for as many others, apart by their sort: names for names, figures for figures."""
    sorts = [_sort(one) for one in old]
    if sorts != [_sort(one) for one in new]:
        yield old, new
        return
    start = 0
    for _, same in groupby(sorts):
        end = start + len(list(same))
        yield old[start:end], new[start:end]
        start = end


def _sort(token: _Token) -> int:
    return 2 if _FIGURE.search(token.text) else int(bool(_CAPITAL.match(token.text)))


def _shares_surname(old: Sequence[_Token], new: Sequence[_Token]) -> bool:
    """Whether both are one Chinese name with another given name: the first character is the family's."""
    parts = (old, new)
    return all(1 < len(part) < 4 and part[0].key in _SURNAMES for part in parts) and old[0].key == new[0].key


def _is_figure(mark: Mark) -> bool:
    return bool(_FIGURE.search(mark.before) and _FIGURE.search(mark.after))


def _is_name(mark: Mark) -> bool:
    """Whether a name was changed: words with capitals, or Chinese that begins as a name does."""
    sides = one_script(mark.before), one_script(mark.after)
    if all(side and side[0] in _SURNAMES and len(side) < 5 for side in sides):
        return True
    return all(_CAPITAL.match(side) and not "\u3400" <= side[0] <= "\u9fff" for side in sides)
