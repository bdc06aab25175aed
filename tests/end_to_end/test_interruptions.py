"""Whatever ends a command early: no row is lost, no process stays, no traceback; the next `make up` converges."""

import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psycopg
import pytest

from servers import embedded_postgres, processes
from tests.end_to_end.clone import Clone, Running
from tests.end_to_end.database import Observer, observer
from tests.end_to_end.platform import ORDERS, Platform, insert_rows, orders
from tests.waiting import wait_until

ORDER = "definitions/object_models/order.yaml"
_WAITING = "select count(*) > 0 from pg_stat_activity where wait_event_type = 'Lock' and datname = 'analytics_db'"
_ROLE_WAITING = "select count(*) > 0 from pg_stat_activity where wait_event_type = 'Lock' and query ilike '%role%'"
_LOCKS = ".state/backend/.pulumi/locks"


@pytest.fixture(scope="module")
def platform(fresh: Clone) -> Platform:
    """A platform whose first `up` was killed while it made schemas."""
    first = fresh.start("bin/pulumi", "up", "--yes", "--skip-preview", "--stack", "dev")
    wait_until(lambda: first.has_printed("schemata:index:Schema SALES creating"))
    os.kill(first.process.pid, signal.SIGKILL)
    first.wait()
    wait_until(lambda: not fresh.processes())
    assert b'"pending_operations"' in fresh.state()
    output = fresh.run("make", "up").succeeded()
    assert f"the lock of process {first.process.pid}, which is gone, is removed" in output
    database = observer(fresh)
    insert_rows(database)
    return Platform(fresh, database, output)


def test_after_a_killed_first_up_the_next_one_makes_everything(platform: Platform) -> None:
    assert {"scor_data", "sales_data", "customer_success_data"} <= platform.database.schemas("analytics_db")
    assert "\nServer " in platform.first_output
    assert platform.clone.nothing_to_do()


def test_two_ups_at_once(clone: Clone, database: Observer) -> None:
    _add_column(clone, "from_two")
    both = [clone.start("make", "up") for _ in range(2)]
    ended = [command.wait() for command in both]
    assert 0 in [each.code for each in ended], ended
    for each in ended:
        assert "Traceback" not in each.output
        assert each.code == 0 or "another command works on stack 'dev'" in each.output, each.output
    _converges(clone, database, "from_two")


def test_a_killed_cli(clone: Clone, database: Observer) -> None:
    with _stuck_up(clone, database, "from_kill") as up:
        os.kill(up.process.pid, signal.SIGKILL)
        up.wait()
        assert list((clone.root / _LOCKS).rglob("*.json"))
        wait_until(lambda: not clone.processes())
    said = _converges(clone, database, "from_kill")
    assert f"the lock of process {up.process.pid}, which is gone, is removed" in said


def test_a_cli_killed_between_making_a_role_and_writing_that_down(clone: Clone, database: Observer) -> None:
    lernmi = (clone.root / "definitions/apps/lernmi.yaml").read_text()
    clone.write("definitions/apps/extra.yaml", lernmi.replace("LERNMI", "EXTRA").replace("lernmi", "extra"))
    clone.edit("Pulumi.dev.yaml", "BEEP_BOOP]", "BEEP_BOOP, EXTRA]")
    with psycopg.connect(database.endpoint.url("postgres")) as other:
        other.execute("lock table pg_authid in share mode")
        up = clone.start("bin/pulumi", "up", "--yes", "--skip-preview", "--stack", "dev")
        wait_until(lambda: database.value("postgres", _ROLE_WAITING))
        os.kill(up.process.pid, signal.SIGKILL)
        up.wait()
        wait_until(lambda: not clone.processes())
    database.do("postgres", "create role extra_owner")
    assert "to be adopted or made again" in clone.run("make", "up").succeeded()
    assert clone.nothing_to_do()
    assert database.column("postgres", "select rolname from pg_roles where rolname like 'extra%' order by 1") == [
        "extra_owner",
        "extra_user",
    ]


def test_an_interrupt(clone: Clone, database: Observer) -> None:
    with _stuck_up(clone, database, "from_interrupt") as up:
        up.interrupt()
        ended = up.wait()
    ended.failed()
    wait_until(lambda: not clone.processes())
    _converges(clone, database, "from_interrupt")


def test_a_killed_postgres(clone: Clone, database: Observer) -> None:
    with _stuck_up(clone, database, "from_crash") as up:
        _kill_postgres(clone)
        ended = up.wait()
    assert "sales_data" in ended.failed()
    assert not clone.processes()
    _converges(clone, database, "from_crash")


def test_a_stopped_server_is_started_by_the_next_command(clone: Clone, database: Observer) -> None:
    _kill_postgres(clone)
    assert clone.nothing_to_do()
    assert orders(database) == ORDERS
    clone.run("make", "down").succeeded()
    clone.run("make", "refresh").succeeded()
    assert orders(database) == ORDERS


def test_a_taken_port_is_named_with_what_to_do(clone: Clone, database: Observer) -> None:
    clone.run("make", "down").succeeded()
    with socket.create_server(("127.0.0.1", database.endpoint.port)):
        said = clone.run("make", "up").failed()
        assert str(database.endpoint.port) in said
        assert f"process {os.getpid()}" in said
        assert "bin/pulumi config set digi-infrastructure:postgresPort" in said
    clone.run("make", "up").succeeded()
    assert orders(database) == ORDERS


def _add_column(clone: Clone, name: str) -> None:
    clone.edit(ORDER, "  - name: metadata\n", f"  - {{name: {name}, type: integer}}\n  - name: metadata\n")


@contextmanager
def _stuck_up(clone: Clone, database: Observer, column: str) -> Iterator[Running]:
    """An `up` that is to add a column and waits for somebody else's transaction on the table."""
    _add_column(clone, column)
    with psycopg.connect(database.endpoint.url("analytics_db")) as other:
        other.execute("lock table sales_data.orders in access share mode")
        up = clone.start("bin/pulumi", "up", "--yes", "--skip-preview", "--stack", "dev")
        wait_until(lambda: database.value("analytics_db", _WAITING))
        yield up
        with suppress(psycopg.OperationalError):
            other.rollback()


def _converges(clone: Clone, database: Observer, column: str) -> str:
    """After `make up` everything is as declared, and the rows are there; what it printed."""
    said = clone.run("make", "up").succeeded()
    assert orders(database) == ORDERS
    for schema in ORDERS:
        assert f"{column} integer" in database.dump("analytics_db", schema)
    assert clone.nothing_to_do()
    assert not clone.processes()
    return said


def _kill_postgres(clone: Clone) -> None:
    status = embedded_postgres.status(clone.server)
    assert status is not None
    pid = processes.postmaster(status.data_directory)
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: processes.postmaster(status.data_directory) is None)
