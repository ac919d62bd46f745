"""What an edition is made of: the form of a digest as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from dateline.errors import BadSettings
from dateline.records import Article, Form, Outlet

PICKED = ("stories", "spotlight")  # kinds of section that take stories
_MORE = 3  # times the quota that is asked for where sections are choosy: most stories meet the rules of none
_PERIODS = {"day": "%Y-%m-%d", "week": "%G-W%V", "month": "%Y-%m"}


@dataclass(frozen=True, slots=True)
class Rules:
    """What a section takes: a story meets them when it meets each kind that is named by one of its values."""

    topics: tuple[str, ...] = ()  # names of the beat's topics; with `terms`, either will do
    terms: tuple[str, ...] = ()  # words in headline or opening; a star at the end stands for any ending
    languages: tuple[str, ...] = ()  # of the report that leads here, ISO 639-1
    outlets: tuple[str, ...] = ()  # of the report that leads here
    ownership: tuple[str, ...] = ()  # of its outlet
    exclude: tuple[str, ...] = ()  # words of a headline that keep a story out

    def admit(self, lead: Article, outlets: Mapping[str, Outlet]) -> bool:
        """Whether a report may lead by its language, its outlet and who owns that."""
        outlet = outlets.get(lead.outlet)
        return (
            (not self.languages or lead.language in self.languages)
            and (not self.outlets or lead.outlet in self.outlets)
            and (not self.ownership or (outlet is not None and outlet.ownership in self.ownership))
        )

    @property
    def choosy(self) -> bool:
        """Whether it asks for something; a section that does not takes what the others leave."""
        return any((self.topics, self.terms, self.languages, self.outlets, self.ownership))


@dataclass(frozen=True, slots=True)
class SectionForm:
    """One section of an edition and how its items are made."""

    key: str
    quota: int  # items at most
    numbered: bool
    additions: int  # sentences of other reports that an item may add
    background: int  # sentences of earlier months that an item may add
    headings: Mapping[str, str]  # by language of the issue
    kind: str = "stories"  # stories, spotlight, calendar, quote, figure or text
    style: str = "item"  # item, brief or headline
    least: int = 0  # a section with fewer is left out, and its stories go to the others
    order: str = "rank"  # rank, date, outlet, language or topic
    restart: bool = False  # its numbers begin with 1
    words: int = 0  # of an item's text at most; 0: as many as the sources' rights let
    rules: Rules = Rules()
    notes: Mapping[str, str] = field(default_factory=dict)  # standing text below the heading, by language


@dataclass(frozen=True, slots=True)
class Edition:
    """The form of a digest."""

    name: str
    introduction: str  # sentence (one an item), greeting, teaser (a list of headlines) or none
    period: str  # day, week or month: what one issue covers when no period is named
    sections: tuple[SectionForm, ...]
    texts: Mapping[str, Mapping[str, str]]  # standing texts by language of the issue, then by use
    summary: str = ""  # what it is, in a line
    forms: Mapping[str, Form] = field(default_factory=dict)  # how it is set, by language of the issue
    severities: Mapping[str, str] = field(default_factory=dict)  # of the copy desk, by rule: off, error, warning, note
    limits: Mapping[str, float] = field(default_factory=dict)  # of the copy desk, by name: outlet_share …

    @property
    def quota(self) -> int:
        """Stories at most, in all sections."""
        return sum(section.quota for section in self.sections if section.kind in PICKED)

    @property
    def wanted(self) -> int:
        """Picks to ask the desk for: the quota, and more where sections are choosy."""
        return self.quota * (_MORE if any(section.rules.choosy for section in self.sections) else 1)

    def form(self, language: str) -> Form:
        """How an issue in this language is set."""
        return self.forms.get(language, Form())

    def texts_in(self, language: str) -> Mapping[str, str]:
        """The standing texts of a language; raises BadSettings for one that the edition does not speak."""
        if language not in self.texts:
            raise BadSettings(
                f"the edition {self.name!r} has no texts in {language!r}: add a table [{language}] and headings to it, "
                f"or set newsroom.language to one of {', '.join(sorted(self.texts))}"
            )
        return self.texts[language]

    def period_of(self, day: date) -> str:
        """The name of the period around a day, as clock.parse_period takes it."""
        return day.strftime(_PERIODS[self.period])
