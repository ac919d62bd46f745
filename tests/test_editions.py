"""Editions as data: what a file may say, what is told of a slip of the pen, and which section takes which story."""

from __future__ import annotations

import base64
import re
import struct
import tomllib
import zlib
from importlib.resources import files
from pathlib import Path

import pytest

from dateline.clock import parse_period
from dateline.errors import BadSettings, NotFound
from dateline.issue import edition
from dateline.issue.assign import Around, assign
from dateline.issue.edition import Edition, Rules, SectionForm
from dateline.issue.edition_reader import parse
from dateline.issue.preview import preview
from dateline.records import Article, Outlet, Ranked
from desk_samples import article, story

PLAIN = """
name = "ours"
introduction = "sentence"
period = "month"

[en]
title = "{title}"

[form]
date = "D Month YYYY"

[[sections]]
key = "news"
headings = { en = "News" }
quota = 3
"""


def changed(old: str, new: str) -> str:
    assert old in PLAIN
    return PLAIN.replace(old, new)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (changed('period = "month"', 'period = "monthly"'), "line 4: period must be one of day, week, month"),
        (changed("quota = 3", "quotta = 3"), "line 15: 'quotta' is not a key of [[sections]]: did you mean 'quota'?"),
        (changed("quota = 3", "quota = -1"), "line 15: quota must be a whole number"),
        (changed("quota = 3", "quota = true"), "line 15: quota must be a whole number"),
        (changed("quota = 3", 'quota = 3\nkind = "storys"'), "line 16: kind must be one of stories"),
        (changed("quota = 3", 'quota = 3\nterms = "robot"'), "line 16: terms must be a list of texts"),
        (changed("quota = 3", 'quota = 3\nownership = ["stat"]'), "line 16: ownership 'stat' is not known: did you"),
        (changed("quota = 3", 'quota = 3\nkind = "calendar"\ntopics = ["a"]'), "takes no stories"),
        (changed("quota = 3", 'kind = "text"'), "section 'news' has no note in 'en'"),
        (changed('key = "news"', 'key = "The News"'), "line 13: key 'The News' of section 1"),
        (changed('{ en = "News" }', '{ zh = "新闻" }'), "line 14: section 'news' has no headings in 'en'"),
        (changed('"{title}"', '"Digest"'), "line 7: title: it needs the placeholder {title}"),
        (
            changed('"{title}"', '"{titel}"'),
            "line 7: title: the placeholder {titel} is not known: did you mean 'title'?",
        ),
        (changed('"{title}"', '"{title.__class__}"'), "is not known"),
        (changed('"{title}"', '"{title!r}"'), "the placeholder {title!r} is not known"),
        (changed('"{title}"', '"{title:>99}"'), "the placeholder {title:>99} is not known"),
        (changed('"{title}"', '"{title"'), "braces do not come in pairs"),
        (changed('"sentence"', '"greeting"'), "the introduction is a greeting, but [en] has no greeting"),
        (changed('"D Month YYYY"', '"%d.%m.%Y"'), "line 10: date: a date is made of"),
        (changed('"D Month YYYY"', '"--"'), "line 10: date: a date is made of"),
        (changed("[form]", '[form]\naccent = "red"'), "line 10: accent: a colour is #"),
        (changed("[form]", '[form]\nnumbering = "No."'), "line 10: numbering: it needs the placeholder {number}"),
        (changed("[form]", '[form]\nattribution = "{outlet} {day}"'), "line 10: attribution: the placeholder {day}"),
        (changed("[form]", '[form]\nwoven = "yes"'), "line 10: woven must be true or false"),
        (changed("[form]", '[form]\nfont = "Comic"'), "line 10: font must be one of serif, sans"),
        (changed("[form]", '[form]\nlogo = "a.png"'), "line 10: a logo lies beside the edition"),
        (changed("[form]", "[froms]"), "line 9: 'froms' is not a key of an edition: did you mean 'form'?"),
        (
            changed("[form]", "[check.severity]\noutlet-share = 'loud'\n[form]"),
            "line 10: outlet-share must be one of off",
        ),
        (changed("[form]", "[check.severity]\noutlet-shares = 'off'\n[form]"), "did you mean 'outlet-share'?"),
        (changed("[form]", "[check.limits]\noutlet_share = 34\n[form]"), "line 10: outlet_share must be a share"),
        (changed("[form]", "[check.limits]\noutlet = 0.3\n[form]"), "did you mean 'outlet_share'?"),
        (changed('"ours"', '"theirs"'), "line 2: name is 'theirs', the file ours"),
        (changed('[en]\ntitle = "{title}"', ""), "add a table of a language"),
        (PLAIN[: PLAIN.index("[[sections]]")], "write [[sections]]"),
        (PLAIN + PLAIN[PLAIN.index("[[sections]]") :], "two sections are called 'news'"),
        (PLAIN + "\nnews = [", "is not TOML"),
        ("", "no standing texts"),
        ("a = " + "[" * 5_000, "ours.toml"),
    ],
)
def test_slip_of_the_pen_is_told_with_its_line_and_the_mend(text: str, told: str) -> None:
    with pytest.raises(BadSettings, match=re.escape(told)) as caught:
        parse(text, "ours")
    assert str(caught.value).startswith("ours.toml")


