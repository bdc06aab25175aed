"""A database as SQL, to see whether anything was touched."""

from __future__ import annotations

import os
import subprocess

from servers import binaries
from tests.postgres_server import Database


def dump(database: Database, version: str) -> str:
    """Everything in the database, but for the dump's own random key."""
    server = database.server
    place = ["-h", server.host, "-p", str(server.port), "-U", server.username, database.name]
    command = [binaries.find(version).program("pg_dump"), *place]
    environment = os.environ | {"PGPASSWORD": server.password, "PGSSLMODE": "disable"}
    run = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return "\n".join(line for line in run.stdout.splitlines() if not line.startswith(("\\restrict", "\\unrestrict")))
