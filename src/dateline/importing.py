"""Takes past issues into a newsroom: what the conductor's verb `take_in` is made of.

An imported issue lies in issues/<id>/ as a draft does, beside the file it came from, and can be edited, closed and
published like one. What it had counts as covered, its items can be searched, and its picks teach the ranking.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from dateline import clock
from dateline.errors import BadSettings, Edited, Unreadable
from dateline.issue import codec, markdown
from dateline.issue.edition import Edition
from dateline.issue.past import Taken, issue_of, period_name
from dateline.issuing import Issuing
from dateline.records import Form, Issue, PastIssue, Period
from dateline.store import files, history, issues, search
from dateline.text.past.read import read_past

MOST_BYTES = 64_000_000  # of a file
ORIGINAL = "original"  # name of the file it came from, before its ending


@dataclass(frozen=True, slots=True)
class Import:
    """What became of a file."""

    path: Path
    issue: Issue
    known: bool  # it was taken in before, and nothing was done
    draft: Path  # the Markdown


@dataclass(frozen=True, slots=True)
class Unkept:
    """A file that could not be kept, and why."""

    path: Path
    problem: str


class Importing:
    """Takes files into one newsroom."""

    def __init__(self, issuing: Issuing):
        self.issuing = issuing
        self.folder, self.config, self.database = issuing.folder, issuing.config, issuing.database

    def take_in(self, path: Path, form: Edition, who: str, now: datetime, period: Period | None = None) -> Import:
        """Read a file and keep it as an issue of an edition.

        Raises Unreadable for a file that holds no issue, BadSettings when its period cannot be told, Edited when there
        is another issue of that period and edition.
        """
        body = _read(path)
        past = read_past(body, path.name)
        issue = self._issue(past, form, period or self._period(past, form, path))
        digest, folder = files.digest_of(body), self.folder / "issues" / issue.id
        with self.database.begin() as connection:
            there = next((one for one in issues.every(connection) if one.id == issue.id), None)
        if there is not None and there.imported == digest:
            return Import(path, issue, True, folder / "draft.md")
        if there is not None:
            raise Edited(
                f"the newsroom has {issue.id} already"
                + (", from another file" if there.imported else "")
                + ": name another period or edition (--period, --edition)"
            )
        text = markdown.render(issue).encode("utf-8", "replace")
        files.write(folder / f"{ORIGINAL}{path.suffix.lower()}", body)
        files.write(folder / "draft.json", codec.to_json(issue))
        files.write(folder / "draft.md", text)
        with self.database.begin() as connection:
            issues.save(connection, issue, files.digest_of(text), imported=digest)
            history.note(connection, issue.id, history.Step(now, who, "imported", path.name))
            search.index_issue(connection, issue)
        return Import(path, issue, False, folder / "draft.md")

    def _issue(self, past: PastIssue, form: Edition, period: Period) -> Issue:
        urls = [one.url for section in past.sections for one in section.items if one.url]
        language = past.language or self.config.text("newsroom.language")
        taken = Taken(
            id=f"{period.name}-{form.name}",
            edition=form.name,
            title=self.config.text("newsroom.title"),
            language=self.config.text("newsroom.language"),
            period=period,
            form=_whole(form.form(language)),
            stories=self._stories(urls),
        )
        return issue_of(past, taken)

    def _stories(self, urls: list[str]) -> dict[str, str]:
        with self.database.begin() as connection:
            found = search.articles_by_id(connection, search.ids_of_urls(connection, urls))
            placed = search.stories_of(connection, list(found))
        return {one.url: placed[key] for key, one in found.items() if key in placed}

    def _period(self, past: PastIssue, form: Edition, path: Path) -> Period:
        name = period_name(past, form.period)
        if name is None:
            raise BadSettings("it does not say when it is from: say it with --period, such as 2016-12")
        return clock.parse_period(name)


def _whole(form: Form) -> Form:
    """The edition's form as far as it shows everything that an item has: nothing of a past issue is lost."""
    own = Form()
    return replace(form, woven=False, attribution=form.attribution or own.attribution, link=own.link)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            body = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Unreadable(f"it cannot be opened: {error.strerror or error}") from error
    if len(body) > MOST_BYTES:
        raise Unreadable(f"it is larger than {MOST_BYTES} bytes")
    return body
