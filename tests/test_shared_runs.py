"""The main job on real input: a year and a half of news from a folder, and 121 feeds as they stood on the web."""

from __future__ import annotations

import gzip
import json
import tarfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from dateline import clock
from dateline.issue import codec
from dateline.newsroom import open_newsroom
from dateline.records import Issue, Sentence
from dateline.store import articles

pytestmark = [pytest.mark.shared, pytest.mark.slow]
EDITIONS = ("monthly-letter", "weekly-roundup")


@pytest.fixture(scope="module")
def news_file(shared: Path) -> Path:
    return shared / "bench" / "open" / "corpus" / "wikinews_en_2019_2020.jsonl.gz"


@pytest.fixture(scope="module")
def news_desk(news_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsroom that has read and grouped the file."""
    folder = tmp_path_factory.mktemp("news") / "desk"
    folder.mkdir()
    (folder / "dateline.toml").write_text(
        f'[newsroom]\ntitle = "World"\n[[sources]]\nname = "News"\nkind = "folder"\npath = "{news_file}"\n'
    )
    with open_newsroom(folder) as newsroom:
        newsroom.gather()
        newsroom.read()
        newsroom.group()
    return folder


@pytest.fixture(scope="module")
def months(news_file: Path) -> list[str]:
    """The months that the file covers, by its own dates."""
    with gzip.open(news_file, "rt", encoding="utf-8") as lines:
        return sorted({json.loads(line)["date"][:7] for line in lines})


def test_every_article_of_the_file_is_read_with_its_day(news_desk: Path, news_file: Path) -> None:
    with gzip.open(news_file, "rt", encoding="utf-8") as lines:
        given = {row["url"]: row["date"][:10] for row in map(json.loads, lines)}
    with open_newsroom(news_desk) as newsroom:
        assert newsroom.unreadable() == []
        with newsroom.database.begin() as connection:
            assert articles.count(connection) == len(given)
            dated = articles.newest_day(connection)
    assert dated == max(given.values())


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_month_gets_its_issue(news_desk: Path, months: list[str], edition: str) -> None:
    assert len(months) >= 12
    with open_newsroom(news_desk) as newsroom:
        for month in months:
            period = clock.parse_period(month)
            issue, path = newsroom.draft(period, edition_name=edition)
            items = [item for section in issue.sections for item in section.items]
            assert items and path.is_file(), month
            assert all(period.first.isoformat() <= (item.published or "") <= period.last.isoformat() for item in items)
            assert all(one.evidence for one in sentences_of(issue) if one.origin == "extract")


@pytest.mark.parametrize("edition", EDITIONS)
def test_first_and_last_month_are_published_in_every_form(news_desk: Path, months: list[str], edition: str) -> None:
    with open_newsroom(news_desk) as newsroom:
        for month in (months[0], months[-1]):
            issue, _ = newsroom.draft(clock.parse_period(month), edition_name=edition)
            paths = {path.suffix: path for path in newsroom.publish(issue.id)}
            assert codec.from_json(paths[".json"].read_bytes()) == issue
            assert paths[".pdf"].read_bytes().startswith(b"%PDF")
            assert issue.title in paths[".html"].read_text("utf-8")


def sentences_of(issue: Issue) -> Iterator[Sentence]:
    for section in issue.sections:
        for item in section.items:
            for part in item.paragraphs:
                yield from part.sentences


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def guess_type(self, path: object) -> str:
        return "application/xml"

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture
def feeds_desk(shared: Path, tmp_path: Path) -> Iterator[Path]:
    """A newsroom that follows the real feeds, served from this machine; the pages they link to are out of reach."""
    with tarfile.open(shared / "bench" / "open" / "feeds" / "real_feeds_200.tar.gz") as packed:
        packed.extractall(tmp_path / "feeds", filter="data")
    names = sorted(path.relative_to(tmp_path / "feeds") for path in (tmp_path / "feeds").rglob("*") if path.is_file())
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(tmp_path / "feeds")))
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    address = f"127.0.0.1:{server.server_address[1]}"
    folder = tmp_path / "desk"
    folder.mkdir()
    sources = "".join(
        f'\n[[sources]]\nname = "{one}"\nkind = "feed"\nurl = "http://{address}/{one}"\n' for one in names
    )
    (folder / "dateline.toml").write_text(f'[fetch]\nallow = ["{address}"]\nconnect_timeout = 3\n{sources}')
    yield folder
    server.shutdown()
    server.server_close()


def test_all_real_feeds_are_gathered_and_what_is_wrong_is_shown(feeds_desk: Path) -> None:
    with open_newsroom(feeds_desk) as newsroom:
        first = newsroom.gather()
        status = newsroom.sources()
        assert len(status) == 121
        assert all(one.visit and one.visit.status == 200 and not one.visit.problem for one in status)
        assert sum((one.visit.entries or 0) > 0 for one in status if one.visit) >= 119
        assert first.captured > 1000
        assert all(visit.problem for visit in newsroom.page_problems())
        read, unreadable = newsroom.read()
    assert read > 1000
    assert unreadable < read / 50
    print(f"{first}; read {read}, {unreadable} without text")
