"""What somebody changes by hand is found, object by object, and put back."""

from __future__ import annotations

import psycopg
import pytest

from schemata import pipeline
from schemata.dialects.postgresql.connection import Server
from schemata.errors import Refused
from schemata.outcomes import Drift, DriftKind
from schemata.plan import HazardCode
from tests.postgres_server import Database
from tests.schemata.shop import EVERYTHING_ALLOWED, FIRST

# What is done by hand -> what is reported.
CASES = {
    "ALTER TABLE shop.customers ALTER status SET DEFAULT 'x'": [
        Drift(
            "customers column status", DriftKind.CHANGED, "customers column status text null default `'x'::text`"
        )
    ],
    "ALTER TABLE shop.customers ALTER name TYPE varchar(60)": [
        Drift(
            "customers column name",
            DriftKind.CHANGED,
            "customers column name varchar(60) not-null default `'nobody'::character varying`",
        )
    ],
    "ALTER TABLE shop.orders DROP note": [Drift("orders column note", DriftKind.MISSING, "")],
    "ALTER TABLE shop.orders ADD extra int; COMMENT ON COLUMN shop.orders.extra IS 'x'": [
        Drift("orders column extra", DriftKind.UNEXPECTED, "orders column extra integer null")
    ],
    "DROP INDEX shop.customers_name_idx": [Drift("customers index customers_name_idx", DriftKind.MISSING, "")],
    "CREATE INDEX i ON shop.orders (note)": [
        Drift("orders index i", DriftKind.UNEXPECTED, "orders index i btree (note)")
    ],
    "ALTER TABLE shop.customers DROP CONSTRAINT customers_status_check": [
        Drift("customers check customers_status_check", DriftKind.MISSING, "")
    ],
    "CREATE TABLE shop.extra (a int PRIMARY KEY, b int)": [Drift("extra table", DriftKind.UNEXPECTED, "extra table")],
    "DROP TABLE shop.orders": [Drift("orders table", DriftKind.MISSING, "")],
    "COMMENT ON TABLE shop.customers IS 'x'": [
        Drift("customers comment", DriftKind.CHANGED, "customers comment `x`")
    ],
    "COMMENT ON SCHEMA shop IS NULL": [Drift("@comment", DriftKind.MISSING, "")],
}  # fmt: skip


@pytest.mark.parametrize("by_whom", CASES)
def test_drift_is_that_object_and_no_other_and_the_next_apply_puts_it_back(
    server: Server, database: Database, by_hand: psycopg.Connection, by_whom: str
) -> None:
    pipeline.apply(server, database.name, FIRST, applied_by="test")
    by_hand.execute(by_whom.encode())
    assert list(pipeline.read(server, database.name, ["shop"])["shop"].drift) == CASES[by_whom]
    seen = pipeline.preview(server, database.name, FIRST, FIRST)
    assert list(seen.live_changed) == CASES[by_whom]
    assert seen.statements
    pipeline.apply(server, database.name, FIRST, EVERYTHING_ALLOWED, applied_by="test")
    live = pipeline.read(server, database.name, ["shop"])["shop"]
    assert (live.text, live.drift) == (FIRST, ())


def test_an_untouched_object_keeps_the_definitions_spelling_beside_a_changed_one(
    server: Server, database: Database, by_hand: psycopg.Connection
) -> None:
    pipeline.apply(server, database.name, FIRST, applied_by="test")
    by_hand.execute("ALTER TABLE shop.orders ADD extra int")
    text = pipeline.read(server, database.name, ["shop"])["shop"].text
    assert text == FIRST.replace(
        "orders column note_no integer null\n", "orders column note_no integer null\norders column extra integer null\n"
    )


def test_what_the_model_lacks_is_reported_and_never_touched(
    server: Server, database: Database, by_hand: psycopg.Connection
) -> None:
    pipeline.apply(server, database.name, FIRST, applied_by="test")
    by_hand.execute("CREATE RULE totals AS ON DELETE TO shop.orders DO INSTEAD NOTHING")
    live = pipeline.read(server, database.name, ["shop"])["shop"]
    assert [(item.kind, item.name) for item in live.unmodelled] == [("rule", "orders.totals")]
    assert pipeline.preview(server, database.name, FIRST, FIRST).unmodelled == live.unmodelled
    pipeline.apply(
        server, database.name, FIRST.replace("note_no integer", "note_no bigint"), EVERYTHING_ALLOWED, applied_by="t"
    )
    assert by_hand.execute("SELECT count(*) FROM pg_rules WHERE schemaname = 'shop'").fetchone() == (1,)


@pytest.mark.parametrize("by_whom", ["ALTER TABLE shop.orders ADD extra int", "CREATE TABLE shop.extra (a int)"])
def test_what_somebody_else_made_is_not_dropped_unasked(
    server: Server, database: Database, by_hand: psycopg.Connection, by_whom: str
) -> None:
    pipeline.apply(server, database.name, FIRST, applied_by="test")
    by_hand.execute(by_whom.encode())
    before = pipeline.read(server, database.name, ["shop"])["shop"].text
    assert [item.hazard.code for item in pipeline.preview(server, database.name, FIRST, FIRST).refusals] == [
        HazardCode.UNMANAGED_DROP
    ]
    with pytest.raises(Refused, match="extra"):
        pipeline.apply(server, database.name, FIRST, applied_by="test")
    assert pipeline.read(server, database.name, ["shop"])["shop"].text == before
