"""The pipeline from a definition to a live schema and back, on a real server."""

from __future__ import annotations

import os
import subprocess

import psycopg
import pytest

from schemata import pipeline
from schemata.dialects.postgresql.connection import Address, Server
from schemata.errors import ConnectionProblem, NotOurs, NotThere, Refused
from schemata.model.text import parse, write
from servers import binaries
from tests.postgres_server import Database
from tests.schemata.shop import EVERYTHING_ALLOWED, FIRST, ROWS, SECOND


def dump(database: Database) -> list[str]:
    """The lines of `shop` as pg_dump tells them, sorted: what a later column stands behind is no difference."""
    endpoint = database.server
    found = max((binaries.find(version) for version in ("17", "18")), key=lambda item: item.program("pg_dump"))
    command = [
        *(found.program("pg_dump"), "--schema-only", "--schema=shop", "--no-owner"),
        *(f"--host={endpoint.host}", f"--port={endpoint.port}", f"--username={endpoint.username}", database.name),
    ]
    environment = {**os.environ, "PGPASSWORD": endpoint.password}
    told = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
    return sorted(line.rstrip(",") for line in told.splitlines() if not line.startswith(("--", "\\", "SET ")))


def test_an_update_ends_where_a_creation_would(server: Server, database: Database, by_hand: psycopg.Connection) -> None:
    pipeline.apply(server, database.name, FIRST, applied_by="test")
    by_hand.execute(ROWS)
    pipeline.apply(server, database.name, SECOND, EVERYTHING_ALLOWED, applied_by="test")
    updated = dump(database)
    assert by_hand.execute("SELECT count(*) FROM shop.customers").fetchone() == (3,)
    assert by_hand.execute("SELECT remark FROM shop.orders ORDER BY id").fetchall() == [("x",), ("y",)]
    pipeline.drop(server, database.name, "shop")
    pipeline.apply(server, database.name, SECOND, applied_by="test")
    assert updated == dump(database)


def test_what_was_applied_reads_back_as_the_definition_and_plans_to_nothing(server: Server, database: Database) -> None:
    for text in (FIRST, SECOND, FIRST.replace("note text null", "note text null renamed-from remark")):
        applied = pipeline.apply(server, database.name, text, EVERYTHING_ALLOWED, applied_by="test")
        live = pipeline.read(server, database.name, ["shop"])["shop"]
        assert (live.text, live.drift, live.ours) == (write(parse(text)), (), True)
        assert live.live_digest == applied.live_digest
        assert pipeline.preview(server, database.name, text, None).statements == ()


def test_a_preview_says_what_an_apply_then_does(
    server: Server, database: Database, by_hand: psycopg.Connection
) -> None:
    pipeline.apply(server, database.name, FIRST, applied_by="test")
    by_hand.execute(ROWS)
    seen = pipeline.preview(server, database.name, SECOND, FIRST)
    told: list[str] = []
    applied = pipeline.apply(
        server,
        database.name,
        SECOND,
        EVERYTHING_ALLOWED,
        applied_by="test",
        progress=lambda _n, _m, sql: told.append(sql),
    )
    assert seen.statements == applied.statements == tuple(told)


def test_a_preview_changes_nothing(server: Server, database: Database, by_hand: psycopg.Connection) -> None:
    pipeline.apply(server, database.name, FIRST, applied_by="test")
    before = dump(database)
    changed = FIRST.replace("status in ('new', 'old')", "status = any (array['new', 'old'])")
    assert pipeline.preview(server, database.name, changed, FIRST).statements == ()
    assert dump(database) == before
    assert by_hand.execute("SELECT count(*) FROM pg_namespace WHERE nspname ~ 'scratch'").fetchone() == (0,)


def test_an_apply_that_changes_nothing_writes_nothing(
    server: Server, database: Database, by_hand: psycopg.Connection
) -> None:
    pipeline.apply(server, database.name, FIRST, applied_by="test")
    versions = "SELECT array_agg(xmin::text) FROM pg_class UNION ALL SELECT array_agg(xmin::text) FROM schemata.schemas"
    before = by_hand.execute(versions).fetchall()
    assert pipeline.apply(server, database.name, FIRST, applied_by="test").statements == ()
    assert by_hand.execute(versions).fetchall() == before
    assert by_hand.execute("SELECT count(*) FROM schemata.history").fetchone() == (1,)


