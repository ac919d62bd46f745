"""Figures in Chinese text."""

from __future__ import annotations

import time
from datetime import date

import pytest

from dateline.record.figures_zh import find_chinese_figures
from dateline.record.numbers_zh import plain, read_number
from dateline.records import Figure

PUBLISHED = date(2017, 3, 6)


def only(text: str) -> Figure:
    figures = find_chinese_figures(text, PUBLISHED)
    assert len(figures) == 1, figures
    return figures[0]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("一万二千", 12000),
        ("三亿零五十", 300000050),
        ("九百八", 980),
        ("两千 三 百", 2300),
        ("6万5千", 65000),
        ("７．２", 7.2),
        ("十二点五亿", 1250000000),
        ("三又四分之一", 3.25),
        ("八分之五", 0.625),
        ("肆拾伍萬", 450000),
        ("二〇一九", 2019),
        ("1,250,000", 1250000),
        ("十几万", 100000),
        ("60k", 60000),
    ],
)
def test_number_words_give_their_value(words: str, value: float) -> None:
    number = read_number(plain(words), 0)
    assert number is not None and number.end == len(words)
    assert number.value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit"),
    [
        ("净利润2.4亿元", "money", 240000000, "CNY"),
        ("耗资一万二千欧元", "money", 12000, "EUR"),
        ("门票新台幣350元", "money", 350, "TWD"),
        ("成本为US$25", "money", 25, "USD"),
        ("早餐七块五毛", "money", 7.5, "CNY"),
        ("占比三成半", "percent", 35, "percent"),
        ("全场七五折", "percent", 75, "percent"),
        ("失业率为百分之六点二", "percent", 6.2, "percent"),
        ("误差千分之三", "percent", 0.3, "percent"),
        ("提高2.5个百分点", "percent", 2.5, "percentage points"),
        ("全程42千米", "measure", 42, "km"),
        ("重三斤半", "measure", 3.5, "jin"),
        ("气温零下12摄氏度", "measure", -12, "°C"),
        ("采用5纳米工艺", "measure", 5, "nm"),
        ("历时半年", "measure", 0.5, "years"),
        ("产量增长两倍", "measure", 2, "times"),
        ("产值翻两番", "measure", 4, "times"),
        ("新建17家企业", "count", 17, "企业"),
        ("位列第五", "rank", 5, "rank"),
    ],
)
def test_figures_have_kind_value_and_unit(text: str, kind: str, value: float, unit: str) -> None:
    figure = only(text)
    assert (figure.kind, figure.unit) == (kind, unit)
    assert figure.value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("约500人到场", "about"),
        ("500人左右", "about"),
        ("近三成受访者", "nearly"),
        ("逾百亿元", "more than"),
        ("上千名学生", "more than"),
        ("两万余人", "more than"),
        ("不足40%", "less than"),
        ("至少12人", "at least"),
        ("60岁以上", "at least"),
        ("多达90%", "up to"),
        ("90%", None),
    ],
)
def test_hedges_are_told(text: str, hedge: str | None) -> None:
    assert only(text).hedge == hedge


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("需要3至5万元", 30000, 50000),
        ("占30%-40%", 30, 40),
        ("七八个国家", 7, 8),
        ("三四百人", 300, 400),
        ("十五六岁", 15, 16),
        ("数百万用户", 1000000, None),
    ],
)
def test_ranges_have_bounds_and_no_value(text: str, low: float, high: float | None) -> None:
    figure = only(text)
    assert (figure.value, figure.low, figure.high) == (None, low, high)


@pytest.mark.parametrize(
    "text",
    [
        "三星和百度在三亚签约，四川的万科也来了。",
        "一带一路的建设统一了一些标准，大家一起努力。",
        "会议于2016年12月5日上午9时30分在北京召开。",
        "第一财经报道，十九大之后他十分高兴，千万不要大意，以防万一。",
        "第三季度，长征五号和嫦娥四号都成功了。",
        "详见 https://example.org/2016/1234567.html 第25号公告",
        "GPT-4和5G手机、A4纸",
        "一、总体要求\n二、主要任务\n3. 保障措施",
        "这是一个好消息，一家公司说。",
    ],
)
def test_names_dates_idioms_and_list_marks_are_no_figures(text: str) -> None:
    assert find_chinese_figures(text, PUBLISHED) == ()


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2015年售出30万辆", "2015"),
        ("2015年12月售出30万辆", "2015-12"),
        ("截至2015年底共有30万辆", "2015-12-31"),
        ("去年售出30万辆", "2016"),
        ("上月售出30万辆", "2017-02"),
        ("2016年前三季度售出30万辆", "2016-01-01/2016-09-30"),
        ("2016年上半年售出30万辆", "2016-01-01/2016-06-30"),
        ("“十三五”期间将建成30座水电站", "2016-01-01/2020-12-31"),
        ("售出30万辆", None),
    ],
)
def test_periods_are_read_relative_to_publication(text: str, period: str | None) -> None:
    assert only(text).period == period


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("预计规模将达300亿元", "forecast"),
        ("目标是降低三成", "target"),
        ("据估计损失40亿元", "estimate"),
        ("出口同比下降6%", "change"),
        ("产量为80万吨", "stated"),
    ],
)
def test_modality_is_told(text: str, modality: str) -> None:
    assert only(text).modality == modality


