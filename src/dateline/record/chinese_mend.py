"""Mends what the Chinese tagger marks, and adds what it leaves out and jieba's dictionary or a title speaks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import rjieba

from dateline.record.chinese_features import character_classes
from dateline.record.chinese_tagger import Tagged

_GOVERNMENT = re.compile(r"政府军?$|当局$")
_TITLE_IN = re.compile(r"总统|总理|首相|外长|部长|书记")
_TITLE_END = re.compile(
    r"(?:王妃|总统|总理|先生|女士|同志|主席|教授|老人|将军|元帅|上将|中将|少将|王子|公主|国王|亲王|大将|总书记)$"
)
_OWN_BODY = re.compile(r"(?:公司|集团|银行|党|俱乐部)$")
_COMMON_HEAD = re.compile(
    r"国家|国际|联邦|中央|全国|共产|人民|石油|航空|电话|广播|电报|进出口|对外|公司|集团|银行|执政|反对|在野"
)
_COMMITTEE = re.compile(
    r"(?:(?<=[省市县区州])|[省市县区地州旗])委(?=书记|副书记|常委|宣传部|组织部|办公|、|，|和)"
    r"|(?:(?<=[省市县区州])|[省市县区州])(?:人民)?(?:政府|政协|人大常委会|人大)(?!代表|委员|大)|(?<=自治区)(?:人民)?政府"
)
_OFFICE_BEFORE = re.compile(r"(?:总统|总理|首相|主席|外长|发言人|选手|名将|大使|国王|议长|国务卿|秘书长)$")
_OFFICE_BEHIND = re.compile(r"总统|总理|首相|先生|教授|将军|同志|夫人|大使|外长|国务卿")
_BODY = re.compile(
    r"(?:军区|公司|集团|大学|学院|委员会|银行|[^部纵车舰船]队|法院|检察院|研究所|出版社|交响乐团|日报|晚报|代表团|医院|剧院|乐团|剧团)$"
)
_SURNAMES, _GIVEN, _FOREIGN, *_ = character_classes()
_USUAL = _SURNAMES[:250]
_SOUNDS = frozenset(_FOREIGN)
_PERSON_AT = re.compile(
    rf"(?:发言人|读者|教师|医生|民警|飞行员|工人|农民|村民|居民|战士|司机|学生|厂长|村长|镇长|支书|队员|队长|选手|姑娘|小将|名将|老将|前锋|后卫|门将|教练|主任|书记|部长|局长|省长|市长|县长|主席|会长|校长|院长|教授|研究员|"
    rf"工程师|总经理|董事长|经理|委员|代表|记者|作家|画家|诗人|导演|演员|歌手|总理|将军|司令员|政委|连长|团长|师长|班长)"
    rf"(?P<name>[{_USUAL}][{_GIVEN}一-鿿][{_GIVEN}])"
    r"(?=[，、。：（）／在就来将说表会到率也主介强指已与和从等为对向认告透宣作参出获以的被]|$)"
)
_PERSON_OF_FILM = re.compile(
    rf"(?:(?<![一-鿿])(?P<first>[{_USUAL}][{_GIVEN}]{{1,2}})(?=执导|主演|执教|摄[）)]|指出|强调|认为|致[辞词])"
    rf"|(?<=由)(?P<second>[{_USUAL}][{_GIVEN}]{{1,2}})(?=主持|主演|执导|执教|陪同|率领|担任))"
)
_NOT_GIVEN = re.compile(r"[在就来将说表会到率也主介强指已与和从等为对向认告透宣作参出获以的被是了要由同不们这那]")


class Word(NamedTuple):
    """A word of jieba's dictionary in a text, with its tag."""

    text: str
    tag: str
    start: int


def words_of(text: str) -> dict[int, Word]:
    """The words of a text by the place where they begin."""
    words: dict[int, Word] = {}
    at = 0
    for word, tag in rjieba.tag(text):
        words[at] = Word(word, tag, at)
        at += len(word)
    return words


def mended(text: str, tagged: Sequence[Tagged], known: Sequence[Any], words: dict[int, Word]) -> Iterator[Tagged]:
    """The tagger's names with their borders as newspapers draw them: 中国政府 is a place, 德国西门子公司 two names."""
    countries = {one.start: one.end for one in known if one.entry.sort == "country"}
    sure = {(one.start, one.end) for one in known if one.strong}
    for one in tagged:
        word = text[one.start : one.end]
        border = countries.get(one.start, one.start)
        if one.kind != "organisation" and len(word) > 3 and _TITLE_IN.search(word) and not _TITLE_END.search(word):
            continue
        if one.start < border < one.end:
            yield from _split(text, one, border)
        else:
            yield _with_body(text, _widened(text, _kind_mended(text, one, sure, words), words))
    for one in known:
        if one.strong and one.entry.kind == "place" and (body := _COMMITTEE.match(text, one.end)):
            yield Tagged(one.start, body.end(), "organisation")


