"""The web page: what it shows, that it loads nothing, and that it can be read by everyone."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
import time
from dataclasses import replace

import lxml.html
import pytest

from dateline.publish.colours import DARK, LIGHT, PAPER, contrast, scheme
from dateline.publish.page import PageRenderer
from dateline.records import Issue, Paragraph, Section, Sentence
from issue_samples import CHINESE, EMPTY, FULL, HARM, HOSTILE, IMPORTED, LETTER, LONG_URL, ROUNDUP, SAMPLES

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
    allowed |= {"figure", "figcaption", "ol", "svg", "desc", "g", "line", "circle", "text"}
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
    asked = "with-contents" in (any_page.find("body").get("class") or "")
    assert len(any_page.xpath("//body/nav")) == (asked and bool(found(any_page, "article")))
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
    shown = RENDERER.render(replace(LETTER, edition="sectioned")).replace(
        b'content="sectioned"', b'content="monthly-letter"'
    )
    assert shown == RENDERER.render(LETTER)


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


def with_form(issue: Issue, **changes: object) -> lxml.html.HtmlElement:
    return page(replace(issue, form=replace(issue.form, **changes)))  # type: ignore[arg-type]


def test_imported_issue_shows_only_what_it_says() -> None:
    tree = page(IMPORTED)
    assert texts(tree, ".dateline span") == ["8. Dezember 2016"]
    assert texts(tree, "main h2") == ["Einleitung", "4. Strom aus Salz", "5. Nur ein Titel"]
    assert texts(tree, ".attribution") == ["(TechBlatt)", "(Dezember 2016)"]
    assert texts(tree, ".address") == ["(https://nur.example/)"]
    assert texts(tree, ".reports") == ["Links Mehr dazu"]
    assert found(tree, "article")[0].get("aria-label")
    assert "undated" not in tree.text_content()
    assert "()" not in tree.text_content()


def test_every_field_of_an_item_can_be_read_from_the_page() -> None:
    known = {item.id: item for section in LETTER.sections for item in section.items}
    for form in (LETTER.form, replace(LETTER.form, woven=True), replace(LETTER.form, attribution="", link="none")):
        for article in found(page(replace(LETTER, form=form)), "article"):
            item = known[article.get("id")]
            assert article.get("data-url") == item.url
            assert article.get("data-outlet") == item.outlet
            assert article.get("data-published") == item.published
            assert article.get("data-language") == item.language
            assert article.get("data-number") == (None if item.number is None else str(item.number))
    shown = found(page(LETTER), ".news article")[1]
    assert shown.xpath(".//p[@class='attribution']/cite[@class='outlet']/text()") == ["南江日报"]
    assert shown.xpath(".//p[@class='attribution']/time/@datetime") == ["2016-12-12"]
    assert shown.xpath(".//a[@class='u-url']/@href") == [known[shown.get("id")].url]
    assert shown.xpath(".//li//cite/text()") == ["Science Courier"]


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({"attribution": "{outlet} · {date}"}, "南江日报 · 12-12-2016 (in Chinese)"),
        (
            {"attribution": "{outlet}, {language} — {date}", "date": "D Month YYYY"},
            "南江日报, in Chinese — 12 December 2016",
        ),
        ({"attribution": "[{date}] {outlet}", "date": "Mon D, YYYY"}, "[Dec 12, 2016] 南江日报 (in Chinese)"),
        ({"attribution": "<b>{outlet}</b> {odd}"}, "<b>南江日报</b> {odd} (in Chinese)"),
    ],
)
def test_attribution_has_the_editions_form(changes: dict[str, object], shown: str) -> None:
    glider = found(with_form(LETTER, **changes), ".news article")[1]
    assert texts(glider, ".attribution") == [shown]


def test_attribution_of_chinese_issue_takes_chinese_marks() -> None:
    tree = with_form(CHINESE, attribution="({outlet}, {date})")
    assert texts(tree, ".attribution")[1] == "（南江日报，2016年12月12日）"


def test_link_is_a_line_or_the_headline_or_none() -> None:
    line, title, none = (with_form(LETTER, link=link) for link in ("address", "title", "none"))
    assert (len(found(line, ".address")), len(found(line, ".headline a"))) == (9, 0)
    assert (len(found(title, ".address")), len(found(title, ".headline a"))) == (0, 9)
    assert (len(found(none, ".address")), len(found(none, ".headline a"))) == (0, 0)
    assert found(title, ".news h3 a")[0].get("href") == LONG_URL


def test_numbers_have_the_editions_form() -> None:
    assert texts(with_form(LETTER, numbering="[{number}]"), ".news h3 .number")[:2] == ["[1]", "[2]"]


def test_kinds_of_paragraph_are_set_as_such() -> None:
    story = found(page(FULL), ".story article")[0]
    assert texts(story, "h4") == ["What changes for laboratories", "What it looks like"]
    assert texts(story, ".entries li")[1] == "A second copy stays with the port. It is kept for ten years."
    assert texts(story, "tr") == ["portfrompapers", "Qingdao1 Februaryelectronic"]
    assert found(story, "pre code")[0].text.split("\n")[1:4] == ["    if port:", "    return '证书'  # one a port", ""]


def test_sections_are_set_by_kind_and_style() -> None:
    tree = page(FULL)
    kinds = [section.get("class") for section in tree.xpath("//main/section[@id]")]
    assert kinds == [
        "part story boxed",
        "part news",
        "part brief style-brief",
        "part news style-headline",
        "part quote",
        "part figure",
        "part calendar",
        "part text",
    ]
    assert texts(tree, ".note p") == ["Each month we look at one story at length."]
    headlines = found(tree, "section.style-headline")[0]
    assert len(found(headlines, "h3 a")) == 3
    assert not found(headlines, ".address")
    events = found(tree, "section.calendar")[0]
    assert texts(events, "h3") == ["17 January 2017", "March 2017"]
    assert found(events, "cite a")[0].get("href").startswith("https://www.harbour-daily.example/")
    assert not found(tree, "section.text h3")


def test_logo_masthead_and_colours_are_the_editions() -> None:
    tree = page(FULL)
    assert found(tree, "header img")[0].get("src").startswith("data:image/svg+xml;base64,")
    assert texts(tree, ".publisher") == ["Published by the Haidong Desk"]
    assert "--accent: #0b6e4f" in found(tree, "style")[0].text
    assert "sans" in found(tree, "body")[0].get("class").split()
    assert not found(with_form(FULL, logo="data:image/svg+xml,<svg onload='x'/>"), "img")
    plain_style = found(with_form(FULL, accent="red; } * { x", background="#12345"), "style")[0].text
    assert "red;" not in plain_style
    assert "#12345;" not in plain_style


@pytest.mark.parametrize("accent", ["#0b6e4f", "#ffe14d", "#ffffff", "#000000", "#777777", ""])
@pytest.mark.parametrize("background", ["#e6f2ec", "#000080", "#ffff00", "#777777", ""])
def test_any_colours_of_an_edition_leave_the_text_readable(accent: str, background: str) -> None:
    for base in (LIGHT, DARK, PAPER):
        found = scheme(base, accent, background)
        for ground in (found.paper, found.tint):
            for text in (found.ink, found.quiet, found.accent):
                assert contrast(ground, text) >= 4.5, (base, ground, text)
    if accent == "#ffe14d":
        pale = scheme(PAPER, accent, "")
        assert (pale.stripe, pale.accent) == (accent, PAPER.ink)


def test_corrections_are_listed_marked_at_their_item_and_told_at_the_head() -> None:
    tree = page(FULL)
    assert texts(tree, "header .corrected") == ["Corrected on 9 January 2017"]
    assert texts(tree, "section.corrections li") == [
        "3 January 2017: Draft rules for shared bicycles leave the count to the cities: The plant holds 200 "
        "megawatt-hours, not 20.",
        "9 January 2017: Two names were misspelt throughout.",
    ]
    assert texts(tree, ".correction") == ["Correction, 3 January 2017: The plant holds 200 megawatt-hours, not 20."]
    assert found(tree, "section.corrections li a")[0].get("href") == "#p-1"


def test_hundreds_of_items_are_set_in_time() -> None:
    news = LETTER.sections[1]
    many = tuple(replace(news.items[at % 8], id=f"i-{at}", number=at) for at in range(1, 801))
    start = time.process_time()
    tree = page(replace(LETTER, sections=(replace(news, items=many),)))
    assert time.process_time() - start < 5
    assert len(found(tree, "article")) == 800
