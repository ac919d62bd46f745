"""Who wrote a page: names only, one each, in the page's order."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from lxml import html

from dateline.text.jsonld import Statements, text_value
from dateline.text.markup import squeeze, text_of

Meta = dict[str, list[str]]
MOST_NAMES = 20
_META = [
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "cxenseparse:author",
    "citation_author",
]
_ELEMENTS = (
    "//*[@itemprop='author']//*[@itemprop='name'] | //*[@itemprop='author' and not(.//*[@itemprop='name'])]",
    "//*[@rel='author' or contains(@rel, 'author ')]",
    "//*[self::span or self::a or self::p or self::div or self::address or self::li]"
    "[contains(concat(' ', translate(@class, 'BYLINEAUTHOR', 'bylineauthor'), ' '), ' byline ')"
    " or contains(concat(' ', @class, ' '), ' author ') or contains(concat(' ', @class, ' '), ' author-name ')"
    " or contains(@class, 'byline__name') or contains(@class, 'article-author') or contains(@class, 'author__name')]",
)
_BY = re.compile(
    r"^(?:(?:written|reported|reporting|posted|published|text|story|words)\s+)?"
    r"(?:by|von|par|por|di|da|door|av|af|autor(?:in)?|author|texte?|作者|记者|記者|文|责任编辑)\s*[:：/／]?\s+(?=\S)"
    r"|^(?:作者|记者|記者|责编|编辑)\s*[:：/／]\s*",
    re.I,
)
_BETWEEN = re.compile(
    r"\s*(?:[;|•·、/\n]|\s[–—]\s|,(?!\s*(?:jr|sr|ph\.?d|m\.?d|iii?|esq)\b))\s*|\s+(?:and|und|et|y|e|och|og|en|i|&)\s+(?=[^\W\d_])",
    re.I,
)
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|（[^（）]*）|【[^【】]*】")
_BEHIND = re.compile(r"\s*[(\[（【].*$|\s+(?:in|aus|reports? for|contributor)\s.*$|\s*[@|].*$|\s기자$|^\W+")
_NO_NAME = re.compile(r"@\w|[<>{}#=]|\d{3}|^\W*$|^\(|^[\w-]+\.(?:com|html?)$", re.I)
_ROLE = re.compile(
    r"^(?:(?:senior|staff|chief|deputy|political|business|science|sports?|world|foreign|news|special|guest|digital|managing"
    r"|contributing)\s+)*(?:writers?|reporters?|editors?|correspondents?|columnists?|journalists?|contributors?|producers?"
    r"|authors?|admin|editor-in-chief|redakteur(?:in)?|autor(?:in)?|korrespondent(?:in)?|volont[aä]r(?:in)?|staff"
    r"|journaliste|redactora?|periodista|read more|profile|follow)$",
    re.I,
)


def find_byline(
    tree: html.HtmlElement, statements: Statements, author: Any, meta: Meta, *, outlets: Collection[str] = ()
) -> tuple[str, ...]:
    """The writers: of JSON-LD (`author` is its value), else of the meta elements, else of marked elements.

    One of the `outlets`' names (of the page's publisher) counts only when no writer is named anywhere.
    """
    stated = clean_names(_named(statements, author))
    told = next(filter(None, (clean_names(meta.get(key, [])) for key in _META)), ())
    house = {name.casefold() for name in outlets}
    for names in (stated, told):
        if any(name.casefold() not in house for name in names):
            return names
    shown = next(filter(None, (_marked(tree, xpath) for xpath in _ELEMENTS)), ())
    return shown or stated or told


def clean_names(values: Iterable[str]) -> tuple[str, ...]:
    """Names out of bylines: “By A. Writer and B. Other, Chief Editor” gives the two names."""
    found: dict[str, str] = {}
    for value in values:
        if "://" in value:
            continue
        for part in _BETWEEN.split(_BY.sub("", squeeze(_ASIDE.sub(" ", value)), count=1)):
            if _NO_NAME.search(part):
                continue
            name = _BEHIND.sub("", _BY.sub("", part, count=1)).strip(" .,:;-–—*\"'")
            if 1 < len(name) <= 80 and len(name.split()) <= 7 and not _ROLE.match(name):
                found.setdefault(name.casefold(), name)
    return tuple(found.values())[:MOST_NAMES]


def _named(statements: Statements, author: Any) -> Iterator[str]:
    for person in author if isinstance(author, list) else [author]:
        node = statements.resolve(person)
        if isinstance(node, dict) and not node.get("name") and node.get("familyName"):
            yield " ".join(filter(None, (text_value(node.get("givenName")), text_value(node["familyName"]))))
        elif isinstance(node, dict) and isinstance(node.get("name"), list):
            yield from (name for name in map(text_value, node["name"]) if name)
        elif name := text_value(node):
            yield name


def _marked(tree: html.HtmlElement, xpath: str) -> tuple[str, ...]:
    """The names in the first element that an XPath finds, and in those beside it: later ones are of others."""
    found = tree.xpath(xpath)
    block = _block_of(found[0]) if found else None
    texts = [
        squeeze(element.get("content") or "") or text_of(element) for element in found if _block_of(element) is block
    ]
    return clean_names(text for text in texts if len(text) < 120)


def _block_of(element: html.HtmlElement) -> html.HtmlElement:
    parent = element.getparent()
    if parent is None:
        return element
    above = parent.getparent()
    return parent if above is None else above
