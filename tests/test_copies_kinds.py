"""Kinds of copies: scripts, spellings, agency lines, quotations. All texts are invented."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from dateline.stories.copies import CopyFinder
from dateline.stories.copy_runs import shingles
from dateline.stories.copy_spelling import one_script, spelling

DAY = datetime(2021, 3, 3, 8, tzinfo=UTC)
SIMPLIFIED = (
    "北湾市政府周三表示，新的软件将在四月上线，市民可以通过互联网查询公交车和地铁的班次信息。负责项目的发言人林秋说，数据库已经迁移"
    "到新的服务器，黑客攻击的风险随之下降。市议会去年批准了三千万元预算，其中一半用于购买芯片和打印机。\n\n反对党批评这笔支出过高，并质疑"
    "合同没有公开招标。林秋回应说，所有文件都会在网站上公布，移动支付功能要到秋天才会开放。与新西兰和意大利的合作项目也将同时启动。"
)
TRADITIONAL = (
    "北灣市政府週三表示，新的軟體將在四月上線，市民可以透過網際網路查詢公車和捷運的班次資訊。負責專案的發言人林秋說，資料庫已經遷移到"
    "新的伺服器，駭客攻擊的風險隨之下降。市議會去年批准了三千萬元預算，其中一半用於購買晶片和印表機。\n\n反對黨批評這筆支出過高，並質疑"
    "合約沒有公開招標。林秋回應說，所有檔案都會在網站上公布，行動支付功能要到秋天才會開放。與紐西蘭和義大利的合作計畫也將同時啟動。"
)
OTHER_CHINESE = (
    "北湾市将在下月推出公共交通查询系统，乘客出门前就能看到车辆位置。市府官员林秋周三在记者会上介绍了这个耗资三千万元的工程。"
    "有议员认为价格太贵，要求审计部门介入调查。技术团队称系统已经通过安全测试，老旧设备全部更换完毕。"
)
BRITISH = (
    "The defence ministry's programme to modernise the harbour defences was labelled a catastrophe on Wednesday by the "
    "labour organisation that represents its workers. Neighbours of the site, who had favoured the scheme, said the "
    "colour of the sea had changed to grey since the dredging centre opened, and that travelling by ferry was no "
    "longer possible. Analysts who analysed the catalogue of errors recognised one pattern: nobody had judged the "
    "tonnes of spoil by the metre. The organisers apologised and cancelled a theatre evening for the neighbourhood."
)
AMERICAN = (
    "The defense ministry's program to modernize the harbor defenses was labeled a catastrophe on Wednesday by the "
    "labor organization that represents its workers. Neighbors of the site, who had favored the scheme, said the color "
    "of the sea had changed to gray since the dredging center opened, and that traveling by ferry was no longer "
    "possible. Analysts who analyzed the catalog of errors recognized one pattern: nobody had judged the tonnes of "
    "spoil by the meter. The organizers apologized and canceled a theater evening for the neighborhood."
)
REPORT = (
    "A warehouse on the edge of Tarn burned for nine hours on Tuesday night before crews from three towns brought the "
    "fire under control. Nobody was hurt. The building held tyres and solvents, and residents were told to keep their "
    "windows shut until noon. Investigators walked the ruin on Wednesday and took samples from the loading bay.\n\nThe "
    "owner, a haulage firm with forty drivers, said its records had been saved. Its insurers expect a loss of six "
    "million. The mayor, Odile Marn, praised the crews and promised a report on the hydrants, two of which gave no "
    "water. Schools on the eastern side stay closed until Friday, and the bus line runs by way of the old bridge."
)
QUOTE = (
    "“We have spent eleven months listening to every family on this coast, and what they told us is that they want the "
    "line built once, built well and built so that their children never have to fight over it again,” she said. “There "
    "is no version of this plan in which a village loses its school, and there is no version in which the taxpayer is "
    "left holding the bill for a contractor's mistakes. That is my word, and you may hold me to it in four years.” "
)
SIGNED = {
    "reuters": "TARN, March 3 (Reuters) - {}\n\n(Reporting by Ann Bee and Cee Dee; Editing by Eve Eff)\n"
    "Our Standards: The Thomson Reuters Trust Principles.",
    "ap": "By ANN BEE, Associated Press\nTARN (AP) — {}\n___\nFollow us on the web.\n"
    "Copyright 2021 The Associated Press. All rights reserved.",
    "dpa": "Tarn (dpa/lby) - {}\n© dpa-infocom, dpa:210303-99-12345/2",
    "site": "By Gee Aitch\n\nTARN — {}\n\nRead more: Ten things to know\nSign up for our letter.",
    "xinhua": "TARN, March 3 (Xinhua) -- {} Enditem",
}
LEAD = REPORT.split("\n\n")[0]


def match(original: str, other: str) -> bool:
    """Whether the other is a copy of the original."""
    finder = CopyFinder()
    finder.place("original", original, DAY)
    return finder.place("other", other, DAY + timedelta(hours=3)).original == "original"


@pytest.mark.parametrize("other", [TRADITIONAL, TRADITIONAL[: len(TRADITIONAL) // 2], TRADITIONAL.split("\n\n")[1]])
def test_traditional_text_is_copy_of_simplified_one(other: str) -> None:
    assert match(SIMPLIFIED, other)
    assert match(other, SIMPLIFIED)


def test_words_of_taiwan_and_the_mainland_compare_equal() -> None:
    assert one_script("軟體透過網際網路") == one_script("软件通过互联网")
    assert one_script("厄瓜多") == one_script("厄瓜多尔")
    assert one_script("Ecuador") == "Ecuador"


def test_other_chinese_report_of_the_event_is_no_copy() -> None:
    assert not match(SIMPLIFIED, OTHER_CHINESE)
    assert not match(TRADITIONAL, OTHER_CHINESE)


def test_british_and_american_spelling_compare_equal() -> None:
    assert shingles(BRITISH).tolist() == shingles(AMERICAN).tolist()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("colour", "color"), ("neighbourhoods", "neighborhoods"), ("favourite", "favorite"),
        ("organising", "organizing"),
        ("metres", "meters"), ("travelled", "traveled"), ("licence", "license"), ("catalogue", "catalog"),
        ("paediatric", "pediatric"), ("programmes", "programs"), ("judgement", "judgment"), ("learnt", "learned"),
        ("analysed", "analyzed"), ("fulfil", "fulfill"), ("towards", "toward"), ("grey", "gray"), ("he’d", "he'd"),
        ("orbán", "orban"), ("jewellery", "jewelry"),
    ],
)  # fmt: skip
def test_spellings_of_one_word_compare_equal(one: str, other: str) -> None:
    assert spelling(one.replace("’", "'")) == spelling(other)


@pytest.mark.parametrize("pair", ["form:from", "county:country", "seven:eleven", "north:south", "2019:2020", "won:one"])
def test_other_words_stay_apart(pair: str) -> None:
    one, other = pair.split(":")
    assert spelling(one) != spelling(other)


@pytest.mark.parametrize("signed", SIGNED.values(), ids=SIGNED.keys())
@pytest.mark.parametrize("text", [REPORT, LEAD], ids=["whole", "lead"])
def test_text_with_agency_lines_is_copy(signed: str, text: str) -> None:
    assert match(REPORT, signed.format(text))
    assert match(signed.format(REPORT), text)


@pytest.mark.parametrize("share", [0.9, 0.6, 0.34, 0.2])
@pytest.mark.parametrize("text", [REPORT, BRITISH, SIMPLIFIED], ids=["report", "british", "chinese"])
def test_shortened_and_retitled_text_is_copy(text: str, share: float) -> None:
    short = text[: int(len(text) * share)]
    assert match(text, f"What we know\n\n{short}" if share > 0.5 else short)
    assert match(short, text)


def test_shared_quotations_make_no_copy() -> None:
    one = f"Transport minister Ana Korr presented the coast line on Monday. {QUOTE}Work begins in May."
    other = f"Villagers packed the hall in Lune to hear what Ana Korr had to say about the railway. {QUOTE}Some booed."
    assert not match(one, other)
    assert not match(f"{one}\n\n{REPORT}", other)


def test_text_that_is_mostly_quotation_is_copy_when_its_own_words_are() -> None:
    one = (
        f"Transport minister Ana Korr presented the coast line on Monday in Lune. {QUOTE}Work begins in May, she added."
    )
    assert match(one, f"LUNE (AP) — {one}")
    assert match(QUOTE, QUOTE)


def test_thai_sentences_of_one_pattern_are_no_copies() -> None:
    one, other = (
        "อารี วงศ์สมบัติ สืบทอดตำแหน่งนายกรัฐมนตรีต่อจากมานะ ใจดีงาม",
        "มานะ ใจดีงาม สืบทอดตำแหน่งนายกรัฐมนตรีต่อจากสุดา แสนสุขใจ",
    )
    assert not match(one, other)
    assert match(one, f"{one} วันนี้")


HOSTILE = {
    "empty": "",
    "one character": "a",
    "one sign": "字",
    "spaces": " \n\n\t ",
    "right to left": "قالت الشرطة يوم الثلاثاء إن الحريق في المستودع القديم أصبح تحت السيطرة بعد ساعات من العمل",
    "surrogate": "a \ud800 b c d e f g h i j k",
    "control": "\x00\x01\x02 " * 50,
    "one word": "word " * 5000,
    "open brackets": "（" * 5000 + "(" * 5000,
    "open quotations": "“" * 3000 + '"' * 3000,
    "huge": "harbour wall moved by eleven centimetres " * 120_000,
    "capitals": "ABCDEF " * 3000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_placed(text: str) -> None:
    finder = CopyFinder()
    for name in ("a", "b", "b"):  # an id may come twice by mistake
        finder.place(name, text, None)
    finder.place("c", REPORT, DAY)
    assert finder.place("d", REPORT, None).original == "c"
