"""What a killed server, a killed command or a reboot leaves behind, and what the next command makes of it."""

import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path

import psycopg
import pytest

from servers import embedded_postgres, initialise, processes, record
from servers.binaries import WHEELS
from servers.endpoint import Endpoint
from tests.servers.place import PASSWORD, ROOT, as_normal_user, ask, cluster, do
from tests.waiting import wait_until


def data_of(state: Path) -> Path:
    """The data directory of the server made in `state`."""
    made = record.read(state)
    assert made is not None
    return made.data_directory


@pytest.mark.parametrize("version", sorted(WHEELS))
def test_a_killed_server_starts_again_with_every_row(version: str, state: Path) -> None:
    endpoint = embedded_postgres.ensure(cluster(state, version), PASSWORD)
    do(endpoint, "CREATE TABLE kept AS SELECT generate_series(1, 1000)")
    with ThreadPoolExecutor(1) as busy:
        # A backend in the middle of a long query outlives its main process, and blocks the next start.
        asleep = busy.submit(_sleep_on, endpoint)
        wait_until(lambda: ask(endpoint, "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'"))
        pid = processes.postmaster(data_of(state))
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        wait_until(lambda: processes.postmaster(data_of(state)) is None)
        assert embedded_postgres.start_if_made(state)
        assert asleep.result() == "ended"
    assert ask(endpoint, "SELECT count(*) FROM kept") == 1000


def _sleep_on(endpoint: Endpoint) -> str:
    with suppress(psycopg.OperationalError):
        ask(endpoint, "SELECT pg_sleep(60)::text")
        return "slept"
    return "ended"


def stale_process_id(state: Path) -> None:
    """After a reboot the process id in postmaster.pid is another program's: here, a live one of the same user."""
    endpoint = embedded_postgres.ensure(cluster(state), PASSWORD)
    kept = (data_of(state) / "postmaster.pid").read_text().splitlines()
    embedded_postgres.stop(state)
    (data_of(state) / "postmaster.pid").write_text("\n".join([str(os.getpid()), *kept[1:], ""]))
    status = embedded_postgres.status(state)
    assert status is not None
    assert not status.running
    embedded_postgres.start_if_made(state)
    assert ask(endpoint, "SELECT 1") == 1
    embedded_postgres.remove(state)


def test_a_stale_process_id_does_not_stop_a_start(folder: Path) -> None:
    as_normal_user(stale_process_id, folder)


ENSURE = """
import sys
from pathlib import Path
from servers import embedded_postgres
from tests.servers.place import PASSWORD, cluster
embedded_postgres.ensure(cluster(Path(sys.argv[1])), PASSWORD)
"""


def command(state: Path) -> subprocess.Popen[str]:
    """Another command that brings up the server in `state`."""
    return subprocess.Popen(
        [sys.executable, "-c", ENSURE, str(state)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_two_commands_at_once_make_one_server(state: Path) -> None:
    with command(state) as one, command(state) as two:
        assert [each.communicate()[0] for each in (one, two)] == ["", ""]
        assert (one.returncode, two.returncode) == (0, 0)
    made = record.read(state)
    assert made is not None
    assert ask(made.endpoint(PASSWORD), "SHOW port") == str(made.port)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_an_interrupted_initdb_is_in_nobodys_way(how: signal.Signals, state: Path) -> None:
    with command(state) as interrupted:
        wait_until((state / "server.json").exists)
        home = data_of(state).parent
        wait_until(lambda: any(home.glob("data.new.*/global")))
        interrupted.send_signal(how)
        interrupted.communicate()
    assert not (home / "data").exists()
    endpoint = embedded_postgres.ensure(cluster(state), PASSWORD)
    assert ask(endpoint, "SELECT 1") == 1
    wait_until(lambda: _removed(state, home))


def _removed(state: Path, home: Path) -> bool:
    """Whether nothing half made is left; an initdb that outlives its killed caller may still write its own folder."""
    embedded_postgres.remove(state)
    return not [*home.glob("*.new*"), *home.glob(".initdb*")]


def test_many_commands_at_once_start_one_server(state: Path) -> None:
    embedded_postgres.ensure(cluster(state), PASSWORD)
    embedded_postgres.stop(state)
    starters = [threading.Thread(target=partial(embedded_postgres.start_if_made, state)) for _ in range(3)]
    for starter in starters:
        starter.start()
    for starter in starters:
        starter.join()
    assert processes.is_ready(data_of(state))


def test_a_lost_record_is_written_anew_and_the_data_is_kept(state: Path) -> None:
    wanted = cluster(state)
    do(embedded_postgres.ensure(wanted, PASSWORD), "CREATE TABLE kept ()")
    record.forget(state)
    endpoint = embedded_postgres.ensure(wanted, PASSWORD)
    assert ask(endpoint, "SELECT count(*) FROM kept") == 0
    assert record.read(state) is not None


def test_drafts_of_killed_attempts_are_removed_with_the_server(state: Path) -> None:
    embedded_postgres.ensure(cluster(state), PASSWORD)
    home = data_of(state).parent
    (home / "data.new.0").mkdir()
    (home / ".initdb.0").touch()
    initialise.remove_home(home, state)
    assert not list(home.glob("*data*"))
