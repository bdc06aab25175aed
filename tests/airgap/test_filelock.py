"""The lock between processes."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from airgap import filelock

PROJECT = Path(__file__).resolve().parents[2]

_HOLD = """
import sys, time
from pathlib import Path
from airgap import filelock
with filelock.held(Path(sys.argv[1]), lambda: None):
    print("held", flush=True)
    time.sleep(600)
"""


class _BusyError(Exception):
    pass


def _refuse() -> None:
    raise _BusyError


def test_a_second_process_is_told_and_a_killed_holder_lets_go(tmp_path: Path) -> None:
    lock = tmp_path / "folder" / "lock"
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(lock)], cwd=PROJECT, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(_BusyError), filelock.held(lock, _refuse):
            pass
        with filelock.held(lock, lambda: holder.send_signal(signal.SIGKILL)):
            assert holder.wait(60) == -signal.SIGKILL


def test_it_is_free_after_the_block(tmp_path: Path) -> None:
    for _ in range(2):
        with filelock.held(tmp_path / "lock", _refuse):
            pass
