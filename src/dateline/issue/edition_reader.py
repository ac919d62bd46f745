"""Reads an edition from its TOML; a slip of the pen is told with its line and the nearest key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from dateline.config_reader import Reader, nearest
from dateline.errors import BadSettings
from dateline.issue import edition_check as check
from dateline.issue.edition_form import PICKED, Edition, Rules, SectionForm
from dateline.records import Form

KINDS = ("stories", "spotlight", "calendar", "quote", "figure", "text")
STYLES = ("item", "brief", "headline")
ORDERS = ("rank", "date", "outlet", "language", "topic")
INTRODUCTIONS = ("sentence", "greeting", "teaser", "none")
PERIODS = ("day", "week", "month")
SEVERITIES = ("off", "error", "warning", "note")
LIMITS = ("outlet_share", "ownership_share")
OWNERSHIP = ("private", "state", "public", "nonprofit", "agency")
LINKS = ("address", "title", "none")
FONTS = ("serif", "sans")
_ISSUE = ("title", "number", "period")
TEXTS: Mapping[str, tuple[str, ...]] = {  # standing text → the placeholders it takes
    "title": _ISSUE,
    "lead_in": (),
    "greeting": _ISSUE,
    "teaser": ("title", "first", "second", "headlines"),
    "teaser_one": ("title", "first"),
    "in_this_issue": _ISSUE,
    "sources": ("outlets",),
    "closing": _ISSUE,
}
_NEEDED = {"greeting": ("greeting",), "teaser": (), "sentence": (), "none": ()}  # texts, by introduction
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_KEY = re.compile(r"[a-z][a-z0-9-]{0,31}")
_TOP = ("name", "summary", "introduction", "period", "sections", "form", "check")
_RULES = ("topics", "terms", "languages", "outlets", "ownership", "exclude")
_SECTION = (
    *("key", "kind", "headings", "quota", "least", *_RULES, "order", "numbered", "restart"),
    *("additions", "background", "style", "words", "note"),
)
_FORM = (
    *("woven", "numbering", "attribution", "date", "link", "contents"),
    *("logo", "accent", "background", "font", "masthead"),
)
_FORM_CHECKS: Mapping[str, Callable[[str], str]] = {
    "numbering": lambda text: check.placeholders(text, ("number",), ("number",)),
    "attribution": lambda text: check.placeholders(text, ("outlet", "date", "title", "url")),
    "date": check.date_form,
    "accent": check.colour,
    "background": check.colour,
}
Place = tuple[str | int, ...]


def parse(text: str, name: str, path: Path | None = None) -> Edition:
    """The edition in the text of a TOML file; `path` is where it lies, None for a shipped one.

    Raises BadSettings, naming file and line, what is wrong and the mend.
    """
    return _Parser(text, name, path).edition()


class _Parser:
    """Checks the tree of one edition, key by key."""

    def __init__(self, text: str, name: str, path: Path | None):
        self.name, self.path, self.file = name, path, str(path or f"{name}.toml")
        self.lines = Reader(text)
        try:
            self.tree = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise BadSettings(f"{self.file} is not TOML: {error}") from error
        except RecursionError as error:
            raise BadSettings(f"{self.file} is nested too deeply") from error

    def fail(self, place: Place, message: str) -> BadSettings:
        """The error for a place in the tree, with its line."""
        line = self.lines.line_of(place) if place else None
        return BadSettings(f"{self.file}{f', line {line}' if line else ''}: {message}")

    def edition(self) -> Edition:
        """The whole edition."""
        tree = self.tree
        for key, value in tree.items():
            if key not in _TOP and not (_LANGUAGE.fullmatch(key) and isinstance(value, dict)):
                raise self.fail((key,), f"{key!r} is not a key of an edition{nearest(key, _TOP)}")
        if self.text(tree, "name", (), self.name) != self.name:
            raise self.fail(("name",), f"name is {tree['name']!r}, the file {self.name}: make them one")
        introduction = self.choice(tree, "introduction", (), INTRODUCTIONS, "none")
        languages = tuple(key for key in tree if key not in _TOP)
        if not languages:
            raise self.fail((), "there are no standing texts: add a table of a language, such as [en]")
        return Edition(
            name=self.name,
            summary=self.text(tree, "summary", ()),
            introduction=introduction,
            period=self.choice(tree, "period", (), PERIODS, "month"),
            sections=self.sections(languages),
            texts={one: self.texts(one, introduction) for one in languages},
            forms=self.forms(languages),
            severities=self.severities(),
            limits=self.limits(),
        )

    # The parts.

    def texts(self, language: str, introduction: str) -> Mapping[str, str]:
        table = self.tree[language]
        self.known(table, (language,), TEXTS, f"[{language}]")
        texts = {key: self.text(table, key, (language,)) for key in table}
        for key, text in texts.items():
            problem = check.placeholders(text, TEXTS[key], ("title",) if key == "title" else ())
            if problem:
                raise self.fail((language, key), f"{key}: {problem}")
        missing = [key for key in _NEEDED[introduction] if not texts.get(key)]
        if missing:
            raise self.fail((language,), f"the introduction is a {introduction}, but [{language}] has no {missing[0]}")
        return {"title": "{title}", **texts}

    def sections(self, languages: Collection[str]) -> tuple[SectionForm, ...]:
        blocks = self.tree.get("sections", [])
        if not isinstance(blocks, list) or not blocks or not all(isinstance(block, dict) for block in blocks):
            raise self.fail(("sections",), "an edition has sections: write [[sections]] above each")
        found = tuple(self.section(block, at, languages) for at, block in enumerate(blocks))
        keys = [one.key for one in found]
        for at, key in enumerate(keys):
            if key in keys[:at]:
                raise self.fail(("sections", at, "key"), f"two sections are called {key!r}: give one another key")
        return found

    def section(self, block: Mapping[str, Any], at: int, languages: Collection[str]) -> SectionForm:
        place = ("sections", at)
        self.known(block, place, _SECTION, "[[sections]]")
        key = self.text(block, "key", place)
        if not _KEY.fullmatch(key):
            raise self.fail((*place, "key"), f"key {key!r} of section {at + 1}: write a word of a-z, 0-9 and hyphens")
        kind = self.choice(block, "kind", place, KINDS, "stories")
        headings, note = self.by_language(block, "headings", place), self.by_language(block, "note", place)
        for table, name in ((headings, "headings"), (note, "note")):
            lacking = sorted(set(languages) - set(table)) if table or name == "headings" or kind == "text" else []
            if lacking:
                raise self.fail(
                    (*place, name), f"section {key!r} has no {name} in {lacking[0]!r}: add {lacking[0]} = …"
                )
        rules = self.rules(block, place)
        if kind not in PICKED and (rules != Rules() or block.get("numbered")):
            raise self.fail((*place, "kind"), f"section {key!r} of kind {kind} takes no stories: no rules, no numbers")
        return SectionForm(
            key=key,
            kind=kind,
            headings=headings,
            quota=self.whole(block, "quota", place, 0 if kind == "text" else 1),
            least=self.whole(block, "least", place, 0),
            rules=rules,
            order=self.choice(block, "order", place, ORDERS, "rank"),
            numbered=self.flag(block, "numbered", place),
            restart=self.flag(block, "restart", place),
            additions=self.whole(block, "additions", place, 0),
            background=self.whole(block, "background", place, 0),
            style=self.choice(block, "style", place, STYLES, "item"),
            words=self.whole(block, "words", place, 0),
            notes=note,
        )

    def rules(self, block: Mapping[str, Any], place: Place) -> Rules:
        found = {key: self.list(block, key, place) for key in _RULES}
        for one in found["ownership"]:
            if one not in OWNERSHIP:
                raise self.fail((*place, "ownership"), f"ownership {one!r} is not known{nearest(one, OWNERSHIP)}")
        return Rules(**found)

    def forms(self, languages: Collection[str]) -> Mapping[str, Form]:
        """The form for each language: [form], and over it [form.LANGUAGE]."""
        table = self.table(self.tree, "form", ())
        own = {key: value for key, value in table.items() if key in languages and isinstance(value, dict)}
        base = self.form({key: value for key, value in table.items() if key not in own}, ("form",), Form())
        return {
            one: self.form(self.table(own, one, ("form",)), ("form", one), base) if one in own else base
            for one in languages
        }

    def form(self, table: Mapping[str, Any], place: Place, base: Form) -> Form:
        self.known(table, place, _FORM, f"[{'.'.join(map(str, place))}]")
        texts = ("numbering", "attribution", "date", "logo", "accent", "background", "masthead")
        values: dict[str, Any] = {key: self.text(table, key, place, getattr(base, key)) for key in texts}
        for key, look in _FORM_CHECKS.items():
            problem = look(values[key])
            if problem:
                raise self.fail((*place, key), f"{key}: {problem}")
        if table.get("logo"):
            try:
                values["logo"] = check.picture(self.path.parent if self.path else None, values["logo"])
            except BadSettings as error:
                raise self.fail((*place, "logo"), str(error)) from error
        return replace(
            base,
            **values,
            woven=self.flag(table, "woven", place, base.woven),
            contents=self.flag(table, "contents", place, base.contents),
            link=self.choice(table, "link", place, LINKS, base.link),
            font=self.choice(table, "font", place, FONTS, base.font),
        )

    def severities(self) -> Mapping[str, str]:
        table = self.table(self.tree, "check", ())
        self.known(table, ("check",), ("severity", "limits"), "[check]")
        rules = self.table(table, "severity", ("check",))
        if rules:  # the rules are loaded for editions that name some only
            from dateline.issue.copydesk.desk import rules as there

            self.known(rules, ("check", "severity"), [one.id for one in there()], "[check.severity]")
        return {key: self.choice(rules, key, ("check", "severity"), SEVERITIES, "off") for key in rules}

    def limits(self) -> Mapping[str, float]:
        table = self.table(self.table(self.tree, "check", ()), "limits", ("check",))
        self.known(table, ("check", "limits"), LIMITS, "[check.limits]")
        for key, value in table.items():
            if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1:
                raise self.fail(("check", "limits", key), f"{key} must be a share above 0, at most 1, not {value!r}")
        return {key: float(value) for key, value in table.items()}

    # The values.

    def known(self, table: Mapping[str, Any], place: Place, keys: Collection[str], where: str) -> None:
        for key in table:
            if key not in keys:
                raise self.fail((*place, key), f"{key!r} is not a key of {where}{nearest(key, keys)}")

    def table(self, tree: Mapping[str, Any], key: str, place: Place) -> Mapping[str, Any]:
        value = tree.get(key, {})
        if not isinstance(value, dict):
            raise self.fail((*place, key), f"{key} must be a table")
        return value

    def text(self, table: Mapping[str, Any], key: str, place: Place, default: str = "") -> str:
        value = table.get(key, default)
        if not isinstance(value, str):
            raise self.fail((*place, key), f"{key} must be a text in quotes, not {value!r}")
        return value

    def choice(self, table: Mapping[str, Any], key: str, place: Place, choices: Collection[str], default: str) -> str:
        value = self.text(table, key, place, default)
        if value not in choices:
            raise self.fail((*place, key), f"{key} must be one of {', '.join(choices)}, not {value!r}")
        return value

    def whole(self, table: Mapping[str, Any], key: str, place: Place, default: int) -> int:
        value = table.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 10_000:
            raise self.fail((*place, key), f"{key} must be a whole number from 0 to 10000, not {value!r}")
        return value

    def flag(self, table: Mapping[str, Any], key: str, place: Place, default: bool = False) -> bool:
        value = table.get(key, default)
        if not isinstance(value, bool):
            raise self.fail((*place, key), f"{key} must be true or false, not {value!r}")
        return value

    def list(self, table: Mapping[str, Any], key: str, place: Place) -> tuple[str, ...]:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(part, str) and part.strip() for part in value):
            raise self.fail((*place, key), f'{key} must be a list of texts: {key} = ["one", "two"]')
        return tuple(value)

    def by_language(self, table: Mapping[str, Any], key: str, place: Place) -> Mapping[str, str]:
        value = table.get(key, {})
        if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
            raise self.fail((*place, key), f'{key} must be texts by language: {key} = {{ en = "…" }}')
        return dict(value)
