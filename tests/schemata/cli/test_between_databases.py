"""Plans between two databases: printed, proved, applied, taken back."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator

import psycopg
import pytest

from schemata import pipeline
from schemata.dialects.postgresql.connection import Server
from tests.postgres_server import Database
from tests.schemata.cli.command import run

LIVE = """
CREATE SCHEMA shop;
CREATE TABLE shop.customers (id int PRIMARY KEY, name text);
CREATE TABLE shop.orders (id int PRIMARY KEY, customer_id int REFERENCES shop.customers, note text);
CREATE TABLE shop.old_prices (id int);
INSERT INTO shop.customers VALUES (1, 'somebody');
INSERT INTO shop.old_prices VALUES (1);
"""
GOAL = """
CREATE SCHEMA shop;
CREATE TABLE shop.customers (id int PRIMARY KEY, title text NOT NULL);
CREATE TABLE shop.orders (id int PRIMARY KEY, customer_id int REFERENCES shop.customers ON DELETE CASCADE, note text);
CREATE INDEX ON shop.orders (customer_id);
"""
RENAMED = ("--rename", "column:customers.name=title")


@pytest.fixture
def goal(database: Database) -> Iterator[str]:
    """The URL of a second database, with what the first is to become."""
    name = f"test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(database.server.url("postgres"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
        with psycopg.connect(database.server.url(name), autocommit=True) as second:
            second.execute(GOAL)
        yield database.server.url(name)
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


@pytest.fixture
def live(database: Database, by_hand: psycopg.Connection, server: Server) -> str:
    """The URL of the test's database with a schema that is ours."""
    by_hand.execute(LIVE)
    pipeline.adopt(server, database.name, "shop")
    return database.url


def test_a_plan_ends_with_2_names_its_hazards_and_touches_nothing(live: str, goal: str) -> None:
    found = run("plan", "--from", live, "--to", goal, "--schema", "shop", "--json")
    assert found.returncode == 2
    (plan,) = json.loads(found.stdout)
    codes = {(hazard["code"], step["object"]) for step in plan["statements"] for hazard in step["hazards"]}
    assert {("data_loss", "shop.customers.name"), ("data_loss", "shop.old_prices")} <= codes
    assert any(refusal.startswith("data_loss: shop.customers.name") for refusal in plan["refused"])
    assert run("plan", "--from", live, "--to", goal, "--schema", "shop", "--json").stdout == found.stdout


def test_a_plan_between_equal_databases_is_empty(live: str) -> None:
    found = run("plan", "--from", live, "--to", live)
    assert (found.returncode, found.stdout, found.stderr) == (0, "", "")


def test_a_schema_that_leaves_is_dropped_in_the_plan(live: str, goal: str, by_hand: psycopg.Connection) -> None:
    by_hand.execute("CREATE SCHEMA former; CREATE TABLE former.a (id int)")
    found = run("plan", "--from", live, "--to", goal)
    assert 'DROP SCHEMA "former"' in found.stdout


def test_apply_refuses_with_3_and_with_the_allowance_makes_it(
    live: str, goal: str, by_hand: psycopg.Connection
) -> None:
    arguments = ("apply", "--from", live, "--to", goal, "--schema", "shop", *RENAMED)
    refused = run(*arguments)
    assert (refused.returncode, refused.stdout) == (3, "")
    assert "data_loss: shop.old_prices" in refused.stderr
    done = run(*arguments, "--allow", "data_loss:shop.old_prices")
    assert (done.returncode, done.stderr) == (0, "")
    assert by_hand.execute("SELECT id, title FROM shop.customers").fetchall() == [(1, "somebody")]
    assert run("plan", "--from", live, "--to", goal, "--schema", "shop").returncode == 0
    assert run("drift", live).returncode == 0


def test_a_rollback_leads_back_with_the_rows(live: str, goal: str, by_hand: psycopg.Connection) -> None:
    run("apply", "--from", live, "--to", goal, "--schema", "shop", *RENAMED, "--allow", "data_loss")
    done = run("rollback", live, "--schema", "shop")
    assert (done.returncode, done.stderr) == (0, "")
    assert by_hand.execute("SELECT id, name FROM shop.customers").fetchall() == [(1, "somebody")]
    assert by_hand.execute("SELECT count(*) FROM shop.old_prices").fetchone() == (0,)
    assert run("rollback", live, "--schema", "shop", "--to", "99").returncode == 1


def test_a_plan_as_a_script_does_what_it_says(live: str, goal: str, by_hand: psycopg.Connection) -> None:
    script = run("plan", "--from", live, "--to", goal, "--schema", "shop", "--format", "sql", *RENAMED).stdout
    for statement in script.split(";\n"):
        by_hand.execute(statement.encode())
    assert run("plan", "--from", live, "--to", goal, "--schema", "shop").returncode == 0


def test_a_hint_that_fits_nothing_is_an_error(live: str, goal: str) -> None:
    for hint in ("column:customers.name=tilte", "table:customers", "colour:a=b", "schema:a.b=c"):
        found = run("plan", "--from", live, "--to", goal, "--schema", "shop", "--rename", hint)
        assert (found.returncode, found.stdout) == (1, "")
        assert hint in found.stderr


def test_a_plan_is_proved_on_a_copy_that_is_gone_afterwards(live: str, goal: str, by_hand: psycopg.Connection) -> None:
    found = run("plan", "--from", live, "--to", goal, "--schema", "shop", "--prove", *RENAMED)
    assert (found.returncode, "proved on a scratch copy: 1 " in found.stderr) == (2, True)
    left = by_hand.execute("SELECT count(*) FROM pg_database WHERE datname LIKE 'schemata_proof_%'").fetchone()
    assert left == (0,)


def test_what_is_not_modelled_is_named_and_ends_with_1(live: str, goal: str) -> None:
    with psycopg.connect(goal, autocommit=True) as connection:
        connection.execute("CREATE RULE quiet AS ON DELETE TO shop.orders DO INSTEAD NOTHING")
    for verb in ("plan", "diff"):
        found = run(verb, "--from", live, "--to", goal, "--schema", "shop")
        assert (found.returncode, "rule shop.orders.quiet" in found.stdout) == (1, True)
    applied = run("apply", "--from", live, "--to", goal, "--schema", "shop", "--allow", "data_loss")
    assert (applied.returncode, "rule shop.orders.quiet" in applied.stderr) == (1, True)


def test_drift_is_listed_and_ends_with_2(live: str, by_hand: psycopg.Connection) -> None:
    by_hand.execute("ALTER TABLE shop.orders ADD extra int")
    found = run("drift", live)
    assert (found.returncode, found.stdout) == (2, "unexpected shop: orders column extra integer null\n")
