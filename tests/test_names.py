"""The names of a text: spans, kinds, joining within the article, roles, and texts that mean no good."""

from __future__ import annotations

import json
import time
from functools import cache
from itertools import pairwise

import pytest
from click.testing import CliRunner

from dateline.cli.names import command
from dateline.record.aliases import plain, stands_for
from dateline.record.capitals import read_tokens, stretches
from dateline.record.gazetteer import Gazetteer, load
from dateline.record.names import find_names
from dateline.record.tagger import load_tagger, pack, runs, unpack
from dateline.records import Name


@cache
def gazetteer() -> Gazetteer:
    """The shipped names."""
    return load()


def found(text: str, language: str = "en") -> tuple[Name, ...]:
    """The names of a text."""
    return find_names(text, language, gazetteer())


def pairs(text: str, language: str = "en") -> set[tuple[str, str]]:
    """(surface, kind) of the names of a text."""
    return {(name.text, name.kind) for name in found(text, language)}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "He met Ann Wu in London, England.", {("Ann Wu", "person"), ("London", "place"), ("England", "place")}),
        ("en", "She studied at the University of Oxford.", {("University of Oxford", "organisation")}),
        ("en", "President Emmanuel Macron flew to Berlin.", {("Emmanuel Macron", "person"), ("Berlin", "place")}),
        ("en", "Shares of Harbour Robotics Inc. fell on Monday.", {("Harbour Robotics Inc.", "organisation")}),
        ("en", "He thanked Mary O'Brien's brother.", {("Mary O'Brien", "person")}),
        ("de", "Der Sprecher der Universität Heidelberg schwieg.", {("Universität Heidelberg", "organisation")}),
        ("de", "Der Autokonzern Volkswagen baut Autos.", {("Volkswagen", "organisation")}),
        ("es", "El tren va de Madrid a Buenos Aires.", {("Madrid", "place"), ("Buenos Aires", "place")}),
        ("fr", "Le maire de Lyon a rencontré Jean Dupont.", {("Lyon", "place"), ("Jean Dupont", "person")}),
    ],
)  # fmt: skip
def test_names_have_their_span_and_kind(language: str, text: str, expected: set[tuple[str, str]]) -> None:
    assert expected <= pairs(text, language)


