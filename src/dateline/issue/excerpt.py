"""What may be printed of a report, and what it says that another does not: sentences with their evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from dateline.issue.extract import Candidate, candidates, cosine, relevance
from dateline.records import Article, Evidence, Paragraph, Rights, Sentence, Source, Sourced, Span, WritingTask
from dateline.tokens import is_unspaced, tokens

_SHORTEST = 5  # words
_LONGEST = 70  # words; longer ones are lists or broken
_A_REPORT = 2  # sentences that one report may add
_UNLIMITED = 10**6  # words
_ENDS = tuple('.!?…。！？"”’」』)）》')
_FACT = re.compile(r"\d[\d.,]*|(?<=[a-z,;’] )[A-Z][\w’-]+")
_QUOTED = re.compile(r"[“\"「]([^”\"」]{12,})[”\"」]")


class ExtractiveWriter:
    """The built-in writer (protocols.Writer): the lead report's own sentences, what others add, and background."""

    def write(self, task: WritingTask) -> tuple[Paragraph, ...]:
        """The lead's excerpt, a paragraph for each report that adds something, a paragraph for each earlier one."""
        lead = task.lead.article
        body = list(excerpt(lead, task.lead.source))
        body += _by_credit(additions(lead, task.others, task.additions))
        earlier = [one for one in task.earlier if one.article.language == lead.language]
        body += [Paragraph((one,)) for one in background(earlier, f"{lead.title} {lead.text}", task.background)]
        return tuple(body)


def excerpt(article: Article, source: Source) -> tuple[Paragraph, ...]:
    """What of the article its source's rights let an issue print, in the article's paragraphs.

    Full text: all of it. An excerpt: whole sentences worth no more than the source's words. Headline: nothing.
    """
    if source.rights is Rights.HEADLINE:
        return ()
    pool = candidates([article.text])
    chosen = list(range(len(pool))) if source.rights is Rights.FULL else _within(pool, source.words)
    return _in_paragraphs(article, [pool[at].span for at in chosen])


def first_sentence(article: Article) -> Sentence | None:
    """The sentence that opens the report; None when it has none that can stand alone."""
    for one in candidates([article.text])[:4]:
        text = article.text[one.span.start : one.span.end]
        if _SHORTEST <= one.words <= _LONGEST and text.endswith(_ENDS):
            return sentence_of(article, one.span)
    return None


def additions(lead: Article, others: Sequence[Sourced], limit: int) -> list[Sentence]:
    """Sentences of other reports with figures, names or quotations that the lead report does not have.

    At most `limit` in all and two a report, each credited to its outlet and within its source's rights; only reports
    in the lead report's language are used, because nothing is translated here.
    """
    known = set(tokens(f"{lead.title} {lead.text}"))
    said = [dict.fromkeys(tokens(lead.text[span.start : span.end]), 1.0) for span in lead.sentences]
    found: list[Sentence] = []
    for other in others:
        if other.source.rights is Rights.HEADLINE or other.article.language != lead.language:
            continue
        taken, budget = 0, other.source.words if other.source.rights is Rights.EXCERPT else _UNLIMITED
        for one in _news(other.article, known, said):
            if len(found) >= limit or taken >= _A_REPORT or one.words > budget:
                break
            found.append(sentence_of(other.article, one.span, credit=True))
            known |= set(one.vector)
            said.append(dict.fromkeys(one.vector, 1.0))
            taken, budget = taken + 1, budget - one.words
    return found


def background(reports: Sequence[Sourced], topic: str, limit: int) -> list[Sentence]:
    """One sentence of each earlier report that says most about `topic`, credited with outlet and day."""
    found: list[Sentence] = []
    wanted = set(tokens(topic))
    for report in reports:
        text, budget = report.article.text, _UNLIMITED if report.source.rights is Rights.FULL else report.source.words
        pool = [one for one in candidates([text]) if _stands_alone(text, one) and one.words <= budget]
        if not pool or report.source.rights is Rights.HEADLINE or len(found) >= limit:
            continue
        best = max(pool, key=lambda one: (len(wanted & set(one.vector)) / len(one.vector) ** 0.5, -one.order))
        found.append(sentence_of(report.article, best.span, credit=True, dated=True))
    return found


