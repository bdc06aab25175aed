"""Interrupted anywhere, an apply has done all or nothing of its transaction, and the next one goes on to the end."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from schemata import pipeline
from schemata.dialects.postgresql.connection import Server
from schemata.errors import ApplyFailed, ConnectionProblem
from schemata.model.text import parse, write
from schemata.plan import Phase
from tests.postgres_server import Database
from tests.schemata.shop import EVERYTHING_ALLOWED, FIRST, ROWS, SECOND

PROJECT = Path(__file__).parents[3]


@pytest.fixture
def first(server: Server, database: Database, by_hand: psycopg.Connection) -> Server:
    """The server with the first version of `shop` and rows in it."""
    pipeline.apply(server, database.name, FIRST, applied_by="test")
    by_hand.execute(ROWS)
    return server


def apply_and_be_killed(database: Database, number: int) -> int:
    """Applies the second version in a process of its own that kills itself before a statement; its exit code."""
    endpoint = database.server
    where = (endpoint.host, str(endpoint.port), endpoint.username, database.name, str(number))
    command = [sys.executable, "-m", "tests.schemata.apply.killed", *where]
    return subprocess.run(command, input=f"{endpoint.password}\n{SECOND}", text=True, cwd=PROJECT).returncode


def is_whole(server: Server, database: Database, by_hand: psycopg.Connection) -> bool:
    """Whether the second version is live, with all rows, and nothing is left to do."""
    live = pipeline.read(server, database.name, ["shop"])["shop"]
    assert live.text == write(parse(SECOND))
    assert live.drift == ()
    assert by_hand.execute("SELECT count(*) FROM shop.customers").fetchone() == (3,)
    assert by_hand.execute("SELECT remark FROM shop.orders ORDER BY id").fetchall() == [("x",), ("y",)]
    return pipeline.preview(server, database.name, SECOND, None).statements == ()


def test_killed_before_any_statement_the_next_apply_ends_at_the_same(
    first: Server, database: Database, by_hand: psycopg.Connection
) -> None:
    steps = pipeline.preview(first, database.name, SECOND, FIRST).plan.steps
    assert {step.phase for step in steps} >= {Phase.TRANSACTION, Phase.CONCURRENT, Phase.VALIDATION}
    for number, step in enumerate(steps, start=1):
        assert apply_and_be_killed(database, number) == -signal.SIGKILL
        if step.phase is Phase.TRANSACTION:
            assert pipeline.read(first, database.name, ["shop"])["shop"].text == FIRST
        pipeline.apply(first, database.name, SECOND, EVERYTHING_ALLOWED, applied_by="test")
        assert is_whole(first, database, by_hand)
        back = FIRST.replace("note text null", "note text null renamed-from remark")
        pipeline.apply(first, database.name, back, EVERYTHING_ALLOWED, applied_by="test")
        pipeline.apply(first, database.name, FIRST, EVERYTHING_ALLOWED, applied_by="test")
    outcomes = by_hand.execute("SELECT DISTINCT outcome FROM schemata.history ORDER BY 1").fetchall()
    assert outcomes == [("applied",), ("interrupted",)]


def test_killed_while_the_schema_is_made_nothing_is_there(
    server: Server, database: Database, by_hand: psycopg.Connection
) -> None:
    for number in range(1, len(pipeline.preview(server, database.name, SECOND, None).statements) + 1, 3):
        assert apply_and_be_killed(database, number) == -signal.SIGKILL
        assert by_hand.execute("SELECT to_regnamespace('shop')").fetchone() == (None,)
    assert apply_and_be_killed(database, 0) == 0
    assert pipeline.read(server, database.name, ["shop"])["shop"].text == write(parse(SECOND))


def test_the_connection_cut_before_any_statement_is_told_and_gone_on_from(
    first: Server, database: Database, by_hand: psycopg.Connection
) -> None:
    count = len(pipeline.preview(first, database.name, SECOND, FIRST).statements)
    cut = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity\
        WHERE application_name = 'schemata' AND datname = current_database()"

    def cut_at(number: int) -> None:
        def progress(at: int, _count: int, _statement: str) -> None:
            if at == number:
                by_hand.execute(cut)

        pipeline.apply(first, database.name, SECOND, EVERYTHING_ALLOWED, applied_by="test", progress=progress)

    for number in (1, count - 1):
        with pytest.raises(ConnectionProblem, match="next run goes on"):
            cut_at(number)
    pipeline.apply(first, database.name, SECOND, EVERYTHING_ALLOWED, applied_by="test")
    assert is_whole(first, database, by_hand)


def test_rows_that_do_not_fit_a_check_are_told_and_the_next_apply_goes_on_from_there(
    first: Server, database: Database, by_hand: psycopg.Connection
) -> None:
    by_hand.execute("INSERT INTO shop.orders (id) VALUES (-1)")
    with pytest.raises(ApplyFailed, match=r"orders_id_check(.|\n)*are done and stay"):
        pipeline.apply(first, database.name, SECOND, EVERYTHING_ALLOWED, applied_by="test")
    assert (
        "orders check orders_id_check `id > 0` not-valid" in pipeline.read(first, database.name, ["shop"])["shop"].text
    )
    assert by_hand.execute("SELECT outcome FROM schemata.history ORDER BY id DESC").fetchone() == ("failed",)
    by_hand.execute("DELETE FROM shop.orders WHERE id < 0")
    left = pipeline.preview(first, database.name, SECOND, None).statements
    assert left
    assert all("VALIDATE" in statement or "CONSTRAINT" in statement for statement in left)
    pipeline.apply(first, database.name, SECOND, EVERYTHING_ALLOWED, applied_by="test")
    assert is_whole(first, database, by_hand)


def test_rows_that_are_not_unique_leave_no_index_that_refuses_new_ones(
    first: Server, database: Database, by_hand: psycopg.Connection
) -> None:
    by_hand.execute("UPDATE shop.customers SET score = 1")
    with pytest.raises(ApplyFailed, match="could not create unique index"):
        pipeline.apply(first, database.name, SECOND, EVERYTHING_ALLOWED, applied_by="test")
    assert by_hand.execute("SELECT count(*) FROM pg_index WHERE NOT indisvalid").fetchone() == (0,)
    by_hand.execute("UPDATE shop.customers SET score = id")
    pipeline.apply(first, database.name, SECOND, EVERYTHING_ALLOWED, applied_by="test")
    assert is_whole(first, database, by_hand)


def test_a_statement_that_fails_in_the_transaction_leaves_nothing(
    first: Server, database: Database, by_hand: psycopg.Connection
) -> None:
    wrong = SECOND.replace("`CURRENT_DATE`", "`no_such_function()`")
    with pytest.raises(ApplyFailed, match=r"no_such_function(.|\n)*Nothing was changed"):
        pipeline.apply(first, database.name, wrong, EVERYTHING_ALLOWED, applied_by="test")
    assert pipeline.read(first, database.name, ["shop"])["shop"].text == FIRST
    assert by_hand.execute("SELECT outcome FROM schemata.history ORDER BY id DESC").fetchone() == ("failed",)
