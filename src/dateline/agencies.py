"""News agencies: how they sign a text, which of them it credits, and who of those that share a text wrote it.

The lines in which agencies and sites sign a text (“BEIJING, March 3 (Xinhua) --”, “(Reporting by …)”, “责任编辑：…”)
differ between copies of one text, and are left out where texts are compared.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import NamedTuple

from dateline.scripts import simplified


class Member(NamedTuple):
    """One of several articles that share a text."""

    id: str
    published: datetime | None  # None: undated
    outlet: str
    credit: str | None  # the agency that the text names as its source


# By key, the names that texts and outlets call an agency by, in simplified characters.
_NAMES = {
    "aa": "Anadolu|Anadolu Agency|Anadolu Ajansı|阿纳多卢通讯社|阿纳多卢",
    "aap": "AAP|Australian Associated Press",
    "afp": "AFP|Agence France-Presse|Agence France Presse|法新社|法国新闻社",
    "ani": "ANI|Asian News International",
    "anp": "ANP|Algemeen Nederlands Persbureau",
    "ansa": "ANSA|Agenzia ANSA|安莎社",
    "ap": "AP|Associated Press|The Associated Press|美联社|美国联合通讯社",
    "apa": "APA|Austria Presse Agentur",
    "app": "APP|Associated Press of Pakistan|The Associated Press of Pakistan",
    "belga": "Belga|Agence Belga",
    "bernama": "Bernama|马新社",
    "bloomberg": "Bloomberg|Bloomberg News|彭博社|彭博",
    "bta": "BTA|Bulgarian News Agency",
    "cctv": "CCTV|央视新闻|央视网|央视|中央广播电视总台",
    "cna": "CNA|Central News Agency|中央社|中央通讯社",
    "cns": "CNS|ECNS|China News Service|中新社|中新网|中国新闻社|中国新闻网",
    "cp": "Canadian Press|The Canadian Press|La Presse Canadienne",
    "ctk": "CTK|ČTK",
    "dow_jones": "Dow Jones|Dow Jones Newswires|道琼斯通讯社",
    "dpa": "dpa|Deutsche Presse-Agentur|dpa-AFX|dpa-infocom|德新社|德意志新闻社",
    "efe": "EFE|Agencia EFE|埃菲社",
    "europa_press": "Europa Press",
    "ians": "IANS|Indo-Asian News Service",
    "interfax": "Interfax|国际文传电讯社|国际文传",
    "irna": "IRNA|Islamic Republic News Agency|伊通社",
    "jiji": "Jiji|Jiji Press|时事通讯社|时事社",
    "kcna": "KCNA|Korean Central News Agency|朝中社|朝鲜中央通讯社",
    "keystone": "Keystone-SDA|Keystone-ATS|SDA|ATS|瑞士通讯社",
    "kyodo": "Kyodo|Kyodo News|共同社|共同通讯社",
    "lusa": "Lusa|Agência Lusa",
    "mena": "MENA|Middle East News Agency|中东社",
    "ntb": "NTB|Norsk Telegrambyrå",
    "pa": "PA|PA Media|Press Association|PA News Agency",
    "pap": "PAP|Polska Agencja Prasowa",
    "people": "People's Daily|People's Daily Online|人民日报|人民网",
    "prensa_latina": "Prensa Latina|拉美社",
    "pti": "PTI|Press Trust of India|印度报业托拉斯",
    "reuters": "Reuters|Thomson Reuters|路透社|路透",
    "ria": "RIA|RIA Novosti|俄新社",
    "ritzau": "Ritzau",
    "sana": "SANA|Syrian Arab News Agency",
    "sid": "SID|Sport-Informations-Dienst",
    "spa": "SPA|Saudi Press Agency|沙特通讯社",
    "tass": "TASS|ITAR-TASS|ТАСС|塔斯社|俄塔社",
    "telam": "Télam|Telam",
    "tt": "TT|TT Nyhetsbyrån",
    "ukrinform": "Ukrinform",
    "upi": "UPI|United Press International|合众国际社",
    "wam": "WAM|Emirates News Agency",
    "xinhua": "Xinhua|Xinhua News Agency|Xinhuanet|新华社|新华网|新华通讯社",
    "yonhap": "Yonhap|Yonhap News|Yonhap News Agency|韩联社|韩国联合通讯社",
}
_SITES = {
    site: key
    for key, sites in {
        "aa": "aa.com.tr", "afp": "afp.com", "ani": "aninews.in", "ansa": "ansa.it", "ap": "apnews.com ap.org",
        "apa": "apa.at", "app": "app.com.pk", "bernama": "bernama.com", "bloomberg": "bloomberg.com",
        "cctv": "cctv.com cctv.cn", "cna": "cna.com.tw focustaiwan.tw", "cns": "chinanews.com chinanews.com.cn ecns.cn",
        "dpa": "dpa.com", "efe": "efe.com", "europa_press": "europapress.es", "interfax": "interfax.com interfax.ru",
        "irna": "irna.ir", "jiji": "jiji.com", "kyodo": "kyodonews.net kyodo.co.jp", "lusa": "lusa.pt",
        "people": "people.com.cn people.cn", "pti": "ptinews.com", "reuters": "reuters.com", "ria": "ria.ru",
        "tass": "tass.com tass.ru", "upi": "upi.com", "xinhua": "xinhuanet.com news.cn xinhua.org",
        "yonhap": "yna.co.kr yonhapnews.co.kr",
    }.items()
    for site in sites.split()
}  # fmt: skip

_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|january|february|march|april|june|july|august|september"
    r"|october|november|december|januar|februar|märz|mai|juni|juli|oktober|dezember|ene|abr|ago|dic|enero|febrero|marzo"
    r"|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|janv|févr|mars|avr|juin|juil|août|déc"
    r"|janvier|février|avril|juillet|septembre|octobre|novembre|décembre)"
)
_DAY = rf"(?i:{_MONTH}\.?\s*\d{{1,2}}|\d{{1,2}}\.?\s*(?:de\s+)?{_MONTH}\.?)(?:,?\s*(?:de\s+)?\d{{4}})?"
_CAPITAL = r"[A-ZÀ-ÖØ-ÞČŠŽŁŚŻİ]"
_PLACE = rf"{_CAPITAL}[\w.'’-]*(?:(?:,\s*|[ /])(?:{_CAPITAL}[\w.'’-]*|de|del|la|le|el|du|sur|am|an|der|of)){{0,6}}"
_CAPITALS = rf"{_CAPITAL}{{3}}[A-ZÀ-ÖØ-Þ .,'’/-]{{0,40}}(?:\([^()\n]{{2,20}}\)\s*)?"
_DASH = r"(?:[.:]?\s*[-–—―]+)"
_HAN = r"\u4e00-\u9fff"
_REPORTER = r"(?:\s*[（(【\[][^）)】\]\n]{0,60}[）)】\]])?"
# What may stand at the beginning of a line near a text's head; a group is what may name the agency.
_HEADS = (
    rf"{_PLACE}[,.]?\s*{_DAY}[,.]?\s*[(/]([^()/\n]{{2,40}})[)/]\.?\s*{_DASH}?\s*",  # BEIJING, March 3 (Xinhua) --
    rf"{_PLACE}[,.]?\s*{_DAY}[,.]?\s*(AGENCY)\s*{_DASH}\s*",  # TOKYO, March 3, Kyodo -
    rf"(?:{_PLACE}[,.]?\s*)?\(([^()\n]{{2,40}})\)\s*{_DASH}\s*",  # Paris (AFP) -
    r"\((AGENCY)\)\s*",
    rf"{_CAPITALS}(?:,?\s*{_DAY},?)?\s*{_DASH}\s+",  # WASHINGTON —
    rf"{_PLACE}[,.]?\s*{_DAY}\s*{_DASH}\s+",
    r"(?:By|Von|Por|Par) ([^\n]{3,80})(?<![.!?])$",
    r"(AGENCY)[ \t]*$",
    rf"[（(【\[]?(?:本报|据)?(AGENCY)(?:记者)?[{_HAN}、/ ]{{0,16}}?(?:\d{{4}}年)?(?:\d{{1,2}}月)?\d{{1,2}}日"
    rf"(?:综合|专)?(?:电|讯|消息)[】）)\]]?{_REPORTER}[：:，,]?\s*",  # 新华社北京3月3日电（记者…）
    rf"[（(【\[]?(?:本报|本台|本网|本刊)[{_HAN} ]{{0,10}}?(?:(?:\d{{1,2}}月)?\d{{1,2}}日)?(?:电|讯|消息)[】）)\]]?"
    rf"{_REPORTER}[：:，,]?\s*",  # 本报讯（记者…）
    r"[（(【\[]?(AGENCY)(?:快讯|消息|电|讯|报道|记者)[^\n：:】）)\]]{0,20}[：:】）)\]]\s*",  # 央视网消息：
    r"【[^】\n]{0,12}(?:报道|综合|讯|消息)[^】\n]{0,20}】\s*",  # 【环球网报道 记者…】
    r"(?:原标题|来源|作者|编辑|文章来源|记者)[：:]([^\n]{1,60})$",
    r"(?:Source|Quelle|Fuente)[ \u00a0]?:[ ]*([^\n]{1,60})$",
)
# A whole line near a text's end that is none of the report.
_LINES = (
    r"[(（\[]?(?i:(?:additional |further )?(?:reporting|writing|editing|edited|compiled|written|produced) by\b)",
    r"(?i:our standards:|follow us|follow @|read more|read also|also read|read next|see also|subscribe|sign up"
    r"|click here|get the latest|download (?:the|our)|share this|related:|more:|all rights reserved|copyright\b|©|\(c\)"
    r"|this material may not|this (?:story|article|report) (?:was|has been|is|first)|photo(?:graph)?s?:|source\s?:"
    r"|quelle[n]?:|fuentes?:|with (?:files|inputs?|reporting|material|agency)\b|for more (?:news|information|stories)"
    r"|mit (?:material|informationen|agenturmaterial)\b|lesen sie auch|mehr zum thema|avec (?:agences?|afp|ap)\b"
    r"|lire aussi|à lire|(?:version française|reportage de|édité par|rédigé par)\b|con información de|lea también"
    r"|te puede interesar|todos los derechos|alle rechte|tous droits)",
    r".{0,160}\b(?i:contributed to this (?:report|story|article))\b",
    r"[-–—*(©]*\s*(?:AGENCY)(?:[ ,/:+-]+[\w-]{1,12}){0,4}\s*[-–—*).]*$",
    r"[（(【\[]?\s*(?:责任编辑|责编|编辑|校对|审核|监制|作者|记者|来源|文章来源|稿件来源|本文来源|原标题|编审|值班\w{2}|撰文"
    r"|图片来源|相关阅读|延伸阅读|版权声明|免责声明|声明|更多\w{0,6})\s*[：:]",
    r"[（(【\[]?\s*(?:完|全文完|END)\s*[）)】\]]?$",
    r"(?:本文转自|转载请|未经授权|扫码|关注公众号|分享到|打印本页|返回搜狐)",
)
# What stands between brackets at the end of the last line.
_SIGNED = (
    r"\s*(?i:(?:additional |further )?(?:reporting|writing|editing|edited|compiled|written|with)\b)",
    r"\s*(?:avec|mit|con|reportage|édité|rédigé|version française)\b",
    r"\s*(?:AGENCY)\b",
    r"\s*(?:完|END|责任编辑|责编|编辑|校对|审核|来源|记者|作者|总台|本报记者|本文来源|据\w{2,5}社)",
)
_HEAD, _TAIL = 700, 1500  # characters in which an agency signs
_PIECES = 12  # lines and brackets that are taken off an end


def stripped(text: str) -> str:
    """The text without the lines and marks by which agencies and sites sign it, in its head and its foot."""
    start, parts = 0, []
    for one in _head_marks(text):
        parts.append(text[start : one.start()])
        start = one.end()
    parts.append(text[start : max(start, _foot(text))])
    return "".join(parts)


def credited(text: str) -> str | None:
    """The key of the agency that the head or the foot of a text names as its source (“reuters”); None: none."""
    for one in _head_marks(text):
        for group in one.groups():
            if group and (key := _named(group)):
                return key
    foot = simplified(text[max(_foot(text), len(text) - _TAIL) :])
    if key := _named(foot):
        return key
    if found := _patterns().told.search(simplified(text[:200])):
        return _named(found.group(1))
    return "reuters" if _REPORTED.search(foot) else None


@lru_cache(maxsize=1 << 14)
def agency_of(outlet: str) -> str | None:
    """The key of the agency that an outlet is, by its name or its host (“新华网”, “apnews.com”); None: it is none."""
    name = simplified(outlet).strip().casefold()
    if "." in name and " " not in name:
        labels = name.split("://")[-1].split("/")[0].split(":")[0].split(".")
        return next((_SITES[site] for at in range(len(labels)) if (site := ".".join(labels[at:])) in _SITES), None)
    return _keys().get(name) or _keys().get(_EDITION.sub("", name).strip())


def original(members: Sequence[Member]) -> str:
    """The id of the member whose text the others have: the first published, the undated last.

    A member whose outlet is the agency that most of the others credit comes before those that were published earlier.
    Of equals the one that stands first. Raises ValueError without members.
    """
    if not members:
        raise ValueError("there is no original without members")
    credits = Counter((agency_of(one.outlet), one.credit) for one in members)
    outlets = Counter(agency_of(one.outlet) for one in members)
    wrote = {key for key in outlets if key and _is_credited(key, credits, len(members) - outlets[key])}
    writers = [one for one in members if agency_of(one.outlet) in wrote]
    return min(writers or members, key=lambda one: one.published or _UNDATED).id


def _is_credited(agency: str, credits: Counter[tuple[str | None, str | None]], others: int) -> bool:
    """Whether most of the members by others credit the agency."""
    return 2 * sum(count for (by, credit), count in credits.items() if credit == agency != by) > others


_UNDATED = datetime.max.replace(tzinfo=UTC)
_REPORTED = re.compile(r"(?i)\breporting by\b[^\n]{2,300};[^\n]{0,200}\bediting by\b")
_EDITION = re.compile(
    r"^the (?=canadian)|[ _-]*(?:news agency|news service|newswire|news|media|wire|world|business|sports?|english"
    r"|online|uk|us|usa|india|africa|asia|europe|deutschland|france|españa|china|japan|中文网|英文版|客户端|官网|电讯|新闻)$"
)


class _Patterns(NamedTuple):
    head: re.Pattern[str]
    line: re.Pattern[str]
    signed: re.Pattern[str]
    dash: re.Pattern[str]
    name: re.Pattern[str]
    told: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """The tables above as patterns, with the agencies' names put in."""
    names = sorted({name for table in _NAMES.values() for name in table.split("|")}, key=len, reverse=True)
    han = "|".join(name for name in names if ord(name[0]) > 0x2E7F)
    latin = "|".join(
        re.escape(one) for name in names if ord(name[0]) < 0x2E80 for one in dict.fromkeys((name, name.upper()))
    )
    agency = rf"(?:{han}|(?<![\w-])(?:{latin})(?![\w’']))"
    return _Patterns(
        _together(_HEADS, agency),
        _together(_LINES, agency),
        _together(_SIGNED, agency),
        re.compile(rf"\s*[-–—]+\s*{agency}\s*\.?$"),
        re.compile(agency),
        re.compile(rf"据({agency})"),
    )


