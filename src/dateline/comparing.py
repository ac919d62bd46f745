"""Compares the figures of a newsroom's articles and issues: what the conductor's verb `compare` is made of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from dateline.errors import Unreadable
from dateline.issue import codec
from dateline.record.compare import BARE, compare
from dateline.record.gazetteer import Gazetteer
from dateline.record.stage import read_facts, text_article
from dateline.record.statements import statements_of
from dateline.records import Article, Comparison, Issue, Item, Statement
from dateline.store import facts, search
from dateline.store.database import Database


class Comparing:
    """Sets figures side by side."""

    def __init__(self, folder: Path, database: Database, gazetteer: Gazetteer):
        self.folder = folder
        self.database = database
        self.gazetteer = gazetteer

    def compare(self, subject: str | None) -> tuple[Comparison, ...]:
        """The quantities of a subject with their figures; of all subjects, those with two figures or more."""
        names = names_of(subject, self.gazetteer) if subject else ()
        with self.database.begin() as connection:
            names = tuple(dict.fromkeys([*names, *facts.subjects_like(connection, names)]))
            found = facts.figures_about(connection, names)
            mentions = facts.names_about(connection, names)
        stated = [
            one for article, figures in found for one in statements_of(article, figures, mentions.get(article.id, ()))
        ]
        compared = compare([*stated, *self._of_issues(names, stated)])
        return compared if subject else repeated(compared)

    def _of_issues(self, names: tuple[str, ...], stated: Iterable[Statement]) -> Iterator[Statement]:
        """What issues state that no article does: an editor's own words, and what was imported."""
        known = {(one.figure.subject, one.figure.unit, one.figure.value, one.figure.low) for one in stated}
        forms = {form.casefold() for name in names for form in (name, *self.gazetteer.expand(name))}
        for issue in self.issues():
            for one in of_issue(issue, self.gazetteer, forms):
                figure = one.figure
                wanted = figure.subject in names if names else figure.subject is not None
                if wanted and (figure.subject, figure.unit, figure.value, figure.low) not in known:
                    yield one

    def issues(self) -> Iterator[Issue]:
        """The issues that lie in the newsroom, as published, else as drafted."""
        for folder in sorted((self.folder / "issues").glob("*/")):
            path = next((path for name in ("issue.json", "draft.json") if (path := folder / name).is_file()), None)
            if path:
                try:
                    yield codec.from_json(path.read_bytes())
                except Unreadable:
                    continue


def repeated(compared: Iterable[Comparison]) -> tuple[Comparison, ...]:
    """Those that say what is counted and have two figures or more."""
    return tuple(one for one in compared if len(one.points) > 1 and one.quantity != BARE)


def names_of(subject: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """The name a subject goes by in the record, and the word itself."""
    return tuple(dict.fromkeys([*(entry.name for entry in gazetteer.lookup(subject)), subject]))


def of_issue(issue: Issue, gazetteer: Gazetteer, forms: Collection[str] = ()) -> Iterator[Statement]:
    """The statements of an issue's items, credited to the issue; only of items that hold one of `forms`, if given."""
    for section in issue.sections:
        for item in section.items:
            article = _as_article(issue, item)
            body = article.text.casefold()
            if not forms or any(form in body for form in forms):
                read = read_facts(article, gazetteer)
                yield from statements_of(article, read.figures, read.names)


def _as_article(issue: Issue, item: Item) -> Article:
    body = search.text_of(item)
    base = text_article(f"{issue.id}#{item.id}", item.headline, body, issue.language, item.published)
    return replace(base, url=item.url, outlet=item.outlet)
