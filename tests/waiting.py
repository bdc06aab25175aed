"""Waits for what another process does."""

import time
from collections.abc import Callable

_LIMIT_SECONDS = 60.0


def wait_until(condition: Callable[[], object]) -> None:
    """Return as soon as ``condition`` holds; fail when it does not within a minute."""
    limit = time.monotonic() + _LIMIT_SECONDS
    while not condition():
        assert time.monotonic() < limit, "what was waited for has not happened"
        time.sleep(0.05)
