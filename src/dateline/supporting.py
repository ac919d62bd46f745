"""Checks the sentences of an issue against the reports they rest on: what the conductor's verb `support` is made of."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.config import Config
from dateline.endpoint import open_endpoint
from dateline.errors import DatelineError
from dateline.record.gazetteer import Gazetteer
from dateline.record.model_judge import ModelJudge
from dateline.record.support import Ask, judge
from dateline.records import Article, Issue, Item, Sentence, Verdict
from dateline.store import search
from dateline.store.database import Database


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence of an issue with what the check says of it."""

    item: str  # headline
    sentence: str
    origin: str  # extract or editor
    verdict: Verdict
    note: str | None = None  # why the model was not heard; None: it was, or none was asked


class Supporting:
    """Asks of each sentence whether its reports carry it."""

    def __init__(self, folder: Path, config: Config, database: Database, gazetteer: Gazetteer, *, model: bool):
        self.database = database
        self.gazetteer = gazetteer
        endpoint = open_endpoint(config, folder, os.environ) if model else None
        self._ask: Ask | None = ModelJudge(endpoint.ask) if endpoint else None

    def check(self, issue: Issue) -> Iterator[Checked]:
        """Every sentence of the issue's items but the edition's own, in order.

        An extract is held against the spans it names; what an editor wrote, against the whole reports of its item.
        """
        for section in issue.sections:
            for item in section.items:
                reports = self._reports(item)
                for paragraph in item.paragraphs:
                    for sentence in paragraph.sentences:
                        if sentence.origin != "standing":
                            yield self._checked(item, sentence, reports)

    def _checked(self, item: Item, sentence: Sentence, reports: dict[str, Article]) -> Checked:
        spans = [reports[one.article].text[one.start : one.end] for one in sentence.evidence if one.article in reports]
        sources = spans or [f"{one.title}\n\n{one.text}" for one in reports.values()]
        verdict, note = self._judged(sentence.text, sources)
        return Checked(item.headline, sentence.text, sentence.origin, verdict, note)

    def _judged(self, claim: str, sources: Sequence[str]) -> tuple[Verdict, str | None]:
        verdict = judge(claim, sources, self.gazetteer)
        if self._ask is None or verdict.verbatim:
            return verdict, None
        try:
            return judge(claim, sources, self.gazetteer, self._ask), None
        except DatelineError as error:  # the rules' verdict stands, and the editor is told
            return verdict, f"the model was not heard: {error}"

    def _reports(self, item: Item) -> dict[str, Article]:
        """The reports that an item cites or links to, as far as the newsroom has them."""
        cited = [one.article for part in item.paragraphs for each in part.sentences for one in each.evidence]
        with self.database.begin() as connection:
            linked = search.ids_of_urls(connection, [item.url, *(link.url for link in item.links)])
            return search.articles_by_id(connection, list(dict.fromkeys([*cited, *linked])))
