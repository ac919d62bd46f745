"""Files of an issue: whole or not at all, untouched when they say the same, set aside when they must give way."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from dateline.store import files


def test_file_is_written_with_its_folders_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = files.write(tmp_path / "issues" / "one" / "issue.md", b"text")
    assert path.read_bytes() == b"text"
    assert os.listdir(path.parent) == ["issue.md"]
    assert files.holds(path, b"text") and not files.holds(path, b"other")


def test_same_bytes_leave_the_file_untouched(tmp_path: Path) -> None:
    path = files.write(tmp_path / "issue.md", b"text")
    before = path.stat()
    files.write(path, b"text")
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    files.write(path, b"other")
    assert path.read_bytes() == b"other"


def test_file_that_a_killed_process_left_half_written_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / ".issue.md.new").write_bytes(b"ha")
    assert files.write(tmp_path / "issue.md", b"half").read_bytes() == b"half"
    assert os.listdir(tmp_path) == ["issue.md"]


def test_file_set_aside_takes_the_next_free_name(tmp_path: Path) -> None:
    for at in (1, 2):
        path = files.write(tmp_path / "issue.md", f"text {at}".encode())
        assert files.set_aside(path).name == f"issue.md.{at}"
    assert sorted(os.listdir(tmp_path)) == ["issue.md.1", "issue.md.2"]
    assert (tmp_path / "issue.md.1").read_bytes() == b"text 1"


def test_file_can_be_read_by_others_as_the_user_wishes(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        mode = files.write(tmp_path / "issue.html", b"x").stat().st_mode
    finally:
        os.umask(before)
    assert stat.S_IMODE(mode) == 0o644
