"""The paragraphs and links of a page's article: trafilatura's, completed and checked against what the page says."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from copy import deepcopy

from lxml import etree, html
from trafilatura.core import bare_extraction

from dateline.records import Link
from dateline.text.furniture import Block, Surroundings, plain, without_furniture
from dateline.text.markup import squeeze, text_of
from dateline.tokens import tokens
from dateline.urls import absolute

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # a page without text is no error of ours
_KINDS = {"head": "head", "item": "item", "row": "row", "code": "code", "quote": "quote"}
_BLOCKS = frozenset({"p", "list", "table", "div", "lb", *_KINDS})
_PROSE = 60  # characters of a paragraph that can be told from a label
_MOST_ELEMENTS = 20_000  # of a page that trafilatura is given; beyond this its time grows too fast
_ASIDE = re.compile(
    r"comment|footer|related|sidebar|newsletter|promo|teaser|nav|menu|share|social|cookie|paywall-message", re.I
)


def find_blocks(
    tree: html.HtmlElement, stated: str | None, titles: Sequence[str], standfirst: str | None = None
) -> tuple[Block, ...]:
    """The article's paragraphs in order; `stated` is the text the page gives in JSON-LD, `titles` its headlines,
    `standfirst` its description of itself."""
    extracted = _extract(tree)
    found = _completed(tree, extracted)
    if stated:
        found = _agreed(tree, found, stated, standfirst)
    around = Surroundings(frozenset(filter(None, map(plain, titles))), _captions(tree), _linked(tree))
    return without_furniture(found, around)


def find_links(tree: html.HtmlElement, blocks: Sequence[Block], base: str | None) -> tuple[Link, ...]:
    """The web links within the given paragraphs, in order, each address once."""
    inside = " ".join(plain(block.text) for block in blocks)
    found: dict[str, Link] = {}
    for anchor in tree.iter("a"):
        text = text_of(anchor)
        if not text or plain(text) not in inside or plain(text_of(_block_of(anchor)))[:200] not in inside:
            continue
        url = absolute(anchor.get("href") or "", base or "")
        if url and url not in found:
            found[url] = Link(url, text)
    return tuple(found.values())


def _extract(tree: html.HtmlElement) -> list[Block]:
    """trafilatura's blocks; those of the paragraph elements alone when the page is too large for it."""
    if sum(1 for _ in tree.iter()) > _MOST_ELEMENTS:
        return [Block(text) for text in map(text_of, tree.iter("p")) if text]
    document = bare_extraction(deepcopy(tree), include_comments=False, with_metadata=False)
    body = getattr(document, "body", None)
    return list(_blocks(body)) if body is not None else []


def _blocks(body: etree._Element) -> Iterator[Block]:
    """The texts of the innermost blocks in order: a line break ends one, and so does a block within a block."""
    line: list[str] = []
    kinds: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag in _BLOCKS:
            if text := squeeze("".join(line)):
                yield Block(text, kinds[-1] if kinds else "p")
            line = []
        elif element.tag == "cell" and event == "end":
            line.append(" ")
        if event == "start":
            if element.tag in _KINDS:
                kinds.append(_KINDS[element.tag])
            line.append(element.text or "")
        else:
            if element.tag in _KINDS:
                kinds.pop()
            line.append(element.tail or "")
    if text := squeeze("".join(line)):
        yield Block(text)


def _completed(tree: html.HtmlElement, extracted: list[Block]) -> list[Block]:
    """The blocks with the paragraphs that stand in containers like theirs and were passed over.

    Some pages cut an article into several containers of one class, and an extractor takes the largest of them.
    """
    known = {plain(block.text) for block in extracted}
    told = _shingles("\n".join(block.text for block in extracted))
    rows = [(element, text_of(element)) for element in tree.iter("p")]
    rows = [(element, text) for element, text in rows if len(text) >= _PROSE]
    places = Counter(_place_of(element) for element, text in rows if plain(text) in known)
    usual = {place for place, count in places.items() if count >= 3}
    missed = [
        (element, text)
        for element, text in rows
        if _place_of(element) in usual
        and not _is_in(text, told, share=0.3)
        and not _stands_aside(element)
        and not _is_link(element, text)
    ]
    if sum(len(text) for _, text in missed) * 4 < sum(len(block.text) for block in extracted):
        return extracted
    return _inserted(extracted, rows, {id(element) for element, _ in missed})