NAMED = """
# openers of a sentence | names expected, surface/kind; "no X" for a surface that must not be a name
Until Microsoft came, few firms paid. | Microsoft/organisation
Through Alibaba the shop sells tea. | Alibaba/organisation
Now Tencent wants more, and it says so. | Tencent/organisation
Unlike Apple and Nokia, the firm has no debt. | Apple/organisation, Nokia/organisation
Why China buys copper is no secret. | China/place
For Siemens it was a bad week. | Siemens/organisation
An Ernst & Young report put it at a third. | Ernst & Young/organisation
Despite Brexit, Germany sold more cars. | Germany/place
Parent Ant Financial owns the rest. | Ant Financial/organisation
The United States may lead. | United States/place
The Yunnan quake came first. | Yunnan/place
Ordinary Europeans pay for it. | Europeans/other, no Ordinary Europeans
Rival Huawei did not answer. | Huawei/organisation
Laut Siemens ist alles gut. | no Laut
Según Telefónica, todo va bien. | no Según
Under Armour sold fewer shoes. | Under Armour/organisation
# plain words that open one
Moreover, the talks went on. | no Moreover
Disposable income rose in the villages. | no Disposable
Photons were sent down the fibre. | no Photons
Earthquakes are frequent there. | no Earthquakes
Boredom drove them out. | no Boredom
“Liver cells grow slowly,” she said. | no Liver
Counties compete for the plant. | no Counties
Central funds paid for half. | no Central
LONDON (Meridian Wire) — Shipments of copper rose. | LONDON/place, no Shipments
Anybody can join. | no Anybody
# dashes, quotes, ends
BEIJING — China will build the line. | BEIJING/place, China/place
WENCHANG, Hainan — The rocket left at dawn. | WENCHANG/place, Hainan/place
She lives in Fresno, Calif. “Otherwise I would leave.” | Fresno/place, Calif./place
# of, on, for, and, or
He met Zhou Lan of Harbour Advisory. | Zhou Lan/person, Harbour Advisory/organisation
The plan of Kestrel Group of Shenzhen failed. | Kestrel Group/organisation, Shenzhen/place
He told the South China Morning Post on 20th December. | South China Morning Post/organisation
They shop at Costco and Walmart. | Costco/organisation, Walmart/organisation
They post on Instagram or TikTok. | Instagram/product, TikTok/product
The Commonwealth Bank of Australia and Alipay agreed. | Commonwealth Bank of Australia/organisation, Alipay/product
He read it in the Bank of China report. | Bank of China/organisation
She works at the Council on Foreign Relations. | Council on Foreign Relations/organisation
# possessives
Google’s Daydream needs a phone. | Google/organisation, Daydream/product
He left Britain’s Barclays in May. | Britain/place, Barclays/organisation
That was China’s PC era. | China/place, no PC
He shops at Macy's in Boston. | Macy's/organisation, Boston/place
The People's Bank of China cut rates. | People's Bank of China/organisation
She teaches at King's College in London. | King's College/organisation, London/place
# titles, dates, acronyms
He saw Chief Executive Jiang Rui. | Jiang Rui/person
It opened on June 1, on Dec 5 and on November 11. | no June 1, no Dec 5, no November 11
The CEO spends a lot on R&D and M&As, on LEDs and an IPO. | no CEO, no R&D, no M&As, no LEDs, no IPO
By September 20th ByteDance must sell. | ByteDance/organisation
America flew 30 times and Russia 22. | Russia/place
Its cars reach Level 4, and a Series B is near. | no Level 4, no Series B
It was 40 degrees Celsius. | no Celsius
# datelines
URUMQI, Dec 18 (Harbour Wire) — A storm came. | URUMQI/place
# kinds that the words beside tell
Users like the messaging app Pingtalk. | Pingtalk/product
Lumora, an app for singers, was free. | Lumora/product
The chip maker Vantor shut its plant. | Vantor/organisation
Brillo, a start-up in Lyon, hired ten people. | Brillo/organisation
The East Lake Tidal Laboratory measured it. | East Lake Tidal Laboratory/organisation
They live in Quarrin county. | Quarrin/place
Shares in Tolvane fell. Tolvane said that it was calm. | Tolvane/organisation
"""


@pytest.mark.parametrize("line", [line for line in NAMED.splitlines() if " | " in line and line[0] != "#"])
def test_a_name_is_cut_and_told_as_a_reader_would(line: str) -> None:
    text, wanted = line.split(" | ")
    language = {"Laut": "de", "Según": "es"}.get(text.split()[0], "en")
    names = {f"{name.text}/{name.kind}" for name in found(text, language)}
    surfaces = {name.rsplit("/", 1)[0] for name in names}
    for one in wanted.split(", "):
        assert (one[3:] not in surfaces) if one.startswith("no ") else (one in names), (one, names)


@pytest.mark.parametrize(
    ("text", "surface", "name"),
    [
        ("Chinese Tech Works sold it. Other Chinese firms did not.", "Chinese", "Chinese"),
        ("He runs IT Harbour Works. An IT system failed.", "IT", None),
        ("Kestrel Council met. The Council agreed.", "Council", None),
        ("Haiyan Technologies grew. Haiyan sold more, and Haiyan’s shops are full.", "Haiyan", "Haiyan Technologies"),
        ("He runs Lodrin Motors. A Lodrin is cheap.", "Lodrin", "Lodrin Motors"),
        ("Jack Ma Yun spoke. Hu Xiaoming was there.", "Jack Ma Yun", "Jack Ma"),
        ("Hu Xiaoming was there. Under Hu, it grew.", "Hu", "Hu Xiaoming"),
        ("WENCHANG, Hainan — The rocket left.", "WENCHANG", "Wenchang"),
        ("BEIJING — Trade grew.", "BEIJING", "Beijing"),
        ("He lives in Shanghai. Shanghai Harbour Works built it.", "Shanghai", "Shanghai"),
    ],
)
def test_a_mention_has_the_one_name_of_its_thing(text: str, surface: str, name: str | None) -> None:
    names = {one.name for one in found(text) if one.text == surface}
    assert names <= {name, surface} if name is None else names == {name}


