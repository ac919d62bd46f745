"""One writer at a time, and a lock that goes with its holder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.errors import Busy
from dateline.store.lock import writer

_HOLD = (
    "import sys; from pathlib import Path; from dateline.store.lock import writer\n"
    "with writer(Path(sys.argv[1])):\n"
    "    print('held', flush=True)\n"
    "    sys.stdin.read()\n"
)


def hold(folder: Path) -> subprocess.Popen[bytes]:
    """Another process that writes to the newsroom until its input ends."""
    holder = subprocess.Popen([sys.executable, "-c", _HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdout and holder.stdout.readline() == b"held\n"
    return holder


def test_second_writer_is_told_which_process_writes(tmp_path: Path) -> None:
    with hold(tmp_path) as holder:
        with pytest.raises(Busy, match=f"is being written to by process {holder.pid}:"), writer(tmp_path):
            pass
        holder.kill()


def test_second_writer_in_the_same_process_is_refused(tmp_path: Path) -> None:
    with writer(tmp_path), pytest.raises(Busy, match=f"process {os.getpid()}"), writer(tmp_path):
        pass


def test_lock_is_free_after_its_holder_was_killed(tmp_path: Path) -> None:
    with hold(tmp_path) as holder:
        holder.kill()
    with writer(tmp_path):
        assert (tmp_path / ".lock").read_text() == f"{os.getpid()}\n"


def test_lock_is_free_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), writer(tmp_path):
        raise ZeroDivisionError
    with writer(tmp_path):
        pass


def test_refused_writer_leaves_the_holder_his_lock(tmp_path: Path) -> None:
    with writer(tmp_path):
        for _ in range(2):
            with pytest.raises(Busy), writer(tmp_path):
                pass
        with hold_fails(tmp_path) as other:
            assert other.wait() == 1
            assert other.stderr and f"process {os.getpid()}".encode() in other.stderr.read()


def hold_fails(folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", _HOLD, str(folder)], stderr=subprocess.PIPE)
