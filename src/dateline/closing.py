"""Closes issues and puts right what was wrong in them: what the conductor's verbs `review`, `close` and `correct` are
made of.

A closed issue lies in issues/<id>/closed.json and never changes. What went into it is kept with its digests, here and
in the database; corrections are added beside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path

from dateline.errors import BadSettings, Closed, Faulty, NotFound
from dateline.issue import codec
from dateline.issuing import FROZEN, Issuing
from dateline.publish.feed import newsroom_feed
from dateline.records import Correction, Issue, Problem
from dateline.store import articles, files, history, issues

FEED = "feed.atom"
_INPUTS = "closed.inputs.json"
_LONGEST = 2_000  # characters of a correction
_SHOWN = 3  # errors that a refusal names


@dataclass(frozen=True, slots=True)
class Standing:
    """What is told of an issue: where it stands, and its history."""

    known: issues.Known
    steps: tuple[history.Step, ...]
    corrections: tuple[Correction, ...]
    changed: tuple[str, ...]  # what went into it and is no longer what it was


class Closing:
    """Moves issues from draft to review to closed, and corrects closed ones."""

    def __init__(self, issuing: Issuing):
        self.issuing = issuing
        self.folder, self.config, self.database = issuing.folder, issuing.config, issuing.database

    def review(self, known: issues.Known, who: str, now: datetime, *, back: bool) -> None:
        """Put a draft into review, or `back` again; raises Closed for a closed issue."""
        if known.state == issues.CLOSED:
            raise Closed(f"{known.id} is closed and stays as it is: add a correction with dateline correct")
        if known.state == (issues.DRAFT if back else issues.REVIEW):
            return
        self._step(known, issues.DRAFT if back else issues.REVIEW, who, "returned" if back else "reviewed", now)

    def close(
        self, known: issues.Known, issue: Issue, problems: Sequence[Problem], who: str, now: datetime, anyway: str
    ) -> None:
        """Freeze an issue with the digests of all that went in.

        Raises Closed when it is closed already, Faulty when the copy desk finds errors and nobody says why it goes out
        `anyway`.
        """
        if known.state == issues.CLOSED:
            raise Closed(f"{known.id} is closed already")
        errors = [one for one in problems if one.severity == "error"]
        if errors and not anyway:
            named = "; ".join(f"{one.where}: {one.message}" for one in errors[:_SHOWN])
            raise Faulty(
                f"{known.id} has {len(errors)} error{'s' * (len(errors) > 1)} ({named}): mend them (dateline check "
                f'{self.folder} {known.id} shows all), or say why it goes out: --anyway "…"'
            )
        frozen = replace(issue, notes=(), corrections=())
        inputs = list(self._inputs(known, frozen))
        folder = self._folder(known)
        files.write(folder / FROZEN, codec.to_json(frozen))
        files.write(folder / _INPUTS, _as_json(known, who, now, inputs))
        with self.database.begin() as connection:
            history.freeze(connection, known.id, inputs)
        self._step(known, issues.CLOSED, who, "closed", now, anyway)

    def correct(self, known: issues.Known, correction: Correction, now: datetime) -> None:
        """Add a correction to a closed issue; raises Closed when it is not closed, NotFound for an unknown item."""
        if known.state != issues.CLOSED:
            raise Closed(f"{known.id} is not closed yet: change its draft.md instead")
        items = {item.id: item.headline for part in self.issuing.edited(known).sections for item in part.items}
        if correction.item is not None and correction.item not in items:
            there = ", ".join(f"{key} ({headline})" for key, headline in items.items())
            raise NotFound(f"{known.id} has no item {correction.item!r}: there are {there}")
        with self.database.begin() as connection:
            if any(one.text == correction.text for one in history.corrections_of(connection, known.id)):
                raise Closed(f"{known.id} has this correction already")
            history.correct(connection, known.id, correction)
        self._step(known, issues.CLOSED, correction.by, "corrected", now, correction.text)

    def feed(self) -> Path | None:
        """Write issues/feed.atom, the newest closed issues with their corrections; None: there is none."""
        with self.database.begin() as connection:
            closed = [one for one in issues.every(connection) if one.state == issues.CLOSED]
        if not closed:
            return None
        body = newsroom_feed([self.issuing.edited(one) for one in closed], self.config.text("newsroom.title"))
        return files.write(self.folder / "issues" / FEED, body)

    def told(self, known: issues.Known) -> Standing:
        """Where an issue stands, who did what with it, and what of its inputs has changed since it was closed."""
        with self.database.begin() as connection:
            steps, kept = history.steps(connection, known.id), history.corrections_of(connection, known.id)
        changed = tuple(self._changed(known)) if known.state == issues.CLOSED else ()
        return Standing(known, tuple(steps), kept, changed)

    def _changed(self, known: issues.Known) -> Iterator[str]:
        with self.database.begin() as connection:
            inputs = history.inputs(connection, known.id)
            captures = articles.digests(connection, [one.name for one in inputs if one.kind == "capture"])
        now = {"capture": captures, "file": self._files(known), **self._others(known)}
        listed = self._folder(known) / _INPUTS
        if not listed.is_file() or _listed(listed.read_bytes()) != [(one.kind, one.name, one.digest) for one in inputs]:
            yield f"file {_INPUTS}" + (" is another now" if listed.is_file() else " is gone")
        for one in inputs:
            found = now.get(one.kind, {}).get(one.name)
            if found != one.digest and one.name != FROZEN:
                yield f"{one.kind} {one.name}" + (" is gone" if found is None else " is another now")

    def _inputs(self, known: issues.Known, issue: Issue) -> Iterator[history.Input]:
        with self.database.begin() as connection:
            found = articles.captures_of(connection, _cited(issue), _addresses(issue))
        yield from (history.Input("capture", name, digest) for name, digest in sorted(found.items()))
        for kind, told in {"file": self._files(known), **self._others(known)}.items():
            yield from (history.Input(kind, name, digest) for name, digest in sorted(told.items()))
        yield history.Input("file", FROZEN, files.digest_of(codec.to_json(issue)))

    def _files(self, known: issues.Known) -> dict[str, str]:
        folder = self._folder(known)
        paths = [folder / "draft.json", folder / "draft.md", *sorted(folder.glob("original.*"))]
        own = [self.folder / "names.toml", self.folder / "editions" / f"{known.edition}.toml"]
        names = {path: path.name for path in paths} | {path: str(path.relative_to(self.folder)) for path in own}
        return {name: files.digest(path) for path, name in names.items() if path.is_file()}

    def _others(self, known: issues.Known) -> Mapping[str, Mapping[str, str]]:
        kept = {name: value for name, value in self.config.settings.items() if not name.startswith("model.key")}
        settings = repr((sorted(kept.items()), self.config.beat, self.config.outlets, self.config.sources))
        return {
            "settings": {"dateline.toml": files.digest_of(settings.encode("utf-8", "replace"))},
            "version": {"dateline": version("dateline"), "issue": str(codec.FORMAT)},
        }

    def _step(self, known: issues.Known, state: str, who: str, what: str, now: datetime, note: str = "") -> None:
        with self.database.begin() as connection:
            issues.set_state(connection, known.id, state)
            history.note(connection, known.id, history.Step(now, who, what, note))

    def _folder(self, known: issues.Known) -> Path:
        return self.folder / "issues" / known.id


def correction(text: str, day: date, who: str, item: str | None) -> Correction:
    """A correction on one line, without what cannot be printed; raises BadSettings for one that is an article."""
    line = " ".join("".join(one if one.isprintable() else " " for one in text).split())
    if not 0 < len(line) <= _LONGEST:
        raise BadSettings(
            f"a correction has 1 to {_LONGEST} characters, not {len(line)}: say what was wrong, what is right"
        )
    return Correction(day.isoformat(), line, item, who)


def _listed(body: bytes) -> list[tuple[str, str, str]] | None:
    """The inputs that closed.inputs.json lists, by kind and name; None: it is not what was written."""
    try:
        return sorted((row["kind"], row["name"], row["digest"]) for row in json.loads(body)["inputs"])
    except (ValueError, KeyError, TypeError):
        return None


def _cited(issue: Issue) -> list[str]:
    items = [item for section in issue.sections for item in section.items]
    parts = [*issue.introduction, *issue.closing, *(part for item in items for part in item.paragraphs)]
    return list(dict.fromkeys(one.article for part in parts for each in part.sentences for one in each.evidence))


def _addresses(issue: Issue) -> list[str]:
    items = [item for section in issue.sections for item in section.items]
    return list(dict.fromkeys(url for item in items for url in (item.url, *(link.url for link in item.links)) if url))


def _as_json(known: issues.Known, who: str, now: datetime, inputs: Iterable[history.Input]) -> bytes:
    told = {
        "issue": known.id,
        "closed": now.isoformat(timespec="seconds"),
        "by": who,
        "inputs": [{"kind": one.kind, "name": one.name, "digest": one.digest} for one in inputs],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")
