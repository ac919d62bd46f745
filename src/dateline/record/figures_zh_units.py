"""The Chinese words for currencies, measures and counts, and the numerals that are no figures, read from data/zh."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_DATA = files("dateline.record") / "data" / "zh"
_LATIN_END = "(?![A-Za-z])"
_NOT_UNIT = {  # what follows a unit's first characters and makes another word of them
    "年": "级|代|轻|龄|糕|画",
    "日": "本|报|军|系",
    "月": "亮|球|饼|票",
    "天": "津|然|使|空|猫|河",
    "米": "饭|其|兰|粉",
    "元": "旦|首|老|器|宇",
    "分": "之|别|析|布|公|钟|子|店|行|配|支|拆|手|成|红|享|为|开|离|类|组|级|散",
    "两": "国|岸|会|家|人|个|者|地|市|项|名|次|年|大|种",
    "方": "面|案|向|式|法|便|针|块|程|舱|正",
    "人": "民|工|才|均|类|口|物|事|性|生|脸|权|体|力|机|气|参|寿|选|行|马|造|文|格|间|大",
    "机": "会|构|器|场|制|关|遇|动|票|身|密|电|械|组",
    "次": "日|级|要|贷|元|新|月|年|序|子",
    "口": "岸|罩|号|味|径|碑",
    "度": "假|过",
    "周": "边|围|期|一|二|三|四|五|六|日|末|恩|杰|鸿|转",
    "秒": "杀",
    "股": "市|东|份|权|价|票",
    "国": "家|际|内|外|产|务|企|会|有|庆|资|土|防|人|美|安|债|旗|王|籍|泰",
    "方面": "",
    "件": "事(?=业)",
    "单": "位|一|独|身|纯|品|元|价|日|月|车",
    "里": "程|面|约|斯|昂|根|海|程碑|弄",
    "分贝": "",
    "球": "员|队|迷|星|赛|场",
    "行": "业|动|为|情|政|人|长|程|驶|使|贿",
    "回": "应|收|报|升|落|购|归|顾|国|家|到|答|来|去|复",
    "发": "展|布|表|现|生|行|射|挥|出|达|起|电|动|明|货|放|改|育|热|病|烧|炎|觉|掘|誓|愁|酵|光|音|售|奖|言|包",
    "班": "级|次|子|主|长|底|轮|车|师|列|机|组|干|会|倒|岗",
    "针": "对|织|灸|锋|管|剂|叶",
    "手": "机|段|术|工|续|表|动|里|中|上",
    "代": "表|码|理|价|替",
    "门": "店|票|户|槛|口",
    "起": "来|诉|步|到|点|草|源",
    "对": "于|手|象|外|方|话|比|此|接|应|中|美|华",
    "把": "握",
    "声": "音|明|称|誉",
    "段": "时间(?=的)",
    "队": "员|伍|长|友",
    "节": "目|能|日|约|点|省|奏",
    "级": "",
    "部": "分|门|委|署|长|队|件|级",
    "点": "",
    "股权": "",
    "市": "场|值|民|长|委|面|政|区|盈",
    "省": "委|长|级|会|份|政|油",
    "县": "委|长|级|域",
    "州": "长|议",
    "村": "民|委|庄|镇",
    "字": "节|典|母|体|幕|段",
    "票": "房|据",
    "位": "于|置|列|居",
    "个": "人(?=信|用户|所得|数据|贷|住)|性|别|股|体",
    "件事": "",
    "页": "岩|面",
    "店": "主|员|铺",
    "船": "舶|员|厂",
    "步": "伐|骤|行|入|兵",
    "里拉": "",
    "桶": "",
    "克": "服|隆|制|里|拉玛|强|罗|莱|林|利",
    "台": "湾|风|北|积|阶|词|中|商|资|海",
    "升": "级|至|到|值|高|温|学|职|空",
    "斤": "",
    "磅": "",
    "瓦": "解|斯",
    "卡": "车|塔|路|通|片|脖|拉|洛",
    "伏": "特加|击|笔",
    "章": "",
    "轮": "胎|船|流|椅|廓",
    "批": "准|评|发|复|判|量",
    "组": "织|成|合|建|装|长|委",
    "层": "面|次|级",
    "群": "众|体|岛|主",
    "处": "理|罚|于|分|置|长|方|在",
    "环": "境|保|节|比|球|路|线",
    "集": "团|中|成|合|体|资|结|装|聚|群|邮",
    "首": "席|次|先|都|批|个|家|相|脑|日|发|款|创|届|付|轮|要|府|富",
    "片": "面|区|段|酬|名",
    "支": "持|付|出|撑|援|部|配",
    "枝": "",
    "副": "总|主|校|院|会|部|市|教|局|省|书|理|董|行",
    "名": "为|单|称|义|人|牌|字|列|校|额",
    "家": "庭|长|电|具|乡|园|族|居|里|人",
    "项": "目(?=的|经)",
    "种": "植|子|种|族|类",
    "款": "项|式|待",
    "条": "件|例|款|约",
    "本": "次|身|来|科|人|届|地|土|田|案|轮|质|金|书记|市|省|报|月|年|周|院|店|场|季",
    "场": "景|地|合|所|馆|均|外|内|上",
    "份": "额|量|子",
    "张": "力|家|先|某|女|总|弛",
    "所": "以|有|在|谓|属|得|需|长|示",
    "间": "接|隔|谍",
    "局": "长|面|部|势|限",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """What stands behind a number: its kind, the canonical unit, and where it ends."""

    kind: str
    unit: str
    end: int


class Units:
    """The units of a TOML file, matched longest first."""

    def __init__(self, table: dict[str, dict[str, list[str]]]) -> None:
        self._words: dict[str, tuple[str, str]] = {}
        for word in table["count"]["words"]:
            self._words[word] = ("count", word)
        for section, kind in (("percent", "percent"), ("measure", "measure"), ("money", "money")):
            for unit, words in table[section].items():
                self._words.update(dict.fromkeys(words, (kind, unit)))
        alternatives = "|".join(map(_pattern, sorted(self._words, key=len, reverse=True)))
        self._match = re.compile(rf"[ \u3000]{{0,3}}({alternatives})")
        self._prefixes = {word: unit for unit, words in table["prefix"].items() for word in words}
        marks = "|".join(map(re.escape, sorted(self._prefixes, key=len, reverse=True)))
        self._prefix = re.compile(rf"(?<![A-Za-z])({marks})\s?$")

    def behind(self, text: str, at: int) -> Unit | None:
        """The unit that follows a number, None when none does."""
        if match := self._match.match(text, at):
            return Unit(*self._words[match[1].replace(" ", "")], end=match.end())
        return None

    def before(self, text: str, at: int) -> tuple[str, int] | None:
        """(Currency, start of its mark) that stands before a number."""
        match = self._prefix.search(text, max(0, at - 6), at)
        return (self._prefixes[match[1]], match.start()) if match else None


def _pattern(word: str) -> str:
    spaced = r"[ ]{0,2}".join(map(re.escape, word)) if "个百" in word else re.escape(word)
    if word[-1].isascii() and word[-1].isalpha():
        return spaced + _LATIN_END
    refused = _NOT_UNIT.get(word) if len(word) == 1 else None
    return f"{spaced}(?!{refused})" if refused else spaced


@cache
def units() -> Units:
    """The shipped units."""
    return Units(tomllib.loads((_DATA / "units.toml").read_text(encoding="utf-8")))


@cache
def not_figures() -> re.Pattern[str]:
    """What holds numerals and is no figure: names, idioms, times, marks of lists."""
    lines = (_DATA / "not_figures.txt").read_text(encoding="utf-8").splitlines()
    return re.compile("|".join(f"(?:{line})" for line in lines if line and not line.startswith("# ")))
