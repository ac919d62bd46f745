"""jieba's tags for parts of speech: words that it marks as names."""

from __future__ import annotations

import logging

import jieba
import jieba.posseg

from peers.reader import Asked, Row

_KINDS = {"nr": "person", "nrt": "person", "nrfg": "person", "ns": "place", "nt": "organisation", "nz": "other"}

jieba.setLogLevel(logging.WARNING)
jieba.initialize()


def read(asked: Asked) -> list[Row]:
    """The words tagged as names of people, places and organisations, and as other proper names."""
    rows: list[Row] = []
    end = 0
    for word, flag in jieba.posseg.cut(asked.text):
        start, end = end, end + len(word)
        if flag in _KINDS:
            rows.append({"text": word, "start": start, "end": end, "kind": _KINDS[flag], "name": word})
    return rows