def _inserted(extracted: list[Block], rows: Sequence[tuple[html.HtmlElement, str]], missed: set[int]) -> list[Block]:
    """The extracted blocks with each missed paragraph behind the one that it follows on the page."""
    at = {plain(block.text): number for number, block in enumerate(extracted)}
    behind: dict[int, list[Block]] = {}
    position = -1
    for element, text in rows:
        if id(element) in missed:
            behind.setdefault(position, []).append(Block(text))
        else:
            position = at.get(plain(text), position)
    whole = list(behind.get(-1, []))
    for number, block in enumerate(extracted):
        whole += [block, *behind.get(number, [])]
    return whole


def _agreed(tree: html.HtmlElement, found: list[Block], stated: str, standfirst: str | None) -> list[Block]:
    """The blocks that the stated text has too, if it is whole; its own paragraphs if the blocks miss much of it."""
    told, seen = _shingles(stated), _shingles("\n".join(block.text for block in found))
    if len(told) < 40:
        return found
    common = len(told & seen)
    if common < 0.7 * len(told):
        if len(told) < 1.2 * len(seen):
            return found  # as long, yet another text: the statement is of something else
        return _paragraphs_of(tree, stated)
    if common < 0.6 * len(seen):
        return found  # the statement is cut
    if len(stated.splitlines()) > 2 * len(found):
        return _paragraphs_of(tree, stated)  # trafilatura took the statement itself, as one paragraph
    told |= _shingles(standfirst or "")
    return [block for block in found if block.kind == "head" or _is_in(block.text, told)]


def _paragraphs_of(tree: html.HtmlElement, stated: str) -> list[Block]:
    """The stated text in paragraphs: the page's elements that it holds, else its own lines."""
    whole = plain(stated)
    shown = [
        Block(text, "head" if element.tag[0] == "h" else "p")
        for element in tree.iter("p", "h2", "h3", "li")
        if len(text := text_of(element)) > 2 and plain(text) in whole
    ]
    if sum(len(plain(block.text)) for block in shown) >= 0.85 * len(whole):
        return shown
    return [Block(text) for text in map(squeeze, stated.splitlines()) if text]


def _shingles(text: str) -> set[tuple[str, ...]]:
    """Three words in a row (pairs of characters in scripts without spaces)."""
    words = tokens(text)
    return set(zip(words, words[1:], words[2:], strict=False))


def _is_in(text: str, told: set[tuple[str, ...]], share: float = 0.5) -> bool:
    own = _shingles(text)
    return not own or len(own & told) >= share * len(own)


def _place_of(element: html.HtmlElement) -> tuple[str, ...]:
    """Where an element stands, by tag and class of itself, its parent and that one's parent."""
    place = [element.get("class") or ""]
    for above in list(element.iterancestors())[:2]:
        place += [str(above.tag), above.get("class") or ""]
    return tuple(place)


def _stands_aside(element: html.HtmlElement) -> bool:
    return any(
        above.tag in ("aside", "nav", "footer", "figure", "form", "template")
        or _ASIDE.search(f"{above.get('class') or ''} {above.get('id') or ''}")
        for above in element.iterancestors()
        if above.tag not in ("body", "html")
    )


def _is_link(element: html.HtmlElement, text: str) -> bool:
    """Whether an element is little else than links to other pages."""
    linked = sum(
        len(text_of(anchor)) for anchor in element.iter("a") if not (anchor.get("href") or "#").startswith("#")
    )
    return linked >= 0.9 * len(text)


def _linked(tree: html.HtmlElement) -> frozenset[str]:
    texts = ((element, text_of(element)) for element in tree.iter("p", "li"))
    return frozenset(plain(text) for element, text in texts if text and _is_link(element, text))


def _captions(tree: html.HtmlElement) -> frozenset[str]:
    found = tree.xpath(
        "//figcaption | //figcaption//* | //*[contains(@class, 'caption') or contains(@class, 'credit')"
        " or contains(@class, 'copyright')][not(self::body or self::article or self::main or self::section)]"
    )
    return frozenset(plain(text) for text in map(text_of, found[:500]) if 0 < len(text) < 600)


def _block_of(anchor: html.HtmlElement) -> html.HtmlElement:
    return next(
        (above for above in anchor.iterancestors() if above.tag in ("p", "li", "h2", "h3", "td", "blockquote", "div")),
        anchor,
    )
