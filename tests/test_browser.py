"""The page in a real browser: it asks for nothing, runs nothing, and can be read, walked and printed by anyone."""

from __future__ import annotations

import itertools
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, sync_playwright

from conftest import MONTH
from dateline.issue import codec
from dateline.publish.colours import contrast
from dateline.publish.page import PageRenderer
from issue_samples import SAMPLES

CHROMIUM = shutil.which("chromium")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
NOT_ASKED_OF = {"hostile": ["valid-lang"]}  # a source says "xx", and that is no language
# Before the page's own: what would be harm is told by the console.
_WATCH = """
window.alert = what => console.error("script ran: " + what);
document.addEventListener("securitypolicyviolation", event => console.error("violates " + event.violatedDirective));
"""
# Of the timelines that are seen, the numbers with their colours and places.
_LINES = """() => [...document.querySelectorAll(".strip")].filter(strip => strip.getClientRects().length).map(strip =>
    [...strip.querySelectorAll("g:has(> .dot)")].map(mark => {
        const [dot, number] = [mark.querySelector(".dot"), mark.querySelector(".numeral")];
        const {x, left, right} = dot.getBoundingClientRect();
        return {x, left, right, ink: getComputedStyle(number).fill, ground: getComputedStyle(dot).fill};
    }))"""
# Where the keyboard comes to.
_FOLLOW = """
window.walked = [];
document.addEventListener("focusin", event => walked.push(event.target.getAttribute("href")));
"""

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no chromium here (on Debian: apt-get install chromium)")


@dataclass
class Visit:
    """A page and what it did since it was opened."""

    page: Page
    requests: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def pages(built_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a file for each sample, and for the issue of the demo."""
    draft = built_sample / "issues" / f"{MONTH}-monthly-letter" / "draft.json"
    folder = tmp_path_factory.mktemp("pages")
    for name, issue in {**SAMPLES, "demo": codec.from_json(draft.read_bytes())}.items():
        (folder / f"{name}.html").write_bytes(PageRenderer().render(issue))
    return folder


@pytest.fixture(scope="module")
def browser(pages: Path) -> Iterator[BrowserContext]:
    """One browser for the tests here, and no longer: no asyncio.run, which building a newsroom needs, goes beside it.

    That is why it asks for the pages, which must be there first.
    """
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS) as running:
        context = running.new_context(viewport={"width": 1100, "height": 700}, reduced_motion="reduce")
        context.add_init_script(_WATCH)
        yield context


@pytest.fixture
def visit(browser: BrowserContext) -> Iterator[Callable[[Path], Visit]]:
    """Opens a file in a window of its own: `visit(path)`."""

    def opened(path: Path) -> Visit:
        made = Visit(browser.new_page())
        made.page.on("request", lambda request: made.requests.append(request.url))
        made.page.on("console", lambda message: made.told.append(message.text))
        made.page.on("pageerror", lambda error: made.told.append(str(error)))
        made.page.goto(path.as_uri())
        return made

    yield opened
    for page in browser.pages:
        page.close()


@pytest.fixture(params=[*SAMPLES, "demo"])
def name(request: pytest.FixtureRequest) -> str:
    """Each page in turn."""
    return str(request.param)


@pytest.fixture
def opened(visit: Callable[[Path], Visit], pages: Path, name: str) -> Visit:
    """Each page in turn, in a window of its own."""
    return visit(pages / f"{name}.html")


def faults(page: Page, **options: Any) -> list[str]:
    """What axe-core finds: the rule and the elements that break it, or that it could not tell of.

    It cannot tell the colours of letters within a picture, which have a test of their own.
    """
    found = page.evaluate(
        "options => axe.run({exclude: ['.strip text']}, {resultTypes: ['violations', 'incomplete'], ...options})",
        options,
    )
    return [
        f"{rule['id']}: {node['html']} {node['failureSummary']}"
        for rule in (*found["violations"], *found["incomplete"])
        for node in rule["nodes"]
    ]


def test_page_asks_for_nothing_and_runs_nothing(opened: Visit, pages: Path, name: str) -> None:
    opened.page.evaluate("document.fonts.ready.then(() => null)")
    assert opened.requests == [(pages / f"{name}.html").as_uri()]
    assert opened.told == []
    assert len(opened.page.context.pages) == 1


@pytest.mark.parametrize("kept", [True, False], ids=["held by its policy", "without a policy"])
def test_page_that_did_harm_would_be_noticed(visit: Callable[[Path], Visit], pages: Path, kept: bool) -> None:
    page = (pages / "letter.html").read_text("utf-8")
    harm = '<img src="http://127.0.0.1:9/seen.png" alt=""><script>alert("harm")</script></main>'
    page = page.replace("</main>", harm)
    path = pages / f"harm-{kept}.html"
    path.write_text(page if kept else page.replace("Content-Security-Policy", "x-none"), encoding="utf-8")
    seen = visit(path)
    assert ("script ran: harm" in seen.told) is not kept
    assert any(line.startswith("violates ") for line in seen.told) is kept
    assert "http://127.0.0.1:9/seen.png" in seen.requests


def test_axe_finds_no_fault_in_light_or_dark(opened: Visit, name: str) -> None:
    page = opened.page
    page.evaluate(AXE)
    rules = {rule: {"enabled": False} for rule in NOT_ASKED_OF.get(name, ())}
    page.emulate_media(color_scheme="light")
    light = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert faults(page, rules=rules) == []
    page.emulate_media(color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != light
    assert faults(page, runOnly=["color-contrast"]) == []


@pytest.mark.parametrize("width", [1100, 380])
@pytest.mark.parametrize("sample", ["affairs", "chinese affair"])
def test_timeline_can_be_read_in_light_and_dark_and_on_a_telephone(
    visit: Callable[[Path], Visit], pages: Path, sample: str, width: int
) -> None:
    page = visit(pages / f"{sample}.html").page
    page.set_viewport_size({"width": width, "height": 700})
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        seen = page.evaluate(_LINES)
        assert len(seen) == page.locator(".timeline").count()
        for points in seen:
            assert all(contrast(_hex(one["ink"]), _hex(one["ground"])) >= 4.5 for one in points)
            places = [one["x"] for one in points]
            assert all(after - before >= 18 for before, after in itertools.pairwise(places))
            assert all(one["left"] >= 0 and one["right"] <= width for one in points)


def _hex(colour: str) -> str:
    """rgb(1, 2, 3) as #010203."""
    return "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", colour)[:3])


