"""Agencies: how a text is signed, and who of those that share a text is its original."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from dateline.agencies import Member, agency_of, credited, original, stripped
from dateline.stories.copies import CopyFinder

DAY = datetime(2021, 3, 3, 8, tzinfo=UTC)

# Text, the agency it credits, what is left of it.
SIGNED: list[tuple[str, str | None, str]] = [
    ("BEIJING, March 3 (Xinhua) -- The harbour grew.", "xinhua", "The harbour grew."),
    ("The harbour grew. (Reuters)", "reuters", "The harbour grew."),
    ("(Reuters) - Shares rose.\n\n(Reporting by A. Bee; Editing by C. Dee)", "reuters", "Shares rose."),
    ("Shares rose. (Reporting by A. Bee; editing by C. Dee)", "reuters", "Shares rose."),
    ("Shares rose.\n\nOur Standards: The Thomson Reuters Trust Principles.", "reuters", "Shares rose."),
    ("Shares rose.\n\nThe Associated Press contributed to this report.", "ap", "Shares rose."),
    ("By JANE DOE, Associated Press\nWASHINGTON (AP) — Shares rose.", "ap", "Shares rose."),
    ("PARIS (AFP) — Le port ferme. (AFP)", "afp", "Le port ferme."),
    ("Paris, 3 mars (AFP) - Le port ferme.\nAvec AFP", "afp", "Le port ferme."),
    ("Berlin (dpa) - Der Hafen schließt.\n© dpa-infocom, dpa:210303-99-1/2", "dpa", "Der Hafen schließt."),
    ("London/Berlin (dpa/lby) - Der Hafen schließt.", "dpa", "Der Hafen schließt."),
    ("Wien (APA/dpa) – Der Hafen schließt.\nQuelle: APA", "apa", "Der Hafen schließt."),
    ("Madrid, 3 mar (EFE).- El puerto cierra.", "efe", "El puerto cierra."),
    ("Bogotá, 3 de marzo de 2021 (EFE).- El puerto cierra.\nEFE", "efe", "El puerto cierra."),
    ("TOKYO, March 3, Kyodo - The port closed.", "kyodo", "The port closed."),
    ("SEOUL, March 3 (Yonhap) -- The port closed.", "yonhap", "The port closed."),
    ("MOSCOW, March 3. /TASS/. The port closed.", "tass", "The port closed."),
    ("ROME, MAR 3 - The port closed. (ANSA).", "ansa", "The port closed."),
    ("New Delhi, Mar 3 (PTI) The port closed.", "pti", "The port closed."),
    ("新华社北京3月3日电（记者王明）港口关闭。（完）", "xinhua", "港口关闭。"),
    ("新華社北京3月3日電 港口關閉。", "xinhua", "港口關閉。"),
    ("中新网3月3日电 港口关闭。【编辑:李四】", "cns", "港口关闭。"),
    ("中新社北京3月3日电 (记者 王明)港口关闭。(完)\n责任编辑：李四", "cns", "港口关闭。"),
    ("（中央社記者王小明台北3日電）港口關閉。", "cna", "港口關閉。"),
    ("央视网消息：港口关闭。", "cctv", "港口关闭。"),
    ("来源：新华网\n港口关闭。\n责任编辑：李四", "xinhua", "港口关闭。"),
    ("据法新社报道，港口关闭。", "afp", "据法新社报道，港口关闭。"),
    ("本报讯（记者 王明）港口关闭。", None, "港口关闭。"),
    ("【环球网报道 记者 王明】港口关闭。", None, "港口关闭。"),
    ("LONDON — The port closed.", None, "The port closed."),
    ("PORT ELLERY, Dec 5 (Wire) -- The port closed.", None, "The port closed."),
    ("By 2030 the port will close.", None, "By 2030 the port will close."),
    ("The port (AP) closed, readers told Reuters.", None, "The port (AP) closed, readers told Reuters."),
    ("Reuters was sold on Monday to a fund.", None, "Reuters was sold on Monday to a fund."),
    ("He said so (in Reading).", None, "He said so (in Reading)."),
    ("", None, ""),
    ("(", None, "("),
    ("\n\n)", None, "\n\n)"),
]


@pytest.mark.parametrize(("text", "agency", "left"), SIGNED)
def test_signature_is_read_and_left_out(text: str, agency: str | None, left: str) -> None:
    assert credited(text) == agency
    assert stripped(text).strip() == left.strip()


def test_report_keeps_all_of_its_own_paragraphs() -> None:
    text = (
        "The port closed.\n\nNobody (not even the mayor) was told.\n\n- The wall is old.\n\nMore is to come (perhaps)."
    )
    assert stripped(text) == text


@pytest.mark.parametrize(
    ("outlet", "agency"),
    [
        ("Reuters", "reuters"), ("REUTERS", "reuters"), ("Reuters UK", "reuters"), ("The Associated Press", "ap"),
        ("https://www.reuters.com/world", "reuters"), ("apnews.com", "ap"), ("AP News", "ap"),
        ("Associated Press of Pakistan", "app"),
        ("新华网", "xinhua"), ("新華社", "xinhua"), ("Xinhua News Agency", "xinhua"), ("www.news.cn", "xinhua"),
        ("AFP", "afp"), ("Agence France-Presse", "afp"), ("dpa", "dpa"), ("EFE", "efe"), ("Kyodo News", "kyodo"),
        ("Yonhap News Agency", "yonhap"), ("中新网", "cns"), ("TASS", "tass"), ("ANSA", "ansa"),
        ("Press Trust of India", "pti"), ("人民日报", "people"), ("Daily News", None), ("news.com", None), ("", None),
        ("The Reuters Room", None), ("Apple", None),
    ],
)  # fmt: skip
def test_agency_is_told_by_the_outlet(outlet: str, agency: str | None) -> None:
    assert agency_of(outlet) == agency


def member(name: str, hours: int | None, outlet: str = "", credit: str | None = None) -> Member:
    return Member(name, None if hours is None else DAY + timedelta(hours=hours), outlet, credit)


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ([member("a", 1), member("b", 0)], "b"),
        ([member("a", None), member("b", 5)], "b"),
        ([member("a", None), member("b", None)], "a"),
        ([member("a", 0, "Gazette", "reuters"), member("b", 3, "Reuters", "reuters")], "b"),
        ([member("a", 0, "Gazette"), member("b", 3, "Reuters", "reuters")], "a"),
        ([member("a", 0, "X", "reuters"), member("b", 1, "Y", "afp"), member("c", 2, "Reuters")], "a"),  # no majority
        ([member("a", 0, "X", "reuters"), member("b", 1, "Y", "reuters"), member("c", 2, "Reuters")], "c"),
        ([member("a", 0, "X", "afp"), member("b", None, "AFP"), member("c", 2, "AFP", "afp")], "c"),
        ([member("a", 0, "Reuters")], "a"),
    ],
)
def test_original_is_the_earliest_or_the_agency_that_others_credit(members: list[Member], expected: str) -> None:
    assert original(members) == expected


def test_original_needs_members() -> None:
    with pytest.raises(ValueError, match="without members"):
        original([])


def test_agency_becomes_the_original_when_it_arrives_later() -> None:
    text = "{}" + " ".join(f"word{number} and" for number in range(80))
    finder = CopyFinder()
    finder.place("gazette", text.format("TARN (Reuters) - "), DAY, "Gazette")
    assert finder.place("post", text.format("TARN (Reuters) - "), DAY, "Post").original == "gazette"
    late = finder.place("wire", text.format(""), DAY + timedelta(hours=1), "Reuters")
    assert (late.original, late.group) == (None, "gazette")
    assert finder.place("times", text.format(""), DAY, "Times").original == "wire"