def _kind_mended(text: str, one: Tagged, sure: set[tuple[int, int]], words: dict[int, Word]) -> Tagged:
    """A person without the title behind; a person where a place was seen beside a title."""
    word = text[one.start : one.end]
    if one.kind == "person" and (title := _TITLE_END.search(word)) and title.start() > 1:
        return replace(one, end=one.start + title.start())
    if one.kind != "place" or (one.start, one.end) in sure or word[-1] in "国省市县州区":
        return one
    if (seen := words.get(one.start)) and seen.tag == "ns":
        return one
    before = _OFFICE_BEFORE.search(text, max(0, one.start - 4), one.start)
    return replace(one, kind="person") if before or _OFFICE_BEHIND.match(text, one.end) else one


def _widened(text: str, one: Tagged, words: dict[int, Word]) -> Tagged:
    """A name with the last character that the tagger left out: 小溪河镇, 彭德怀, 黄启璪."""
    behind = words.get(one.end)
    if behind and len(behind.text) == 1:
        if one.kind == "place" and behind.text in "市县镇乡村" and text[one.end - 1] not in "省市县镇乡村国":
            return replace(one, end=one.end + 1)
        rare = behind.tag == "x" and "一" <= behind.text <= "鿿"
        if one.kind == "person" and one.end - one.start == 2 and rare and text[one.start] in _USUAL:
            return replace(one, end=one.end + 1)
    whole = words.get(one.start)
    if whole and one.end - one.start == 2 and whole.tag in ("nr", "nrfg") and _sure(whole.text, whole.tag):
        return Tagged(one.start, one.start + 3, "person")
    return one


def _split(text: str, one: Tagged, border: int) -> Iterator[Tagged]:
    """A name that begins with a country: country alone before its government, both before a company or a person."""
    country, rest = text[one.start : border], text[border : one.end]
    place = Tagged(one.start, border, "place")
    if one.kind == "organisation" and _GOVERNMENT.match(rest):
        yield place
    elif (
        one.kind == "organisation"
        and country != "中国"
        and len(rest) > 2
        and _OWN_BODY.search(rest)
        and not _COMMON_HEAD.match(rest)
    ):
        yield place
        yield Tagged(border, one.end, "organisation")
    elif one.kind == "person" and len(rest) > 1 and (len(country) > 2 or country[-1] == "国"):
        yield place
        yield Tagged(border, one.end, "person")
    else:
        yield _with_body(text, one)


def _with_body(text: str, one: Tagged) -> Tagged:
    """A province or town with the body that governs it: 湖南省委, 长沙市政府."""
    if one.kind == "place" and (body := _COMMITTEE.match(text, one.end)):
        return Tagged(one.start, body.end(), "organisation")
    if one.kind in ("place", "person") and one.end - one.start > 3 and _BODY.search(text[one.start : one.end]):
        return replace(one, kind="organisation")
    return one


def untagged(text: str, taken: set[int], words: dict[int, Word]) -> Iterator[Tagged]:
    """Names where the tagger is silent: persons behind a title, and what jieba's dictionary knows for a name."""
    for match in (*_PERSON_AT.finditer(text), *_PERSON_OF_FILM.finditer(text)):
        start, end = match.span(match.lastgroup or 0)
        if taken.isdisjoint(range(start, end)) and not _NOT_GIVEN.search(text, start + 1, end):
            taken.update(range(start, end))
            yield Tagged(start, end, "person")
    for word in words.values():
        span = range(word.start, word.start + len(word.text))
        if word.tag[:2] == "nr" and _sure(word.text, word.tag) and taken.isdisjoint(span):
            yield Tagged(span.start, span.stop, "person")


def _sure(word: str, tag: str) -> bool:
    """Whether the dictionary's word is a name for certain enough: a surname and two more, or a foreign sound."""
    if tag == "nrt":
        return len(word) > 2 and _SOUNDS.issuperset(word)
    return tag in ("nr", "nrfg") and len(word) == 3 and word[0] in _USUAL
