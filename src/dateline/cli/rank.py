"""`dateline rank`: the desk, with reasons."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich import box
from rich.console import Console
from rich.table import Table

from dateline.cli.common import (
    edition_option,
    json_option,
    newsroom_argument,
    newsroom_at,
    period_option,
    print_json,
    set_option,
)
from dateline.cli.weights import tell_weights
from dateline.desk.learning import SIGNALS
from dateline.memory import Coverage
from dateline.records import Ranked


@click.command(
    epilog="Examples:  dateline rank my-desk --period 2016-12 --limit 12\n\n           dateline rank my-desk --why"
)
@newsroom_argument
@edition_option
@period_option
@click.option("--why", is_flag=True, help="Show the weights: shipped, learned from past picks, and which are used.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="Stories shown.")
@set_option
@json_option
def command(
    newsroom: Path | None,
    edition: str | None,
    period: str | None,
    why: bool,
    limit: int,
    overrides: tuple[str, ...],
    as_json: bool,
) -> None:
    """Show the stories of a period, best first, each with the reasons of its rank.

    Under novelty stands whether an earlier issue of the edition had the story: new, update (with what is new) or
    repeat (with the issue's number and the item).
    """
    with newsroom_at(newsroom, overrides) as opened:
        days = opened.period(period, edition)
        learned = opened.learned(days, edition_name=edition) if why else None
        ranked = [] if why else opened.rank(days, edition_name=edition)
        shipped = {name: opened.config.number(f"desk.{name}") for name in SIGNALS}
    if why:
        tell_weights(shipped, learned, as_json=as_json)
        return
    if as_json:
        print_json([_row(one) for one in ranked[:limit]])
        return
    table = Table(
        box=box.SIMPLE_HEAD, pad_edge=False, title=f"{days.name}: {len(ranked)} stories", title_justify="left"
    )
    table.add_column("#", justify="right")
    table.add_column("score", justify="right")
    table.add_column("story", overflow="fold", ratio=2)
    table.add_column("why", overflow="fold", ratio=3)
    for place, one in enumerate(ranked[:limit], 1):
        told = "; ".join(f"{reason.signal} {reason.points:+.1f} ({reason.text})" for reason in one.reasons)
        table.add_row(str(place), f"{one.score:.1f}", _titles(one).replace("[", "\\["), told.replace("[", "\\["))
    Console(width=None if sys.stdout.isatty() else 160, highlight=False).print(table)


def _titles(one: Ranked) -> str:
    first = one.story.articles[0]
    day = first.day.isoformat() if first.day else "undated"
    reports = len(one.story.articles)
    return f"{one.title or first.title} ({first.outlet}, {day}; {reports} report{'s' * (reports > 1)})"


def _row(one: Ranked) -> dict[str, object]:
    return {
        "story": one.story.id,
        "score": round(one.score, 4),
        "topics": list(one.topics),
        "coverage": _coverage(one.coverage),
        "reasons": [{"signal": r.signal, "points": round(r.points, 4), "text": r.text} for r in one.reasons],
        "articles": [
            {"title": a.title, "outlet": a.outlet, "published": a.published_as, "language": a.language, "url": a.url,
             "copy": a.id in one.story.copies}
            for a in one.story.articles
        ],
    }  # fmt: skip


def _coverage(coverage: Coverage) -> dict[str, object]:
    return {
        "state": coverage.state,
        "issue": coverage.issue,
        "number": coverage.number,
        "item": coverage.item,
        "headline": coverage.headline,
        "fresh": [{"article": one.article, "text": one.text, "told": list(one.told)} for one in coverage.fresh],
    }
