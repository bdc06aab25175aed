"""Texts that Postgres writes in its own way are no changes, those that mean something else are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import psycopg
import pytest

from schemata.dialects.postgresql import catalogue
from schemata.dialects.postgresql.connection import Server
from schemata.model import Schema
from schemata.objects import by_subject, merged
from schemata.respelling import with_desired_spelling
from schemata.spellings import texts, with_texts
from tests.postgres_server import Database

DDL = """
CREATE SCHEMA shop; SET search_path = shop;
CREATE TYPE status AS ENUM ('new', 'done');
CREATE DOMAIN email AS text DEFAULT lower('X') CONSTRAINT ok CHECK (VALUE LIKE '%@%');
CREATE FUNCTION twice(a int, b int DEFAULT 1 + 1) RETURNS int LANGUAGE sql IMMUTABLE RETURN a * 2;
CREATE TABLE t (id int PRIMARY KEY, s status DEFAULT 'new', n int DEFAULT 1 + 1, e email,
                g int GENERATED ALWAYS AS (twice(id)) STORED,
                CONSTRAINT c CHECK (s IN ('new', 'done')), CONSTRAINT x EXCLUDE (twice(id) WITH =) WHERE (id > 1));
CREATE INDEX i ON t ((n + 1)) WHERE s = 'new';
CREATE FUNCTION fire() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER w AFTER UPDATE ON t FOR EACH ROW WHEN (OLD.s <> NEW.s) EXECUTE FUNCTION fire();
CREATE POLICY p ON t TO pg_monitor USING (id = twice(1)) WITH CHECK (n > 0);
CREATE VIEW v AS SELECT id, s FROM t WHERE s = 'new';
CREATE MATERIALIZED VIEW m AS SELECT count(*) FROM v;
CREATE TABLE parted (at date) PARTITION BY RANGE (at);
CREATE TABLE part PARTITION OF parted FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
RESET search_path;
"""

# A subject, and each of its texts as somebody may write it (None: there is none).
SPELLINGS: dict[str, tuple[str | None, ...]] = {
    "@domain email": ("lower( 'X' )",),
    "email check ok": ("value like '%@%'",),
    '@function "twice(integer,integer)"': ("integer", None, "1+1", "return a*2"),
    "t column n": ("1+1", None),
    "t column s": ("'new'", None),
    "t column g": (None, "shop.twice(t.id)"),
    "t check c": ("s in ('new', 'done')",),
    "t exclusion x": ("id>1", "shop.twice(id)"),
    "t index i": ("s='new'", "(n+1)"),
    "t trigger w": ("old.s != new.s",),
    "t policy p": ("id = shop.twice(1)", "n > 0"),
    "@view v": ("select id, s from shop.t where s='new'",),
    "@materialized-view m": ("select count( * ) from shop.v",),
    "parted table": ("range ( at )",),
    "part table": (None, "for values from (date '2026-01-01') to (date '2027-01-01')"),
}

Respell = Callable[[Callable[[str, Any], Any]], tuple[Schema, Schema]]


@pytest.fixture
def respell(server: Server, database: Database, by_hand: psycopg.Connection) -> Respell:
    """What the live schema becomes in the spelling of a desired one that a function makes of it, with the desired."""
    by_hand.execute(DDL.encode())

    def respelled(change: Callable[[str, Any], Any]) -> tuple[Schema, Schema]:
        with server.connect(database.name) as connection, connection.transaction():
            live = catalogue.read(connection, ["shop"]).schemas["shop"]
            desired = merged(live, live, lambda key, _path, item, _other: change(key, item))
            return with_desired_spelling(connection, live, live, desired), desired

    return respelled


@pytest.mark.parametrize("key", SPELLINGS)
def test_another_spelling_is_no_change(respell: Respell, key: str) -> None:
    terms, desired = respell(lambda subject, item: with_texts(item, SPELLINGS[key]) if subject == key else item)
    assert texts(by_subject(desired)[key]) == SPELLINGS[key]
    assert terms == desired


def test_all_of_them_are_told_at_once(respell: Respell) -> None:
    terms, desired = respell(lambda subject, item: with_texts(item, SPELLINGS.get(subject, texts(item))))
    assert terms == desired


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("t check c", ("s in ('new')",)),
        ("t column n", ("1+2", None)),
        ("@view v", ("select id, s from shop.t where s='done'",)),
        ("t policy p", ("id = shop.twice(2)", "(n > 0)")),
    ],
)
def test_what_means_something_else_stays_a_change(respell: Respell, key: str, found: tuple[str, ...]) -> None:
    terms, desired = respell(lambda subject, item: with_texts(item, found) if subject == key else item)
    assert texts(by_subject(terms)[key]) != texts(by_subject(desired)[key])


def test_what_cannot_be_made_stays_a_change(respell: Respell) -> None:
    terms, desired = respell(
        lambda subject, item: replace(item, expression="none > 1") if subject == "t check c" else item
    )
    assert texts(by_subject(terms)["t check c"]) != texts(by_subject(desired)["t check c"])


def test_nothing_of_it_stays(respell: Respell, by_hand: psycopg.Connection) -> None:
    schemas = "SELECT nspname, oid FROM pg_namespace ORDER BY nspname"
    before = by_hand.execute(schemas).fetchall()
    respell(lambda subject, item: with_texts(item, SPELLINGS.get(subject, texts(item))))
    assert by_hand.execute(schemas).fetchall() == before
