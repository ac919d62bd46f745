"""What may be printed of a report, and what it says that another does not: sentences with their evidence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence, Set
from itertools import groupby

from dateline.issue.extract import candidates, closeness, relevance
from dateline.issue.units import Unit, facts, quotations, sentence_of, units
from dateline.protocols import WriterTools
from dateline.records import Article, Paragraph, Rights, Sentence, Source, Sourced, Span, WritingTask, Written
from dateline.tokens import is_unspaced, tokens

_A_REPORT = 2  # sentences that one report may add
_UNLIMITED = 10**6  # words
_HEAD = 4  # units at the head of a report, of which one opens the item in the introduction
_EARLY = 0.8  # how much an early place counts against closeness to what all the reports tell
_LIKE = 0.5  # likeness from which a sentence says what was said already
_NEW = 0.4  # share of new words that a sentence must have to be worth adding
# What makes a sentence news: figures and names (so many count at most), a quotation, new words, and its own weight.
_FACTS, _QUOTED, _NEWNESS, _WEIGHT = 4, 1.0, 2.0, 0.2
_NEW_QUOTE = 3  # new words beyond which a quotation is new


class ExtractiveWriter:
    """The built-in writer (protocols.Writer): the lead report's own sentences, what others add, and background."""

    def __init__(self, tools: WriterTools | None = None):
        """It needs no tools: a report carries its own sentences."""

    def write(self, task: WritingTask) -> Written:
        """The lead's excerpt, a paragraph for each report that adds something, a paragraph for each earlier one.

        Of an opening, nothing: what is printed of the item decides it (`opening`).
        """
        if task.part == "opening":
            return Written(())
        lead = task.lead.article
        body = list(excerpt(lead, task.lead.source))
        shown = " ".join([lead.title, *(one.text for part in body for one in part.sentences)])
        body += _by_credit(additions(lead, shown, task.others, task.additions))
        earlier = [one for one in task.earlier if one.article.language == lead.language]
        said = [one.text for part in body for one in part.sentences]
        found = background(earlier, f"{lead.title} {lead.text}", task.background, said)
        return Written((*body, *(Paragraph((one,)) for one in found)))


def excerpt(article: Article, source: Source) -> tuple[Paragraph, ...]:
    """What of the article its source's rights let an issue print, in the article's paragraphs.

    Full text: all of it. An excerpt: whole sentences worth no more than the source's words. Headline: nothing.
    """
    if source.rights is Rights.HEADLINE:
        return ()
    if source.rights is Rights.FULL:
        return _in_paragraphs(article, [one.span for one in candidates([article.text])])
    pool = units(article)
    return _in_paragraphs(article, [span for at in _within(pool, source.words) for span in pool[at].spans])


def printable(article: Article, source: Source, most: int) -> list[Span]:
    """The stretches of the article that its source's rights let an issue print, worth at most `most` words, in order.

    Each is a sentence, or the sentences of one quotation, that is whole.
    """
    if source.rights is Rights.HEADLINE:
        return []
    pool = units(article)
    words = most if source.rights is Rights.FULL else min(most, source.words)
    return [pool[at].whole for at in _within(pool, words)]


def opening(article: Article, reports: Sequence[Article], printed: Sequence[Span]) -> Sentence | None:
    """The sentence near the head of the report that says best what all the reports tell; None: it has none.

    Only what is printed of the report can be it, so that it takes nothing more of what the source's rights let.
    """
    pool = [one for report in (article, *reports) for one in units(report)]
    title = set(tokens(article.title))
    fitting = [
        (near + _EARLY / (1 + one.order) + len(title & set(one.vector)) / (len(title) or 1), one)
        for near, one in zip(closeness(pool), pool, strict=True)
        if one.document == article.id
        and one.order < _HEAD
        and one.stands_alone()
        and not one.asks()
        and all(any(shown.start <= own.start and own.end <= shown.end for shown in printed) for own in one.spans)
    ]
    # What stands in the middle of a paragraph builds on its beginning; it opens an item only where nothing else can.
    own = [pair for pair in fitting if pair[1].begins] or fitting
    if not own:
        return None
    best = max(own, key=lambda pair: (pair[0], -pair[1].order))[1]
    return sentence_of(article, best.whole)


def additions(lead: Article, shown: str, others: Sequence[Sourced], limit: int) -> list[Sentence]:
    """Sentences of other reports with figures, names or quotations that the lead report does not have.

    `shown` is what the item prints of the lead report: whom it names, readers know.

    At most `limit` in all and two a report, each credited to its outlet and within its source's rights; only reports
    in the lead report's language are used, because nothing is translated here.
    """
    known = set(tokens(f"{lead.title} {lead.text}"))
    said = [set(tokens(lead.text[span.start : span.end])) for span in lead.sentences]
    named, found = set(tokens(shown)), list[Sentence]()
    for other in others:
        if other.source.rights is Rights.HEADLINE or other.article.language != lead.language:
            continue
        taken, budget = 0, other.source.words if other.source.rights is Rights.EXCERPT else _UNLIMITED
        for one in _news(other.article, known, named, said):
            if len(found) >= limit or taken >= _A_REPORT:
                break
            if one.words > budget or _nearest(one, said) > _LIKE:
                continue
            found.append(sentence_of(other.article, one.whole, credit=True))
            known |= set(one.vector)
            said.append(set(one.vector))
            taken, budget = taken + 1, budget - one.words
    return found


