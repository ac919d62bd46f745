"""What is new since: the sentences with names, figures or quotations that a storyline did not have before.

A name was told when its entry was, or its words were in their order, or a shorter or longer form of it; a figure when
one was that may be the same one rounded; a quotation when most of its words were. What comes in a script that nothing
came in before counts little: it may well be the same in other letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from dateline.memory import Fresh
from dateline.records import Article, Facts, Name, Quote, Span
from dateline.stories.freshness_figures import Amount, amount_of, amounts_of_title, is_told, weight_of
from dateline.stories.storyline_keys import rarity
from dateline.tokens import folded_word, is_unspaced, tokens

_ENOUGH = 0.75  # what a sentence must bring
_KINDS = {"person": 1.0, "organisation": 1.0, "product": 0.9, "place": 0.6, "other": 0.4}
_COUNTRY = 0.25
_COMMON = 0.45  # rarity under which a name says nothing: government, parliament
_OTHER_SCRIPT = 0.3  # what a name or quotation in new letters counts
_QUOTATION, _SNATCH = 1.0, 0.3  # a quotation; one of few words
_FEW_WORDS = 5
_BESIDE = 12  # characters
_REPEATED = 0.7  # share of a quotation's pairs of words that were told
_LEAD = 0.25  # what the first sentences bring by standing there
_LONGEST = 700  # characters of a sentence that is shown
_GENERIC = frozenset(
    """
    government ministry minister parliament senate congress court police army commission committee council agency
    authority authorities university institute company group bank board office department union association party
    state national federal public regulator monday tuesday wednesday thursday friday saturday sunday january february
    march april may june july august september october november december president regierung ministerium gericht polizei
    bundestag gobierno ministerio policía tribunal gouvernement ministère police tribunal commissaire reuters afp ap dpa
    xinhua bloomberg efe general systems limited holdings international services technologies
    """.split()
)
_GENERIC_HAN = re.compile(
    r"(?:政府|公安|法院|检察院|公司|集团|部门|委员会|警方|央行|议会|国会|大学|研究院|新华社|记者|路透社?|法新社|中新社|彭博社?)+"
)
_PARTICLES = frozenset("the of and for in on at de la le les des du del der die das den von van el al y et und".split())
# Characters that Chinese writes foreign names with.
_SOUNDS = frozenset(
    "阿埃艾安奥巴贝本比博布查达戴丹德迪蒂杜顿多厄恩尔法菲费芬弗夫福盖戈格古哈海赫亨霍基吉加金卡凯坎科克肯库昆拉莱兰劳勒雷里利林卢"
    "鲁伦罗洛马麦曼梅米莫姆穆纳内尼努诺欧帕佩皮普奇乔切瑟塞桑森沙史舒斯丝苏索塔泰汤唐特提廷图托瓦万威维温沃伍西希夏谢辛休雅亚扬耶伊"
    "因约泽詹朱兹茨惠珀茜莎娜妮娅琳蕾黛萨赛朗荷"
)
_PEOPLE = re.compile(r"(?:ish|ese|ian|ean|ch|isch|isch\w{1,2}|ais|aise|ano|ana|és|esa)$")


@dataclass(frozen=True, slots=True)
class Told:
    """What was told so far."""

    entries: frozenset[str] = frozenset()
    names: frozenset[frozenset[str]] = frozenset()  # the telling words of each name
    grams: frozenset[str] = frozenset()  # words, and pairs of words that follow each other
    amounts: frozenset[Amount] = frozenset()
    scripts: frozenset[str] = frozenset()  # han, spaced

    @property
    def is_nothing(self) -> bool:
        """Whether nothing was told."""
        return not self.grams


def told(articles: Iterable[Article], facts: Mapping[str, Facts], before: Told | None = None) -> Told:
    """What articles tell, put to what was told before; titles count."""
    so_far = before or Told()
    entries, names, grams = set(so_far.entries), set(so_far.names), set(so_far.grams)
    amounts, scripts = set(so_far.amounts), set(so_far.scripts)
    for article in articles:
        own = facts.get(article.id, Facts())
        entries.update(name.entry for name in own.names if name.entry)
        names.update(words for name in own.names if (words := _telling(name)))
        for part in (article.title, article.text):
            grams.update(_grams(part))
        amounts.update(amount for figure in own.figures if (amount := amount_of(figure)))
        amounts.update(amounts_of_title(article.title))
        scripts.add(_script(article.text or article.title))
    return Told(*map(frozenset, (entries, names, grams, amounts, scripts)))  # type: ignore[arg-type]


def _grams(text: str) -> Iterator[str]:
    words = [*map(folded_word, tokens(text))]
    yield from words
    yield from map(" ".join, pairwise(words))


def _script(text: str) -> str:
    found = tokens(text[:400])
    return "han" if 2 * sum(map(is_unspaced, found)) > len(found) else "spaced"


def _telling(name: Name) -> frozenset[str]:
    """The words of a name that are its own."""
    words = map(folded_word, tokens(name.name))
    return frozenset(word for word in words if word not in _GENERIC and word not in _PARTICLES and len(word) > 1)


@dataclass(frozen=True, slots=True)
class _Item:
    """One thing that a sentence tells."""

    at: int  # in the article's text
    words: str  # as written
    weight: float
    mark: str  # the same for the same thing told again in a report beside
    amount: Amount | None = None


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence with what it tells that was not told before the reports."""

    article: Article
    span: Span
    items: tuple[_Item, ...]
    bonus: float


