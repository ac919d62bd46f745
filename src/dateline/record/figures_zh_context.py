"""What stands around a Chinese numeral: hedges and modality."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BEFORE = re.compile(
    r"(?:(?P<most>不超过|(?:最多|至多)(?:可以?|能|有|达|为)?|多达)|(?P<least>不少于|不低于|不小于|(?:至少|最少|起码)(?:需要?|有|要|为|达)?)"
    r"|(?P<nearly>将近|接近|几乎|逼近|(?<![最附靠临邻远亲])近)"
    r"|(?P<less>不足|不到|少于|低于|小于|未满|未达|不满|还不到)"
    r"|(?P<more>超过|多于|高于|大于|逾|突破|(?<![英中德意西高])超|(?P<bare>(?<![经通去来看做不跳])过|(?<![以网线市天晚早史身面海路地])上))"
    r"|(?P<about>大约[合占为有达需]?|大概[占为有是]?|差不多"
    r"|(?<![条合签预节契违公大制集简特解履隐规盟婚租续毁立赴守失爽邀纽])"
    r"约[合占为有计达需值]?))了?[ ]?$"
)
_OF_SHARE = re.compile(  # 约占其产量的五分之一: the hedge stands before the whole
    r"(?:(?P<most>不超过|最多占?)|(?P<least>不少于|不低于|至少占?)|(?P<nearly>将近|接近|几乎占?|逼近)|(?P<less>不足|不到|未达)"
    r"|(?P<more>超过|逾)|(?P<about>大约[占为是]|大约相当于|(?<!大)约[占为是]|(?<!大)约相当于))[一-龥A-Za-z]{1,10}?的$"
)
_LARGE = re.compile(r"[百千万亿](?!分之)")
_BEHIND = re.compile(
    r"[ ]?(?:(?P<about>左右|上下|前后|许)|(?P<least>[及或]?以上|起步)"
    r"|(?P<less>以下|以内|之内|内(?=[,。完]))|(?P<more>[多余](?![额下种少次数])|开外))"
)
_WORDS = {
    "most": "up to",
    "least": "at least",
    "nearly": "nearly",
    "less": "less than",
    "more": "more than",
    "about": "about",
}
_SENTENCE = re.compile(r"[。！？!?\n]")
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
_LISTED_AIMS = re.compile(
    r"目标(?:是|为)?[：:]|(?:目标|规划|计划|纲要|路线图)[^,。：:]{0,6}[：:].*(?:20\d\d年|十[三四五六]五)"
)
_PLANNED = re.compile(r"(?:按照?|根据|依照)[^,。“”]{0,8}(?:规划|计划|方案|目标|设计),")
_ONCE = re.compile(r"(?:投产|建成|投运|竣工|投用|达产|完工|通车|投入使用|投入运营)以?后.*(?:可|将|能)")
_DONE = re.compile(r"已经?|完成|去年|截至|目前|了$")
_BY = re.compile(r"(?<![加增升降达减])到(?:20\d\d年|本?世纪|“?十[三四五六]五)")
_CARRIED = re.compile(
    r"^(?:保持|维持|稳定在|达到?|超过?|突破|实现|增至|升至|提高到|增加到|增长到|降至|降到|降低到|压缩到|控制在|总?投资)"
)
_OWN_FIGURE = re.compile(r"\d(?![\d年月日号])|[百千万亿]")
_TO = re.compile(r"(?:增长|下降|增加|减少|提高|降|升|涨|跌|提升|上升)(?:到|至)了?$")


def hedge_before(line: str, at: int) -> tuple[str | None, int]:
    """(Hedge, start of the figure with it) from the words before a place of a plain text."""
    match = _BEFORE.search(line, max(0, at - 6), at)
    if match is None or (
        match["bare"] and (line[at : at + 1] not in tuple("百千万亿") or line.startswith("分之", at + 1))
    ):
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


def hedge_of_share(line: str, at: int) -> str | None:
    """The hedge that stands before the whole of which the numeral at a place is a part: 超过总量的三分之二."""
    match = _OF_SHARE.search(line, max(0, at - 18), at)
    return _WORDS[match.lastgroup] if match and match.lastgroup else None


def modality_of(line: str, start: int, since: int = 0) -> str:
    """Whether a figure is stated, estimated, forecast, aimed at or a change, from its sentence up to it.

    What stands before `since` (where a clause about the past begins) no longer speaks of the figure.
    """
    whole = _SENTENCE.split(line[max(since, start - 160) : start])[-1]
    sentence = re.split("[；;]", whole[-60:])[-1]
    clauses = re.split(r"[，,、（(]", sentence)
    if _FORECAST.search(clauses[-1]) or re.search(r"预计|预测|有望", sentence) or _ONCE.search(sentence):
        return "forecast"
    if _TARGET.search(clauses[-1]) or _aimed(whole, sentence, clauses):
        return "target"
    if _ESTIMATE.search(sentence):
        return "estimate"
    if _CHANGE.search(clauses[-1]) and not _TO.search(clauses[-1]):
        return "change"
    return "stated"


def _aimed(whole: str, sentence: str, clauses: Sequence[str]) -> bool:
    """Whether an earlier clause names the aim that this one puts a figure to."""
    if _LISTED_AIMS.search(whole):
        return True
    if _DONE.search(clauses[-1]):
        return False
    if _PLANNED.search(sentence) or (_BY.search(sentence) and _TARGET.search(sentence)):
        return True
    return bool(
        len(clauses) > 1
        and _CARRIED.match(clauses[-1])
        and _TARGET.search(clauses[-2])
        and not _OWN_FIGURE.search(clauses[-2])
    )
