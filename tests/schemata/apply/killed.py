"""A program that applies a definition and is killed before a statement.

`python -m tests.schemata.apply.killed HOST PORT USER DATABASE NUMBER` reads the password and then the definition from
standard input; NUMBER 0 lets it live.
"""

from __future__ import annotations

import os
import signal
import sys

from schemata import pipeline
from schemata.dialects.postgresql.connection import Address, Server
from tests.schemata.shop import EVERYTHING_ALLOWED


def main(host: str, port: str, username: str, database: str, number: str) -> None:
    """Applies, and kills its own process before statement `number`."""
    password, _, definition = sys.stdin.read().partition("\n")

    def progress(at: int, _count: int, _statement: str) -> None:
        if at == int(number):
            os.kill(os.getpid(), signal.SIGKILL)

    server = Server(Address(host, int(port), username, password))
    pipeline.apply(server, database, definition, EVERYTHING_ALLOWED, applied_by="killed", progress=progress)
    server.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
