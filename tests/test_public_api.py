"""The library's door: what `dateline` offers, and that nothing of it changes unseen."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import dateline

ROOT = Path(__file__).parents[1]


def test_public_names_are_those_on_record() -> None:
    listed = subprocess.run(
        [sys.executable, ROOT / "tools" / "public_api.py"], capture_output=True, text=True, check=True, encoding="utf-8"
    ).stdout
    recorded = (ROOT / "tests" / "public_api.txt").read_text(encoding="utf-8")
    assert listed == recorded, (
        "the public names changed: if that is meant, run `make reference` and say so in CHANGELOG"
    )


@pytest.mark.parametrize("name", dateline.__all__)
def test_public_name_is_there(name: str) -> None:
    assert getattr(dateline, name).__doc__
    assert name in dir(dateline)


def test_public_door_raises_its_own_error(tmp_path: Path) -> None:
    with pytest.raises(dateline.DatelineError):
        dateline.open_newsroom(tmp_path / "nowhere")


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'close_newsroom'"):
        _ = dateline.close_newsroom  # type: ignore[attr-defined]
