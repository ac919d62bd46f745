"""Gives each story of the desk's choice to a section of the edition."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dateline.issue.edition_form import PICKED, Edition, SectionForm
from dateline.periods import in_period
from dateline.records import Article, Outlet, Period, Ranked
from dateline.tokens import term_pattern

_OPENING = 2  # sentences at the head of a report in which a section's terms are looked for
_LED_BY_ONE = 3  # one outlet leads a third of an issue's items at most, as the desk's choice has it
_NOT, _LOOSELY, _SQUARELY = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Around:
    """What the assigning knows besides the picks."""

    leads: Mapping[str, Article]  # the report that leads, by story
    outlets: Mapping[str, Outlet]  # by name
    period: Period
    language: str  # of the issue
    reports: Mapping[str, Sequence[Article]] = field(default_factory=dict)  # those that could lead, best first

    def lead(self, form: SectionForm, pick: Ranked) -> Article | None:
        """The report that leads the story in a section: its own lead, or the best one that the rules admit."""
        own = self.leads[pick.story.id]
        others = self.reports.get(pick.story.id, ())
        return next((one for one in (own, *others) if form.rules.admit(one, self.outlets)), None)


def assign(edition: Edition, picks: Sequence[Ranked], known: Around) -> tuple[tuple[Ranked, ...], ...]:
    """The picks of each section of the edition, in the section's order; sections that take no stories get none.

    The picks come best first. A story goes to the first section whose rules it meets squarely (a term in the headline,
    its foremost topic), else to the first whose rules it meets at all; else, or where those are full, to a section that
    asks for nothing. Such a section that stands before all choosy ones takes its fill first. No outlet leads more than
    a third while there are others. A section with fewer stories than its least is left out, and the others share them.
    """
    rows = [_Row(one) for one in edition.sections]
    open_ones = [at for at, one in enumerate(edition.sections) if one.kind in PICKED]
    cap = max(1, edition.quota // _LED_BY_ONE)
    while True:
        placed = _placed(rows, open_ones, picks, known, cap)
        short = [at for at in open_ones if len(placed[at]) < rows[at].form.least]
        if not short:
            break
        open_ones.remove(min(short, key=lambda at: (len(placed[at]), -at)))
    return tuple(_ordered(row.form, placed[at], known) for at, row in enumerate(rows))


class _Row:
    """A section with its terms ready to be searched for."""

    def __init__(self, form: SectionForm):
        self.form, self.rules = form, form.rules
        self.terms: re.Pattern[str] = term_pattern(form.rules.terms)
        self.excluded: re.Pattern[str] = term_pattern(form.rules.exclude)
        self.topics = {topic.casefold() for topic in form.rules.topics}

    def fit(self, pick: Ranked, known: Around) -> int:
        """How well a story meets the rules."""
        lead, rules = known.lead(self.form, pick), self.rules
        if lead is None or self.excluded.search(lead.title):
            return _NOT
        return self.subject(pick, lead, known) if rules.topics or rules.terms else _SQUARELY

    def subject(self, pick: Ranked, lead: Article, known: Around) -> int:
        topics = [topic.casefold() for topic in pick.topics]
        if self.terms.search(lead.title) or (topics and topics[0] in self.topics):
            return _SQUARELY
        reports = [one for one in in_period(pick.story, known.period) if one.language == lead.language] or [lead]
        found = sum(bool(self.terms.search(_opening(one))) for one in reports)
        return _LOOSELY if 2 * found > len(reports) or self.topics & set(topics) else _NOT


def _opening(report: Article) -> str:
    head = report.sentences[:_OPENING]
    return f"{report.title}\n{report.text[: head[-1].end] if head else ''}"


def _placed(
    rows: Sequence[_Row], open_ones: Sequence[int], picks: Sequence[Ranked], known: Around, cap: int
) -> list[list[Ranked]]:
    placed: list[list[Ranked]] = [[] for _ in rows]
    leading, rank = Counter[str](), {pick.story.id: at for at, pick in enumerate(picks)}

    def place(pick: Ranked) -> bool:
        room = [at for at in open_ones if len(placed[at]) < rows[at].form.quota]
        at = _section(rows, room, open_ones, pick, known)
        if at is not None:
            placed[at].append(pick)
            leading[(known.lead(rows[at].form, pick) or known.leads[pick.story.id]).outlet] += 1
        return at is not None

    crowded = list[Ranked]()
    for pick in picks:
        if leading[known.leads[pick.story.id].outlet] >= cap:
            crowded.append(pick)
        else:
            place(pick)
    for pick in crowded:
        place(pick)
    for section in placed:
        section.sort(key=lambda pick: rank[pick.story.id])
    return placed


def _section(
    rows: Sequence[_Row], room: Sequence[int], open_ones: Sequence[int], pick: Ranked, known: Around
) -> int | None:
    """The section with room that the story belongs to; None: there is none."""
    fits = {at: rows[at].fit(pick, known) for at in room}
    choosy = [at for at in open_ones if rows[at].rules.choosy]
    plain = [at for at in room if not rows[at].rules.choosy and fits[at]]
    before = next((at for at in plain if not choosy or at < choosy[0]), None)
    if before is not None:
        return before
    for wanted in (_SQUARELY, _LOOSELY):
        found = next((at for at in room if at in choosy and fits[at] == wanted), None)
        if found is not None:
            return found
    return plain[0] if plain else None


def _ordered(form: SectionForm, picks: Sequence[Ranked], known: Around) -> tuple[Ranked, ...]:
    """The picks in the order that the section asks for; those that are alike stay by rank."""

    def key(pick: Ranked) -> tuple[object, ...]:
        lead = known.leads[pick.story.id]
        if form.order == "date":
            return (lead.day is None, lead.day.isoformat() if lead.day else "")
        if form.order == "outlet":
            return (lead.outlet.casefold(),)
        if form.order == "language":
            return (lead.language != known.language, lead.language)
        return (not pick.topics, pick.topics[0].casefold() if pick.topics else "")

    return tuple(picks) if form.order == "rank" else tuple(sorted(picks, key=key))
