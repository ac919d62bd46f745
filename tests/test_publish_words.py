"""Labels, dates and language marks that renditions add."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.publish.plain import foreign_tag, gap, language_tag, linkable, plain
from dateline.publish.words import words_for
from dateline.records import Period


@pytest.mark.parametrize(
    ("language", "first", "last", "shown"),
    [
        ("en", date(2016, 12, 1), date(2016, 12, 31), "December 2016"),
        ("en", date(2016, 2, 1), date(2016, 2, 29), "February 2016"),
        ("en", date(2016, 12, 5), date(2016, 12, 11), "5–11 December 2016"),
        ("en", date(2016, 11, 28), date(2016, 12, 4), "28 November – 4 December 2016"),
        ("en", date(2016, 12, 26), date(2017, 1, 1), "26 December 2016 – 1 January 2017"),
        ("en", date(2016, 12, 5), date(2016, 12, 5), "5 December 2016"),
        ("en", date(9999, 12, 1), date.max, "December 9999"),
        ("zh", date(2016, 12, 1), date(2016, 12, 31), "2016年12月"),
        ("zh-Hans", date(2016, 12, 5), date(2016, 12, 11), "2016年12月5日至11日"),
        ("zh", date(2016, 12, 26), date(2017, 1, 1), "2016年12月26日至2017年1月1日"),
        ("sw", date(2016, 12, 1), date(2016, 12, 31), "December 2016"),
    ],
)
def test_period_reads_as_a_person_writes_it(language: str, first: date, last: date, shown: str) -> None:
    assert words_for(language).period(Period("", first, last)) == shown


@pytest.mark.parametrize(
    ("language", "form", "written", "shown"),
    [
        ("en", "DD-MM-YYYY", "2016-12-28", "28-12-2016"),
        ("en", "DD-MM-YYYY", "2016-12-28T08:00:00+08:00", "28-12-2016"),
        ("en", "DD-MM-YYYY", None, ""),
        ("en", "DD-MM-YYYY", "", ""),
        ("en", "DD-MM-YYYY", "last week", "last week"),
        ("en", "DD-MM-YYYY", "2016-12", "December 2016"),
        ("en", "DD-MM-YYYY", "2016-13", "2016-13"),
        ("en", "D Month YYYY", "2016-12-08", "8 December 2016"),
        ("de", "D. Month YYYY", "2016-12-08", "8. Dezember 2016"),
        ("fr", "D Mon YYYY", "2016-02-08", "8 févr. 2016"),
        ("en", "Mon D", "2016-02-08", "Feb 8"),
        ("zh", "YYYY年M月D日", "2016-12-08", "2016年12月8日"),
        ("zh", "M月D日", "2016-12-08", "12月8日"),
        ("zh", "DD-MM-YYYY", "2016-12", "2016年12月"),
    ],
)
def test_date_has_the_form_of_the_issue(language: str, form: str, written: str | None, shown: str) -> None:
    assert words_for(language).dated(written, form) == shown


@pytest.mark.parametrize(
    ("home", "language", "shown"),
    [
        ("en", "zh", "in Chinese"),
        ("en", "zh-TW", "in Chinese"),
        ("en", "en-GB", ""),
        ("en", "und", ""),
        ("en", "", ""),
        ("en", "mn", "in mn"),
        ("zh", "en", "英文"),
        ("zh", "zh", ""),
        ("de", "en", "auf Englisch"),
        ("fr", "zh", "en chinois"),
        ("es", "de", "en alemán"),
        ("pl", "en", "in English"),
        ("de", "de", ""),
    ],
)
def test_mark_names_a_language_other_than_the_issues(home: str, language: str, shown: str) -> None:
    assert words_for(home).mark(language) == shown


@pytest.mark.parametrize("code", ["en", "zh", "de", "es", "fr", "ja", "ko", "ru", "ar", "pt", "it"])
def test_languages_have_names_in_both_interfaces(code: str) -> None:
    assert code in words_for("en").languages
    assert code in words_for("zh").languages


def test_interfaces_have_the_same_labels() -> None:
    for code in ("zh", "de", "es", "fr"):
        words = words_for(code)
        assert words.labels.keys() == words_for("en").labels.keys()
        assert (len(words.months), words.languages.keys()) == (12, words_for("en").languages.keys())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (" two\n lines\t", "two lines"),
        ("nul\x00 esc\x1b[1m", "nul esc[1m"),
        ("lone \ud83d half", "lone half"),
        ("\u202etxt.exe", "txt.exe"),
        ("\ufeffmark\ufffe\U0010ffff", "mark"),
        ("\u200b\u00ad", ""),
        ("", ""),
        ("全　角", "全　角"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_plain_text_drops_what_cannot_be_shown(text: str, shown: str) -> None:
    assert plain(text).replace("  ", " ") == shown


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://example.org/a?b=c&d#e", "https://example.org/a?b=c&d#e"),
        ("HTTP://example.org/", "HTTP://example.org/"),
        ("mailto:desk@example.org", "mailto:desk@example.org"),
        ("https://example.org/新闻", "https://example.org/%E6%96%B0%E9%97%BB"),
        ('https://example.org/"><script>', "https://example.org/%22%3E%3Cscript%3E"),
        ("javascript:alert(1)", None),
        ("JaVaScRiPt://example.org/%0aalert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("//example.org/", None),
        ("/etc/passwd", None),
        ("https://", None),
        ("http://[bad", None),
        ("https://example.org/a b", None),
        ("mailto:", None),
        ("https://example.org/" + "a" * 9_000, None),
        ("", None),
    ],
)
def test_links_lead_to_the_web_or_to_mail_only(url: str, link: str | None) -> None:
    assert linkable(url) == link


@pytest.mark.parametrize(
    ("text", "language", "home", "tag"),
    [
        ("Xinhua", "zh", "en", None),
        ("新华社", "zh", "en", "zh-Hans"),
        ("新華社", "zh-TW", "en", "zh-Hant"),
        ("Reuters", "en", "zh", "en"),
        ("路透社", "en", "zh", None),
        ("朝日新聞", "ja", "zh", "ja"),
        ("Die Zeit", "de", "en", "de"),
        ("Times", "en-GB", "en", None),
        ("?", "not a tag!", "en", None),
        ("?", "und", "en", None),
    ],
)
def test_foreign_text_is_told_by_report_and_script(text: str, language: str, home: str, tag: str | None) -> None:
    assert foreign_tag(text, language, home) == tag


def test_language_tag_gives_chinese_its_script() -> None:
    assert [language_tag(code) for code in ("zh", "zh_HK", "en-GB", "x", "")] == [
        "zh-Hans",
        "zh-Hant",
        "en-gb",
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("before", "after", "between"),
    [
        ("One.", "Two.", " "),
        ("一。", "二。", ""),
        ("“一。”", "二。", ""),
        ("“One.”", "Two.", " "),
        ("One.", "二。", " "),
        ("", "Two.", ""),
    ],
)
def test_gap_stands_between_words_and_not_between_characters(before: str, after: str, between: str) -> None:
    assert gap(before, after) == between
