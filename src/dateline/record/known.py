"""The names that the stories stage compares: which entries of the gazetteer a text names, whatever its language."""

from __future__ import annotations

from collections.abc import Callable

from dateline.record.gazetteer import Gazetteer


def known_names(gazetteer: Gazetteer) -> Callable[[str], frozenset[str]]:
    """A text → the entries that it surely names, each as its kind, a colon and its id (“place:beijing”)."""

    def known(text: str) -> frozenset[str]:
        return frozenset(f"{match.entry.kind}:{match.entry.id}" for match in gazetteer.matches(text) if match.strong)

    return known