def test_one_thing_has_one_kind_in_an_article() -> None:
    text = (
        "Quenta grew fast. The founder of Quenta, a Beijing maker of toys, is rich. We like Quenta. In all, Quenta "
        "said, it sold ten. Near Quenta stands a tree."
    )
    assert {name.kind for name in found(text) if name.text == "Quenta"} == {"organisation"}


@pytest.mark.parametrize(
    "text",
    [
        "However, the shop was closed on Monday.",
        "In May the rain came. It stayed until December.",
        "-ENDS-",
        "What I saw was rain. I’ve seen worse, and we’ll see more.",
        "It cost US$40 and A$8,000.",
        "Reporting was slow. Shipments rose, and the shipments went on.",
        "",
        "    \n\n \n",
        "1234 5678. 90%",
        "Roughly 40 came. Calibration took a day, at 3 GWh. No. 1 was late.",
    ],
)
def test_plain_words_are_no_names(text: str) -> None:
    assert found(text) == ()


def test_offsets_are_code_points_behind_astral_characters() -> None:
    text = "😀🎉 𝔘𝔫 " + "Angela Merkel visited Paris. 𠮷 Angela Merkel left."
    for name in found(text):
        assert text[name.start : name.end] == name.text
    assert [name.text for name in found(text)].count("Angela Merkel") == 2


def test_names_are_sorted_and_do_not_overlap() -> None:
    text = "The Industrial and Commercial Bank of China (ICBC) and Bank of China Hong Kong met Zhou Lan in Beijing."
    names = found(text)
    assert all(a.end <= b.start for a, b in pairwise(names))


def test_a_short_form_has_the_long_name() -> None:
    text = (
        "Harbour Kite Robotics Inc. hired Timothy Tung. Tung had left Harbour Kite Robotics in May. "
        "The Northern Institute of Tidal Studies (NITS) agreed; NITS had paid."
    )
    one = {(name.text, name.name) for name in found(text)}
    assert ("Tung", "Timothy Tung") in one
    assert ("Harbour Kite Robotics Inc.", "Harbour Kite Robotics") in one
    assert ("NITS", "Northern Institute of Tidal Studies") in one


def test_a_chinese_name_is_one_in_either_order() -> None:
    text = "Kaijun Shen wrote it. Shen Kaijun signed it, and Shen sent it."
    assert {name.name for name in found(text) if name.kind == "person"} == {"Kaijun Shen"}


@pytest.mark.parametrize(
    ("text", "person", "role"),
    [
        ("Sun Feng, a director of the city's Rail Office, left.", "Sun Feng", "director of the city's Rail Office"),
        ("The plan of Chief Executive Anna Berger failed.", "Anna Berger", "Chief Executive"),
        ("“No,” said Priya Nair, an analyst at Northgate Research.", "Priya Nair", "analyst at Northgate Research"),
        ("Priya Nair, who met the president, left.", "Priya Nair", None),
        ("Priya Nair met Mr Owen Pryce.", "Owen Pryce", None),
    ],
)  # fmt: skip
def test_a_person_has_the_role_that_stands_beside(text: str, person: str, role: str | None) -> None:
    assert [name.role for name in found(text) if name.text == person] == [role]


def test_an_employer_and_a_title_before_a_person_are_not_of_the_name() -> None:
    assert ("Anna Berger", "person") in pairs("Siemens Chief Executive Anna Berger resigned.")


def test_a_headline_in_capitals_is_not_one_name() -> None:
    assert all(
        len(name.text.split()) < 5 for name in found("CHINA TO BUILD NEW PORT NEAR LONDON AS TRADE WITH FRANCE RISES")
    )


def test_chinese_in_other_text_is_read_as_chinese() -> None:
    assert "华为" in {name.text for name in found("The firm (华为) is in Shenzhen.")}


