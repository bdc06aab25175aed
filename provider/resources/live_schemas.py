"""Live schemas for a refresh: the engine asks for them one by one, the database is asked once for all."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Final

from schemata import pipeline
from schemata.dialects.postgresql.connection import Server
from schemata.outcomes import LiveSchema

# One schema is read quickly by itself (`--target`); from this many on it is cheaper to read all that are recorded.
READ_ALL_FROM: Final = 3


class LiveSchemas:
    """The live schemas of one database, read all at once from the third question on. Safe to use from many threads."""

    def __init__(self, server: Server, database: str) -> None:
        self._server = server
        self._database = database
        self._lock = threading.Lock()
        self._asked = 0
        self._all: Mapping[str, LiveSchema] | None = None

    def read(self, name: str) -> LiveSchema | None:
        """The live schema, None where there is none. Raises SchemataError."""
        with self._lock:
            self._asked += 1
            if self._all is None and self._asked >= READ_ALL_FROM:
                self._all = pipeline.read_all(self._server, self._database)
            found = self._all
        if found is not None and name in found:
            return found[name]
        return pipeline.read(self._server, self._database, [name]).get(name)

    def forget(self) -> None:
        """To be called when a schema is changed: what was read before is no longer true."""
        with self._lock:
            self._all, self._asked = None, 0
