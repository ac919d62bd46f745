"""Rules on dates: missing, outside the period, in the future, or unlike the source's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from dateline.issue.copydesk import addresses
from dateline.issue.copydesk.rules import Finding, place, rule, texts
from dateline.proofs import Proof, ProofItem, Surroundings

_RELATIVE = re.compile(
    r"\b(?:this|last|next)\s+(?:week|month)\b[^.!?\n]{0,40}|\b(?:yesterday|tomorrow)\b[^.!?\n]{0,40}"
    r"|(?:本周|上周|下周|本月|上月|上个月|下月|昨天|昨日|明天)[^。！？\n]{0,20}",
    re.I,
)
_OPENING = 60  # characters of an issue's first words
_HAVE = 0.6  # share of the items with a date from which one without is missing it
_NEAR = 2  # days between a report's date and the one in its address
_SLACK = 3  # days by which an item of a past issue may lie outside its period
_MONTHS = "January February March April May June July August September October November December".split()


@rule("date-missing", "warning")
def missing_dates(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """An issue without any date, or an item without one where the others have theirs."""
    items = [item for item in proof.items if item.kind == "stories"]
    dated = sum(bool(item.published) for item in items)
    if proof.period is None and proof.items and (not dated or not (proof.title or proof.number)):
        yield from _undated_issue(proof)
    for item in items:
        is_report = not proof.imported or bool(item.headline and item.paragraphs and item.outlet)
        if not item.published and is_report and dated and dated >= _HAVE * (len(items) - 1):
            yield Finding(item.headline, "the item gives no date", place(item), "give the date of the report")


def _undated_issue(proof: Proof) -> Iterator[Finding]:
    dated = any(item.published for item in proof.items)
    for where, item, paragraph in texts(proof):
        if item is not None and dated:
            continue
        if match := _RELATIVE.search(paragraph.text):
            quote = match.group().strip().rstrip(",;:，；：")
            message = "the issue carries no date, so nobody can tell when that is"
            yield Finding(quote, message, where, "give the issue its date")
            return
    if proof.introduction and not (proof.title or proof.number):
        opening = proof.introduction[0].text[:_OPENING].rpartition(" ")[0] or proof.introduction[0].text[:_OPENING]
        message = "the issue carries no title, number or date"
        yield Finding(opening, message, place(None, 1, part="introduction"), "give the issue its title and date")


@rule("date-in-future", "error")
def future_dates(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """A report dated after today."""
    for item, told, where in _dates(proof):
        day = _day(told)
        if day is not None and day > around.today:
            message = f"{told} lies in the future (today is {around.today})"
            yield Finding(_drawn(told, proof), message, where, "give the date of the report", _right(item, told, proof))


@rule("date-outside-period", "error")
def outside_dates(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """An item dated outside the period that the issue covers."""
    period = proof.period
    if period is None or (proof.imported and period.first == period.last):  # the day on which it came out
        return
    slack = timedelta(days=_SLACK if proof.imported else 0)
    for item in proof.items:
        day = _day(item.published)
        is_event = item.kind != "stories" or (proof.imported and not item.outlet)
        if day is None or is_event or day > around.today:
            continue
        if day > period.last + slack or day < period.first - slack:
            message = f"{item.published} lies outside the period of the issue, {period.first} to {period.last}"
            mend = "mend the date, or leave the item to its own issue"
            severity = "warning" if proof.imported else None
            right = _right(item, str(item.published), proof)
            yield Finding(_drawn(str(item.published), proof), message, place(item), mend, right, severity)


@rule("date-unlike-source", "error")
def other_dates(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """A date that differs from the report's own, or from the one in its address."""
    for item in proof.items:
        shown = [(item.published, item.url), *((link.published, link.url) for link in item.links)]
        for told, url in dict.fromkeys(shown):
            if told is None or _day(told) is None:
                continue
            source = _source_day(item, url, is_lead=(told, url) == shown[0])
            if source is not None:
                if source != told:
                    yield _unlike(item, told, source, "the report is dated", proof)
            elif (moment := addresses.moment_in(url)) and moment.days_from(_sure(told)) > _NEAR:
                written = f"{moment.year}-{moment.month:02}" + (f"-{moment.day:02}" if moment.day else "")
                message = f"dated {told}, and its address says {written}"
                yield Finding(_drawn(told, proof), message, place(item), "see which is right", severity="warning")


def _unlike(item: ProofItem, told: str, source: str, why: str, proof: Proof) -> Finding:
    drawn = _drawn(source, proof)
    return Finding(_drawn(told, proof), f"dated {told} here; {why} {source}", place(item), f"write {drawn}", drawn)


def _source_day(item: ProofItem, url: str, *, is_lead: bool) -> str | None:
    """The day of the report that has the address; of the lead, else of the outlet's only report."""
    own = [one.day for one in item.sources if url and addresses.key(one.url) == addresses.key(url)]
    if not own and is_lead:
        own = [one.day for one in item.sources if one.outlet == item.outlet]
        own = own if len(own) == 1 else []
    return own[0] if own else None


def _right(item: ProofItem, told: str, proof: Proof) -> str | None:
    """The date of the report in its place; None: it is not known, or no other."""
    source = _source_day(item, item.url, is_lead=True)
    return _drawn(source, proof) if source and source != told and told == item.published else None


def _dates(proof: Proof) -> Iterator[tuple[ProofItem, str, str]]:
    """Every date of a report once for each item."""
    for item in proof.items:
        for told in dict.fromkeys([item.published, *(link.published for link in item.links)]):
            if told:
                yield item, told, place(item)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _sure(text: str) -> date:
    return date.fromisoformat(text)


def _drawn(text: str, proof: Proof) -> str:
    """A date as the issue writes it."""
    day = _day(text)
    if day is None:
        return text
    parts = {
        "YYYY": f"{day.year:04}",
        "Month": _MONTHS[day.month - 1],
        "Mon": _MONTHS[day.month - 1][:3],
        "MM": f"{day.month:02}",
        "DD": f"{day.day:02}",
        "M": str(day.month),
        "D": str(day.day),
    }
    return re.sub("YYYY|Month|Mon|MM|DD|M|D", lambda match: parts[match.group()], proof.form.date)
