"""Vectors of articles, by the model that made them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from dateline.records import Article
from dateline.store.schema import vectors

_AT_ONCE = 900  # below the least number of parameters that SQLite takes
Vector = npt.NDArray[np.float32]


def some(connection: Connection, model: str, most: int) -> dict[str, Vector]:
    """The vectors of the first articles by id, no more than so many."""
    chosen = select(vectors.c.article, vectors.c.data).where(vectors.c.model == model)
    rows = connection.execute(chosen.order_by(vectors.c.article).limit(most))
    return {article: np.frombuffer(data, "<f4") for article, data in rows}


def of(connection: Connection, model: str, wanted: Sequence[str]) -> dict[str, Vector]:
    """The vectors that a model made of these articles, by article."""
    found = {}
    for at in range(0, len(wanted), _AT_ONCE):
        part = vectors.c.article.in_(wanted[at : at + _AT_ONCE])
        for article, data in connection.execute(
            select(vectors.c.article, vectors.c.data).where(part, vectors.c.model == model)
        ):
            found[article] = np.frombuffer(data, "<f4")
    return found


def save(connection: Connection, model: str, found: Iterable[tuple[Article, Vector]]) -> None:
    """Keep vectors of a model."""
    for article, vector in found:
        data = vector.astype("<f4").tobytes()
        values = {"article": article.id, "model": model, "digest": article.digest, "data": data}
        statement = insert(vectors).values(**values)
        connection.execute(statement.on_conflict_do_update(index_elements=["article", "model"], set_=values))
