"""Whether what an edition's rules name is there: a slip of the pen would leave a section empty without a word."""

from __future__ import annotations

from collections.abc import Collection

from dateline.config_reader import nearest
from dateline.errors import BadSettings
from dateline.issue.edition_form import Edition

# The languages that have a code of two letters (ISO 639-1).
_LANGUAGES = frozenset(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo
    es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg
    ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn
    no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta
    te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    """.split()
)


def check_rules(edition: Edition, topics: Collection[str], outlets: Collection[str]) -> None:
    """Raises BadSettings where a section's rules name a topic or outlet that the settings do not, or no language.

    Topics are told without regard to case, as they are met. `outlets` are those of the settings and of all reports.
    """
    folded = {topic.casefold() for topic in topics}
    for section in edition.sections:
        rules = section.rules
        unknown = [("topic", one, topics) for one in rules.topics if one.casefold() not in folded]
        unknown += [("outlet", one, outlets) for one in rules.outlets if one not in outlets]
        unknown += [("language", one, _LANGUAGES) for one in rules.languages if one not in _LANGUAGES]
        for kind, name, known in unknown:
            raise BadSettings(
                f"section {section.key!r} of the edition {edition.name!r}: there is no {kind} {name!r}"
                f"{_told(kind, name, known)}"
            )


def _told(kind: str, name: str, known: Collection[str]) -> str:
    if kind == "language":
        return ": write the code of ISO 639-1, such as en or zh"
    return nearest(name, known) if known else f": the settings name no {kind}s"