def _together(patterns: Sequence[str], agency: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one.replace('AGENCY', agency)})" for one in patterns), re.M)


@cache
def _keys() -> dict[str, str]:
    return {name.casefold(): key for key, names in _NAMES.items() for name in names.split("|")}


def _named(part: str) -> str | None:
    """The key of the first agency that a part of a text names."""
    found = _patterns().name.search(simplified(part))
    return _keys()[found.group().casefold()] if found else None


def _head_marks(text: str) -> Iterator[re.Match[str]]:
    """What signs the text in its first lines, in order; simplified characters, the places are those of the text."""
    head, pattern = simplified(text[:_HEAD]), _patterns().head
    at = 0
    for _ in range(_PIECES):
        while at < len(head) and head[at].isspace():
            at += 1
        found = pattern.match(head, at)
        if found and found.end() > at:
            yield found
            at = found.end()
            continue
        at = head.find("\n", at) + 1
        if not at:
            return


def _foot(text: str) -> int:
    """Where the report ends and its signatures begin."""
    offset = max(0, len(text) - _TAIL)
    foot, patterns = simplified(text[offset:]), _patterns()
    end = len(foot.rstrip())
    for _ in range(_PIECES):
        start = foot.rfind("\n", 0, end) + 1
        line = foot[start:end].strip()
        bracket = max(foot.rfind(one, start, end) for one in "(（【[")
        if len(line) <= 400 and (start or not offset) and patterns.line.match(line):
            end = start
        elif (
            foot[start:end].rstrip(".").endswith((")", "）", "】", "]"))
            and bracket >= start
            and patterns.signed.match(foot, bracket + 1)
        ):
            end = bracket
        elif found := patterns.dash.search(foot, max(start, end - 40), end):
            end = found.start()
        else:
            break
        end = len(foot[:end].rstrip())
    return offset + end