def test_without_a_server_a_preview_is_made_from_the_definitions(database: Database) -> None:
    nowhere = Server(Address("127.0.0.1", 1, "nobody", "hidden password"))
    seen = pipeline.preview(nowhere, database.name, FIRST.replace("note_no", "number"), FIRST)
    assert len(seen.statements) == 2
    assert "planned from the definitions" in seen.notes[0]
    assert "hidden password" not in seen.notes[0]
    assert pipeline.preview(None, database.name, FIRST, FIRST).statements == ()


def test_a_hazard_that_nobody_allowed_stops_the_apply_before_it_touches_anything(
    server: Server, database: Database, by_hand: psycopg.Connection
) -> None:
    pipeline.apply(server, database.name, FIRST, applied_by="test")
    by_hand.execute(ROWS)
    without = FIRST.replace("orders column note text null\n", "")
    (refusal,) = pipeline.preview(server, database.name, without, FIRST).refusals
    assert "shop.orders.note" in str(refusal)
    with pytest.raises(Refused, match="data_loss"):
        pipeline.apply(server, database.name, without, applied_by="test")
    assert pipeline.read(server, database.name, ["shop"])["shop"].text == FIRST


def test_a_schema_that_somebody_else_made_is_left_alone(
    server: Server, database: Database, by_hand: psycopg.Connection
) -> None:
    by_hand.execute("CREATE SCHEMA shop; CREATE TABLE shop.theirs (a int)")
    for call in (
        lambda: pipeline.preview(server, database.name, FIRST, None),
        lambda: pipeline.apply(server, database.name, FIRST, EVERYTHING_ALLOWED, applied_by="test"),
        lambda: pipeline.archive(server, database.name, "shop", "20261121t120000"),
        lambda: pipeline.drop(server, database.name, "shop"),
    ):
        with pytest.raises(NotOurs, match="shop"):
            call()
    assert not pipeline.read(server, database.name, ["shop"])["shop"].ours
    assert by_hand.execute("SELECT count(*) FROM shop.theirs").fetchone() == (0,)


def test_an_adopted_schema_plans_to_nothing_under_a_definition_of_the_same_content(
    server: Server, database: Database, by_hand: psycopg.Connection
) -> None:
    for statement in pipeline.preview(server, database.name, FIRST, None).statements:
        by_hand.execute(statement.encode())
    live = pipeline.adopt(server, database.name, "shop")
    assert live != FIRST
    assert pipeline.preview(server, database.name, FIRST, live).statements == ()
    assert pipeline.apply(server, database.name, FIRST, applied_by="test").statements == ()
    assert pipeline.read(server, database.name, ["shop"])["shop"].text == FIRST


def test_a_schema_that_a_state_has_is_previewed_as_adopted(
    server: Server, database: Database, by_hand: psycopg.Connection
) -> None:
    for statement in pipeline.preview(server, database.name, FIRST, None).statements:
        by_hand.execute(statement.encode())
    live = pipeline.read(server, database.name, ["shop"])["shop"]
    seen = pipeline.preview(server, database.name, FIRST, live.text)
    assert (seen.statements, seen.live_changed) == ((), ())


def test_what_does_not_exist_cannot_be_adopted(server: Server, database: Database) -> None:
    with pytest.raises(NotThere, match="'missing'"):
        pipeline.adopt(server, database.name, "missing")


def test_a_renamed_schema_keeps_its_rows_and_its_record(
    server: Server, database: Database, by_hand: psycopg.Connection
) -> None:
    pipeline.apply(server, database.name, FIRST, applied_by="test")
    by_hand.execute(ROWS)
    renamed = FIRST.replace("@schema shop", "@schema store renamed-from shop")
    for _ in range(2):
        pipeline.apply(server, database.name, renamed, applied_by="test")
        assert list(pipeline.read_all(server, database.name)) == ["store"]
    assert by_hand.execute("SELECT count(*) FROM store.customers").fetchone() == (3,)
    assert pipeline.read(server, database.name, ["store"])["store"].text == renamed
    assert pipeline.count_rows(server, database.name, ["store", "shop"]) == {"store": 5}


def test_a_database_that_is_not_there_is_told_without_the_password(server: Server, database: Database) -> None:
    with pytest.raises(ConnectionProblem) as caught:
        pipeline.apply(server, "missing", FIRST, applied_by="test")
    assert 'database "missing" does not exist' in str(caught.value)
    assert database.server.password not in str(caught.value)
    assert database.server.password not in repr(server.address)
