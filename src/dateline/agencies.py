"""News agencies: how they sign a text, which of them it credits, and who of those that share a text wrote it.

The lines in which agencies and sites sign a text (“BEIJING, March 3 (Xinhua) --”, “(Reporting by …)”, “责任编辑：…”)
differ between copies of one text, and are left out where texts are compared.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from typing import NamedTuple

from dateline.scripts import simplified


class Member(NamedTuple):
    """One of several articles that share a text."""

    id: str
    published: datetime | None  # None: undated
    outlet: str
    credit: str | None  # the agency that the text names as its source


# Key: names by which texts and outlets call the agency; simplified characters; all but acronyms match in any case.
_NAMES = {
    "aap": "AAP|Australian Associated Press",
    "adn": "ADN|Agencia ADN",
    "afp": "AFP|Agence France-Presse|Agence France Presse|法新社|法国新闻社",
    "agerpres": "AGERPRES|Agerpres",
    "ani": "ANI|Asian News International",
    "anp": "ANP|Algemeen Nederlands Persbureau",
    "ansa": "ANSA|Agenzia ANSA|安莎社",
    "ap": "AP|Associated Press|The Associated Press|美联社",
    "apa": "APA|Austria Presse Agentur",
    "app": "APP|Associated Press of Pakistan",
    "belga": "Belga|BELGA|Agence Belga",
    "bernama": "Bernama|BERNAMA|马新社",
    "bloomberg": "Bloomberg|Bloomberg News|彭博社|彭博",
    "cna_tw": "CNA|Central News Agency|中央社|中央通讯社",
    "cns": "CNS|China News Service|ECNS|中新社|中新网|中国新闻社|中国新闻网",
    "cp": "The Canadian Press|Canadian Press|La Presse Canadienne",
    "ctk": "CTK|ČTK|Česká tisková kancelář",
    "dow_jones": "Dow Jones|Dow Jones Newswires|道琼斯通讯社|道琼斯",
    "dpa": "dpa|Deutsche Presse-Agentur|dpa-AFX|dpa-infocom|德新社",
    "efe": "EFE|Agencia EFE|Agence EFE|埃菲社",
    "europa_press": "Europa Press|EUROPA PRESS",
    "ians": "IANS|Indo-Asian News Service",
    "interfax": "Interfax|国际文传电讯社|国际文传",
    "irna": "IRNA|Islamic Republic News Agency|伊通社",
    "itar_ria": "RIA Novosti|RIA|俄新社",
    "jiji": "Jiji Press|Jiji|时事通讯社|时事社",
    "kcna": "KCNA|Korean Central News Agency|朝中社|朝鲜中央通讯社",
    "keystone": "Keystone-SDA|Keystone-ATS|SDA|ATS",
    "kyodo": "Kyodo|Kyodo News|共同社|共同通讯社",
    "lusa": "Lusa|Agência Lusa",
    "mena": "MENA|Middle East News Agency|中东社",
    "notimex": "Notimex|NOTIMEX",
    "ntb": "NTB|Norsk Telegrambyrå",
    "pa": "PA Media|Press Association|PA News Agency",
    "pap": "PAP|Polska Agencja Prasowa",
    "people": "People's Daily|People's Daily Online|人民日报|人民网",
    "prensa_latina": "Prensa Latina",
    "pti": "PTI|Press Trust of India|印度报业托拉斯",
    "reuters": "Reuters|REUTERS|Thomson Reuters|路透社|路透",
    "ritzau": "Ritzau|RITZAU",
    "sana": "SANA|Syrian Arab News Agency",
    "sid": "SID|Sport-Informations-Dienst",
    "tass": "TASS|ITAR-TASS|ТАСС|塔斯社|俄塔社",
    "telam": "Télam|Telam|TELAM",
    "tt": "TT Nyhetsbyrån",
    "ukrinform": "Ukrinform",
    "unb": "UNB|United News of Bangladesh",
    "upi": "UPI|United Press International|合众国际社",
    "wam": "WAM|Emirates News Agency",
    "xinhua": "Xinhua|Xinhua News Agency|XINHUA|新华社|新华网|新华通讯社|据新华社|news.cn|xinhuanet",
    "yonhap": "Yonhap|Yonhap News Agency|Yonhap News|韩联社|联合通讯社",
    "aa": "Anadolu|Anadolu Agency|Anadolu Ajansı|阿纳多卢通讯社",
    "cctv": "央视新闻|央视网|CCTV|中央广播电视总台",
}  # fmt: skip
_SITES = {
    "reuters": "reuters", "apnews": "ap", "ap": "ap", "afp": "afp", "xinhuanet": "xinhua", "news.cn": "xinhua", "dpa": "dpa",
    "efe": "efe", "kyodonews": "kyodo", "yna": "yonhap", "yonhapnews": "yonhap", "chinanews": "cns", "ecns": "cns", "tass": "tass",
    "ansa": "ansa", "ptinews": "pti", "bernama": "bernama", "interfax": "interfax", "upi": "upi", "apa": "apa", "cna": "cna_tw",
    "people.com.cn": "people", "europapress": "europa_press", "aa.com.tr": "aa", "cctv": "cctv", "lusa": "lusa",
}  # fmt: skip
_MONTH = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|January|February|March|April|June|July|August|September"
    r"|October|November|December|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember|ene|feb|mar|abr|may|jun|jul|ago|sep"
    r"|oct|nov|dic|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|janv|févr"
    r"|mars|avr|mai|juin|juil|août|sept|déc|janvier|février|avril|juillet|septembre|octobre|novembre|décembre)"
)
_DAY = rf"(?:{_MONTH}\.?\s*\d{{1,2}}|\d{{1,2}}\.?\s*(?:de\s+)?{_MONTH}\.?)(?:,?\s*(?:de\s+)?\d{{4}})?"
_DASH = r"[-–—―]+"
