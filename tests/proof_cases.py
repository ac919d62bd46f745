"""Reads the cases of the copy desk's rules: tests/copydesk/<rule id>.toml, one `[[case]]` each.

A case is an issue, what is known around it, and the words that the rule must find in it, no more and no fewer::

    [[case]]
    name = "torn ordinal"            # what the case shows
    finds = ["14 th"]                # quotes of the findings, in any order; [] for a near miss
    replacements = ["14th"]          # optional: of the findings, beside `finds`; "" where a person must decide
    says = "2016"                    # optional: words that every finding's message holds
    severity = "note"                # optional: of every finding, where the rule gives its own
    language = "en"                  # of the issue; this and all below may be left out
    title = "Weekly Digest"
    number = 3
    period = "2016-12"               # as clock.parse_period takes it; left out: the issue does not say
    edition = "monthly-letter"
    introduction = ["…"]             # paragraphs, see below
    closing = ["…"]
    introduced_by = "sentence"       # or greeting
    imported = true                  # default false
    form = {link = "title"}          # fields of records.Form
    remarks = [{kind = "page-foot", quote = "…", message = "…"}]

    [[case.items]]
    headline = "…"                   # default "Headline"
    section = "News"                 # heading of its section; default "News"
    outlet = "…"                     # default ""
    published = "2016-12-14"         # left out: undated
    language = "en"                  # of the lead report; default the issue's
    url = "https://…"                # default ""
    number = 1                       # default its place; 0: not numbered
    id = "i-1"                       # default "i-" and its place
    story = "s-1"                    # default the id
    kind = "stories"                 # as Section.kind
    links = [{url = "…", outlet = "…", title = "…", published = "…", language = "…"}]
    paragraphs = ["…", {text = "…", kind = "subheading"}, {sentences = [{text = "…", origin = "extract"}]}]

    [[case.items.sources]]           # fields of proofs.ProofSource; only `text` is needed
    text = "…"
    title = "…"
    outlet = "…"
    url = "https://…"
    day = "2016-12-14"
    rights = "headline"              # full, excerpt or headline
    words = 120

    [case.around]
    today = 2017-01-02               # default
    earlier = [{issue = "2016-11", number = 2, headline = "…", url = "…", story = "…"}]
    outlets = [{name = "Reuters", ownership = "agency", aliases = ["…"]}]     # fields of records.Outlet
    links = {"https://…" = {state = "dead", detail = "404"}}
    spelt = {"Bejiing" = [], "Beijing" = ["Beijing", "北京"]}                  # by name; else as the gazetteer knows it
    statements = [{text = "…", source = "2016-11", outlet = "…", day = "2016-11-30"}]  # elsewhere, compared with ours
    limits = {outlet_share = 0.4}

A paragraph is a text or a table: `text` is split into sentences of origin "editor" ("imported" in an imported issue);
`sentences` gives them one by one: `text`, `origin`, `credit`, `credit_url`, `language`, `evidence = ["words of the
report"]`, and `verdict = {supported = false, score = 0.2, lacks = [{kind = "number", text = "7"}]}`. A sentence with
evidence and no verdict is judged by `record.support.judge`. Facts are read by `dateline.checking.Reading` with the
shipped gazetteer.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from dateline import clock
from dateline.checking import Reading, contradictory
from dateline.proofs import (
    EarlierItem,
    LinkState,
    Proof,
    ProofItem,
    ProofParagraph,
    ProofSentence,
    ProofSource,
    Surroundings,
)
from dateline.record.compare import compare
from dateline.record.gazetteer import load
from dateline.record.support import judge
from dateline.records import (
    Comparison,
    Facts,
    Form,
    ItemLink,
    Lack,
    Outlet,
    Remark,
    Rights,
    Verdict,
)
from dateline.sentences import sentences

FOLDER = Path(__file__).parent / "copydesk"
_TODAY = date(2017, 1, 2)


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a rule."""

    rule: str
    name: str
    proof: Proof
    around: Surroundings
    finds: tuple[str, ...]
    replacements: tuple[str, ...] | None = None
    says: str = ""
    severity: str | None = None

    def __str__(self) -> str:
        return f"{self.rule}: {self.name}"


def cases_of(path: Path) -> list[Case]:
    """The cases of a file, which is called after its rule."""
    return [_case(path.stem, given) for given in tomllib.loads(path.read_text("utf-8"))["case"]]


def all_cases() -> list[Case]:
    """The cases of every rule."""
    return [case for path in sorted(FOLDER.glob("*.toml")) for case in cases_of(path)]


def _case(rule: str, given: dict[str, Any]) -> Case:
    known = dict(given)
    finds, name, around = known.pop("finds"), known.pop("name"), known.pop("around", {})
    replacements = known.pop("replacements", None)
    says, severity = known.pop("says", ""), known.pop("severity", None)
    proof = read_proof(known)
    return Case(
        rule=rule,
        name=name,
        proof=proof,
        around=read_surroundings(around, proof),
        finds=tuple(finds),
        replacements=None if replacements is None else tuple(replacements),
        says=says,
        severity=severity,
    )