def background(reports: Sequence[Sourced], topic: str, limit: int, shown: Sequence[str]) -> list[Sentence]:
    """One sentence of each earlier report that says most about `topic`, credited with outlet and day.

    Nothing that the sentences `shown` say already: an earlier report often begins as the newer one or its reprint does.
    """
    found: list[Sentence] = []
    wanted, said = set(tokens(topic)), [set(tokens(text)) for text in shown]
    for report in reports:
        if report.source.rights is Rights.HEADLINE or len(found) >= limit:
            continue
        budget = _UNLIMITED if report.source.rights is Rights.FULL else report.source.words
        pool = [one for one in units(report.article) if one.stands_alone() and one.words <= budget]
        pool = [one for one in pool if _nearest(one, said) <= _LIKE]
        if pool:
            best = max(pool, key=lambda one: (len(wanted & set(one.vector)) / len(one.vector) ** 0.5, -one.order))
            found.append(sentence_of(report.article, best.whole, credit=True, dated=True))
            said.append(set(best.vector))
    return found


def _within(pool: Sequence[Unit], words: int) -> list[int]:
    """The best units worth at most `words`, each with those that it cannot be read without."""
    scores = relevance(pool)
    order = sorted(range(len(pool)), key=lambda at: (-scores[at], at))
    chosen: set[int] = set()
    left, again = words, True
    while again:
        again = False
        for at in order:
            joint = _together(pool, at, chosen, left) if at not in chosen else None
            if joint:
                chosen |= joint
                left -= sum(pool[one].words for one in joint)
                again = True
    return sorted(chosen)


def _together(pool: Sequence[Unit], first: int, chosen: Set[int], words: int) -> set[int] | None:
    """The unit and those it needs that are not chosen yet; None: they are too long, or one cannot be printed.

    A paragraph is cut at its end only: what stands in its middle builds on its beginning. A unit that points back needs
    the one before it, a name in short the one that gives it in full, a short one or a question what it leads to.
    """
    joint, waiting = set[int](), [first]
    while waiting:
        at = waiting.pop()
        if at in chosen or at in joint:
            continue
        one = pool[at]
        before = at > 0 and pool[at - 1].paragraph == one.paragraph
        after = at + 1 < len(pool) and pool[at + 1].paragraph == one.paragraph
        words -= one.words
        if words < 0 or not one.is_whole() or not (before or after or one.is_printable()):
            return None
        joint.add(at)
        if at > 0 and (before or one.leans):
            waiting.append(at - 1)
        if (one.is_short() and after) or (one.asks() and at + 1 < len(pool)):
            waiting.append(at + 1)
        waiting += one.introduced_by
    return joint


def _news(article: Article, known: set[str], named: set[str], said: Sequence[set[str]]) -> list[Unit]:
    """What the report says that is not known yet, most of it first; its opening only repeats the event."""
    pool = units(article)
    scored = []
    for one, weight in zip(pool, relevance(pool), strict=True):
        if one.order == 0 or not one.stands_alone(named):
            continue
        new = len(set(one.vector) - known) / (len(one.vector) or 1)
        fresh = [fact for fact in facts(one.text) if not set(tokens(fact)) <= known]
        quotes = [quote for quote in quotations(one.text) if len(set(tokens(quote)) - known) > _NEW_QUOTE]
        tells = (fresh or quotes or is_unspaced(one.text.lstrip("“「『《（"))) and article.outlet not in one.text
        if tells and new >= _NEW and _nearest(one, said) <= _LIKE:
            value = min(len(fresh), _FACTS) + _QUOTED * bool(quotes) + _NEWNESS * new + _WEIGHT * weight
            scored.append((value, one))
    return [one for _, one in sorted(scored, key=lambda row: (-row[0], row[1].order))]


def _nearest(one: Unit, said: Sequence[set[str]]) -> float:
    """The largest cosine, by distinct words, with a sentence that was said."""
    own = set(one.vector)
    return max((len(own & other) / (len(own) * len(other)) ** 0.5 for other in said if other and own), default=0.0)


def _in_paragraphs(article: Article, spans: Sequence[Span]) -> tuple[Paragraph, ...]:
    starts = [one.start for one in article.paragraphs]

    def paragraph_at(span: Span) -> int:
        return bisect_right(starts, span.start)

    grouped = groupby(sorted(spans, key=lambda span: span.start), paragraph_at)
    return tuple(Paragraph(tuple(sentence_of(article, span) for span in group)) for _, group in grouped)


def _by_credit(sentences: Sequence[Sentence]) -> list[Paragraph]:
    """Sentences grouped by the report they come from, in the order in which the reports come."""
    groups = []
    for url in dict.fromkeys(one.credit_url for one in sentences):
        group = [one for one in sentences if one.credit_url == url]
        groups.append(Paragraph(tuple(sorted(group, key=lambda one: one.evidence[0].start))))
    return groups
