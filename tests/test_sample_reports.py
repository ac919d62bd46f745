"""The sample's reports: fields, labels, copies and independence, since tests elsewhere take them as truth."""

from __future__ import annotations

import re
from collections import defaultdict
from difflib import SequenceMatcher
from itertools import combinations

import pytest

from dateline.sample.reports import Report, parse_report, read_reports
from dateline.sentences import sentences

REPORTS = read_reports()
BY_KEY = {report.key: report for report in REPORTS}
COPIES = [report for report in REPORTS if report.copy_of]
OUTLETS = {
    "capital-daily", "harbour-post", "jingwei", "jiuzhou", "keji-guancha", "lab-notes",
    "lakeside-courier", "meridian-wire", "nanhai-caijing", "pacific-tech", "strait-ledger", "world-sentinel",
}  # fmt: skip
UNDATED = "lab-notes/2016-12-00-ice-core-drilled"


def split(report: Report) -> list[str]:
    return [report.text[span.start : span.end] for span in sentences(report.text)]


def test_reports_are_ordered_and_as_many_as_a_month_needs() -> None:
    keys = [report.key for report in REPORTS]
    assert keys == sorted(keys)
    assert len(keys) == len(set(keys))
    assert {report.outlet for report in REPORTS} == OUTLETS
    assert sum(report.key.split("/")[1].startswith("2016-12") for report in REPORTS) >= 80
    assert sum(not report.key.split("/")[1].startswith("2016-12") for report in REPORTS) >= 18
    assert sum(report.language == "zh" for report in REPORTS) >= 35


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.key)
def test_report_is_complete_plain_text(report: Report) -> None:
    assert re.fullmatch(r"[a-z-]+/2016-(09|10|11|12)-[0-3]\d-[a-z0-9-]+", report.key)
    assert report.language in ("en", "zh")
    assert report.title
    assert report.section
    assert re.fullmatch(r"[a-z0-9-]+", report.story)
    assert len(report.paragraphs) >= 3
    assert not re.search(r"https?://|www\.|</?[a-z]|&[a-z]+;|\*\*|^#", report.title + report.text, re.M)
    assert (len(re.findall(r"[\u4e00-\u9fff]", report.text)) > 150) == (report.language == "zh")


def test_every_report_but_one_has_a_day_in_its_own_zone_that_its_file_is_named_by() -> None:
    for report in REPORTS:
        if report.key == UNDATED:
            assert report.moment is None
        else:
            assert report.moment is not None
            assert report.moment.tzinfo is not None
            assert report.moment.date().isoformat() == report.key.split("/")[1][:10]


def test_copies_name_an_earlier_original_of_the_same_event() -> None:
    assert len(COPIES) >= 6
    for copy in COPIES:
        original = BY_KEY[copy.copy_of]
        assert original.story == copy.story
        assert not original.copy_of
        assert original.outlet != copy.outlet
        assert original.moment and copy.moment and original.moment < copy.moment


@pytest.mark.parametrize("copy", COPIES, ids=lambda report: report.key)
def test_copy_keeps_most_sentences_of_its_original(copy: Report) -> None:
    theirs = split(BY_KEY[copy.copy_of])
    kept = [sentence for sentence in split(copy) if sentence in theirs]
    near = [sentence for sentence in split(copy) if any(_alike(sentence, other) for other in theirs)]
    assert len(kept) >= 0.6 * len(split(copy))
    assert len(near) >= 0.8 * len(split(copy))
    assert copy.title != BY_KEY[copy.copy_of].title


def test_independent_reports_of_an_event_share_no_sentence() -> None:
    stories: dict[str, list[Report]] = defaultdict(list)
    for report in REPORTS:
        if not report.copy_of:
            stories[report.story].append(report)
    for reports in stories.values():
        for one, other in combinations(reports, 2):
            assert not set(split(one)) & set(split(other)), (one.key, other.key)


def test_two_outlets_give_a_figure_differently() -> None:
    output = {report.outlet: report.text for report in REPORTS if report.story == "robot-standards"}
    assert "64,000" in output["meridian-wire"]
    assert "61,000" in output["strait-ledger"]
    assert "64,000" not in output["strait-ledger"]


def test_correction_is_a_report_of_the_event_it_corrects() -> None:
    corrections = [report for report in REPORTS if report.title.startswith("Correction")]
    assert [report.story for report in corrections] == ["quantum-link"]
    assert "404" in corrections[0].text
    assert "440" in corrections[0].text


@pytest.mark.parametrize(
    "text",
    ["", "no fences", "+++\ntitle = 1\n", "+++\ntitle = \n+++\nText.\n", '+++\ntitle = "Only a title"\n+++\nText.\n'],
)
def test_parse_report_names_the_report_that_is_not_whole(text: str) -> None:
    with pytest.raises(ValueError, match="sample report some-outlet/2016-12-01-name"):
        parse_report("some-outlet/2016-12-01-name", text)


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() > 0.8
