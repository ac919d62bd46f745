"""What stands around a Chinese numeral: hedges, modality and the noun that is counted."""

from __future__ import annotations

import re
from dataclasses import dataclass

import rjieba

_BEFORE = re.compile(
    r"(?:(?P<most>不超过|(?:最多|至多)(?:可以?|能|有|达|为)?|多达)|(?P<least>不少于|不低于|不小于|(?:至少|最少|起码)(?:需要?|有|要|为|达)?)"
    r"|(?P<nearly>将近|接近|几乎|逼近|(?<![最附靠临邻远亲])近)"
    r"|(?P<less>不足|不到|少于|低于|小于|未满|未达|不满|还不到)"
    r"|(?P<more>超过|多于|高于|大于|逾|突破|(?<![英中德意西高])超|(?P<bare>(?<![经通去来看做不跳])过|(?<![以网线市天晚早史身面海路地])上))"
    r"|(?P<about>大约|约为|大概|差不多|(?<![条合签预节契违公大])约))了?[ ]?$"
)
_BEHIND = re.compile(
    r"[ ]?(?:(?P<about>左右|上下|前后|许)|(?P<least>[及或]?以上|起步)"
    r"|(?P<less>以下|以内|之内|内(?=[，。完]))|(?P<more>[多余](?![额下种少次数])|开外))"
)
_WORDS = {
    "most": "up to",
    "least": "at least",
    "nearly": "nearly",
    "less": "less than",
    "more": "more than",
    "about": "about",
}
_CLAUSE_START = re.compile(r"[。！？!?；;\n]")
_FORECAST = re.compile(
    r"预计|预测|预期|有望|料将|将达|将会|将(?:超|增|突破|升|降|有|在|为|实现|提|扩|建|投|可|要|是)|或将|可望|望达|展望"
)
_TARGET = re.compile(r"目标|力争|争取|计划|规划|拟(?!态|合|人)|打算|旨在|要求到|确保")
_ESTIMATE = re.compile(r"估计|估算|据估|预估|推算|保守估|测算")
_CHANGE = re.compile(
    r"(?:增长|下降|增加|减少|上涨|下跌|上升|下滑|提高|提升|增幅|降幅|涨幅|跌幅|增速|扩大|缩小|缩减|缩水|高出|多出|降低|回落|攀升|上调|下调|同比|环比"
    r"|[增降涨跌升减](?![至到为]))"
    r"(?:了|率|幅|幅度|达到?|高达|为|是|近|约|大约|超过?|逾|将近|接近|不足|不到|至少|最多|多达|收|到?了?|[:： ]){0,3}$"
)
_TO = re.compile(r"(?:增长|下降|增加|减少|提高|降|升|涨|跌|提升|上升)(?:到|至)了?$")
_NOT_NOUN = frozenset(("时候", "时间", "左右", "以上", "情况", "方面", "之间", "其中", "问题", "原因", "目前"))
_KEPT = frozenset(["n", "nz", "nt", "ns", "nr", "vn", "an", "eng", "j", "b", "a", "nrt", "nrfg", "l"])
_HEADS = frozenset(["n", "nz", "nt", "eng", "j", "vn", "nrt", "l", "nr", "ns"])
_COUNTED = re.compile(
    r"(?:[一-龥A-Za-z]{0,8}?)(?P<head>用户|用户数|人数|人口|数量|销量|出货量|产量|粉丝|会员|企业|家庭|订单|下载量|阅读量|播放量|户数|人次|参数|员工"
    r"|网民|客户|学生|专利|论文|门店|装机量|注册量|交易量|读者|游客|旅客|观众|职工|岗位|病例|销售量|保有量|产能|规模|总量|总数)"
    r"(?:总数|总量|数量|数)?(?:已经?|目前|约?|分别|仅|也|就|将|累计)?(?:达到?|为|有|增至|增加到|突破|共有?|共计|升至|降至|是|增长到|增长至|下降到)?了?$"
)
_BREAK = re.compile(r".*[，。；：、！？,.;:!?()（）\n“”《》\d的]|.*(?:公司|集团|中国|全国|全球|其中)")
_WINDOW = 14


@dataclass(frozen=True, slots=True)
class Noun:
    """What is counted: the whole phrase, its last noun, and whether nothing stands between it and the number."""

    phrase: str
    head: str
    direct: bool


def hedge_before(line: str, at: int) -> tuple[str | None, int]:
    """(Hedge, start of the figure with it) from the words before a place of a plain text."""
    match = _BEFORE.search(line, max(0, at - 6), at)
    if match is None or (match["bare"] and line[at : at + 1] not in tuple("百千万亿")):
        return None, at
    if line[match.start()] == "近" and re.match(
        r"[\d一二两三四五六七八九十几]+(?:年|个月|天|周|日)", line[at : at + 6]
    ):
        return None, at
    return _WORDS[next(key for key in _WORDS if match[key])], match.start()


def hedge_behind(line: str, at: int) -> tuple[str | None, int]:
    """(Hedge, end of the figure with it) from the words behind a place."""
    match = _BEHIND.match(line, at)
    if match is None or match.lastgroup is None:
        return None, at
    return _WORDS[match.lastgroup], match.end()


def modality_of(line: str, start: int) -> str:
    """Whether a figure is stated, estimated, forecast, aimed at or a change, from its sentence up to it."""
    window = line[max(0, start - 60) : start]
    sentence = _CLAUSE_START.split(window)[-1]
    clause = re.split(r"[，,、（(]", sentence)[-1]
    if _FORECAST.search(clause) or re.search(r"预计|预测|有望", sentence):
        return "forecast"
    if _TARGET.search(clause):
        return "target"
    if _ESTIMATE.search(sentence):
        return "estimate"
    if _CHANGE.search(clause) and not _TO.search(clause):
        return "change"
    return "stated"


def counted_noun(text: str, at: int) -> Noun | None:
    """The noun phrase that follows a number and its measure word."""
    window = text[at : at + _WINDOW]
    stop = re.search(r"[，。；：、！？,.;:!?()（）\n“”《》]", window)
    words: list[tuple[str, str]] = []
    for word, tag in rjieba.tag(window[: stop.start()] if stop else window):
        if (word == "的" and words) or word.isspace():
            words.append((word, "u"))
        elif tag in _KEPT and word not in _NOT_NOUN:
            words.append((word, tag))
        else:
            break
    while words and words[-1][1] not in _HEADS:
        words.pop()
    phrase = "".join(word for word, _ in words).strip()
    return Noun(phrase, words[-1][0], words[0][1] in _HEADS) if phrase else None


def counted_before(line: str, at: int) -> Noun | None:
    """The noun phrase before a number that has none behind it: 月活跃用户达8亿."""
    window = line[max(0, at - 2 * _WINDOW) : at]
    if (stop := _BREAK.match(window)) is not None:
        window = window[stop.end() :]
    match = _COUNTED.search(window)
    if match is None:
        return None
    return Noun(window[match.start() : match.end("head")], match["head"], False)
