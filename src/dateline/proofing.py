"""The copy desk on an issue of a newsroom: what the conductor's verb `check` is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from dateline.checking import Reading, contradictory, proof_of_issue
from dateline.comparing import Comparing, of_issue
from dateline.config import Config
from dateline.issue.copydesk.contradictions import is_retold, plain
from dateline.issue.copydesk.desk import check
from dateline.issue.edition import Edition
from dateline.proofs import EarlierItem, LinkState, Proof, ProofSource, Surroundings
from dateline.record.compare import compare
from dateline.record.gazetteer import Gazetteer
from dateline.record.statements import statements_of
from dateline.records import Comparison, Issue, Item, Problem, Statement
from dateline.sentences import sentences
from dateline.store import facts, issues, links, search
from dateline.store.database import Database
from dateline.store.search import text_of


class Proofing:
    """Reads issues with everything that the newsroom knows."""

    def __init__(self, folder: Path, config: Config, database: Database, gazetteer: Gazetteer):
        self.folder = folder
        self.config = config
        self.database = database
        self.reading = Reading(gazetteer)
        self._sources = {source.name: source for source in config.sources}

    def check(
        self, issue: Issue, form: Edition, *, today: date, visited: Mapping[str, LinkState] | None = None
    ) -> tuple[Problem, ...]:
        """What the copy desk finds in an issue, in the issue's order; `visited` adds to what is known of its links."""
        proof = self.proof(issue, form)
        around = self.surroundings(issue, proof, form, today, visited or {})
        return check(proof, around, dict(form.severities))

    def proof(self, issue: Issue, form: Edition) -> Proof:
        """The issue with the reports behind it."""
        reports = {item.id: tuple(self._reports(item)) for section in issue.sections for item in section.items}
        return proof_of_issue(issue, reports, self.reading, form.introduction)

    def surroundings(
        self, issue: Issue, proof: Proof, form: Edition, today: date, visited: Mapping[str, LinkState]
    ) -> Surroundings:
        """What the newsroom knows around an issue."""
        urls = [url for item in proof.items for url in (item.url, *(link.url for link in item.links))]
        with self.database.begin() as connection:
            earlier = issues.covered(connection, issue.edition, issue.period)
            known = links.known(connection, list(dict.fromkeys(urls)))
        return Surroundings(
            today=today,
            earlier=tuple(EarlierItem(one.issue, one.number, one.headline, one.url, one.story) for one in earlier),
            outlets={outlet.name: outlet for outlet in self.config.outlets},
            links={**known, **visited},
            comparisons=self._comparisons(issue, proof),
            told=tuple(self._told(issue, proof)),
            spelt=self.reading.spelt,
            limits=form.limits,
        )

    def _reports(self, item: Item) -> Iterator[ProofSource]:
        """The reports that an item cites or links to, as far as the newsroom has them; the lead report first."""
        cited = [one.article for part in item.paragraphs for each in part.sentences for one in each.evidence]
        with self.database.begin() as connection:
            linked = search.ids_of_urls(connection, [item.url, *(link.url for link in item.links)])
            found = search.articles_by_id(connection, list(dict.fromkeys([*linked, *cited])))
            known = {key: facts.of_article(connection, key) for key in found}
        for key in dict.fromkeys([*linked, *cited]):
            if key in found:
                article = found[key]
                yield self.reading.source(article, known[key], self._sources.get(article.source))

    def _comparisons(self, issue: Issue, proof: Proof) -> tuple[Comparison, ...]:
        """The figures of the issue beside those of the record and of other issues, where they differ."""
        own = self.reading.statements(proof.items, issue.language)
        subjects = sorted({one.figure.subject for one in own if one.figure.subject})
        if not subjects:
            return ()
        with self.database.begin() as connection:
            found = facts.figures_about(connection, subjects)
            mentions = facts.names_about(connection, subjects)
        record = [
            one for article, figures in found for one in statements_of(article, figures, mentions.get(article.id, ()))
        ]
        return contradictory(compare([*own, *record, *self._of_others(issue, subjects)]))

    def _told(self, issue: Issue, proof: Proof) -> Iterator[Statement]:
        """The figures of earlier issues in sentences that are like some of this issue."""
        own = [plain(one) for item in proof.items for part in item.paragraphs for one in _sentences(part.text)]
        for other in Comparing(self.folder, self.database, self.reading.gazetteer).issues():
            if other.id == issue.id or other.period.last >= issue.period.first:
                continue
            for text in (text_of(item) for section in other.sections for item in section.items):
                if any(is_retold(plain(one), mine) for one in _sentences(text) for mine in own):
                    yield from of_issue(other, self.reading.gazetteer)
                    break

    def _of_others(self, issue: Issue, subjects: Sequence[str]) -> Iterator[Statement]:
        """What earlier issues state of the same subjects."""
        gazetteer = self.reading.gazetteer
        forms = {form.casefold() for name in subjects for form in (name, *gazetteer.expand(name))}
        for other in Comparing(self.folder, self.database, gazetteer).issues():
            if other.id != issue.id and other.period.last < issue.period.first:
                yield from (one for one in of_issue(other, gazetteer, forms) if one.figure.subject in subjects)


def _sentences(text: str) -> list[str]:
    """The sentences of a text that have digits."""
    found = [text[one.start : one.end] for one in sentences(text)]
    return [one for one in found if any(map(str.isdigit, one))]
