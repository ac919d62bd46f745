"""The noun that a Chinese numeral counts, behind it or before it."""

from __future__ import annotations

import re
from dataclasses import dataclass

import rjieba

_NOT_NOUN = frozenset(("时候", "时间", "左右", "以上", "情况", "方面", "之间", "其中", "问题", "原因", "目前"))
_KEPT = frozenset(["n", "nz", "nt", "ns", "nr", "vn", "an", "eng", "j", "b", "a", "nrt", "nrfg", "l"])
_HEADS = frozenset(["n", "nz", "nt", "eng", "j", "vn", "nrt", "l", "nr"])  # no place is counted
_COUNTED = re.compile(
    r"(?:[一-龥A-Za-z]{0,8}?)(?P<head>用户|用户数|人数|人口|数量|销量|出货量|产量|粉丝|会员|企业|家庭|订单|下载量|阅读量|播放量|户数|人次|参数|员工"
    r"|网民|客户|学生|专利|论文|门店|装机量|注册量|交易量|读者|游客|旅客|观众|职工|岗位|病例|销售量|保有量|产能|规模|总量|总数)"
    r"(?:总数|总量|数量|数)?(?:已经?|目前|约?|分别|仅|也|就|将|累计)?(?:达到?|为|有|增至|增加到|突破|共有?|共计|升至|降至|是|增长到|增长至|下降到)?了?$"
)
_BREAK = re.compile(r".*[，。；：、！？,.;:!?()（）\n“”《》\d的]|.*(?:公司|集团|中国|全国|全球|其中)")
_WINDOW = 14
_AMONG = re.compile(r"[一-龥]{2,12}(?:当中|之中|中|里)(?:约?有)?$")
_WHOLE_NOUNS = frozenset(
    "人 人次 人份 国 省 市 县 镇 乡 村 州 台次 架次 班次 车次 公民 国家 城市 省份 企业 公司 用户 员工 学生 会员 客户"
    " 粉丝 家庭 人口".split()
)
_COMMON = frozenset(("城市",))  # which the dictionary takes for a place
_OF_PERSONS = frozenset("名位")
_OF_EVENTS = frozenset("项起次场宗轮件种")
_PREDICATE = re.compile(  # what happens to the counted things, though dictionaries call it a noun
    r"断[流电水供网交航粮]|停[产电水工课业运牌航职]|[受遭成]灾|受[伤损困阻害]|失[业踪联学控火]|死亡|遇[难害]|倒[塌闭]|破产|过期|[超达]标|合格"
    r"|.*(?:困难|不良|短缺|不足|迟缓|受损|中断)|缺[水电粮]|延误|取消|关闭|感染|确诊|[住出]院|[开竣完动]工|投产|参[赛展加会军保]|入[选围学院]"
    r"|获[奖批救]|脱贫|搬迁|退[役休市]|报名|[离到在]岗|在[建线册校岗]"
)


@dataclass(frozen=True, slots=True)
class Noun:
    """What is counted: the whole phrase, its last noun, and whether nothing stands between it and the number."""

    phrase: str
    head: str
    direct: bool


def counted_noun(text: str, at: int, unit: str | None = None) -> Noun | None:
    """The noun phrase right behind a number and its unit; none where the unit says itself what is counted."""
    if unit in _WHOLE_NOUNS:
        return None
    window = text[at : at + _WINDOW]
    stop = re.search(r"[，。；：、！？,.;:!?()（）\n“”《》]", window)
    words: list[tuple[str, str]] = []
    for word, tag in rjieba.tag(window[: stop.start()] if stop else window):
        linked = word == "的" and words and not (unit in _OF_PERSONS and words[-1][1] == "n")
        if linked or word.isspace():
            words.append((word, "u"))
        elif (tag in _KEPT or word in _COMMON) and word not in _NOT_NOUN:
            words.extend(_split(word, tag))
        else:
            break
    while words and (words[-1][1] not in _HEADS or _is_predicate(words, unit)):
        words.pop()
    phrase = "".join(word for word, _ in words).strip()
    return Noun(phrase, words[-1][0], words[0][1] in _HEADS) if phrase else None


def _split(word: str, tag: str) -> list[tuple[str, str]]:
    """A word of the dictionary that is a noun with its predicate, in two: 企业破产."""
    if len(word) > 3 and _PREDICATE.fullmatch(word[2:]):
        return [(word[:2], "n"), (word[2:], "n")]
    return [(word, "n" if word in _COMMON else tag)]


def _is_predicate(words: list[tuple[str, str]], unit: str | None) -> bool:
    """Whether the last word tells what the counted things do: 河流断流."""
    word, tag = words[-1]
    if len(words) == 1:
        return (unit is None and tag == "vn") or bool(_PREDICATE.fullmatch(word))
    return bool(_PREDICATE.fullmatch(word)) or (tag == "vn" and words[-2][1] == "n" and unit not in _OF_EVENTS)


def counted_before(line: str, at: int) -> Noun | None:
    """The noun phrase before a number that has none behind it: 月活跃用户达8亿."""
    window = line[max(0, at - 2 * _WINDOW) : at]
    if (stop := _BREAK.match(window)) is not None:
        window = window[stop.end() :]
    match = _COUNTED.search(window)
    if match is None:
        return _counted_among(window)
    return Noun(window[match.start() : match.end("head")], match["head"], False)


def _counted_among(window: str) -> Noun | None:
    """The people or things of which a number is a part: 儿童中1.5亿."""
    match = _AMONG.search(window)
    words = rjieba.tag(re.sub(r"(?:当中|之中|中|里)(?:约?有)?$", "", match[0])) if match else []
    if not words or words[-1][1] not in ("n", "nz") or len(words[-1][0]) < 2:
        return None
    return Noun(words[-1][0], words[-1][0], False)
