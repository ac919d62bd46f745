"""What the sample's hosts answer: every address of the invented web with its bytes, made once and always the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from jinja2 import Environment

from dateline.sample.outlets import Habits, read_habits
from dateline.sample.outlets.feeds import MEDIA_TYPES, render_feed
from dateline.sample.outlets.pages import render_front, render_page, template_environment
from dateline.sample.reports import Report

BROKEN_HOST = "evening-dispatch.example"  # its feed breaks off in the middle of an entry
SILENT_HOST = "tidewater-gazette.example"  # answers 503 whatever it is asked, robots.txt excepted


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a host."""

    status: int
    media_type: str  # as the Content-Type header says it
    body: bytes
    location: str = ""  # where a redirect leads; empty: it is none

    @property
    def etag(self) -> str:
        """A strong validator made from the body alone (RFC 9110, section 8.8.3)."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:32]}"'


Answers = dict[tuple[str, str], Answer]  # by host and path


def build_answers(reports: tuple[Report, ...]) -> Answers:
    """Every address the sample's hosts know; for any other they answer 404, and SILENT_HOST 503."""
    environment = template_environment()
    by_outlet = {key: tuple(group) for key, group in groupby(reports, key=lambda report: report.outlet)}
    answers: Answers = {}
    for habits in read_habits():
        for path, answer in _outlet_answers(habits, by_outlet.get(habits.key, ()), environment):
            answers[habits.host, path] = answer
    broken = environment.get_template("evening-dispatch.xml.jinja").render().encode()
    answers[BROKEN_HOST, "/feed.xml"] = Answer(200, "application/rss+xml; charset=utf-8", broken)
    for host in (BROKEN_HOST, SILENT_HOST):
        answers[host, "/robots.txt"] = _robots([], environment)
    return answers


def _outlet_answers(
    habits: Habits, reports: tuple[Report, ...], environment: Environment
) -> Iterator[tuple[str, Answer]]:
    charset = f"; charset={habits.encoding}" if habits.encoding == habits.declared else ""
    yield "/", Answer(200, f"text/html{charset}", render_front(habits, reports, environment))
    yield habits.feed, Answer(200, MEDIA_TYPES[habits.format] + charset, render_feed(habits, reports, environment))
    private = [habits.path_of(report) for report in reports if report.story == habits.private]
    yield "/robots.txt", _robots(private, environment)
    for report in reports:
        path, old = habits.path_of(report), habits.old_path_of(report)
        yield path, Answer(200, f"text/html{charset}", render_page(habits, report, reports, environment))
        if old != path:
            yield old, Answer(301, "text/plain", b"Moved for good.\n", location=habits.url_of(report))


def _robots(private: list[str], environment: Environment) -> Answer:
    text = environment.get_template("robots.txt.jinja").render(private=private)
    return Answer(200, "text/plain; charset=utf-8", text.encode())