@dataclass(slots=True)
class _Chosen:
    """What the sentences chosen so far tell."""

    marks: set[str] = field(default_factory=set)
    amounts: list[Amount] = field(default_factory=list)

    def left(self, sentence: _Sentence) -> list[_Item]:
        """What a sentence tells beyond that."""
        return [
            one
            for one in sentence.items
            if one.mark not in self.marks and not (one.amount and is_told(one.amount, self.amounts))
        ]

    def add(self, items: Iterable[_Item]) -> None:
        for one in items:
            self.marks.add(one.mark)
            if one.amount:
                self.amounts.append(one.amount)


def fresh(articles: Sequence[Article], facts: Mapping[str, Facts], before: Told, *, most: int = 6) -> tuple[Fresh, ...]:
    """The sentences that tell most of what was not told before, at most `most`, the most telling first.

    Nothing is new since nothing: before a storyline's first report all would be.
    """
    if before.is_nothing:
        return ()
    sentences = [one for article in articles for one in _sentences(article, facts.get(article.id, Facts()), before)]
    chosen, found = _Chosen(), list[Fresh]()
    while sentences and len(found) < most:
        gains = [(sum(item.weight for item in chosen.left(one)), one) for one in sentences]
        gain, best = max(gains, key=lambda pair: pair[0] and pair[0] + pair[1].bonus)
        if gain < _ENOUGH:
            break
        items = chosen.left(best)
        chosen.add(best.items)
        sentences.remove(best)
        article, span = best.article, best.span
        words = _distinct(one.words for one in sorted(items, key=lambda item: item.at))
        found.append(Fresh(article.id, span.start, span.end, article.text[span.start : span.end], words))
    return tuple(found)


def _distinct(words: Iterable[str]) -> tuple[str, ...]:
    """The words in their order, without those that others of them hold, such as a figure in a quotation."""
    told = dict.fromkeys(words)
    return tuple(one for one in told if not any(one in other for other in told if other != one))


def _sentences(article: Article, facts: Facts, before: Told) -> Iterator[_Sentence]:
    """The sentences of an article that tell anything new."""
    items = sorted(_items(article, facts, before), key=lambda item: item.at)
    for number, span in enumerate(article.sentences):
        own = tuple(item for item in items if span.start <= item.at < span.end)
        if own and span.end - span.start <= _LONGEST:
            yield _Sentence(article, span, own, max(0.0, _LEAD - 0.05 * number))