def test_form_of_a_language_stands_over_the_form_of_all() -> None:
    text = changed("[[sections]]", '[de]\ntitle = "{title}"\n[form.de]\ndate = "D.M.YYYY"\n[[sections]]')
    made = parse(text.replace('{ en = "News" }', '{ en = "News", de = "Neues" }'), "ours")
    assert (made.form("en").date, made.form("de").date) == ("D Month YYYY", "D.M.YYYY")
    assert made.form("de").attribution == made.form("en").attribution
    with pytest.raises(BadSettings, match=r"no texts in 'fr': add a table \[fr\]"):
        made.texts_in("fr")


# Logos


def png(width: int = 8, height: int = 8) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00" * (width + 1) * min(height, 8))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def svg(inner: str = '<rect width="1" height="1"/>', head: str = "") -> bytes:
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'{head}<svg {names} viewBox="0 0 1 1">{inner}</svg>'.encode()


def with_logo(folder: Path, name: str, body: bytes) -> Edition:
    (folder / "editions").mkdir(exist_ok=True)
    if "/" not in name:
        (folder / "editions" / name).write_bytes(body)
    text = changed("[form]", f'[form]\nlogo = "{name}"')
    (folder / "editions" / "ours.toml").write_text(text, encoding="utf-8")
    return edition.load("ours", folder)


@pytest.mark.parametrize(
    ("name", "body", "kind"),
    [
        ("a.png", png(), "png"),
        ("our logo.svg", svg(), "svg+xml"),
        ("a.svg", svg('<defs><g id="x"/></defs><use xlink:href="#x"/><path fill="url(#x)" d="M0 0"/>'), "svg+xml"),
        ("a.svg", svg("<!-- drawn by us --><style>rect { fill: #123456 }</style>"), "svg+xml"),
        ("a.svg", svg('<image href="data:image/png;base64,AAAA"/>'), "svg+xml"),
    ],
)
def test_harmless_logo_becomes_a_data_address(tmp_path: Path, name: str, body: bytes, kind: str) -> None:
    logo = with_logo(tmp_path, name, body).form("en").logo
    assert logo == f"data:image/{kind};base64,{base64.b64encode(body).decode()}"


