"""The fixtures that other tests build on."""

import subprocess
import sys
from pathlib import Path

import psycopg

from servers import processes
from servers.endpoint import Endpoint
from tests.postgres_server import Database
from tests.servers.place import ROOT
from tests.waiting import wait_until


def test_the_administrator_enters_with_a_password(postgres: Endpoint) -> None:
    with psycopg.connect(postgres.url("postgres")) as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("postgres",)


def test_a_database_is_empty_and_our_own(database: Database) -> None:
    with psycopg.connect(database.url) as connection:
        connection.execute("CREATE TABLE here ()")
        assert connection.execute("SELECT current_database()").fetchone() == (database.name,)


def test_another_test_sees_nothing_of_it(database: Database) -> None:
    with psycopg.connect(database.url) as connection:
        assert connection.execute("SELECT to_regclass('here')").fetchone() == (None,)


RUN = """
import os, sys, time
from pathlib import Path
from tests import postgres_server
postgres_server.shared(Path(sys.argv[1]), os.getpid(), "17")
print("made", flush=True)
time.sleep(600)
"""


def test_a_killed_run_leaves_no_server(folder: Path) -> None:
    folder.chmod(0o711)
    servers = folder / "run"
    with subprocess.Popen([sys.executable, "-c", RUN, str(servers)], cwd=ROOT, stdout=subprocess.PIPE) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == b"made\n"
        pid = processes.postmaster(servers / "17" / "home" / "data")
        run.kill()
    assert pid is not None
    wait_until(lambda: not servers.exists())
