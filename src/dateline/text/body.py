"""The paragraphs of a page's article: trafilatura's, checked against what the page states, without furniture."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from copy import deepcopy

from lxml import etree, html
from trafilatura.core import bare_extraction

from dateline.text.jsonld import Node
from dateline.text.markup import parse_html, squeeze, text_of

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it tells every page it finds nothing on as an error
_BLOCKS = frozenset({"p", "head", "quote", "item", "row", "code", "list", "table", "div", "lb"})


def find_paragraphs(tree: html.HtmlElement) -> tuple[str, ...]:
    document = bare_extraction(deepcopy(tree), include_comments=False, with_metadata=False)
    return tuple(_paragraphs(document.body)) if document is not None and document.body is not None else ()


def _paragraphs(body) -> Iterator[str]:
    """The texts of the innermost blocks in order; a line break ends a line, an own text before blocks is a paragraph."""
    line: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag in _BLOCKS:
            text = squeeze("".join(line))
            if text:
                yield text
            line = []
        elif element.tag == "cell" and event == "end":
            line.append(" ")
        if event == "start":
            line.append(element.text or "")
        else:
            line.append(element.tail or "")
    if text := squeeze("".join(line)):
        yield text
