"""Searches a newsroom's articles, stories, names, figures and issues: what the conductor's verb `search` is made of."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from dateline.errors import BadSearch, NotFound, Unreadable
from dateline.issue import codec
from dateline.record.gazetteer import Gazetteer
from dateline.record.query import parse
from dateline.record.snippet import meets, snippet
from dateline.records import Article, Figure, Hit, Issue, Limits, Query
from dateline.store import search
from dateline.store.database import Database
from dateline.store.search import Found
from dateline.tokens import folded_word

KINDS = ("articles", "stories", "names", "figures", "issues")
_DEPTH = 12  # articles looked at for each story wanted
_FIGURE_DEPTH = 5  # the same for each figure; every one is loaded with its sentences
_CHUNK = 20  # articles loaded at once


class Searching:
    """Finds things in one newsroom."""

    def __init__(self, folder: Path, database: Database, gazetteer: Gazetteer):
        self.folder = folder
        self.database = database
        self.gazetteer = gazetteer

    def search(self, text: str, *, kind: str = "articles", limits: Limits | None = None, most: int = 20) -> list[Hit]:
        """What a search finds, best first; raises BadSearch when it asks for nothing, NotFound for another kind."""
        found = (self._articles, self._stories, self._names, self._figures, self._issues)
        finders = dict(zip(KINDS, found, strict=True))
        if kind not in finders:
            raise NotFound(f"{kind!r} cannot be searched: there are {', '.join(KINDS)}")
        if most < 1:
            raise BadSearch("a search must ask for at least one hit")
        if kind in ("names", "issues") and limits and limits.has_figure:
            raise BadSearch(f"{kind} state no figures themselves: ask for figures among articles, stories or figures")
        query = parse(text, self.gazetteer)
        return finders[kind](query, self._meant(kind, limits) if limits else Limits(), most)

    def _meant(self, kind: str, limits: Limits) -> Limits:
        """The limits with outlet and language as the newsroom writes them; raises NotFound where it has none such."""
        where = "item" if kind == "issues" else "article"
        language = limits.language.replace("_", "-").split("-")[0] if limits.language else None
        with self.database.begin() as connection:
            return replace(
                limits,
                outlet=_known(limits.outlet, "outlet", lambda: search.outlets(connection, where)),
                language=_known(language, "language", lambda: search.languages(connection, where)),
            )

    def _articles(self, query: Query, limits: Limits, most: int) -> list[Hit]:
        with self.database.begin() as connection:
            found = search.find(connection, "article", query, limits, most)
        return [_article_hit(one, article, query, story) for one, article, story in self._loaded(found)]

    def _stories(self, query: Query, limits: Limits, most: int) -> list[Hit]:
        """The best article of each story."""
        best: dict[str, Found] = {}
        with self.database.begin() as connection:
            found = search.find(connection, "article", query, limits, most * _DEPTH)
            stories = search.stories_of(connection, [one.ref for one in found])
        for one in found:
            if one.ref in stories:
                best.setdefault(stories[one.ref], one)
        shown = self._loaded(list(best.values())[:most])
        hits = [_article_hit(one, article, query, story) for one, article, story in shown]
        return [replace(hit, kind="story", id=hit.story or hit.id) for hit in hits]

    def _names(self, query: Query, limits: Limits, most: int) -> list[Hit]:
        """The names that most articles within the limits mention."""
        with self.database.begin() as connection:
            found = search.find(connection, "name", query, Limits(), most * _DEPTH)
            known = search.mentions_of(connection, [one.ref for one in found], limits)
            kept = [one for one in found if one.ref in known]
            kept.sort(key=lambda one: (-known[one.ref], -one.score, one.ref))
            return [_name_hit(one.ref, search.kind_of(connection, one.ref), known[one.ref]) for one in kept[:most]]

    def _figures(self, query: Query, limits: Limits, most: int) -> list[Hit]:
        """The figures in whose sentence the whole query stands, of the best articles."""
        with self.database.begin() as connection:
            found = search.find(connection, "article", query, replace(limits, has_figure=True), most * _FIGURE_DEPTH)
        hits: list[Hit] = []
        for start in range(0, len(found), _CHUNK):
            hits += self._figures_of(found[start : start + _CHUNK], query)
            if len(hits) >= most:
                break
        return hits[:most]

    def _figures_of(self, found: Sequence[Found], query: Query) -> list[Hit]:
        loaded = self._loaded(found)
        with self.database.begin() as connection:
            figures = search.figures_of(connection, [article.id for _, article, _ in loaded])
        hits = []
        for one, article, story in loaded:
            for figure in figures.get(article.id, ()):
                sentence = _sentence(article, figure)
                if meets(sentence, query):
                    hits.append(_figure_hit(one, article, figure, snippet(sentence, query), story))
        return hits

    def _issues(self, query: Query, limits: Limits, most: int) -> list[Hit]:
        """The items of issues."""
        depth = most * _DEPTH if limits.story else most
        with self.database.begin() as connection:
            found = search.find(connection, "item", query, replace(limits, story=None), depth)
        issues = {ref: self._issue(ref) for ref in dict.fromkeys(one.ref for one in found)}
        hits = [hit for one in found if (hit := _item_hit(one, issues[one.ref], query))]
        return [hit for hit in hits if limits.story in (None, hit.story)][:most]

    def _loaded(self, found: Sequence[Found]) -> list[tuple[Found, Article, str | None]]:
        """What was found with its article and story."""
        wanted = [one.ref for one in found]
        with self.database.begin() as connection:
            known, stories = search.articles_by_id(connection, wanted), search.stories_of(connection, wanted)
        return [(one, known[one.ref], stories.get(one.ref)) for one in found if one.ref in known]

    def _issue(self, issue: str) -> Issue | None:
        """The issue as published, else as drafted; None: its files are gone."""
        for name in ("issue.json", "draft.json"):
            try:
                return codec.from_json((self.folder / "issues" / issue / name).read_bytes())
            except (FileNotFoundError, Unreadable):
                continue
        return None


def _article_hit(one: Found, article: Article, query: Query, story: str | None) -> Hit:
    return Hit(
        kind="article",
        id=article.id,
        title=article.title,
        snippet=snippet(article.text, query),
        score=one.score,
        outlet=article.outlet,
        published=article.day.isoformat() if article.day else None,
        language=article.language,
        url=article.url,
        story=story,
    )


def _name_hit(name: str, kind: str, articles: int) -> Hit:
    number = "1 article" if articles == 1 else f"{articles:,} articles"
    return Hit("name", name, name, f"{kind}, in {number}", articles)


def _figure_hit(one: Found, article: Article, figure: Figure, words: str, story: str | None) -> Hit:
    base = _article_hit(one, article, Query(()), story)
    return replace(base, kind="figure", id=f"{article.id}:{figure.start}", title=figure.text, snippet=words)


def _item_hit(one: Found, issue: Issue | None, query: Query) -> Hit | None:
    items = [item for section in issue.sections for item in section.items] if issue else []
    if issue is None or one.part >= len(items):
        return None
    item = items[one.part]
    return Hit(
        kind="issue",
        id=issue.id,
        title=item.headline,
        snippet=snippet(search.text_of(item), query),
        score=one.score,
        outlet=item.outlet,
        published=item.published,
        language=issue.language,
        url=item.url,
        story=item.story,
    )


def _sentence(article: Article, figure: Figure) -> str:
    span = next((one for one in article.sentences if one.start <= figure.start < one.end), None)
    return article.text[span.start : span.end] if span else figure.text


def _known(wanted: str | None, what: str, there: Callable[[], list[str]]) -> str | None:
    """The one of those there that is meant, whatever its case; raises NotFound, naming the nearest, for another."""
    if not wanted:
        return None
    known = there()
    folded = {folded_word(one): one for one in known}
    if wanted in known or folded_word(wanted) in folded:
        return wanted if wanted in known else folded[folded_word(wanted)]
    near = difflib.get_close_matches(folded_word(wanted), folded, n=5, cutoff=0.5)
    shown = [folded[one] for one in near] or known[:5]
    there_are = f"there {'is' if len(shown) == 1 else 'are'} {', '.join(shown)}" if shown else "there is none yet"
    more = " and others" if len(known) > len(shown) else ""
    raise NotFound(f"nothing is of the {what} {wanted!r}: {there_are}{more}")
