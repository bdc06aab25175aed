"""Ends this process when the engine asks for it, or is gone."""

import os
import signal
import socket
import threading
from collections.abc import Callable

_SECONDS_BETWEEN_LOOKS = 2.0


def end_quietly_on_signals(before: Callable[[], None]) -> None:
    """Call ``before`` and exit with 0 on SIGINT and SIGTERM: the engine sends SIGINT at the end of every command."""

    def end(_signal: int, _frame: object) -> None:
        before()
        os._exit(0)

    signal.signal(signal.SIGINT, end)
    signal.signal(signal.SIGTERM, end)


def end_with_engine(address: str, before: Callable[[], None]) -> None:
    """Watch ``address`` (``host:port``) from a thread; call ``before`` and exit once nobody listens there.

    A killed engine can tell nobody, so that only looking finds it out.
    """

    def watch() -> None:
        while _listens(address):
            threading.Event().wait(_SECONDS_BETWEEN_LOOKS)
        before()
        os._exit(0)

    threading.Thread(target=watch, name="engine-watch", daemon=True).start()


def _listens(address: str) -> bool:
    host, _, port = address.rpartition(":")
    try:
        socket.create_connection((host, int(port)), timeout=10).close()
    except ConnectionError:
        return False
    except OSError:
        return True  # slow is not gone
    return True
