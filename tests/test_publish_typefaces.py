"""Chinese type of the page: every character is there, nothing else is, and the same issue has the same bytes."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import lxml.html
import pytest
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont
from pylopdf_fonts_zh_cn import sans_path, serif_path

from dateline.publish.page import PageRenderer
from dateline.publish.typefaces import SANS, SERIF, subset
from dateline.records import Issue, Period, Section
from issue_samples import CHINESE, DECEMBER, EMPTY, LETTER, ROUNDUP, item, said

_FACE = re.compile(
    r'@font-face \{ font-family: "([^"]+)"; src: url\(data:font/woff;base64,([A-Za-z0-9+/=]+)\) format\("woff"\); '
    r"unicode-range: ([^;]+); \}"
)
_CHINESE = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")


def faces(issue: Issue) -> dict[str, TTFont]:
    return {name: TTFont(BytesIO(base64.b64decode(data))) for name, data, _ in _FACE.findall(html(issue))}


def html(issue: Issue) -> str:
    return PageRenderer().render(issue).decode()


def covered(issue: Issue) -> dict[str, set[str]]:
    return {name: {chr(point) for point in font.getBestCmap()} for name, font in faces(issue).items()}


def chinese_in(tree: lxml.html.HtmlElement, *paths: str) -> set[str]:
    return {char for path in paths for node in tree.xpath(path) for char in _CHINESE.findall(node.text_content())}


@pytest.mark.parametrize("issue", [CHINESE, LETTER, ROUNDUP], ids=["chinese", "letter", "roundup"])
def test_every_chinese_character_is_in_the_face_that_sets_it(issue: Issue) -> None:
    tree = lxml.html.document_fromstring(html(issue))
    small = "//footer | //nav | //*[@class='dateline' or @class='attribution' or @class='address' or @class='reports']"
    large = "//h1 | //main//h2 | //h3 | //article/p[not(@class)] | //*[@class='introduction']//p | //*[@class='skip']"
    assert chinese_in(tree, "//body") == chinese_in(tree, small, large)
    has = covered(issue)
    assert chinese_in(tree, small) <= has[SANS]
    assert chinese_in(tree, large) <= has[SERIF]


def test_faces_hold_hardly_more_than_the_issue_sets() -> None:
    for has in covered(LETTER).values():
        assert {char for char in has if _CHINESE.match(char)} <= chinese_in(
            lxml.html.document_fromstring(html(LETTER)), "//body"
        )


def test_every_glyph_has_an_outline() -> None:
    for font in faces(CHINESE).values():
        glyphs = font.getGlyphSet()
        for point, name in font.getBestCmap().items():
            pen = BoundsPen(glyphs)
            glyphs[name].draw(pen)
            assert pen.bounds or point == 0x3000


def test_unicode_range_tells_what_is_there() -> None:
    for name, _, ranges in _FACE.findall(html(CHINESE)):
        told: set[str] = set()
        for each in ranges.split(","):
            first, _, last = each.removeprefix("U+").partition("-")
            told |= set(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
        assert told == covered(CHINESE)[name]


def test_punctuation_of_either_width_comes_with_chinese_only() -> None:
    assert "“" in covered(CHINESE)[SERIF]
    english = replace(LETTER, sections=(Section("news", "News", (item(1, "“Quoted” — twice…", "南江", None),)),))
    assert not set("“”—…") & covered(english)[SANS]
    assert SERIF not in covered(english) or "“" not in covered(english)[SERIF]


def test_issue_in_english_embeds_nothing() -> None:
    only = item(1, "Rules — “draft” · naïve", "Trade Post", "2016-12-08", said("It’s here…", "Известия, 한국어 😀"))
    bare = Issue("i", "monthly-letter", "Letter", 1, DECEMBER, "en", (), (Section("news", "News", (only,)),))
    for issue in (bare, EMPTY):
        assert "@font-face" not in html(issue)
        assert "font-src" not in html(issue)


def test_one_face_is_enough_for_chinese_in_lists_only() -> None:
    only = item(1, "Rules", "南江日报", "2016-12-08", said("It is here."))
    bare = Issue("i", "monthly-letter", "Letter", 1, DECEMBER, "en", (), (Section("news", "News", (only,)),))
    assert covered(bare) == {SANS: set("南江日报")}


def test_character_that_the_font_lacks_is_left_to_the_system() -> None:
    lacking = "\U00020000\U0003fffd"
    assert subset(serif_path(), lacking) == (b"", [])
    assert subset(sans_path(), lacking + "中")[1] == [ord("中")]
    odd = Issue("i", "monthly-letter", lacking, 1, Period("p", DECEMBER.first, DECEMBER.last), "en", (), ())
    assert "@font-face" not in html(odd)
    assert "font-src" not in html(odd)


def test_face_keeps_its_copyright_and_licence() -> None:
    for font in faces(CHINESE).values():
        assert "Adobe" in font["name"].getDebugName(0)
        assert "SIL Open Font License" in font["name"].getDebugName(13)


def test_page_stays_small() -> None:
    assert len(html(CHINESE)) < 100_000


def test_page_is_the_same_bytes_in_other_processes() -> None:
    """Whatever order a process gives to its sets."""
    code = (
        "import hashlib; from issue_samples import CHINESE; from dateline.publish.page import PageRenderer;"
        "print(hashlib.sha256(PageRenderer().render(CHINESE)).hexdigest())"
    )
    told = set()
    for seed in ("1", "4242"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": seed}
        here = Path(__file__).parent
        run = subprocess.run(
            [sys.executable, "-c", code], env=environment, cwd=here, capture_output=True, text=True, check=True
        )
        told.add(run.stdout.strip())
    assert told == {hashlib.sha256(PageRenderer().render(CHINESE)).hexdigest()}