def sentence_of(article: Article, span: Span, *, credit: bool = False, dated: bool = False) -> Sentence:
    """A sentence of an article with its evidence, credited to the outlet, with the day, if asked."""
    day = f", {article.day:%d-%m-%Y}" if dated and article.day else ""
    return Sentence(
        text=" ".join(article.text[span.start : span.end].split()),
        origin="extract",
        evidence=(Evidence(article.id, span.start, span.end, article.digest),),
        credit=f"{article.outlet}{day}" if credit else None,
        credit_url=article.url if credit else None,
        language=article.language,
    )


def _within(pool: Sequence[Candidate], words: int) -> list[int]:
    """The best candidates worth at most `words`, none without the sentence that it leans on."""
    scores = relevance(pool)
    order = sorted(range(len(pool)), key=lambda at: (-scores[at], at))
    chosen: set[int] = set()
    left, again = words, True
    while again:
        again = False
        for at in order:
            one = pool[at]
            leans = at > 0 and one.leans and at - 1 not in chosen
            if at not in chosen and _SHORTEST <= one.words <= min(left, _LONGEST) and not leans:
                chosen.add(at)
                left -= one.words
                again = True
                break
    return sorted(chosen)


def _news(article: Article, known: set[str], said: Sequence[dict[str, float]]) -> list[Candidate]:
    """The sentences with something new, most of it first."""
    scored = []
    pool = candidates([article.text])
    weights = relevance(pool)
    for one, weight in zip(pool, weights, strict=True):
        text = article.text[one.span.start : one.span.end]
        if not _stands_alone(article.text, one) or _nearest(one, said) > 0.6:
            continue
        facts = [fact for fact in _FACT.findall(text) if not set(tokens(fact)) <= known]
        quotes = [quote for quote in _QUOTED.findall(text) if len(set(tokens(quote)) - known) > 3]
        new = len(set(one.vector) - known) / len(one.vector)
        unspaced = is_unspaced(text) and new > 0.4
        if facts or quotes or unspaced:
            scored.append((min(len(facts), 4) + 1.5 * bool(quotes) + 2 * new + 0.2 * weight, -one.order, one))
    return [one for _, _, one in sorted(scored, key=lambda row: (-row[0], -row[1]))]


def _stands_alone(text: str, one: Candidate) -> bool:
    sentence = text[one.span.start : one.span.end]
    return 8 <= one.words <= 60 and not one.leans and sentence.endswith(_ENDS)


def _nearest(one: Candidate, said: Sequence[dict[str, float]]) -> float:
    own = dict.fromkeys(one.vector, 1.0 / len(one.vector) ** 0.5)
    return max((cosine(own, other) for other in said if other), default=0.0)


def _in_paragraphs(article: Article, spans: Sequence[Span]) -> tuple[Paragraph, ...]:
    def paragraph_at(span: Span) -> int:
        return max((one.start for one in article.paragraphs if one.start <= span.start), default=0)

    grouped = groupby(sorted(spans, key=lambda span: span.start), paragraph_at)
    return tuple(Paragraph(tuple(sentence_of(article, span) for span in group)) for _, group in grouped)


def _by_credit(sentences: Sequence[Sentence]) -> list[Paragraph]:
    """Sentences grouped by the report they come from, in the order in which the reports come."""
    groups = []
    for url in dict.fromkeys(one.credit_url for one in sentences):
        group = [one for one in sentences if one.credit_url == url]
        groups.append(Paragraph(tuple(sorted(group, key=lambda one: one.evidence[0].start))))
    return groups