@pytest.mark.parametrize(
    ("name", "body", "told"),
    [
        ("a.png", b"GIF89a" + b"\0" * 60, "does not begin as a PNG"),
        ("a.png", b"", "does not begin as a PNG"),
        ("a.png", png()[:20], "is damaged"),
        ("a.png", png()[:-12], "is cut off"),
        ("a.png", png(20_000, 8), "20000 by 8 pixels"),
        ("a.png", png() + b"\0" * 500_000, "500000 or fewer"),
        ("a.svg", b"<html/>", "is no SVG"),
        ("a.svg", b"\xff\xfe\x00", "is no XML"),
        ("a.svg", svg("<script>alert(1)</script>"), "script is no part of a picture"),
        ("a.svg", svg("<foreignObject/>"), "foreignObject is no part"),
        ("a.svg", svg('<rect onload="alert(1)"/>'), "onload of rect runs or loads"),
        ("a.svg", svg('<image href="https://evil.example/x.png"/>'), "runs or loads something"),
        ("a.svg", svg('<use xlink:href="other.svg#x"/>'), "runs or loads something"),
        ("a.svg", svg('<image href="data:image/svg+xml;base64,AAAA"/>'), "runs or loads something"),
        ("a.svg", svg('<rect style="fill: url( https://evil.example/a)"/>'), "runs or loads something"),
        ("a.svg", svg("<style>@import 'https://evil.example/a.css';</style>"), "its style loads something"),
        ("a.svg", svg("<style>rect { fill: url(https://evil.example/a) }</style>"), "its style loads something"),
        ("a.svg", svg('<rect><set attributeName="href" to="https://evil.example"/></rect>'), "set is no part"),
        ("a.svg", svg(head='<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>', inner="&a;"), "document type"),
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg" width="0" height="4"/>', "width and height above 0"),
        ("a.svg", svg('<rect style="fill: image-set(x)"/>'), "runs or loads something"),
        ("a.svg", svg(r'<rect style="fill: u\72l(x)"/>'), "runs or loads something"),
        ("a.svg", svg(head='<?xml-stylesheet href="https://evil.example/a.css"?>', inner="<?php x ?>"), "instruction"),
        ("../a.png", png(), "must be the name of a .png or .svg file"),
        ("a.jpg", b"\xff\xd8\xff", "must be the name of a .png or .svg file"),
    ],
)
def test_logo_that_could_do_harm_is_refused(tmp_path: Path, name: str, body: bytes, told: str) -> None:
    with pytest.raises(BadSettings, match=re.escape(told)) as caught:
        with_logo(tmp_path, name, body)
    assert "line 10" in str(caught.value)


def test_missing_logo_is_told(tmp_path: Path) -> None:
    with_logo(tmp_path, "a.png", png())
    (tmp_path / "editions" / "a.png").unlink()
    with pytest.raises(BadSettings, match=r"the logo a\.png is not there"):
        edition.load("ours", tmp_path)


# Where editions lie


def test_newsrooms_edition_wins_over_a_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "editions").mkdir()
    own = PLAIN.replace('"ours"', '"daily-brief"')
    (tmp_path / "editions" / "daily-brief.toml").write_text(own, encoding="utf-8")
    assert edition.load("daily-brief", tmp_path).quota == 3
    assert edition.load("daily-brief").quota == 10
    assert edition.load("weekly-roundup", tmp_path) == edition.load("weekly-roundup")
    assert edition.names(tmp_path) == edition.names()


@pytest.mark.parametrize("name", ["", "no-such", "../editions/daily-brief", "daily-brief.toml", "/etc/passwd", "."])
def test_edition_that_is_not_there_is_told_with_those_that_are(name: str, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="choose one of daily-brief, monthly-letter, sectioned, weekly-roundup"):
        edition.load(name, tmp_path)


def test_edition_in_another_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / "editions").mkdir()
    (tmp_path / "editions" / "ours.toml").write_bytes(PLAIN.encode("utf-16"))
    with pytest.raises(BadSettings, match="is not UTF-8"):
        edition.load("ours", tmp_path)


