"""Temporary Postgres servers for a run of tests: made once, shared by all workers, gone with the run.

Run as a program (`python -m tests.postgres_server PID FOLDER`) it is the guard of such a run: it waits for the end of
process PID, however it ends, and removes the servers in FOLDER.
"""

import os
import select
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from servers import embedded_postgres, files, ports, record
from servers.cluster import Cluster
from servers.endpoint import Endpoint
from servers.settings import Settings

_ROOT = Path(__file__).resolve().parent.parent
_PASSWORD = "for-tests-only"

# Nothing in a test has to survive a power cut.
FAST = Settings(shared_buffers="64MB", max_wal_size="1GB", extra={"fsync": "off", "full_page_writes": "off"})


@dataclass(frozen=True, slots=True)
class Database:
    """A fresh, empty database: its name, its server, and the connection URL of the server's administrator."""

    name: str
    server: Endpoint
    url: str


def shared(folder: Path, owner: int, version: str) -> Endpoint:
    """The server of `version` in `folder`, made by the first worker that asks. It ends with the process `owner`."""
    state = folder / version
    prepare(folder, owner)
    _open_folder(state)
    with files.lock(folder / "lock"):
        if embedded_postgres.start_if_made(state) and (made := record.read(state)):
            return made.endpoint(_PASSWORD)
        return embedded_postgres.ensure(Cluster(ports.choose(), state, version, FAST, state / "home"), _PASSWORD)


def prepare(folder: Path, owner: int) -> None:
    """Make the folder of a run's servers, and see to it that they end with the process `owner`."""
    if not folder.exists():
        _open_folder(folder)
        _start_guard(folder, owner)


def remove(folder: Path) -> None:
    """Stop and remove the servers in `folder`, and the folder. Does nothing if there is none."""
    for record_file in folder.rglob("server.json"):
        embedded_postgres.remove(record_file.parent)
    shutil.rmtree(folder, ignore_errors=True)


def _open_folder(path: Path) -> None:
    """Make a folder that the server's account can pass through; pytest's own temporary folders are closed to it."""
    path.mkdir(exist_ok=True)
    path.chmod(0o711)


def _start_guard(folder: Path, owner: int) -> None:
    guard = [sys.executable, "-m", "tests.postgres_server", str(owner), str(folder)]
    # Through a shell, so that the guard is nobody's child and outlives every worker.
    detach = ["sh", "-c", '"$@" </dev/null >/dev/null 2>&1 &', "sh", *guard]
    subprocess.run(detach, cwd=_ROOT, start_new_session=True, check=True)


def _await_end(process: int) -> None:
    try:
        descriptor = os.pidfd_open(process)
    except ProcessLookupError:
        return
    select.select([descriptor], [], [])


if __name__ == "__main__":
    _await_end(int(sys.argv[1]))
    remove(Path(sys.argv[2]))
