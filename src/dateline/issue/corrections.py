"""Reports that their outlet has corrected: they do not lead an item, and the editor is told."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.records import Article

_CORRECTION = re.compile(
    r"(?:correction|corrected|clarification|erratum|berichtigung|korrektur|correcci[oó]n|rectificaci[oó]n|rectificatif)\b"
    r"|更正|勘误|勘誤|订正|訂正",
    re.I,
)


def is_correction(article: Article) -> bool:
    """Whether a report's headline says that it corrects another one."""
    return bool(_CORRECTION.match(article.title.lstrip("[【(（「“ ")))


def corrected(reports: Sequence[Article]) -> dict[str, Article]:
    """The reports of a story that a later one of the same outlet corrects: id → the correction."""
    found: dict[str, Article] = {}
    for correction in filter(is_correction, reports):
        for one in reports:
            earlier = one.published is None or correction.published is None or one.published <= correction.published
            if one.outlet == correction.outlet and not is_correction(one) and earlier:
                found[one.id] = correction
    return found