def read_proof(given: dict[str, Any]) -> Proof:
    """The issue of a case; a key that nobody knows is an error."""
    known = dict(given)
    language, imported = known.pop("language", "en"), known.pop("imported", False)
    period = known.pop("period", None)
    reader = _Reader(language, "imported" if imported else "editor")
    items = tuple(reader.item(number, item) for number, item in enumerate(known.pop("items", []), 1))
    return Proof(
        title=known.pop("title", "Digest"),
        number=known.pop("number", None),
        period=clock.parse_period(period) if period else None,
        language=language,
        edition=known.pop("edition", ""),
        introduction=tuple(reader.paragraph(one) for one in known.pop("introduction", [])),
        items=items,
        closing=tuple(reader.paragraph(one) for one in known.pop("closing", [])),
        form=Form(**known.pop("form", {})),
        imported=imported,
        remarks=tuple(Remark(**one) for one in known.pop("remarks", [])),
        **known,
    )


def read_surroundings(given: dict[str, Any], proof: Proof) -> Surroundings:
    """What is known around the issue of a case."""
    known = dict(given)
    spelt = {name: tuple(forms) for name, forms in known.pop("spelt", {}).items()}
    return Surroundings(
        today=known.pop("today", _TODAY),
        earlier=tuple(_earlier(**one) for one in known.pop("earlier", [])),
        outlets={one["name"]: _outlet(one) for one in known.pop("outlets", [])},
        links={url: LinkState(**state) for url, state in known.pop("links", {}).items()},
        comparisons=_compared(proof.items, proof.language, known.pop("statements", [])),
        spelt=lambda name: spelt[name] if name in spelt else reading().spelt(name),
        **known,
    )


def _earlier(issue: str, number: int | None = None, headline: str = "", url: str = "", story: str = "") -> EarlierItem:
    return EarlierItem(issue, number, headline, url, story)


def _outlet(given: dict[str, Any]) -> Outlet:
    return Outlet(**{key: tuple(value) if isinstance(value, list) else value for key, value in given.items()})


@dataclass(frozen=True, slots=True)
class _Reader:
    language: str
    origin: str

    def item(self, place: int, given: dict[str, Any]) -> ProofItem:
        known = dict(given)
        number, name = known.pop("number", place), known.pop("id", f"i-{place}")
        headline, published = known.pop("headline", "Headline"), known.pop("published", None)
        language = known.pop("language", self.language)
        return ProofItem(
            id=name,
            section=known.pop("section", "News"),
            number=number or None,
            headline=headline,
            outlet=known.pop("outlet", ""),
            published=published,
            language=language,
            url=known.pop("url", ""),
            links=tuple(_link(language, one) for one in known.pop("links", [])),
            paragraphs=tuple(self.paragraph(one, published) for one in known.pop("paragraphs", [])),
            sources=tuple(_source(n, language, one) for n, one in enumerate(known.pop("sources", []), 1)),
            story=known.pop("story", name),
            headline_facts=facts_of(headline, self.language, published),
            **known,
        )

    def paragraph(self, given: str | dict[str, Any], published: str | None = None) -> ProofParagraph:
        known: dict[str, Any] = {"text": given} if isinstance(given, str) else dict(given)
        kind, listed = known.get("kind", "text"), known.get("sentences")
        found: tuple[ProofSentence, ...] = ()
        if listed is None:
            text = known["text"]
            if kind in ("text", "entry"):
                found = tuple(ProofSentence(span.start, span.end, self.origin) for span in sentences(text))
        else:
            gap = "" if self.language in ("zh", "ja") else " "
            text = gap.join(one["text"] for one in listed)
            for one in listed:
                start = text.index(one["text"], found[-1].end if found else 0)
                found += (self.sentence(start, one),)
        return ProofParagraph(text, kind, found, facts_of(text, self.language, published))

    def sentence(self, start: int, given: dict[str, Any]) -> ProofSentence:
        known = dict(given)
        text, verdict = known.pop("text"), known.pop("verdict", None)
        evidence = tuple(known.pop("evidence", ()))
        origin = known.pop("origin", self.origin)
        if verdict is not None:
            lacks = tuple(Lack(**lack) for lack in verdict.get("lacks", []))
            judged = Verdict(verdict["supported"], verdict.get("score", 0.5), lacks, verdict.get("verbatim", False))
        else:
            judged = judge(text, evidence, reading().gazetteer) if evidence else None
        return ProofSentence(start, start + len(text), origin, evidence=evidence, verdict=judged, **known)


def _link(language: str, given: dict[str, Any]) -> ItemLink:
    return ItemLink(**{"outlet": "", "title": "", "published": None, "language": language} | given)


def _source(number: int, language: str, given: dict[str, Any]) -> ProofSource:
    known = {"article": f"a-{number}", "title": "", "outlet": "", "url": "", "day": None, "language": language} | given
    if "rights" in known:
        known["rights"] = Rights(known["rights"])
    return ProofSource(facts=facts_of(known["text"], known["language"], known["day"]), **known)


@cache
def reading() -> Reading:
    """With the shipped gazetteer."""
    return Reading(load())


def facts_of(text: str, language: str, day: str | None) -> Facts:
    """What the record reads in a text."""
    return reading().facts([text], language, day)[0]


def _compared(items: tuple[ProofItem, ...], language: str, elsewhere: list[dict[str, Any]]) -> tuple[Comparison, ...]:
    """The figures of the items, side by side and beside those that are stated elsewhere."""
    stated = reading().statements(items, language)
    for one in elsewhere:
        paragraph = reading().paragraph(one["text"], "text", language, one.get("day"))
        item = ProofItem("", "", None, "", one.get("outlet", ""), one.get("day"), language, "", paragraphs=(paragraph,))
        stated += [replace(found, source=one["source"]) for found in reading().statements([item], language)]
    return contradictory(compare(stated))