@pytest.mark.parametrize(
    ("text", "value", "hedge"),
    [
        ("林地占全县面积的五分之三", 60, None),
        ("超过全部受访者的三分之一", 100 / 3, "more than"),
        ("约占总收入的八分之一", 12.5, "about"),
        ("大约占1/4", 25, "about"),
        ("库存减少了一半", 50, None),
        ("不到一半的农户", 50, "less than"),
        ("客流锐减过半", 50, "more than"),
        ("每五户人家中就有两户", 40, None),
        ("每八人就有一人", 12.5, None),
        ("换上百分之七十的新车", 70, None),
    ],
)
def test_shares_without_a_sign_are_percent(text: str, value: float, hedge: str | None) -> None:
    figure = only(text)
    assert (figure.kind, figure.unit, figure.hedge) == ("percent", "percent", hedge)
    assert figure.value == pytest.approx(value)


def test_a_fraction_of_a_measure_keeps_its_unit() -> None:
    figure = only("长四分之三英里")
    assert (figure.kind, figure.unit, figure.value) == ("measure", "miles", 0.75)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("38座水库断流", "水库"),
        ("7万人饮水困难", "人"),
        ("26名护士的手机", "护士"),
        ("90家工厂停产", "工厂"),
        ("14个城市断水", "城市"),
        ("5项技术改造", "技术改造"),
        ("老人中有2.6万没有子女", "老人"),
        ("11艘渔船沉没", "渔船"),
    ],
)
def test_the_counted_noun_stands_right_behind_the_measure_word(text: str, unit: str) -> None:
    assert only(text).unit == unit


@pytest.mark.parametrize(
    "text",
    [
        "孩子们接种了第二针。",
        "这是他写的第七本小说，也是第三次获奖。",
        "“五个统筹”和“三步走”写进了文件。",
        "他做了一半就走了，另一半留给别人，任期已经过半。",
        "远洋三号和先锋七号离港。",
    ],
)
def test_ordinals_slogans_and_loose_halves_are_no_figures(text: str) -> None:
    assert find_chinese_figures(text, PUBLISHED) == ()


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("到2035年全面建成。上半年营收30万元", "2017-01-01/2017-06-30"),
        ("今年投资与去年持平，为30万元", "2017"),
        ("2016年产值比2015年增加30万元", "2016"),
        ("产值较上年增加30万元", None),
        ("收入约为去年的3倍", None),
        ("从11月起每吨上涨30万元", "2017-11"),
        ("2月3日8时20分出售30万张", "2017-02-03"),
        ("公司年内投资30万元", "2017"),
        ("今年1至2月投资30万元", "2017-01-01/2017-02-28"),
        ("2月3日至9日接待30万人次", "2017-02-03/2017-02-09"),
        ("2016年第二季度至第四季度投资30万元", "2016-04-01/2016-12-31"),
        ("成立于1998年的公司有30万台", None),
        ("大桥2009年开工，投资30万元", None),
        ("总投资30万元，计划2019年完成", None),
    ],
)
def test_a_period_is_that_of_the_figure_and_no_other(text: str, period: str | None) -> None:
    assert only(text).period == period


def test_years_counted_from_today_are_a_period_and_a_figure() -> None:
    years, money = find_chinese_figures("未来三年将投资20亿元", PUBLISHED)
    assert (years.text, money.period) == ("三年", "2017/2020")


@pytest.mark.parametrize(
    ("text", "modalities"),
    [
        ("会议提出目标：到2020年产值达2万亿元；到2030年达5万亿元", ["target", "target"]),
        ("预计今年销售9万辆，2016年为8万辆，增长12%", ["forecast", "stated", "change"]),
        ("按照规划，新区可容纳40万人。去年已建成2万套", ["target", "stated"]),
        ("今年计划投资与往年相当，保持70亿元", ["target"]),
        ("目标是明年达到90亿欧元（约合700亿元人民币）", ["target", "target"]),
        ("电站建成后，每年可发电30亿千瓦时", ["forecast"]),
        ("力争到2030年，产值突破3万亿元", ["target"]),
    ],
)
def test_modality_reaches_as_far_as_its_clause_does(text: str, modalities: list[str]) -> None:
    assert [figure.modality for figure in find_chinese_figures(text, PUBLISHED)] == modalities


def test_an_amount_given_again_points_at_the_first() -> None:
    first, second = find_chinese_figures("售价600元（约合87美元）", PUBLISHED)
    assert second.same_as is not None
    assert (second.same_as.start, second.same_as.end) == (first.start, first.end)


def test_what_is_counted_may_stand_before_the_number() -> None:
    figure = only("平台月活跃用户达到7亿")
    assert (figure.kind, figure.unit, figure.value) == ("count", "用户", 700000000)


def test_offsets_hold_behind_astral_characters() -> None:
    text = "\U0001f600\U0001f680共投入3.2亿元。"
    figure = only(text)
    assert text[figure.start : figure.end] == figure.text == "3.2亿元"


@pytest.mark.parametrize(
    "text", ["", "\u200f٣٤ שלום 25% \u202e", "百分之", "第", "负", "几", "点五", "5\ud800亿", "1/0", "1e99元"]
)
def test_odd_text_is_survived(text: str) -> None:
    for figure in find_chinese_figures(text, None):
        assert figure.text == text[figure.start : figure.end]


@pytest.mark.parametrize("character", ["啊", "一", "9", "万", "多", ".", "第", "-", "元", "点", "年", "又"])
def test_a_long_run_of_one_character_takes_linear_time(character: str) -> None:
    start = time.process_time()
    find_chinese_figures(character * 100_000, None)
    assert time.process_time() - start < 5


@pytest.mark.parametrize("pattern", ["1", "1.", "1,", "1 ", "1-", "一百"])
def test_a_long_run_of_numerals_takes_linear_time(pattern: str) -> None:
    text = (pattern * 300_000)[:150_000]
    start = time.process_time()
    find_chinese_figures(text, None)
    assert time.process_time() - start < 8


def test_a_very_long_number_is_read_in_bounded_time() -> None:
    start = time.process_time()
    find_chinese_figures("1" * 300_000, None)
    assert time.process_time() - start < 4
