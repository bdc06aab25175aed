"""A live schema imported is a definition that changes nothing."""

from __future__ import annotations

from pathlib import Path

import psycopg

from tests.postgres_server import Database
from tests.schemata.cli.command import run

LIVE = """
CREATE SCHEMA shop;
CREATE TYPE shop.state AS ENUM ('new', 'done');
CREATE DOMAIN shop.email AS text CHECK (VALUE LIKE '%@%');
CREATE SEQUENCE shop.numbers START 100 INCREMENT 10;
CREATE TABLE shop.customers (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name varchar(50) NOT NULL DEFAULT 'nobody',
    mail shop.email UNIQUE,
    state shop.state NOT NULL DEFAULT 'new');
CREATE TABLE shop.orders (
    id int PRIMARY KEY,
    customer_id bigint REFERENCES shop.customers ON DELETE CASCADE,
    number bigint DEFAULT nextval('shop.numbers'),
    amount numeric(10,2) CHECK (amount > 0),
    tax numeric GENERATED ALWAYS AS (amount * 0.2) STORED);
CREATE INDEX open_orders ON shop.orders (customer_id DESC, lower(number::text)) WHERE amount > 10;
CREATE VIEW shop.big AS SELECT id, amount FROM shop.orders WHERE amount > 100;
CREATE TABLE shop.log (id int, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE shop.log_2026 PARTITION OF shop.log FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE FUNCTION shop.total(customer bigint) RETURNS numeric LANGUAGE sql STABLE
AS 'select sum(amount) from shop.orders where customer_id = customer';
ALTER TABLE shop.orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON shop.orders USING (customer_id > 0);
COMMENT ON TABLE shop.orders IS 'What was bought.';
GRANT SELECT ON shop.orders TO PUBLIC;
"""


def test_what_was_imported_plans_to_nothing(database: Database, by_hand: psycopg.Connection, tmp_path: Path) -> None:
    by_hand.execute(LIVE)
    imported = run("import", database.url, "--schema", "shop", "--into", str(tmp_path))
    assert (imported.returncode, imported.stderr) == (0, "")
    for verb in ("plan", "diff"):
        found = run(verb, "--from", database.url, "--to", str(tmp_path))
        assert (found.returncode, found.stdout, found.stderr) == (0, "", "")
    applied = run("apply", "--from", database.url, "--to", str(tmp_path))
    assert (applied.returncode, applied.stdout.startswith("shop: 0 statements")) == (0, True)


def test_nothing_is_written_over_or_left_out(database: Database, by_hand: psycopg.Connection, tmp_path: Path) -> None:
    by_hand.execute(
        "CREATE SCHEMA shop; CREATE TABLE shop.a (id int); CREATE STATISTICS shop.s ON (id + 1) FROM shop.a"
    )
    imported = run("import", database.url, "--schema", "shop", "--into", str(tmp_path))
    assert (imported.returncode, "statistics shop.s" in imported.stderr) == (1, True)
    assert not list(tmp_path.iterdir())
    by_hand.execute("DROP STATISTICS shop.s")
    (tmp_path / "shop.yaml").write_text("kind: Schema\n")
    assert run("import", database.url, "--schema", "shop", "--into", str(tmp_path)).returncode == 1
    assert (tmp_path / "shop.yaml").read_text() == "kind: Schema\n"
