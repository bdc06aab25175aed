"""How long to wait for locks, and trying again."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import psycopg

from schemata.dialects.postgresql.connection import reason
from schemata.errors import Busy

_T = TypeVar("_T")
PASSING = (
    psycopg.errors.LockNotAvailable,
    psycopg.errors.DeadlockDetected,
    psycopg.errors.SerializationFailure,
)
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 5.0


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: `statement` may queue for a lock that long, and hold up others behind it; `total` is for all tries."""

    statement: float = 5.0
    total: float = 60.0


def retrying(action: Callable[[], _T], patience: Patience, blockers: Callable[[], str]) -> _T:
    """Does `action`, again with growing pauses while locks or deadlocks are in its way; a failed try leaves nothing.

    `blockers` says who holds the locks. Raises Busy when `patience.total` is over, and what else `action` raises.
    """
    deadline = time.monotonic() + patience.total
    pause = _FIRST_PAUSE
    while True:
        try:
            return action()
        except PASSING as error:
            if time.monotonic() + pause > deadline:
                text = f"no lock within {patience.total:g} s: {reason(error)}{blockers()}. Try again when they are done"
                raise Busy(text) from None
        time.sleep(pause * random.uniform(0.5, 1.0))
        pause = min(pause * 2, _LONGEST_PAUSE)
