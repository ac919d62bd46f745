"""A newsroom for the growth bench: filled with made articles, and read out again with their truth."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from growth_news import Made
from growth_vectors import Vectors
from sqlalchemy import func, select

from dateline.newsroom import DATABASE, Newsroom, open_newsroom
from dateline.records import Article, Span
from dateline.sentences import paragraphs
from dateline.store import schema

_AT_ONCE = 5000
_ARCHIVE = "growth.warc.gz"  # an empty one: the captures hold nothing
_HOST = "https://news.example"


def room(folder: Path, *, profile: str = "fast") -> Newsroom:
    """The newsroom in a folder; it is made where there is none."""
    (folder / "captures").mkdir(parents=True, exist_ok=True)
    (folder / "captures" / _ARCHIVE).touch()
    (folder / "dateline.toml").write_text('[newsroom]\ntitle = "Growth"\n', encoding="utf-8")
    return open_newsroom(folder, overrides=[f"stories.profile={profile}"])


def fill(newsroom: Newsroom, made: Iterable[Made], vector: Callable[[Made], Vectors] | None = None) -> int:
    """Keep articles as reading them would, a capture a day; with their vectors where `vector` gives them.

    The rows are those of `store.articles.save_article`, written many at once.
    """
    profile, number = newsroom.config.text("stories.profile"), 0
    waiting = iter(made)
    while some := [*islice(waiting, _AT_ONCE)]:
        articles = [article(one) for one in some]
        with newsroom.database.begin() as connection:
            known = set(connection.execute(select(schema.captures.c.id)).scalars())
            days = {one.capture: _capture(made.came) for one, made in zip(articles, some, strict=True)}
            if fresh := [row for name, row in sorted(days.items()) if name not in known]:
                connection.execute(schema.captures.insert(), fresh)
            connection.execute(schema.articles.insert(), [asdict(one) for one in articles])
            if vector is not None:
                rows = [
                    {
                        "article": one.id,
                        "model": profile,
                        "digest": one.digest,
                        "data": vector(made).astype("<f4").tobytes(),
                    }
                    for one, made in zip(articles, some, strict=True)
                ]
                connection.execute(schema.vectors.insert(), rows)
        number += len(some)
    return number


def article(made: Made) -> Article:
    """The article as the text stage would give it; its address tells the truth."""
    url = f"{_HOST}/{made.event}/{made.number}{'/copy' if made.copy else ''}"
    capture = _capture(made.came)
    return Article(
        id=_digest(url)[:16],
        capture=str(capture["id"]),
        digest=str(capture["digest"]),
        source="growth",
        url=url,
        title=made.title,
        byline=(),
        outlet=made.outlet,
        published=made.published,
        published_as=made.published.isoformat() if made.published else None,
        modified=None,
        language=made.language,
        text=made.text,
        paragraphs=paragraphs(made.text),
        sentences=tuple(Span(*one) for one in made.sentences),
    )


@dataclass(frozen=True, slots=True)
class Quality:
    """How right the placements are; the texts are made, so this only tells whether they are of use."""

    stories: int
    precision: float  # B-cubed
    recall: float
    copies_precision: float
    copies_recall: float

    @property
    def f1(self) -> float:
        """Of B-cubed."""
        return 2 * self.precision * self.recall / max(self.precision + self.recall, 1e-9)


def quality(newsroom: Newsroom) -> Quality:
    """The placements against the truth."""
    both: Counter[tuple[int, str]] = Counter()
    copies: Counter[tuple[bool, bool]] = Counter()
    for url, story, channel in _placed(newsroom):
        both[int(url.split("/")[3]), story] += 1
        copies[url.endswith("/copy"), channel == "copy"] += 1
    events, stories = Counter[int](), Counter[str]()
    for (event, story), number in both.items():
        events[event] += number
        stories[story] += number
    total = max(sum(both.values()), 1)
    precision = sum(number * number / stories[story] for (_, story), number in both.items()) / total
    recall = sum(number * number / events[event] for (event, _), number in both.items()) / total
    right = copies[True, True]
    said, true = right + copies[False, True], right + copies[True, False]
    return Quality(len(stories), precision, recall, right / max(said, 1), right / max(true, 1))


def channels(newsroom: Newsroom) -> dict[str, int]:
    """How many articles each channel placed."""
    with newsroom.database.begin() as connection:
        found = select(schema.placements.c.channel, func.count()).group_by(schema.placements.c.channel)
        return {str(name): int(number) for name, number in connection.execute(found)}


def size(folder: Path) -> int:
    """Bytes of the database with its log."""
    return sum(path.stat().st_size for path in folder.glob(f"{DATABASE}*"))


def _placed(newsroom: Newsroom) -> Iterator[tuple[str, str, str]]:
    columns = select(schema.articles.c.url, schema.placements.c.story, schema.placements.c.channel)
    with newsroom.database.begin() as connection:
        joined = columns.join(schema.placements, schema.placements.c.article == schema.articles.c.id)
        yield from ((row[0], row[1], row[2]) for row in connection.execution_options(yield_per=5000).execute(joined))


def _capture(came: datetime) -> dict[str, object]:
    day = came.replace(hour=12, minute=0, second=0, microsecond=0)
    name = f"{_HOST}/{day:%Y-%m-%d}"
    digest = _digest(name)
    texts = {
        "url": name,
        "final_url": name,
        "media_type": "text/html",
        "source": "growth",
        "file": _ARCHIVE,
        "role": "page",
    }
    numbers = {"status": 200, "offset": 0, "length": 0}
    return {"id": digest[:16], "digest": f"sha256:{digest}", "fetched": day, **texts, **numbers}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
