"""Schemas and tables that leave are put aside, come back with their keys and rows, or go for good."""

from __future__ import annotations

import psycopg
import pytest

from schemata import pipeline
from schemata.archive.schemas import archived_name
from schemata.dialects.postgresql.connection import Server
from schemata.errors import ApplyFailed, NotThere
from tests.postgres_server import Database
from tests.schemata.shop import FIRST, ROWS

STAMP = "20261121t120000"
KEYS = """
CREATE SCHEMA other; CREATE TABLE other.visits (customer_id bigint REFERENCES shop.customers);
CREATE TABLE other.notes (id int PRIMARY KEY);
ALTER TABLE shop.orders ADD CONSTRAINT orders_note_fkey FOREIGN KEY (note_no) REFERENCES other.notes;
"""
COUNT_KEYS = "SELECT conname, convalidated FROM pg_constraint WHERE contype = 'f' ORDER BY 1"


def make(server: Server, database: Database, by_hand: psycopg.Connection) -> list[tuple[str, bool]]:
    pipeline.apply(server, database.name, FIRST, applied_by="test")
    by_hand.execute(ROWS)
    by_hand.execute(KEYS)
    return by_hand.execute(COUNT_KEYS).fetchall()


def test_a_schema_is_renamed_and_comes_back_with_rows_keys_and_record(
    server: Server, database: Database, by_hand: psycopg.Connection
) -> None:
    keys = make(server, database, by_hand)
    name = pipeline.archive(server, database.name, "shop", STAMP)
    assert name == f"shop__archived_{STAMP}"
    assert by_hand.execute(COUNT_KEYS).fetchall() == [("orders_customer_id_fkey", True)]
    assert pipeline.read_all(server, database.name) == {}
    (entry,) = pipeline.archived(server, database.name)
    assert (entry.schema, entry.table, entry.stands_as, entry.rows) == ("shop", None, name, 5)
    assert pipeline.restore(server, database.name, entry.id) == "shop"
    assert by_hand.execute(COUNT_KEYS).fetchall() == keys
    assert by_hand.execute("SELECT count(*) FROM shop.customers").fetchone() == (3,)
    assert [item.subject for item in pipeline.read(server, database.name, ["shop"])["shop"].drift] == [
        "orders foreign-key orders_note_fkey"  # made by hand before, and here again
    ]
    assert pipeline.archived(server, database.name) == ()


def test_archiving_again_says_where_it_is(server: Server, database: Database) -> None:
    pipeline.apply(server, database.name, FIRST, applied_by="test")
    name = pipeline.archive(server, database.name, "shop", STAMP)
    assert pipeline.archive(server, database.name, "shop", "20270101t000000") == name
    assert pipeline.archive(server, database.name, "never", STAMP) == ""


def test_a_restore_that_cannot_be_leaves_all_as_it_is(
    server: Server, database: Database, by_hand: psycopg.Connection
) -> None:
    make(server, database, by_hand)
    name = pipeline.archive(server, database.name, "shop", STAMP)
    by_hand.execute("INSERT INTO other.visits VALUES (77)")
    (entry,) = pipeline.archived(server, database.name)
    with pytest.raises(ApplyFailed, match="visits"):
        pipeline.restore(server, database.name, entry.id)
    by_hand.execute("DELETE FROM other.visits; CREATE SCHEMA shop")
    with pytest.raises(ApplyFailed, match="already exists"):
        pipeline.restore(server, database.name, entry.id)
    assert by_hand.execute(f"SELECT count(*) FROM {name}.orders".encode()).fetchone() == (2,)
    assert pipeline.archived(server, database.name) == (entry,)


def test_a_table_that_leaves_comes_back_with_its_keys(
    server: Server, database: Database, by_hand: psycopg.Connection
) -> None:
    keys = make(server, database, by_hand)
    by_hand.execute("ALTER TABLE shop.orders DROP CONSTRAINT orders_note_fkey")
    keys.remove(("orders_note_fkey", True))
    without = "".join(line for line in FIRST.splitlines(keepends=True) if not line.startswith("customers "))
    without = without.replace(
        "orders foreign-key orders_customer_id_fkey (customer_id) references customers (id)\n", ""
    )
    pipeline.apply(server, database.name, without, applied_by="test")
    (entry,) = pipeline.archived(server, database.name)
    assert (entry.schema, entry.table) == ("shop", "customers")
    assert by_hand.execute(COUNT_KEYS).fetchall() == []
    pipeline.restore(server, database.name, entry.id)
    assert by_hand.execute(COUNT_KEYS).fetchall() == keys
    assert by_hand.execute("SELECT count(*) FROM pg_namespace WHERE nspname ~ '__archive'").fetchone() == (0,)
    assert pipeline.preview(server, database.name, FIRST, FIRST).statements == ()


def test_purging_drops_it_for_good(server: Server, database: Database, by_hand: psycopg.Connection) -> None:
    make(server, database, by_hand)
    name = pipeline.archive(server, database.name, "shop", STAMP)
    (entry,) = pipeline.archived(server, database.name)
    assert pipeline.purge(server, database.name, entry.id) == name
    assert by_hand.execute("SELECT to_regnamespace(%s)", [name]).fetchone() == (None,)
    with pytest.raises(NotThere, match=f"no entry {entry.id}"):
        pipeline.restore(server, database.name, entry.id)


def test_a_drop_stops_at_what_is_not_ours(server: Server, database: Database, by_hand: psycopg.Connection) -> None:
    pipeline.apply(server, database.name, FIRST, applied_by="test")
    by_hand.execute("CREATE VIEW shop.theirs AS SELECT 1 AS one")
    with pytest.raises(ApplyFailed, match="theirs"):
        pipeline.drop(server, database.name, "shop")
    by_hand.execute("DROP VIEW shop.theirs; CREATE STATISTICS shop.theirs ON id, note FROM shop.orders")
    with pytest.raises(ApplyFailed, match="statistics theirs"):
        pipeline.drop(server, database.name, "shop")
    assert pipeline.read(server, database.name, ["shop"])["shop"].text == FIRST
    by_hand.execute("DROP STATISTICS shop.theirs")
    for _ in range(2):
        pipeline.drop(server, database.name, "shop")
    assert pipeline.read_all(server, database.name) == {}


def test_a_long_name_is_cut_and_told_apart() -> None:
    names = {archived_name("ä" * 25 + tail, STAMP) for tail in ("one", "two")}
    assert len(names) == 2
    assert all(len(name.encode()) <= 63 and name.endswith(f"__archived_{STAMP}") for name in names)
