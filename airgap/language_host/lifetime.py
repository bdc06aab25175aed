"""Ends this process when the engine asks for it, or is gone."""

import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress

_SECONDS_BETWEEN_CONNECTIONS = 0.2


def end_quietly_on_signals(before: Callable[[], None]) -> None:
    """Call ``before`` and exit with 0 on SIGINT and SIGTERM: the engine sends SIGINT at the end of every command."""

    def end(_signal: int, _frame: object) -> None:
        before()
        os._exit(0)

    signal.signal(signal.SIGINT, end)
    signal.signal(signal.SIGTERM, end)


def end_with_engine(address: str, before: Callable[[], None]) -> None:
    """Call ``before`` and exit as soon as nobody listens at ``address`` (``host:port``) any more.

    A killed engine can tell nobody.  So a thread holds a connection to it, which closes when the engine ends.
    """

    def watch() -> None:
        while _was_there(address):
            time.sleep(_SECONDS_BETWEEN_CONNECTIONS)
        before()
        os._exit(0)

    threading.Thread(target=watch, name="engine-watch", daemon=True).start()


def _was_there(address: str) -> bool:
    """Connect and wait for the end of the connection; whether there was one.

    A live engine ends it too, when nothing was said for some minutes: the next connection tells.
    """
    host, _, port = address.rpartition(":")
    try:
        with socket.create_connection((host, int(port))) as connection, suppress(ConnectionError):
            while connection.recv(4096):
                pass
    except OSError:
        return False
    return True
