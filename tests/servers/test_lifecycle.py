"""A server's life: made, used, changed, stopped, started, removed; as root and as a normal user, on both versions."""

import os
from dataclasses import replace
from functools import partial
from pathlib import Path

import psycopg
import pytest

from servers import embedded_postgres, processes
from servers.binaries import WHEELS
from servers.endpoint import Endpoint
from tests.servers.place import PASSWORD, as_normal_user, ask, cluster, do

each_version = pytest.mark.parametrize("version", sorted(WHEELS))

PROMISED = {
    "server_encoding": "UTF8",
    "data_checksums": "on",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "password_encryption": "scram-sha-256",
    "max_locks_per_transaction": "1024",
    "recovery_init_sync_method": "syncfs",
    "wal_level": "logical",
    "TimeZone": "UTC",
}


def life(version: str, state: Path) -> None:
    """The whole life of a server, in the user's terms."""
    wanted = cluster(state, version)
    endpoint = embedded_postgres.ensure(wanted, PASSWORD)
    assert str(ask(endpoint, "SHOW server_version")).startswith(version)
    assert {name: ask(endpoint, f"SHOW {name}") for name in PROMISED} == PROMISED
    assert ask(endpoint, "SELECT datcollate FROM pg_database WHERE datname = 'postgres'") == "C.UTF-8"
    do(endpoint, "CREATE TABLE kept AS SELECT 7 AS seven")

    began = started(endpoint)
    assert embedded_postgres.ensure(wanted, PASSWORD) == endpoint
    assert started(endpoint) == began, "nothing changed, yet it was restarted"

    status = embedded_postgres.status(state)
    assert status is not None
    assert status.data_directory.stat().st_uid != 0
    assert (status.version, status.port, status.running) == (version, wanted.port, True)

    embedded_postgres.stop(state)
    assert processes.postmaster(status.data_directory) is None
    assert embedded_postgres.start_if_made(state)
    assert ask(endpoint, "SELECT seven FROM kept") == 7

    embedded_postgres.remove(state)
    assert embedded_postgres.status(state) is None
    assert not status.data_directory.exists()
    assert not embedded_postgres.start_if_made(state)
    assert [path.name for path in state.iterdir()] == ["lock"]


def started(endpoint: Endpoint) -> object:
    """When the server's process began."""
    return ask(endpoint, "SELECT pg_postmaster_start_time()")


@each_version
def test_as_the_user_of_the_tests(version: str, state: Path) -> None:
    life(version, state)


@each_version
def test_as_a_normal_user(version: str, folder: Path) -> None:
    as_normal_user(partial(life, version), folder)


def test_settings_change_in_place_or_by_a_restart(state: Path) -> None:
    wanted = cluster(state)
    endpoint = embedded_postgres.ensure(wanted, PASSWORD)
    began = started(endpoint)

    reloaded = replace(wanted, settings=replace(wanted.settings, extra={"work_mem": "7MB"}))
    embedded_postgres.ensure(reloaded, PASSWORD)
    assert (ask(endpoint, "SHOW work_mem"), started(endpoint)) == ("7MB", began)

    restarted = replace(wanted, settings=replace(wanted.settings, extra={"max_worker_processes": "11"}))
    embedded_postgres.ensure(restarted, PASSWORD)
    assert (ask(endpoint, "SHOW max_worker_processes"), ask(endpoint, "SHOW work_mem")) == ("11", "4MB")
    assert started(endpoint) != began

    embedded_postgres.ensure(wanted, PASSWORD)
    assert ask(endpoint, "SHOW max_worker_processes") == "8", "a setting that left the stack stayed"


def test_another_port(state: Path) -> None:
    wanted = cluster(state)
    before = embedded_postgres.ensure(wanted, PASSWORD)
    after = embedded_postgres.ensure(cluster(state), PASSWORD)
    assert ask(after, "SHOW port") == str(after.port)
    with pytest.raises(psycopg.OperationalError):
        ask(before, "SELECT 1")


def test_another_password_takes_the_place_of_the_first(state: Path) -> None:
    wanted = cluster(state)
    first = embedded_postgres.ensure(wanted, PASSWORD)
    do(first, "CREATE TABLE kept ()")
    second = embedded_postgres.ensure(wanted, "it's another \\ one")
    assert ask(second, "SELECT count(*) FROM kept") == 0
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        ask(first, "SELECT 1")


def test_the_password_is_in_no_file(state: Path) -> None:
    endpoint = embedded_postgres.ensure(cluster(state), PASSWORD)
    embedded_postgres.ensure(cluster(state), PASSWORD + " changed")
    status = embedded_postgres.status(state)
    assert status is not None
    files = [*state.rglob("*"), *status.data_directory.parent.rglob("*")]
    assert not [path for path in files if path.is_file() and PASSWORD.encode() in path.read_bytes()]
    assert PASSWORD not in repr(endpoint)


def test_it_is_in_a_session_of_its_own_under_no_parent_of_ours(state: Path) -> None:
    embedded_postgres.ensure(cluster(state), PASSWORD)
    status = embedded_postgres.status(state)
    assert status is not None
    pid = processes.postmaster(status.data_directory)
    assert pid is not None
    assert os.getsid(pid) not in {os.getsid(0), os.getpid()}
    parent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1]
    assert int(parent) != os.getpid()


def move_the_clone(state: Path) -> None:
    """A stopped server's clone is moved; its data lies inside and moves along."""
    wanted = cluster(state)
    do(embedded_postgres.ensure(wanted, PASSWORD), "CREATE TABLE kept ()")
    embedded_postgres.stop(state)
    state.parent.rename(state.parent.with_name("moved"))
    moved = state.parent.with_name("moved") / state.name
    endpoint = embedded_postgres.ensure(replace(wanted, state_directory=moved), PASSWORD)
    assert ask(endpoint, "SELECT count(*) FROM kept") == 0
    embedded_postgres.remove(moved)


def test_a_clone_can_be_moved(folder: Path) -> None:
    as_normal_user(move_the_clone, folder)