@pytest.mark.parametrize(
    "text",
    [
        "A" * 1_000_000,
        "Ab" * 200_000,
        "A-" * 100_000,
        "A.B." * 50_000,
        "Van der " * 40_000,
        "O'" * 100_000,
        "( " * 100_000,
        "\n" * 200_000,
        "شركة هواوي في بكين " * 2_000,
        "\u202eegnahC\u202c ot Paris " * 1_000,
        "\ufffd\x00 \u200b[[|person]] & ' - . “",
        "I " * 50_000,
    ],
    ids=range(12),
)
def test_hostile_texts_are_read_in_time(text: str) -> None:
    begun = time.process_time()
    for name in found(text):
        assert text[name.start : name.end] == name.text
    assert time.process_time() - begun < 8


def test_an_article_is_read_quickly() -> None:
    text = "Anna Berger of Siemens met Zhou Lan in Berlin on Monday, and they spoke of the new trains for China. " * 25
    found(text)
    begun = time.process_time()
    for _ in range(10):
        found(text)
    assert (time.process_time() - begun) / 10 < 0.05


def test_every_line_has_the_keys_of_the_contract() -> None:
    rows = '{"id": 1, "text": "Angela Merkel war in Paris."}\n{"id": 2}\n{"id": 3, "text": "Paris.", "language": 7}\n'
    result = CliRunner().invoke(command, input=rows)
    first, second, third = (json.loads(line) for line in result.stdout.splitlines())
    assert result.exit_code == 1
    assert set(first["names"][0]) == {"text", "start", "end", "kind", "name", "entry", "role"}
    assert "error" in second
    assert third["names"][0]["text"] == "Paris"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("non-European", ["non", "European"]),
        ("US-based", ["US", "based"]),
        ("Harrow-on-the-Hill", ["Harrow-on-the-Hill"]),
        ("Kai-Fu's", ["Kai-Fu", "'s"]),
        ("Tsai Ing-wen", ["Tsai", "Ing-wen"]),
        ("Xi-era", ["Xi", "era"]),
        ("U.S. troops", ["U.S.", "troops"]),
        ("Amazon.com Inc. rose", ["Amazon.com", "Inc.", "rose"]),
        ("J. R. Whit", ["J.", "R.", "Whit"]),
    ],
)
def test_tokens_stand_where_names_end(text: str, words: list[str]) -> None:
    assert read_tokens(text, "en").words == words


def test_french_articles_stand_alone() -> None:
    assert read_tokens("l’Université d'Orsay", "fr").words == ["l’", "Université", "d'", "Orsay"]


def test_stretches_end_with_the_sentence() -> None:
    tokens = read_tokens("He saw Rome. Paris was far: Oslo too", "en")
    assert [tokens.words[a:b] for a, b in stretches(tokens)] == [["Rome"], ["Paris"], ["Oslo"]]


@pytest.mark.parametrize(
    ("short", "long", "expected"),
    [
        ("ICBC", "Industrial and Commercial Bank of China", True),
        ("UN", "United Nations", True),
        ("IDC", "International Data Corporation", True),
        ("ABC", "Northern Lights", False),
        ("X", "Xylophone Works", False),
    ],
)
def test_an_acronym_stands_for_its_words(short: str, long: str, *, expected: bool) -> None:
    assert stands_for(short, long) is expected


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Cheetah Mobile Inc.", "Cheetah Mobile"),
        ("Foo Holdings Ltd", "Foo"),
        ("Kranich AG", "Kranich"),
        ("Inc.", "Inc."),
    ],
)
def test_a_company_loses_its_legal_form(name: str, short: str) -> None:
    assert plain(name) == short


def test_a_packed_model_is_read_again() -> None:
    image = pack(["B-person", "I-person", "O"], {"a": [1.0, 0.0, -1.0], "b": [0.5, 2.0, 0.0]}, [[0.0, 1.0, 0.0]] * 3)
    tagger = unpack(image)
    assert tagger.labels == ("B-person", "I-person", "O")
    assert tagger.weights.tolist() == [[1.0, 0.0, -1.0], [0.5, 2.0, 0.0], [0.0, 0.0, 0.0]]


def test_runs_of_labels_are_names() -> None:
    assert runs(["B-place", "B-place", "O", "I-person", "I-person"]) == [
        (0, 1, "place"),
        (1, 2, "place"),
        (3, 5, "person"),
    ]


def test_the_model_loads_without_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.socket.connect", lambda *_: pytest.fail("the model asked the network"))
    load_tagger.cache_clear()
    assert len(load_tagger().labels) > 5