def _items(article: Article, facts: Facts, before: Told) -> Iterator[_Item]:
    for name in facts.names:
        weight = _name_weight(name, article) * (_known_script(name.name, article, before) if not name.entry else 1.0)
        if weight and not _was_named(name, before):
            yield _Item(name.start, name.text, weight, f"n {name.entry or ' '.join(sorted(_telling(name)))}")
    again = {figure.same_as.start for figure in facts.figures if figure.same_as}
    for figure in facts.figures:
        amount, weight = amount_of(figure), weight_of(figure)
        if amount and weight and figure.same_as is None and not is_told(amount, before.amounts):
            in_other = [one for one in facts.figures if one.same_as and one.same_as.start == figure.start]
            if figure.start in again and any(is_told(a, before.amounts) for one in in_other if (a := amount_of(one))):
                continue
            yield _Item(figure.start, figure.text, weight, f"f {amount.sort} {amount.value:g}", amount)
    for quote in facts.quotes:
        weight = _quote_weight(quote) * _known_script(_speaker(quote, facts.names), article, before)
        if weight and not _was_quoted(quote, before):
            yield _Item(quote.start, quote.text, weight, f"q {' '.join(tokens(quote.text)[:6])}")


def _known_script(name: str, article: Article, before: Told) -> float:
    """How surely something would have been met before if it had been told: not at all in letters that are new.

    Nor where Chinese writes down the sound of a name, and the reports before were in letters too.
    """
    if _script(article.text) not in before.scripts:
        return _OTHER_SCRIPT
    sounds = len(name) > 2 and is_unspaced(name) and sum(one in _SOUNDS for one in name) >= 0.7 * len(name)
    return _OTHER_SCRIPT if sounds and "spaced" in before.scripts else 1.0


def _name_weight(name: Name, article: Article) -> float:
    """How much a name tells that was not told, 0…1."""
    own = name.name.casefold()
    if own == article.outlet.casefold() or any(own == one.casefold() for one in article.byline):
        return 0.0
    words = _telling(name)
    if not words or _GENERIC_HAN.fullmatch(name.text) or rarity(name.name) < _COMMON:
        return 0.0
    if name.entry is not None and len(name.entry) == 2:
        return _COUNTRY
    if name.kind == "other" and _PEOPLE.search(own):
        return 0.0
    weight = _KINDS.get(name.kind, 0.4)
    if name.entry is None and is_unspaced(name.name):
        weight *= 0.8 if name.kind in ("person", "organisation") else 0.5  # the others are cut wrongly more often
    return min(1.0, weight * (1.3 if name.text in article.title else 1.0))


def _was_named(name: Name, before: Told) -> bool:
    if name.entry is not None and name.entry in before.entries:
        return True
    if any(all(gram in before.grams for gram in _grams(form)) for form in (name.name, name.text)):
        return True
    words = _telling(name)
    return any(other <= words or words <= other for other in before.names)


def _speaker(quote: Quote, names: Sequence[Name]) -> str:
    """Who is quoted; where nobody is named, the person named just before."""
    near = [name.name for name in names if name.kind == "person" and 0 <= quote.start - name.end <= _BESIDE]
    return quote.speaker or (near[-1] if near else "")


def _quote_weight(quote: Quote) -> float:
    words = len(tokens(quote.text))
    if words < 2:
        return 0.0
    if words < _FEW_WORDS:
        return 2 * _SNATCH if quote.speaker else _SNATCH
    return _QUOTATION if quote.speaker or quote.role else 0.8 * _QUOTATION


def _was_quoted(quote: Quote, before: Told) -> bool:
    pairs = [*map(" ".join, pairwise(map(folded_word, tokens(quote.text))))]
    return bool(pairs) and sum(pair in before.grams for pair in pairs) >= _REPEATED * len(pairs)
