"""Rules on balance: one outlet, or one kind of ownership, that leads more than its share of the items."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dateline.issue.copydesk.likeness import plain_outlet
from dateline.issue.copydesk.rules import Finding, place, rule
from dateline.proofs import Proof, Surroundings
from dateline.records import Outlet

_FEWEST_ITEMS, _FEWEST_LED = 6, 3
_OUTLET, _OWNERSHIP = 0.34, 0.67  # shares where the edition sets none


@rule("outlet-share", "warning")
def outlet_shares(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """One outlet, or family of outlets, that leads more than its share of the items."""
    families = dict[str, str]()
    for name in _leading(proof):
        outlet = _outlet(name, around)
        families[name] = (outlet.family or outlet.name) if outlet else plain_outlet(name)
    counts = Counter(families[name] for name in _leading(proof))
    total = sum(item.kind == "stories" for item in proof.items)
    for family, led in counts.items():
        names = [name for name in families if families[name] == family]
        limit = around.limits.get("outlet_share", _OUTLET)
        if _is_over(led, total, limit):
            yield _over(names[0], " and ".join(names), led / total, limit)


@rule("ownership-share", "warning")
def ownership_shares(proof: Proof, around: Surroundings) -> Iterator[Finding]:
    """One kind of ownership that leads more than its share of the items."""
    known = [outlet.ownership for name in _leading(proof) if (outlet := _outlet(name, around)) and outlet.ownership]
    counts = Counter(known)
    if len(known) < len(_leading(proof)) / 2:
        return
    for kind, led in counts.items():
        limit = around.limits.get("ownership_share", _OWNERSHIP)
        if _is_over(led, len(_leading(proof)), limit):
            yield _over("", f"outlets of {kind} ownership", led / len(_leading(proof)), limit)


def _leading(proof: Proof) -> list[str]:
    return [item.outlet for item in proof.items if item.outlet and item.kind == "stories"]


def _outlet(name: str, around: Surroundings) -> Outlet | None:
    if name in around.outlets:
        return around.outlets[name]
    key = plain_outlet(name, around)
    return next((one for one in around.outlets.values() if plain_outlet(one.name) == key), None)


def _is_over(led: int, total: int, limit: float) -> bool:
    return total >= _FEWEST_ITEMS and led >= _FEWEST_LED and led > limit * total


def _over(quote: str, told: str, share: float, limit: float) -> Finding:
    message = f"{told}: {share:.0%} of the items, over the share of {limit:.0%}"
    return Finding(quote, message, place(None), "lead some of the items with another outlet's report")
