"""The processes that the host has started, so that none outlives it."""

import os
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

_GRACE_SECONDS = 5.0


class Children:
    """Starts processes, each in a process group of its own, and ends all that still run."""

    def __init__(self) -> None:
        self._running: set[subprocess.Popen[bytes]] = set()
        self._lock = threading.Lock()

    def start(
        self, command: Sequence[str], directory: Path, environment: Mapping[str, str], output: int | None = None
    ) -> subprocess.Popen[bytes]:
        """Start ``command`` in ``directory``; ``output`` is what subprocess takes for stdout and stderr."""
        child = subprocess.Popen(
            command,
            cwd=directory,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
        with self._lock:
            self._running.add(child)
        return child

    def wait(self, child: subprocess.Popen[bytes]) -> int:
        """Wait until ``child`` ends by itself or by `end`; its exit code."""
        code = child.wait()
        with self._lock:
            self._running.discard(child)
        return code

    def end(self, child: subprocess.Popen[bytes]) -> None:
        """Terminate ``child``; kill its group when it has not ended after the grace time.

        An interrupt would make a Python program print a traceback.
        """
        _signal_group(child, signal.SIGTERM)
        try:
            child.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            _signal_group(child, signal.SIGKILL)

    def end_all(self) -> None:
        """End every child that still runs."""
        with self._lock:
            running = list(self._running)
        for child in running:
            self.end(child)


def _signal_group(child: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(child.pid, number)
