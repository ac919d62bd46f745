"""Rules for Chinese names: dotted foreign names, short forms and acronyms of a text, and the role of a person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import rjieba

from dateline.record.chinese_features import character_classes
from dateline.records import Name

_TITLES = (
    "首席执行官|首席运营官|首席财务官|首席技术官|首席科学家|首席经济学家|首席专家|首席分析师|董事局主席|董事长|副董事长|总裁|副总裁|总经理|副总经理|总监|创始人|"
    "联合创始人|合伙人|总干事|秘书长|副秘书长|发言人|新闻发言人|总统|副总统|总理|副总理|首相|主席|副主席|总书记|书记|副书记|部长|副部长|外长|防长|"
    "国务卿|议长|委员长|大臣|省长|市长|副市长|县长|局长|副局长|司长|处长|署长|厅长|行长|副行长|院长|副院长|所长|校长|副校长|馆长|社长|会长|副会长|"
    "理事长|主任|副主任|检察长|庭长|法官|律师|大使|代表|教授|副教授|讲师|研究员|副研究员|院士|博士|工程师|总工程师|总设计师|主教练|教练|队长|导演|"
    "演员|作家|诗人|记者|编辑|主编|总编辑|分析师|经济学家|科学家|医生|国王|女王|王子|CEO|CFO|CTO|COO"
)
_ROLE_BEFORE = re.compile(rf"(?:{_TITLES})(?:(?:兼|、|、首席|及|和)(?:{_TITLES}))*$")
_ROLE_BEHIND = re.compile(rf"(?:{_TITLES}|先生|女士|小姐|同志|老师|将军|上将|中将|少将)")
_SOUNDS = character_classes()[2]
_DOTTED = re.compile(rf"[{_SOUNDS}]{{1,7}}(?:[·•・][{_SOUNDS}]{{1,8}}){{1,4}}")
_LATIN = re.compile(r"(?<![A-Za-z0-9])[A-Z][A-Za-z'’.-]{1,20}(?: [A-Z][A-Za-z'’.-]{0,20}){1,3}(?![A-Za-z0-9])")
_COMPANY = re.compile(r"(?:股份|责任)?有限(?:责任)?公司|集团公司|（集团）公司")
_CLAUSE = re.compile(r"[，。；：、！？,;:!?\s“”\"《》]")
_IN_COMPANY = frozenset("投资 发展 控股 股份 通信 设计 制造 建设 贸易 管理 服务 咨询 创新 开发 运输 （ ） ( )".split())
_SPEAKS = re.compile(r"\s?(?:表示|说|称|认为|指出|透露|先生|女士|教授|博士)")
_INTRODUCED = re.compile(
    r"[（(](?:以下)?(?:简称|英文简称|又称|下称|缩写)?[“\"「：:为]?\s?([A-Za-z][A-Za-z0-9&.\-]{1,11}|[\u4e00-\u9fff]{2,6})[”\"」]?[，,；;）)]"
)
_CALLED = re.compile(r"简称|下称|缩写|又称")
_LEGAL = re.compile(
    r"(?:控股|投资|电子|信息|网络|通信|新能源|生物|制药|企业|实业|汽车|传媒|文化|教育|智能)?(?:科技|技术|集团|股份|控股|（集团）|\(集团\))*"
    r"(?:集团公司|股份有限公司|有限责任公司|有限公司|公司|集团)$"
)
_VERBS = re.compile(r"[说称在把被向与和及对是了的，。；：！？]")
_LINE = 24


def dotted_names(text: str) -> Iterator[tuple[int, int]]:
    """Where foreign names with a middle dot stand: 埃隆·马斯克."""
    for match in _DOTTED.finditer(text):
        yield match.span()


def companies(text: str) -> Iterator[tuple[int, int]]:
    """Where companies with their legal form stand, from the last word before that no name holds."""
    for match in _COMPANY.finditer(text):
        first = max(0, match.start() - _LINE)
        window = _CLAUSE.split(text[first : match.start()])[-1]
        length = 0
        for word, tag in reversed(rjieba.tag(window)):
            if (tag[0] in "pcudrqyxtfk" or tag == "v") and word not in _IN_COMPANY:
                break
            length += len(word)
        if length > 1:
            yield match.start() - length, match.end()


def latin_people(text: str) -> Iterator[tuple[int, int]]:
    """Where people with Latin names stand: behind a Chinese title, or before a verb of saying."""
    for match in _LATIN.finditer(text):
        before = text[max(0, match.start() - 12) : match.start()].rstrip()
        if _ROLE_BEFORE.search(before) or _SPEAKS.match(text, match.end()):
            yield match.span()


def introduced(text: str, name: Name) -> str | None:
    """The acronym or short form that brackets behind a name introduce; None when there is none."""
    match = _INTRODUCED.match(text, name.end)
    if match is None:
        return None
    short = match[1]
    return short if short.isascii() or _CALLED.search(match[0]) else None


def short_forms(name: Name, places: Sequence[str]) -> tuple[str, ...]:
    """The words by which a text may later call a person or company it has named in full."""
    if name.kind == "person" and "·" in name.text:
        last = name.text.split("·")[-1]
        return (last,) if len(last) > 1 else ()
    if name.kind != "organisation":
        return ()
    core = _LEGAL.sub("", name.text)
    place = next((place for place in places if core.startswith(place) and len(core) - len(place) > 1), "")
    shorter = core[len(place) :]
    return tuple(word for word in dict.fromkeys((core, shorter)) if 1 < len(word) < len(name.text))


def role_of(text: str, person: Name, names: Sequence[Name]) -> str | None:
    """Title and organisation beside a person, as the text has them; None when it has none."""
    first = max(0, person.start - _LINE)
    before = text[first : person.start]
    if title := _ROLE_BEFORE.search(before):
        start = first + title.start()
        for other in reversed(names):
            gap = text[other.end : start] if other.end <= start else "，"
            if other.kind in ("organisation", "place") and len(gap) <= 10 and not _VERBS.search(gap):
                start = min(start, other.start)
                break
        return text[start : person.start]
    if title := _ROLE_BEHIND.match(text, person.end):
        return title[0]
    return None
