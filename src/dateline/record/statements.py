"""Figures with who stated them when: what is compared."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from dateline.record.datelines import find_datelines
from dateline.records import Article, Figure, Name, Statement


def statements_of(article: Article, figures: Sequence[Figure], names: Sequence[Name] = ()) -> list[Statement]:
    """The statements that an article makes; in a digest, those of the outlets that its attribution lines name.

    `names` are mentions in the article: how it names the subjects.
    """
    forms: dict[str, set[str]] = defaultdict(set)
    for name in names:
        forms[name.name].add(name.text)
    lines = find_datelines(article.text, article.paragraphs, article.language)
    starts = [line.start for line in lines]
    sentence_starts = [span.start for span in article.sentences]
    found = []
    for figure in figures:
        line = lines[at] if (at := bisect_right(starts, figure.start) - 1) >= 0 else None
        place = bisect_right(sentence_starts, figure.start) - 1
        span = article.sentences[place] if place >= 0 else None
        found.append(
            Statement(
                figure=figure,
                source=article.id,
                outlet=(line.outlet if line else None) or article.outlet,
                title=article.title,
                url=article.url,
                stated=figure.stated or (article.day.isoformat() if article.day else None),
                sentence=article.text[span.start : span.end] if span else figure.text,
                names=tuple(sorted(forms.get(figure.subject or "", ()))),
            )
        )
    return found
