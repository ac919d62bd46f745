"""What `dateline rank --why` tells: the weights of the signals, shipped and learned, and which of them rank."""

from __future__ import annotations

from collections.abc import Mapping

import click

from dateline.cli.common import print_json
from dateline.desk.learning import SIGNALS, TOPIC, Finding, Learned


def tell_weights(shipped: Mapping[str, float], learned: Learned | None, *, as_json: bool) -> None:
    """Print the weights; `shipped` are the points of each signal in the settings."""
    if as_json:
        print_json(_as_data(shipped, learned))
        return
    weights = learned.weights if learned else {}
    click.echo(f"{'signal':34} {'shipped':>8} {'learned':>8}")
    for name in SIGNALS:
        own = f"{shipped[name] * weights.get(name, 1.0):8.2f}" if learned else f"{'—':>8}"
        click.echo(f"{name:34} {shipped[name]:8.2f} {own}")
    for name, value in sorted(weights.items(), key=lambda row: -row[1]):
        if name.startswith(TOPIC):
            click.echo(f"{name:34} {0:8.2f} {value:8.2f}")
    click.echo(_verdict(learned))


def _verdict(learned: Learned | None) -> str:
    if learned is None or learned.issues == 0:
        return "there are no past picks to learn from: the shipped weights rank"
    told = f"learned from {learned.issues} past issue{'s' * (learned.issues != 1)}"
    replay = learned.replay
    if replay is None:
        return f"{told}: too few to tell whether it does better; the shipped weights rank"
    shown = f"replay of {replay.issues} issues: shipped {_shares(replay.shipped)}, learned {_shares(replay.learned)}"
    return f"{told}; {shown}: the {'learned' if learned.is_used else 'shipped'} weights rank"


def _shares(one: Finding) -> str:
    return f"precision {one.precision:.2f}, recall {one.recall:.2f} of the picks"


def _as_data(shipped: Mapping[str, float], learned: Learned | None) -> dict[str, object]:
    replay = learned.replay if learned else None
    return {
        "shipped": dict(shipped),
        "learned": {name: value * shipped.get(name, 1.0) for name, value in learned.weights.items()}
        if learned
        else None,
        "issues": learned.issues if learned else 0,
        "used": "learned" if learned and learned.is_used else "shipped",
        "replay": replay
        and {
            "issues": replay.issues,
            "shipped": {"precision": replay.shipped.precision, "recall": replay.shipped.recall},
            "learned": {"precision": replay.learned.precision, "recall": replay.learned.recall},
        },
    }