def test_axe_would_find_headings_that_leap(visit: Callable[[Path], Visit], pages: Path) -> None:
    path = pages / "leaping.html"
    path.write_text((pages / "letter.html").read_text("utf-8").replace("<h3", "<h5").replace("</h3", "</h5"), "utf-8")
    page = visit(path).page
    page.evaluate(AXE)
    assert {fault.partition(":")[0] for fault in faults(page)} == {"heading-order"}


def test_keyboard_comes_past_the_contents_and_to_every_link(opened: Visit) -> None:
    page = opened.page
    links = page.locator("a[href]").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    page.evaluate(_FOLLOW)
    for _ in links:
        page.keyboard.press("Tab")
    assert page.evaluate("walked") == links
    assert links[0] == "#text"

    page.locator(".skip").focus()
    assert page.locator(".skip").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "text"
    inside = page.locator("main a[href], main ~ * a[href]")
    if inside.count():
        page.keyboard.press("Tab")
        assert page.evaluate("walked.at(-1)") == inside.first.get_attribute("href")


def test_narrow_window_never_scrolls_sideways(opened: Visit) -> None:
    opened.page.set_viewport_size({"width": 320, "height": 600})
    beyond = """() => [...document.querySelectorAll("body *")]
        .filter(element => element.getBoundingClientRect().right > 320 || element.scrollWidth > 320)
        .map(element => element.outerHTML.slice(0, 200))"""
    assert opened.page.evaluate(beyond) == []
    assert opened.page.evaluate("document.documentElement.scrollWidth") == 320


def test_paper_has_no_navigation_and_shows_addresses(visit: Callable[[Path], Visit], pages: Path) -> None:
    page = visit(pages / "letter.html").page
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator(".contents").count() == 0
    assert not page.locator(".skip").is_visible()
    assert page.locator("main").is_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    shown = page.locator(".reports a").first.evaluate("link => getComputedStyle(link, '::after').content")
    assert page.locator(".reports a").first.get_attribute("href") in shown


@pytest.mark.parametrize("sample", ["letter", "roundup", "chinese", "affairs", "chinese affair", "demo"])
def test_chinese_is_set_in_the_type_that_the_page_brings(
    visit: Callable[[Path], Visit], pages: Path, sample: str
) -> None:
    page = visit(pages / f"{sample}.html").page
    page.evaluate("document.fonts.ready.then(() => null)")
    # The browser answers for an element and what is just below it: so each that has Chinese of its own is asked.
    counts = page.evaluate("""() => [...document.querySelectorAll("body *")].flatMap(element => {
        const own = [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE);
        const count = own.map(node => node.data).join("").replace(/[^\\u4e00-\\u9fff]/g, "").length;
        const seen = count > 0 && element.getClientRects().length > 0;
        element.toggleAttribute("data-asked", seen);
        return seen ? count : [];
    })""")
    tools = page.context.new_cdp_session(page)
    tools.send("DOM.enable")
    tools.send("CSS.enable")
    root = tools.send("DOM.getDocument")["root"]["nodeId"]
    asked = tools.send("DOM.querySelectorAll", {"nodeId": root, "selector": "[data-asked]"})["nodeIds"]
    assert asked
    for node, count in zip(asked, counts, strict=True):
        fonts = tools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        assert sum(font["glyphCount"] for font in fonts if font["isCustomFont"]) >= count, fonts
