"""How far a long update is, told now and then: a line a statement would flood a log that is no terminal."""

from __future__ import annotations

import threading
import time
from typing import Final

from provider.protocol.engine import Engine
from provider.protocol.errors import ProviderError

SECONDS_BETWEEN: Final = 2.0


class Progress:
    """Tells the engine how many statements of one resource are done, at most every two seconds."""

    def __init__(self, engine: Engine, cancelled: threading.Event, urn: str) -> None:
        """`cancelled` is set when the user interrupts the command: then no further statement begins."""
        self._engine = engine
        self._cancelled = cancelled
        self._urn = urn
        self._told = time.monotonic()

    def __call__(self, number: int, count: int, statement: str) -> None:
        """Statement `number` of `count` begins, perhaps once more after a wait for a lock. Raises ProviderError."""
        if self._cancelled.is_set():
            raise ProviderError("interrupted before all was done: the next `up` goes on from here")
        now = time.monotonic()
        if now - self._told >= SECONDS_BETWEEN:
            self._told = now
            self._engine.progress(f"statement {number} of {count}: {statement.splitlines()[0][:80]}", self._urn)