@pytest.mark.parametrize("name", edition.names())
def test_shipped_edition_speaks_both_languages_and_fills_every_section(name: str) -> None:
    made = edition.load(name)
    assert set(made.texts) >= {"en", "zh"}
    assert made.summary
    for language in ("en", "zh"):
        issue = preview(made, language)
        assert [one.key for one in issue.sections] == [one.key for one in made.sections]
        assert issue.form == made.form(language)
        assert all(item.paragraphs for section in issue.sections for item in section.items)
        assert issue.notes == ()


def uncommented(text: str) -> str:
    rows = (re.match(r"# ((?:[\w-]+ = |\[).*)$", row) for row in text.split("\n"))
    return "\n".join(match[1] if match else row for row, match in zip(text.split("\n"), rows, strict=True))


def test_template_shows_every_key_and_is_right_with_each() -> None:
    text = files("dateline.issue").joinpath("new_edition.toml").read_text(encoding="utf-8")
    assert parse(text, "new").quota == 9
    whole = uncommented(text).replace('logo = "logo.svg"', "")
    made = parse(whole, "new")
    assert {one.kind for one in made.sections} >= {"stories", "calendar", "quote", "text"}
    shown = set(re.findall(r"(?m)^([\w]+) = ", uncommented(text)))
    fields = {*Rules.__slots__, *made.form("en").__slots__, "key", "kind", "headings", "quota", "least", "order"}
    fields |= {"numbered", "restart", "additions", "background", "style", "words", "note"}
    assert fields <= shown


def test_reference_names_every_key() -> None:
    text = (Path(__file__).parents[1] / "docs/reference/editions.md").read_text(encoding="utf-8")
    template = files("dateline.issue").joinpath("new_edition.toml").read_text(encoding="utf-8")
    tree = tomllib.loads(uncommented(template))
    keys = {*tree, *tree["en"], *tree["form"], *(key for one in tree["sections"] for key in one)} - {"en", "zh"}
    assert {key for key in keys if f"`{key}`" not in text and f"`[{key}]`" not in text} - {"sections"} == set()


# Which section takes what


def pick(title: str, *topics: str, text: str = "", outlet: str = "", **more: str) -> Ranked:
    one = article(title, text or f"{title} was reported.", outlet=outlet or f"Outlet of {title}", **more)
    return Ranked(story(one), 1.0, (), topics)


def section(key: str, quota: int = 9, least: int = 0, order: str = "rank", **rules: tuple[str, ...]) -> SectionForm:
    return SectionForm(key, quota, False, 0, 0, {"en": key}, least=least, order=order, rules=Rules(**rules))


def placed(sections: list[SectionForm], picks: list[Ranked], outlets: tuple[Outlet, ...] = ()) -> dict[str, list[str]]:
    form = Edition("e", "none", "month", tuple(sections), {"en": {"title": "{title}"}})
    leads: dict[str, Article] = {one.story.id: one.story.articles[0] for one in picks}
    known = Around(leads, {one.name: one for one in outlets}, parse_period("2016-12"), "en")
    found = assign(form, picks, known)
    return {one.key: [row.story.articles[0].title for row in rows] for one, rows in zip(sections, found, strict=True)}


ROBOT, MOON, RICE = pick("Robot arms", "robotics"), pick("Moon rocks", "space"), pick("Rice genes", "biotech")


