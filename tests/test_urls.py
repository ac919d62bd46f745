"""Addresses: one form a page, and what is in a query left as it was written."""

import pytest

from dateline.urls import absolute, canonical

CANONICAL = [
    ("HTTPS://Tide.Example:443/a#top", "https://tide.example/a"),
    ("https://tide.example", "https://tide.example/"),
    ("https://tide.example/a?utm_source=x&b=1&CMP=y", "https://tide.example/a?b=1"),
    ("https://tide.example/a?utm_source=x", "https://tide.example/a"),
    ("https://tide.example/a?x=%D6%D0&spm=1", "https://tide.example/a?x=%D6%D0"),
    ("https://tide.example/a?a=1;b=2&spm=1", "https://tide.example/a?a=1;b=2"),
    ("https://tide.example/a?q=a+b&q=c%20d&flag&empty=&gclid=1", "https://tide.example/a?q=a+b&q=c%20d&flag&empty="),
    ("https://tide.example/a?%75tm_source=x&b=/c:d", "https://tide.example/a?b=/c:d"),
    ("https://tide.example/a?b&&c", "https://tide.example/a?b&&c"),
    ("https://[::1]:8080/a", "https://[::1]:8080/a"),
    ("https://[broken", "https://[broken"),
    ("https://tide.example/\ud800?spm=1&b=\udfff", "https://tide.example/\ud800?b=\udfff"),
]


@pytest.mark.parametrize(("url", "expected"), CANONICAL)
def test_canonical_cuts_trackers_and_leaves_the_rest_as_written(url: str, expected: str) -> None:
    assert canonical(url) == expected
    assert canonical(expected) == expected


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("/b", "https://tide.example/b"),
        (" //gull.example/c ", "https://gull.example/c"),
        ("mailto:a@b", None),
        ("http://[broken", None),
    ],
)
def test_absolute_leads_to_the_web_or_nowhere(link: str, expected: str | None) -> None:
    assert absolute(link, "https://tide.example/a") == expected
