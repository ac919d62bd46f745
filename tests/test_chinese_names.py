"""Names in Chinese text."""

from __future__ import annotations

import time
from functools import cache
from itertools import pairwise

import pytest

from dateline.record.chinese import find_chinese_names
from dateline.record.chinese_features import read_grid
from dateline.record.gazetteer import Gazetteer, load
from dateline.records import Name


@cache
def known() -> Gazetteer:
    return load()


def names_of(text: str) -> tuple[Name, ...]:
    names = find_chinese_names(text, known())
    assert all(text[name.start : name.end] == name.text for name in names)
    assert all(name.end <= following.start for name, following in pairwise(names))
    return names


def shown(text: str) -> set[tuple[str, str]]:
    return {(name.text, name.kind) for name in names_of(text)}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("国务院总理昨天在杭州会见了德国客人。", {("国务院", "organisation"), ("杭州", "place"), ("德国", "place")}),
        ("外交部发言人王建华在记者会上回答了提问。", {("外交部", "organisation"), ("王建华", "person")}),
        (
            "腾讯和阿里巴巴都在贵州建设数据中心。",
            {("腾讯", "organisation"), ("阿里巴巴", "organisation"), ("贵州", "place")},
        ),
        ("埃隆·马斯克没有回应。", {("埃隆·马斯克", "person")}),
        ("該公司董事長郭台銘在台北表示，將在印度投資。", {("郭台銘", "person"), ("台北", "place"), ("印度", "place")}),
    ],
)
def test_names_of_news_are_found_with_their_kind(text: str, wanted: set[tuple[str, str]]) -> None:
    assert wanted <= shown(text)


@pytest.mark.parametrize(
    "text",
    [
        "生活总要继续，愿大家都能好好吃饭，好好睡觉。",
        "专家认为，这种材料在低温下具有良好的导电性。",
        "",
        "。。。！！！",
        "only English here",
    ],
)
def test_text_without_names_gives_none(text: str) -> None:
    assert names_of(text) == ()


def test_one_entry_stands_for_all_its_names() -> None:
    names = [name for name in names_of("华为技术有限公司公布财报，华为的收入增长。") if name.kind == "organisation"]
    assert [name.text for name in names] == ["华为技术有限公司", "华为"]
    assert len({name.entry for name in names}) == 1 and names[0].entry


def test_an_acronym_in_brackets_joins_the_full_name() -> None:
    names = names_of("新海岸量子技术有限公司（XHQT）完成融资。XHQT将扩大生产。")
    assert [name.text for name in names].count("XHQT") == 2
    assert {name.name for name in names if name.text == "XHQT"} == {"新海岸量子技术有限公司"}


def test_a_later_surname_joins_the_dotted_name() -> None:
    names = names_of("研究由安德烈·科瓦连科主持。科瓦连科说，样本还不够。")
    assert {name.name for name in names if name.text == "科瓦连科"} == {"安德烈·科瓦连科"}


@pytest.mark.parametrize(
    ("text", "person", "role"),
    [
        ("中国工商银行行长李建国出席会议。", "李建国", "中国工商银行行长"),
        ("总裁Anna Berger表示，市场很大。", "Anna Berger", "总裁"),
    ],
)
def test_the_role_of_a_person_is_kept(text: str, person: str, role: str) -> None:
    assert {name.text: name.role for name in names_of(text)}.get(person) == role


def test_chinese_within_english_keeps_the_offsets_of_the_whole_text() -> None:
    text = "\U0001f600 Researchers at 清华大学 met a team from 上海 on Monday to discuss a long list of open questions."
    assert {("清华大学", "organisation"), ("上海", "place")} <= shown(text)


@pytest.mark.parametrize(
    "text",
    [
        "北京\ud800上海",
        "\u202e\u200f北京 שלום 上海 مرحبا",
        "\x00北京\x00",
        "·····",
        "北京（" * 50,
        "（" * 1000 + "华为",
        "王" * 3000,
    ],
)
def test_odd_text_is_survived(text: str) -> None:
    names_of(text)


def test_a_megabyte_of_one_character_is_read_in_bounded_time() -> None:
    start = time.process_time()
    assert find_chinese_names("国" * 333_000, known()) is not None
    assert time.process_time() - start < 30


def test_features_have_a_row_for_each_character() -> None:
    text = "\U0001f600在北京，2016年。\n"
    grid = read_grid(text)
    assert len(grid.rows) == len(text)
    assert [text[start:end] for start, end in grid.clauses if end > start] == ["\U0001f600在北京", "2016年"]


def test_the_same_text_gives_the_same_names() -> None:
    text = "新华社记者陈晓东从日内瓦报道，世界卫生组织总干事发表讲话。"
    assert names_of(text) == names_of(text)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("中美关系正在改善。", ["中", "美"]),
        ("法国外长结束访华后离京回国。", ["法国", "华", "京"]),
        ("中国政府重申了这一立场。", ["中国"]),
        ("日方代表没有表态。", ["日"]),
    ],
)
def test_places_are_read_as_newspapers_write_them(text: str, places: list[str]) -> None:
    assert [name.text for name in names_of(text) if name.kind == "place"] == places


@pytest.mark.parametrize("pattern", ["中", "中、", "访华", "中美"])
def test_long_runs_of_abbreviations_take_bounded_time(pattern: str) -> None:
    start = time.process_time()
    find_chinese_names(pattern * 5_000, known())
    assert time.process_time() - start < 10
