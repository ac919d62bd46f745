"""The feeds: valid Atom that other readers take, with ids that stay, and corrections that are seen."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import lxml.etree
import lxml.html
import pytest

from dateline.publish.feed import FeedRenderer, newsroom_feed
from dateline.records import Correction, Issue, Period
from dateline.text.feed import read_feed
from issue_samples import CHINESE, EMPTY, FULL, HOSTILE, IMPORTED, LETTER, ROUNDUP, SAMPLES

ATOM = "{http://www.w3.org/2005/Atom}"
STAMP = re.compile(r"\d{4}-\d\d-\d\dT00:00:00Z")


def rendered(issue: Issue) -> bytes:
    return FeedRenderer().render(issue)


def check_atom(body: bytes) -> None:
    """What RFC 4287 asks of a feed (sections 4.1.1, 4.1.2, 4.2.6)."""
    feed = lxml.etree.fromstring(body)
    assert feed.tag == f"{ATOM}feed"
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        assert [len(element.findall(ATOM + name)) for name in ("id", "title", "updated")] == [1, 1, 1]
        assert STAMP.fullmatch(element.findtext(f"{ATOM}updated") or "")
        assert re.fullmatch(r"tag:[\w.]+,\d{4}:[\w.~%:-]+", element.findtext(f"{ATOM}id") or "")
        assert (element.findtext(f"{ATOM}title") or "").strip()
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    ids = [element.text for element in feed.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids))
    for content in feed.iter(f"{ATOM}content"):
        allowed = {"div", "p", "a", "h2", "h3", "h4", "ul", "li", "pre", "code", "table", "tr", "td", "strong"}
        if content.get("type") == "html" and content.text:
            assert {one.tag for one in lxml.html.fragment_fromstring(content.text, "div").iter()} <= allowed


@pytest.mark.parametrize("name", SAMPLES)
def test_feed_of_an_issue_is_valid_and_the_same_bytes_twice(name: str) -> None:
    body = rendered(SAMPLES[name])
    check_atom(body)
    assert rendered(SAMPLES[name]) == body


def test_feed_is_read_as_any_other() -> None:
    feed = read_feed(rendered(LETTER))
    assert feed.problems == ()
    assert feed.format == "atom10"
    found = [(one.title, one.link, one.published) for one in feed.entries]
    first = LETTER.sections[1].items[2]
    titles = [row[0] for row in found]
    at = titles.index(f"3. {first.headline}")
    assert len(found) == 9
    assert found[at][1] == first.url
    assert (found[at][2] or "").startswith("2016-12-08")


def test_feed_is_as_old_as_its_period_or_its_last_correction() -> None:
    assert read_feed(rendered(LETTER)).entries[0].updated == "2016-12-31T00:00:00Z"
    corrected = replace(LETTER, corrections=(Correction("2017-01-03", "Put right.", LETTER.sections[1].items[0].id),))
    entries = {one.title: one for one in read_feed(rendered(corrected)).entries}
    headline = "1. Draft rules for shared bicycles leave the count to the cities"
    assert entries[headline].updated == "2017-01-03T00:00:00Z"
    assert "<strong>Correction</strong>, 03-01-2017: Put right." in (entries[headline].content or "")
    assert entries[f"Correction: {headline[3:]}"].content == "Put right."


def test_ids_stay_when_an_issue_is_corrected() -> None:
    ids = [one.id for one in read_feed(rendered(LETTER)).entries]
    corrected = replace(LETTER, corrections=(Correction("2017-01-03", "Put right."),))
    assert [one.id for one in read_feed(rendered(corrected)).entries][: len(ids)] == ids


def test_feed_of_a_newsroom_has_the_newest_issue_first_and_its_corrections() -> None:
    january = replace(LETTER, id="2017-01", number=13, period=Period("2017-01", date(2017, 1, 1), date(2017, 1, 31)))
    body = newsroom_feed([LETTER, FULL, january, CHINESE, ROUNDUP, IMPORTED, EMPTY, HOSTILE], "The Desk")
    check_atom(body)
    feed = read_feed(body)
    assert feed.title == "The Desk"
    assert feed.entries[0].title == "China Science and Technology Letter · No. 13 · January 2017"
    titles = [one.title for one in feed.entries]
    at = titles.index("Science and Policy from the East · No. 7 · December 2016")
    assert titles[at - 2 : at] == [
        "Correction: Science and Policy from the East · No. 7 · December 2016",
        "Correction: Draft rules for shared bicycles leave the count to the cities",
    ]
    assert "Corrections" in (feed.entries[at].content or "")
    assert newsroom_feed([EMPTY, CHINESE, LETTER, FULL, HOSTILE, IMPORTED, ROUNDUP, january], "The Desk") == body


def test_feed_of_a_newsroom_without_issues_is_a_feed() -> None:
    check_atom(newsroom_feed([], ""))
