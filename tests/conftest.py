"""Fixtures that several test modules share: the sample site, a newsroom built from it once, commands, shared data."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dateline.cli.main import cli
from dateline.newsroom import open_newsroom
from dateline.sample.site import SampleSite, settings_for

MONTH, WEEK = "2016-12", "2016-W51"


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a developer's environment sets for a newsroom of his own must not reach the tests."""
    for name in [name for name in os.environ if name.startswith("DATELINE_") and name != "DATELINE_SHARED"]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def sample_site() -> Iterator[SampleSite]:
    """The sample's web, up for the whole session."""
    with SampleSite() as site:
        yield site


@pytest.fixture(scope="session")
def built_sample(sample_site: SampleSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsroom after one run over the sample, its month drafted: to be looked at and copied, not to be changed."""
    folder = make_newsroom(tmp_path_factory.mktemp("built") / "desk", sample_site)
    with open_newsroom(folder, overrides=["text.jobs=1"]) as newsroom:
        newsroom.run(period=MONTH)
    return folder


@pytest.fixture
def desk(built_sample: Path, tmp_path: Path) -> Path:
    """A copy of the built sample that a test may change."""
    return Path(shutil.copytree(built_sample, tmp_path / "desk"))


@pytest.fixture
def dateline() -> Callable[..., Result]:
    """Calls a command in this process: `dateline("draft", desk)`; the result has exit_code, stdout and stderr."""

    def call(*arguments: object) -> Result:
        result = CliRunner().invoke(cli, [str(argument) for argument in arguments])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return call


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the benchmark data, by $DATELINE_SHARED or beside the repository."""
    folder = Path(os.environ.get("DATELINE_SHARED") or Path(__file__).parents[2] / "shared")
    if not folder.is_dir():
        pytest.skip("the benchmark data are not here: set DATELINE_SHARED, or put them beside the repository as shared")
    return folder


def make_newsroom(folder: Path, site: SampleSite) -> Path:
    """An empty newsroom whose sources are the sample's."""
    folder.mkdir(parents=True)
    (folder / "dateline.toml").write_text(settings_for(site.address), encoding="utf-8")
    return folder


def start(*arguments: object, **options: object) -> subprocess.Popen[str]:
    """The command as a process of its own, with pipes."""
    command = [sys.executable, "-m", "dateline.cli.main", *map(str, arguments)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", **options
    )  # type: ignore[call-overload, no-any-return]
