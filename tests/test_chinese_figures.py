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