@pytest.mark.parametrize(
    ("sections", "picks", "found"),
    [
        # Without rules: in the order of the sections, quotas kept.
        ([section("a", 1), section("b", 1)], [ROBOT, MOON, RICE], {"a": ["Robot arms"], "b": ["Moon rocks"]}),
        # The beat's topics, in any case; what is left goes to the section without rules, wherever it stands.
        (
            [section("sky", topics=("Space",)), section("rest")],
            [ROBOT, MOON],
            {"sky": ["Moon rocks"], "rest": ["Robot arms"]},
        ),
        # A section without rules before all others takes the best first.
        (
            [section("lead", 1), section("sky", topics=("space",)), section("rest")],
            [MOON, pick("Mars", "space"), ROBOT],
            {"lead": ["Moon rocks"], "sky": ["Mars"], "rest": ["Robot arms"]},
        ),
        # A word in the headline before a word at the beginning, whatever the order of the sections.
        (
            [section("robots", terms=("robot*",)), section("space", terms=("moon",))],
            [pick("Moon lander", "x", text="Robots will dig on the moon.")],
            {"robots": [], "space": ["Moon lander"]},
        ),
        (
            [section("robots", terms=("robot*",)), section("rest")],
            [
                pick("Lander", "x", text="Robots will dig."),
                pick("Far", "x", text="It rains.\n\nIt pours.\n\nRobots dig."),
            ],
            {"robots": ["Lander"], "rest": ["Far"]},
        ),
        # Several kinds of rule must all be met, one value of each will do.
        (
            [section("press", languages=("zh",), ownership=("state", "agency")), section("rest")],
            [
                pick("一", "x", outlet="S", language="zh"),
                pick("二", "x", outlet="P", language="zh"),
                pick("Three", "x", outlet="S"),
            ],
            {"press": ["一"], "rest": ["二", "Three"]},
        ),
        ([section("own", outlets=("S",)), section("rest")], [pick("A", "x", outlet="S")], {"own": ["A"], "rest": []}),
        # Excluded words keep a story out of one section only.
        (
            [section("a", terms=("moon",), exclude=("rocks",)), section("rest")],
            [MOON, pick("Moon base", "x")],
            {"a": ["Moon base"], "rest": ["Moon rocks"]},
        ),
        # What overflows a section goes to the next that it meets.
        (
            [section("a", 1, terms=("moon",)), section("b", topics=("space",)), section("rest")],
            [MOON, pick("Moon base", "space"), pick("Moon fair")],
            {"a": ["Moon rocks"], "b": ["Moon base"], "rest": ["Moon fair"]},
        ),
        # A section with fewer than its least is left out, and its stories find another place.
        (
            [section("sky", least=2, topics=("space",)), section("rest")],
            [MOON, ROBOT],
            {"sky": [], "rest": ["Moon rocks", "Robot arms"]},
        ),
        ([section("a", topics=("space",)), section("b")], [pick("Panda")], {"a": [], "b": ["Panda"]}),
    ],
)  # fmt: skip
def test_story_goes_where_it_belongs(
    sections: list[SectionForm], picks: list[Ranked], found: dict[str, list[str]]
) -> None:
    outlets = (Outlet("S", ownership="state"), Outlet("P", ownership="private"))
    assert placed(sections, picks, outlets) == found


def test_one_outlet_leads_a_third_at_most_while_there_are_others() -> None:
    ours = [pick(f"Ours {at}", "x", outlet="Ours") for at in range(4)]
    theirs = [pick(f"Theirs {at}", "x", outlet=f"T{at}") for at in range(2)]
    found = placed([section("a", 3, terms=("ours", "theirs"))], [*ours, *theirs])
    assert found == {"a": ["Ours 0", "Theirs 0", "Theirs 1"]}
    assert placed([section("a", 3, terms=("ours",))], ours) == {"a": ["Ours 0", "Ours 1", "Ours 2"]}


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("rank", ["Late", "Early", "Undated"]),
        ("date", ["Early", "Late", "Undated"]),
        ("outlet", ["Undated", "Late", "Early"]),
        ("topic", ["Early", "Late", "Undated"]),
        ("language", ["Early", "Undated", "Late"]),
    ],
)
def test_section_is_in_its_order(order: str, found: list[str]) -> None:
    one = Ranked(story(article("Late", "x", outlet="B", day="2016-12-09", language="zh")), 3, (), ("b",))
    two = Ranked(story(article("Early", "y", outlet="c", day="2016-12-02")), 2, (), ("A",))
    three = Ranked(story(article("Undated", "z", outlet="a", day=None)), 1, ())
    assert placed([section("s", order=order)], [one, two, three]) == {"s": found}
