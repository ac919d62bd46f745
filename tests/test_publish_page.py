"""The web page: what it shows, that it loads nothing, and that it can be read by everyone."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
from dataclasses import replace

import lxml.html
import pytest

from dateline.publish.page import PageRenderer
from dateline.records import Issue, Paragraph, Section, Sentence
from issue_samples import CHINESE, EMPTY, HARM, HOSTILE, LETTER, LONG_URL, ROUNDUP, SAMPLES

RENDERER = PageRenderer()


def page(issue: Issue) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(RENDERER.render(issue).decode())


def found(tree: lxml.html.HtmlElement, path: str) -> list[lxml.html.HtmlElement]:
    """The elements that a path of names and classes leads to: `main .reports li`."""
    steps = []
    for step in path.split():
        name, _, wanted = step.partition(".")
        holds = f"[contains(concat(' ', @class, ' '), ' {wanted} ')]" if wanted else ""
        steps.append(f"descendant-or-self::*//{name or '*'}{holds}")
    return list(tree.xpath("./" + "/".join(steps)))


def texts(tree: lxml.html.HtmlElement, path: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in found(tree, path)]


@pytest.fixture(params=SAMPLES, name="any_page")
def _any_page(request: pytest.FixtureRequest) -> lxml.html.HtmlElement:
    return page(SAMPLES[request.param])


@pytest.mark.parametrize("name", SAMPLES)
def test_page_is_the_same_bytes_twice(name: str) -> None:
    assert RENDERER.render(SAMPLES[name]) == PageRenderer().render(SAMPLES[name])


def test_page_loads_and_runs_nothing(any_page: lxml.html.HtmlElement) -> None:
    allowed = {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "a",
        "header",
        "h1",
        "h2",
        "h3",
        "p",
        "span",
        "nav",
        "ul",
    }
    allowed |= {"li", "main", "section", "article", "div", "cite", "footer", "time", "h4", "strong"}
    allowed |= {"pre", "code", "table", "tbody", "tr", "td", "img"}
    assert {element.tag for element in any_page.iter()} <= allowed
    for element in any_page.iter():
        assert not {name for name in element.attrib if name.startswith("on") or name in ("style", "srcset")}
        assert element.get("src", "data:image/svg+xml;base64,").startswith("data:image/svg+xml;base64,")
        assert "href" not in element.attrib or element.tag == "a"
    style = found(any_page, "style")[0].text
    assert style.count("url(") == style.count("url(data:font/woff;base64,") == style.count("@font-face")
    assert "@import" not in style


def test_page_policy_allows_its_own_style_only(any_page: lxml.html.HtmlElement) -> None:
    (policy,) = [meta.get("content") for meta in any_page.xpath("//meta[@http-equiv='Content-Security-Policy']")]
    digest = hashlib.sha256(found(any_page, "style")[0].text.encode()).digest()
    fonts = " font-src data:;" if "@font-face" in found(any_page, "style")[0].text else ""
    images = " img-src data:;" if found(any_page, "img") else ""
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{base64.b64encode(digest).decode()}';{fonts}{images}"
        " base-uri 'none'; form-action 'none'"
    )


def test_page_links_are_of_safe_kinds_and_anchors_exist(any_page: lxml.html.HtmlElement) -> None:
    anchors = [element.get("id") for element in any_page.iter() if element.get("id")]
    assert len(anchors) == len(set(anchors))
    for link in found(any_page, "a"):
        if link.get("href").startswith("#"):
            assert link.get("href")[1:] in anchors
        else:
            assert re.match("https?://|mailto:", link.get("href"))
            assert link.get("rel") == "noopener noreferrer"


def test_page_headings_descend_without_a_gap(any_page: lxml.html.HtmlElement) -> None:
    levels = [int(element.tag[1]) for element in any_page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert all(element.text_content().strip() for element in any_page.iter("h1", "h2", "h3", "p", "a", "li"))


def test_page_has_each_landmark_once_and_a_way_past_the_contents(any_page: lxml.html.HtmlElement) -> None:
    assert any_page.get("lang")
    assert [len(any_page.xpath(f"//body/{name}")) for name in ("header", "main", "footer")] == [1, 1, 1]
    assert len(any_page.xpath("//body/nav")) == bool(found(any_page, "article"))
    assert any_page.xpath("//body/*")[0].get("href") == "#" + found(any_page, "main")[0].get("id")
    for element in any_page.iter():
        if label := element.get("aria-labelledby"):
            assert any_page.get_element_by_id(label).text_content().strip()


def test_letter_shows_its_form() -> None:
    tree = page(LETTER)
    assert texts(tree, "h1") == ["China Science and Technology Letter"]
    assert texts(tree, ".dateline span") == ["No. 12", "December 2016"]
    assert texts(tree, "main h2") == ["Introduction", "Story of the Month", "News"]
    assert len(found(tree, "main article")) == 9
    first = found(tree, ".news article")[0]
    assert texts(first, "h3") == ["1. Draft rules for shared bicycles leave the count to the cities"]
    assert texts(first, ".attribution") == ["(Harbour Daily, 19-12-2016)"]
    assert texts(first, ".address") == [f"({LONG_URL})"]
    assert found(first, ".address a")[0].get("href") == LONG_URL
    assert "(Trade Post, undated)" in texts(tree, ".attribution")


def test_letter_marks_other_languages() -> None:
    tree = page(LETTER)
    story, glider = found(tree, ".story article")[0], found(tree, ".news article")[1]
    assert texts(glider, ".attribution") == ["(南江日报, 12-12-2016) (in Chinese)"]
    assert found(glider, "h3")[0].get("lang") == "zh-Hans"
    assert glider.xpath(".//p/span[@lang]")[0].get("lang") == "zh-Hans"
    assert texts(story, ".reports li") == [
        "南江日报, 07-12-2016: 盐湖电池示范工厂下月动工 年产能两百兆瓦时 (in Chinese)",
        "Meridian Wire, 06-12-2016: Lakeshore picks Haidong for salt battery plant",
        "Rheinische Technik, 09-12-2016: Strom aus Salz: China baut Speicherfabrik (in German)",
    ]


def test_credited_sentence_shows_its_outlet_behind_it() -> None:
    story = found(page(LETTER), ".story article")[0]
    assert "in the autumn of 2018. (Meridian Wire) 示范工厂" in " ".join(texts(story, "p"))
    assert texts(story, ".credit") == ["(Meridian Wire)", "(南江日报, in Chinese)"]
    assert found(story, ".credit a")[0].get("href") == "https://www.meridian-wire.example/a/88213"


def test_roundup_weaves_and_names_sources_at_the_end() -> None:
    tree = page(ROUNDUP)
    assert texts(tree, "main h2") == [
        "Power from the plateau",
        "Two map makers become one",
        "Also worth your attention",
    ]
    assert not (found(tree, ".attribution") + found(tree, ".address") + found(tree, ".entry .number"))
    maps = found(tree, "article")[1]
    assert not found(maps, "h3")
    assert texts(maps, ".reports li") == ["The Meridian, 08-12-2016", "Trade Post, 09-12-2016"]


def test_roundup_section_without_heading_lets_its_items_head_it() -> None:
    bare = replace(ROUNDUP, sections=(Section("lead", "", ROUNDUP.sections[0].items),))
    assert texts(page(bare), "main h2") == ["Salt is to keep the wind’s power overnight"]


def test_chinese_issue_speaks_chinese() -> None:
    tree = page(CHINESE)
    assert tree.get("lang") == "zh-Hans"
    assert texts(tree, ".dateline span") == ["第12期", "2016年12月"]
    assert texts(tree, ".attribution")[1:] == [
        "（南江日报，2016年12月12日）",
        "（Harbour Daily，2016年12月19日）（英文）",
    ]
    assert "工厂。示范工厂的投资" in found(tree, ".story p")[1].text_content()
    assert "（Harbour Daily，英文）" in found(tree, ".story")[0].text_content()


def test_run_of_sentences_from_one_report_is_credited_once() -> None:
    def told(text: str, outlet: str | None, url: str | None) -> Sentence:
        return Sentence(text, "extract", credit=outlet, credit_url=url)

    wire, other = "https://wire.example/1", "https://wire.example/2"
    run = Paragraph(
        (
            told("One.", "Wire", wire),
            told("Two.", "Wire", wire),
            told("\x00", "Post", wire),
            told("Three.", "Wire", wire),
            told("Four.", "Wire", other),
            told("Five.", None, None),
            told("Six.", "Wire", other),
        )
    )
    tree = page(replace(ROUNDUP, introduction=(run, run)))
    assert texts(tree, ".introduction p") == ["One. Two. Three. (Wire) Four. (Wire) Five. Six. (Wire)"] * 2


def test_heading_over_headed_items_of_a_roundup_is_a_label() -> None:
    tree = page(ROUNDUP)
    assert texts(tree, "section.quiet h2") == ["Power from the plateau", "Also worth your attention"]
    assert not found(page(LETTER), "section.quiet")


def test_unknown_edition_takes_the_form_of_the_letter() -> None:
    assert RENDERER.render(replace(LETTER, edition="sectioned")) == RENDERER.render(LETTER)


def test_hostile_text_stays_text() -> None:
    tree = page(HOSTILE)
    shown = texts(tree, ".introduction p")
    assert shown[:3] == list(HARM[:3])
    assert not any(0xD800 <= ord(char) < 0xE000 or char in "\x00\x07\x1b\u202e" for char in tree.text_content())
    assert "(javascript:alert(4))" in texts(tree, ".address")
    assert not tree.xpath("//section[@id='part-1']")
    assert tree.xpath("//article/h3[@lang='ar']")[0].get("dir") == "auto"


def test_empty_issue_still_is_a_page() -> None:
    assert texts(page(EMPTY), "h1") == ["Untitled"]


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_colours_have_the_contrast_of_wcag_aa_in_both_schemes() -> None:
    css = found(page(LETTER), "style")[0].text
    schemes = re.findall(
        r"--paper: (#\w{6});\s*--ink: (#\w{6});\s*--quiet: (#\w{6});.*?--accent: (#\w{6});\s*--tint: (#\w{6})",
        css,
        re.S,
    )
    assert len(schemes) == 2
    for paper, ink, quiet, accent, tint in schemes:
        for ground in (paper, tint):
            for colour in (ink, quiet, accent):
                low, high = sorted((_luminance(ground), _luminance(colour)))
                assert (high + 0.05) / (low + 0.05) >= 4.5, (ground, colour)
