"""How far a long update is, told now and then: a line a statement would flood a log that is no terminal."""

from __future__ import annotations

import time
from typing import Final

from provider.protocol.engine import Engine

SECONDS_BETWEEN: Final = 2.0


class Progress:
    """Tells the engine how many statements of one resource are done, at most every two seconds."""

    def __init__(self, engine: Engine, urn: str) -> None:
        self._engine = engine
        self._urn = urn
        self._told = time.monotonic()

    def __call__(self, number: int, count: int, statement: str) -> None:
        """Statement `number` of `count` begins."""
        now = time.monotonic()
        if now - self._told >= SECONDS_BETWEEN:
            self._told = now
            self._engine.progress(f"statement {number} of {count}: {statement.splitlines()[0][:80]}", self._urn)
