"""The gazetteer: what is shipped is sound, names are found as they are written, a newsroom's file wins."""

from __future__ import annotations

import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from dateline.errors import BadSettings
from dateline.record.gazetteer import Gazetteer, load
from dateline.record.gazetteer_files import KINDS, read_names, shipped_entries
from dateline.record.gazetteer_fold import HAN, fold, word_list

LISTS = (
    "chinese-surnames demonyms given-names legal-forms months-weekdays organisation-heads place-heads surnames titles"
).split()


@pytest.fixture(scope="module")
def shipped() -> Gazetteer:
    return load()


def found(gazetteer: Gazetteer, text: str) -> list[tuple[str, str, bool]]:
    """What is found: words of the text, id, sure or not."""
    return [(text[one.start : one.end], one.entry.id, one.strong) for one in gazetteer.matches(text)]


def own(tmp_path: Path, text: str) -> Gazetteer:
    path = tmp_path / "names.toml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def test_shipped_entries_are_at_least_three_thousand_and_sound() -> None:
    entries = shipped_entries()
    assert len(entries) >= 3_000
    assert [id for id, count in Counter(one.id for one in entries).items() if count > 1] == []
    for one in entries:
        assert one.kind in KINDS
        assert one.source not in ("", "own"), one.id
        assert one.name == one.aliases[0]
        assert one.country is None or (len(one.country) == 2 and one.country.isupper()), one.id
        assert all(alias == alias.strip() and len(alias) > 1 and "~" not in alias for alias in one.aliases), one.id


def test_shipped_aliases_belong_to_one_entry_unless_marked() -> None:
    claims: dict[str, set[str]] = {}
    for one in shipped_entries():
        for alias in set(one.aliases) - one.short:
            claims.setdefault(fold(alias), set()).add(one.id)
    assert {alias: ids for alias, ids in claims.items() if len(ids) > 1} == {}


def test_shipped_entries_know_china_and_the_world_in_chinese() -> None:
    entries = shipped_entries()
    chinese = [one for one in entries if any(HAN.search(alias) for alias in one.aliases)]
    assert len(chinese) >= 3_000
    assert {one.kind for one in chinese} == set(KINDS)


@pytest.mark.parametrize("name", LISTS)
def test_word_lists_have_words_and_name_their_source(name: str) -> None:
    words = word_list(name)
    assert len(words) > 100
    assert len(set(words)) == len(words)
    assert all(word == word.strip() for word in words)


def test_shipped_gazetteer_is_loaded_soon() -> None:
    """A quarter of a second is the target, on a machine that does nothing else."""

    def seconds() -> float:
        start = time.process_time()
        Gazetteer(shipped_entries()).matches("warm")
        return time.process_time() - start

    assert min(seconds() for _ in range(3)) < 0.5


def test_matching_an_article_of_500_words_is_fast(shipped: Gazetteer) -> None:
    """Half a millisecond is the target, on a machine that does nothing else."""
    sentence = (
        "Huawei and the Chinese Academy of Sciences opened a laboratory in Shenzhen with Siemens, the report says. "
    )
    article = " ".join((sentence * 40).split()[:500])

    def seconds() -> float:
        start = time.process_time()
        for _ in range(20):
            shipped.matches(article)
        return (time.process_time() - start) / 20

    assert min(seconds() for _ in range(5)) < 0.0015


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("华为", "Huawei"),
        ("華為", "Huawei"),
        ("阿里巴巴", "Alibaba Group"),
        ("中科院", "CAS"),
        ("Chinese Academy of Sciences", "中国科学院"),
        ("工信部", "MIIT"),
        ("Ministry of Industry and Information Technology", "工信部"),
        ("长征五号", "Long March 5"),
        ("天宫", "Tiangong"),
        ("Made in China 2025", "中国制造2025"),
        ("微信", "WeChat"),
        ("Weixin", "wechat"),
        ("五道口", "Wudaokou"),
        ("München", "慕尼黑"),
        ("Estados Unidos", "États-Unis"),
        ("任正非", "Zhengfei Ren"),
        ("Nestle", "雀巢"),
    ],
)
def test_same_joins_names_of_one_thing_over_languages(shipped: Gazetteer, one: str, other: str) -> None:
    assert shipped.same(one, other)
    assert shipped.same(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Huawei", "Xiaomi"),
        ("Tiangong-1", "Tiangong-2"),
        ("Long March 5", "Long March 5B"),
        ("Cambridge University", "Cambridge"),
        ("Amazon River", "Amazon Web Services"),
        ("清华大学", "北京大学"),
        ("nobody of that name", "Huawei"),
        ("", "Huawei"),
    ],
)
def test_same_keeps_different_things_apart(shipped: Gazetteer, one: str, other: str) -> None:
    assert not shipped.same(one, other)


