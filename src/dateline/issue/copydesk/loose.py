"""Words for days that hang loose: nobody knows which week "this week" was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from dateline.issue.copydesk.rules import Finding, rule
from dateline.issue.copydesk.running import Piece, pieces
from dateline.proofs import Proof, Surroundings

_DAYS = re.compile(
    r"\b(?:[Ee]arlier today|[Ll]ater today|(?:said|announced|told|reported|published|"
    r"opened|signed|released) today|[Tt]oday (?=announced|said|opened|signed|unveiled)"
    r"|[Tt]he day before yesterday|[Yy]esterday|[Tt]omorrow|[Tt]onight|[Tt]his (?:morning|"
    r"afternoon|evening)|[Ll]ast night)\b|昨日|昨天|昨晚|前天|今早|今天(?=宣布|发布|表示|举行|开幕|公布|召开|"
    r"消息)|今日(?=宣布|发布|表示|举行|开幕|公布|召开|消息)|今晨|明日(?!报)|明天|今天上午|今天下午"
)
_WEEKS = re.compile(r"\b(?:[Tt]his|[Ll]ast|[Nn]ext) week\b(?!end)|本周|上周|下周|这周")
_MONTHS = re.compile(r"\b(?:(?:[Tt]his|[Ll]ast|[Nn]ext|earlier this) month|[Ll]ast year)\b|本月|上月|上个月|下月|去年")
_WEEK, _MONTH = 8, 27  # days a period has at least to be longer than a week, or a month


@rule("date-relative", "warning")
def date_relative(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """Finds words such as “this week” that no date of the issue or the item holds, or that the issue has outlived."""
    told = False
    for piece in pieces(proof):
        published = piece.item.published if piece.item is not None else None
        if proof.period is None and published is None:
            match = None if told else _first(piece)
            if match:
                told = True
                end = match.end() + len(re.match(r"(?:\s+\w+){0,4}", piece.raw[match.end() :]).group())  # type: ignore[union-attr]
                yield piece.finding(
                    match.start(),
                    end,
                    "neither the issue nor the item says which day this counts from",
                    mend="date the issue, or give the date",
                )
        elif proof.period is not None:
            yield from _outlived(piece, proof, published)


def _first(piece: Piece) -> re.Match[str] | None:
    found = [match for pattern in (_DAYS, _WEEKS, _MONTHS) if (match := pattern.search(piece.own))]
    return min(found, key=lambda one: one.start()) if found else None


def _outlived(piece: Piece, proof: Proof, published: str | None) -> Iterator[Finding]:
    """Words that are finer than the period, in a text that carries no day of its own, or stale ones."""
    assert proof.period is not None
    length = (proof.period.last - proof.period.first).days + 1
    fine = [_DAYS] * (length > 1) + [_WEEKS] * (length > _WEEK)
    if published is None:
        for pattern in fine:
            for match in pattern.finditer(piece.own):
                yield piece.finding(
                    *match.span(), "the issue covers more than this, and no date stands beside it", mend="give the date"
                )
    elif (day := _day(published)) and day < proof.period.first:
        stale = fine + [_MONTHS] * ((proof.period.first - day).days >= _MONTH)
        for pattern in stale:
            for match in pattern.finditer(piece.own):
                yield piece.finding(
                    *match.span(), f"counted from {published}, before the issue's days", mend="give the date"
                )
    elif length > 1 and piece.item is not None:
        yield from _near(piece, published, length)


def _near(piece: Piece, published: str, length: int) -> Iterator[Finding]:
    """Days and weeks told from the day of a report, read a week or a month later."""
    for pattern in (_DAYS, _WEEKS)[: 1 + (length > _WEEK)]:
        for match in pattern.finditer(piece.own):
            message = f"counted from {published}: the reader of the issue counts from another day"
            yield piece.finding(*match.span(), message, mend="give the date", severity="note")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
