"""What the database itself says of what was applied."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import psycopg

from schemata import pipeline
from schemata.dialects.postgresql.connection import Server
from schemata.history import installation, journal
from schemata.history.journal import Outcome
from schemata.model.text import digest, parse, write
from tests.postgres_server import Database
from tests.schemata.shop import EVERYTHING_ALLOWED, FIRST, ROWS, SECOND


def test_first_uses_at_the_same_time_make_one_history(server: Server, database: Database) -> None:
    def install(_: int) -> bool:
        with server.connect(database.name) as connection:
            installation.install(connection)
            return installation.installed(connection)

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(install, range(8)))


def test_a_database_without_a_history_has_an_empty_one(server: Server, database: Database) -> None:
    assert pipeline.history(server, database.name) == ()
    assert pipeline.archived(server, database.name) == ()
    assert pipeline.read_all(server, database.name) == {}


def test_each_plan_is_told_with_its_digests_and_statements(
    server: Server, database: Database, by_hand: psycopg.Connection
) -> None:
    first = pipeline.apply(server, database.name, FIRST, applied_by="anna")
    by_hand.execute(ROWS)
    second = pipeline.apply(server, database.name, SECOND, EVERYTHING_ALLOWED, applied_by="ben")
    later, earlier = pipeline.history(server, database.name, "shop")
    assert (earlier.digest_before, earlier.digest_after) == (None, digest(FIRST))
    assert (later.digest_before, later.digest_after) == (digest(FIRST), digest(SECOND))
    assert (earlier.statements, later.statements) == (first.statements, second.statements)
    assert (earlier.applied_by, later.applied_by) == ("anna", "ben")
    assert {earlier.outcome, later.outcome} == {Outcome.APPLIED}
    assert later.duration_ms is not None
    assert pipeline.history(server, database.name, "other") == ()


def test_the_inverse_takes_a_plan_back(server: Server, database: Database, by_hand: psycopg.Connection) -> None:
    pipeline.apply(server, database.name, FIRST, applied_by="test")
    by_hand.execute(ROWS)
    pipeline.apply(server, database.name, SECOND, EVERYTHING_ALLOWED, applied_by="test")
    (entry, _) = pipeline.history(server, database.name, "shop")
    assert None not in entry.inverse
    for statement in entry.inverse:
        assert statement is not None
        by_hand.execute(statement.encode())
    live = pipeline.read(server, database.name, ["shop"])["shop"].schema
    by_hand.execute("DROP SCHEMA shop CASCADE; DELETE FROM schemata.schemas")
    pipeline.apply(server, database.name, FIRST, applied_by="test")
    assert write(live) == write(pipeline.read(server, database.name, ["shop"])["shop"].schema)


def test_what_counts_as_running_while_nobody_applies_was_interrupted(
    server: Server, database: Database, by_hand: psycopg.Connection
) -> None:
    pipeline.apply(server, database.name, FIRST, applied_by="test")
    by_hand.execute("UPDATE schemata.history SET outcome = 'running'")
    pipeline.apply(server, database.name, FIRST, applied_by="test")
    with server.connect(database.name) as connection:
        (entry,) = journal.read(connection)
    assert entry.outcome is Outcome.INTERRUPTED


def test_without_its_record_a_schema_is_not_ours_until_it_is_adopted(
    server: Server, database: Database, by_hand: psycopg.Connection
) -> None:
    pipeline.apply(server, database.name, FIRST, applied_by="test")
    by_hand.execute("DELETE FROM schemata.schemas")
    assert not pipeline.read(server, database.name, ["shop"])["shop"].ours
    pipeline.adopt(server, database.name, "shop")
    assert pipeline.apply(server, database.name, FIRST, applied_by="test").statements == ()


def test_another_spelling_of_the_same_is_recorded_and_changes_nothing(server: Server, database: Database) -> None:
    pipeline.apply(server, database.name, FIRST, applied_by="test")
    respelled = FIRST.replace("`lower(name)`", "`lower((name)::text)`").replace("`score * 2`", "`(score * 2)`")
    assert pipeline.apply(server, database.name, respelled, applied_by="test").statements == ()
    assert pipeline.read(server, database.name, ["shop"])["shop"].text == write(parse(respelled))