CASES = [
    ("Huawei's phone", [("Huawei", "huawei", True)]),
    ("Huaweis and huawei are other words", []),
    ("The ＨＵＡＷＥＩ sign; Ｈuawei's", [("Ｈuawei", "huawei", True)]),
    ("華為發布手機", [("華為", "huawei", True)]),
    ("在中关村的Huawei公司", [("中关村", "zhongguancun", True), ("Huawei", "huawei", True)]),
    ("the Chinese Academy of\nSciences", [("Chinese Academy of\nSciences", "chinese-academy-of-sciences", True)]),
    ("北京大学在北京", [("北京大学", "peking-university", True), ("北京", "beijing", True)]),
    ("People’s Daily wrote", [("People’s Daily", "people-s-daily", True)]),
    ("Nestle and Nestlé", [("Nestle", "nestle", True), ("Nestlé", "nestle", True)]),
    ("a Long March 5B", [("Long March 5B", "long-march-5b", True)]),
    ("an apple, a target and an orange", []),
    ("Apple fell", [("Apple", "apple-inc", False)]),
    ("Apple's CEO said so. Apple rose", [("Apple", "apple-inc", True), ("Apple", "apple-inc", True)]),
    ("猎豹移动: Cheetah", [("猎豹移动", "cheetah-mobile", True), ("Cheetah", "cheetah-mobile", True)]),
    ("我喝小米粥", [("小米", "xiaomi", False)]),
    ("小米宣布", [("小米", "xiaomi", True)]),
    ("发表在《自然》上", [("自然", "nature", True)]),
    ("大自然很美", []),
    ("", []),
    ("\x00\ufffd \u202eخبر \U0001f680 " * 3, []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_matches_finds_names_as_they_are_written(
    shipped: Gazetteer, text: str, expected: list[tuple[str, str, bool]]
) -> None:
    assert found(shipped, text) == expected


def test_matches_are_sorted_and_do_not_overlap(shipped: Gazetteer) -> None:
    text = "中国科学院上海微系统与信息技术研究所与New York Times和University of California, Berkeley" * 50
    matches = shipped.matches(text)
    assert matches
    assert all(one.end <= other.start for one, other in pairwise(matches))


def test_matches_of_a_huge_text_end_soon(shipped: Gazetteer) -> None:
    start = time.process_time()
    assert len(shipped.matches("中国" * 50_000)) == 50_000
    assert time.process_time() - start < 5


def test_lookup_passes_over_case_width_accents_and_script(shipped: Gazetteer) -> None:
    for name in ("huawei", "HUAWEI", "Ｈｕａｗｅｉ", " Huawei ", "華為"):
        assert [one.id for one in shipped.lookup(name)] == ["huawei"]
    assert shipped.lookup("nothing of that name") == ()


def test_lookup_puts_the_sure_entry_first(shipped: Gazetteer) -> None:
    first, *others = shipped.lookup("Cambridge")
    assert (first.country, others[0].country) == ("GB", "US")


def test_expand_gives_all_names_with_the_asked_one_first(shipped: Gazetteer) -> None:
    names = shipped.expand("華為")
    assert names[0] == "華為"
    assert {"Huawei", "华为"} <= set(names)
    assert shipped.expand("nothing of that name") == ("nothing of that name",)


def test_entry_gives_the_entry_of_an_id(shipped: Gazetteer) -> None:
    huawei = shipped.entry("huawei")
    assert huawei is not None
    assert (huawei.name, huawei.kind, huawei.sort, huawei.country) == ("Huawei", "organisation", "company", "CN")
    assert shipped.entry("no-such-id") is None


def test_own_line_adds_names_to_a_known_entry(tmp_path: Path) -> None:
    gazetteer = own(tmp_path, '[[names]]\nkind = "organisation"\nlist = ["Huawei | HW Telecom"]\n')
    assert found(gazetteer, "HW Telecom, 华为") == [("HW Telecom", "huawei", True), ("华为", "huawei", True)]
    huawei = gazetteer.entry("huawei")
    assert huawei is not None
    assert (huawei.source, huawei.country) == ("own", "CN")


def test_own_new_entry_takes_the_name_from_a_shipped_one(tmp_path: Path) -> None:
    gazetteer = own(tmp_path, '[[names]]\nkind = "person"\nlist = ["mr-huawei = Max Huawei | Huawei"]\n')
    assert found(gazetteer, "Huawei and 华为") == [("Huawei", "mr-huawei", True), ("华为", "huawei", True)]


def test_own_file_removes_names_and_entries(tmp_path: Path) -> None:
    gazetteer = own(tmp_path, 'remove = ["Huawei", "cheetah-mobile", "not there"]\n')
    assert found(gazetteer, "Huawei, Cheetah Mobile, 猎豹移动, 华为") == [("华为", "huawei", True)]


def test_own_file_sets_kinds(tmp_path: Path) -> None:
    gazetteer = own(tmp_path, '[kind]\nHollywood = "organisation"\nhuawei = "other"\n')
    assert [one.entry.kind for one in gazetteer.matches("Hollywood, Huawei")] == ["organisation", "other"]


def test_own_empty_file_changes_nothing(tmp_path: Path, shipped: Gazetteer) -> None:
    assert own(tmp_path, "").entries == shipped.entries


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("list = [", "is not TOML"),
        ("a = " + "[" * 5_000, "is not TOML"),
        ("nams = 1", "line 1: 'nams' is not known here"),
        ("names = 3", "names must be blocks"),
        ('[[names]]\nkind = "firm"\nlist = []', "line 2: kind must be one of person,"),
        ('[[names]]\nlist = ["A B"]', "kind must be one of"),
        ('[[names]]\nkind = "person"\naliases = ["x"]', "line 3: 'aliases' is not a key of [[names]]"),
        ('[[names]]\nkind = "person"\nlist = "Ann Bee"', "list must be a list of texts"),
        (
            '[[names]]\nkind = "person"\nlist = [\n  "Ann Bee | A",\n]',
            "line 4: 'Ann Bee | A' has a name that is in every",
        ),
        ('[[names]]\nkind = "person"\nlist = ["Ann || Bee"]', "has an empty name"),
        ('[[names]]\nkind = "person"\nlist = [""]', "has an empty name"),
        ('[[names]]\nkind = "person"\nlist = ["--"]', "in every text"),
        ('[[names]]\nkind = "person"\nlist = ["~Ann | ~Bee"]', "only names with ~"),
        ('[[names]]\nkind = "person"\nlist = ["= Ann Bee"]', "has no id"),
        ("remove = 3", "remove must be a list of texts"),
        ("kind = 3", "kind must be a table"),
        ("[kind]\nHuawei = 3", "kind must be one of"),
        ("source = 3", "source must be a text"),
    ],
)
def test_own_file_errors_name_file_line_and_mend(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(BadSettings) as caught:
        own(tmp_path, text)
    assert str(caught.value).startswith(str(tmp_path / "names.toml"))
    assert says in str(caught.value)


def test_own_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match=r"missing\.toml: cannot be read"):
        load(tmp_path / "missing.toml")
    (tmp_path / "latin.toml").write_bytes('[[names]]\nlist = ["Nestlé"]'.encode("latin-1"))
    with pytest.raises(BadSettings, match=r"is not UTF-8"):
        load(tmp_path / "latin.toml")


def test_lines_give_facts_and_ids() -> None:
    text = '[[names]]\nkind = "organisation"\nsort = "company"\nlist = ["x-1 = Ex  One | ~X1 ; FR fund", "Ex Two"]'
    one, two = read_names(text, "here").entries
    assert (one.id, one.name, one.country, one.sort, one.short) == ("x-1", "Ex One", "FR", "fund", frozenset({"X1"}))
    assert (two.id, two.country, two.sort, two.source) == ("ex-two", None, "company", "own")
