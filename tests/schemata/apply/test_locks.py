"""Appliers among themselves, and beside people who use the tables."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from schemata import pipeline
from schemata.dialects.postgresql.connection import Server
from schemata.errors import Busy
from schemata.locking.patience import Patience
from schemata.locking.schema_lock import held
from schemata.outcomes import Applied
from tests.postgres_server import Database
from tests.schemata.shop import EVERYTHING_ALLOWED, FIRST, ROWS, SECOND

HASTY = Patience(statement=0.1, total=0.5)


def test_two_at_once_apply_one_after_the_other(server: Server, database: Database, by_hand: psycopg.Connection) -> None:
    def apply(text: str) -> Applied:
        return pipeline.apply(server, database.name, text, EVERYTHING_ALLOWED, applied_by="test")

    with ThreadPoolExecutor(4) as pool:
        made = [len(applied.statements) > 0 for applied in pool.map(apply, [FIRST] * 4)]
    assert sorted(made) == [False, False, False, True]
    by_hand.execute(ROWS)
    with ThreadPoolExecutor(4) as pool:
        updated = [len(applied.statements) > 0 for applied in pool.map(apply, [SECOND] * 4)]
    assert sorted(updated) == [False, False, False, True]


def test_different_schemas_are_applied_at_the_same_time(server: Server, database: Database) -> None:
    names = [f"shop_{number}" for number in range(8)]

    def apply(name: str) -> Applied:
        return pipeline.apply(
            server, database.name, FIRST.replace("@schema shop", f"@schema {name}"), applied_by="test"
        )

    with ThreadPoolExecutor(8) as pool:
        assert all(applied.statements for applied in pool.map(apply, names))
    assert sorted(pipeline.read_all(server, database.name)) == names


def test_a_second_applier_waits_and_then_says_who_is_at_it(server: Server, database: Database) -> None:
    with (
        server.connect(database.name) as other,
        held(other, "shop", 1.0),
        pytest.raises(Busy, match=rf"applied by process {other.info.backend_pid} \(schemata, user postgres"),
    ):
        pipeline.apply(server, database.name, FIRST, applied_by="test", patience=HASTY)
    pipeline.apply(server, database.name, FIRST, applied_by="test")


def test_a_lock_that_stays_is_told_with_its_holder_and_nothing_is_changed(
    server: Server, database: Database, by_hand: psycopg.Connection
) -> None:
    pipeline.apply(server, database.name, FIRST, applied_by="test")
    by_hand.execute(ROWS)
    with by_hand.transaction():
        by_hand.execute("INSERT INTO shop.orders (id) VALUES (9)")
        with pytest.raises(Busy, match=rf"held by process {by_hand.info.backend_pid}\b"):
            pipeline.apply(server, database.name, SECOND, EVERYTHING_ALLOWED, applied_by="test", patience=HASTY)
        with server.connect(database.name) as other:  # nobody queues behind us any more
            other.execute("INSERT INTO shop.orders (id) VALUES (10)")
    assert pipeline.read(server, database.name, ["shop"])["shop"].text == FIRST


def test_a_lock_that_goes_is_waited_for(server: Server, database: Database, by_hand: psycopg.Connection) -> None:
    pipeline.apply(server, database.name, FIRST, applied_by="test")
    by_hand.execute(ROWS)
    by_hand.execute("BEGIN; INSERT INTO shop.orders (id) VALUES (9)")
    tries: list[int] = []

    def progress(number: int, _count: int, _statement: str) -> None:
        tries.append(number)
        if tries.count(1) == 2:
            by_hand.execute("COMMIT")
            tries.append(1)

    patience = Patience(statement=0.1, total=60)
    pipeline.apply(
        server, database.name, SECOND, EVERYTHING_ALLOWED, applied_by="test", progress=progress, patience=patience
    )
    assert tries.count(1) == 3
    assert by_hand.execute("SELECT count(*) FROM shop.orders").fetchone() == (3,)


def test_the_connection_is_given_back_as_it_was(server: Server, database: Database) -> None:
    pipeline.apply(server, database.name, FIRST, applied_by="test")
    with server.connect(database.name) as connection:
        locks = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
        assert connection.execute(locks).fetchone() == (0,)
        assert connection.execute("SHOW lock_timeout").fetchone() == ("5s",)
