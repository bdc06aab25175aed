"""What objects need, as the reader finds it."""

from __future__ import annotations

import pytest

from schemata.objects import by_subject
from tests.schemata.catalogue.conftest import Load

DDL = """
CREATE TYPE status AS ENUM ('new');
CREATE DOMAIN label AS text;
CREATE TYPE pair AS (a status, b label[]);
CREATE TYPE span AS RANGE (subtype = label);
CREATE FUNCTION twice(a int) RETURNS int LANGUAGE sql IMMUTABLE RETURN a * 2;
CREATE DOMAIN labels AS label[];
CREATE DOMAIN even AS int CHECK (twice(VALUE) > 0);
CREATE SEQUENCE numbers;
CREATE TABLE t (id int PRIMARY KEY DEFAULT nextval('numbers'), s status, n label[], p pair, m span, e even,
                g int GENERATED ALWAYS AS (twice(id)) STORED, at date,
                CONSTRAINT c CHECK (twice(id) > e), CONSTRAINT x EXCLUDE (twice(id) WITH =) WHERE (id > 1));
CREATE INDEX i ON t (twice(id)) WHERE s = 'new';
CREATE FUNCTION fire() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER g AFTER UPDATE ON t FOR EACH ROW WHEN (NEW.id > twice(1)) EXECUTE FUNCTION fire();
CREATE TABLE other (id int);
CREATE POLICY p ON t USING (id IN (SELECT o.id FROM other o));
CREATE VIEW v AS SELECT id, s, twice(id) AS d FROM t;
CREATE VIEW grouped AS SELECT id, at FROM t GROUP BY id;
CREATE MATERIALIZED VIEW mv AS SELECT * FROM v;
CREATE FUNCTION rows() RETURNS SETOF t LANGUAGE sql BEGIN ATOMIC SELECT * FROM t; END;
CREATE FUNCTION made(o t, s status[]) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE TABLE many (spans shop.span_multirange, l labels) PARTITION BY LIST (spans);
"""
TWICE = '@function "twice(integer)"'
NEEDS = {
    "@enum status": set(),
    "@composite-type pair": {"@enum status", "@domain label"},
    "@range-type span": {"@domain label"},
    "@domain even": {TWICE},
    "@domain labels": {"@domain label"},
    '@function "twice(integer)"': set(),
    "t table": set(),
    "t column id": {"@sequence numbers"},
    "t column s": {"@enum status"},
    "t column n": {"@domain label"},
    "t column p": {"@composite-type pair"},
    "t column m": {"@range-type span"},
    "t column e": {"@domain even"},
    "t column g": {TWICE, "t column id"},
    "t column at": set(),
    "t check c": {TWICE, "t column id", "t column e"},
    "t exclusion x": {TWICE, "t column id"},
    "t index i": {TWICE, "@enum status", "t column id", "t column s"},
    "t trigger g": {TWICE, '@function "fire()"', "t column id"},
    "t policy p": {"t column id", "other column id"},
    "@view v": {TWICE, "t column id", "t column s"},
    "@view grouped": {"t column id", "t column at", "t primary-key t_pkey"},
    "@materialized-view mv": {"@view v"},
    '@function "rows()"': {"t table"},
    '@function "made(shop.t,shop.status[])"': {"t table", "@enum status"},
    "many column spans": {"@range-type span"},
    "many column l": {"@domain labels"},
}


def test_every_object_says_what_it_needs(load: Load) -> None:
    found = by_subject(load(DDL))
    assert {key: set(found[key].needs) - _columns_of_t(key) for key in NEEDS} == NEEDS


def _columns_of_t(key: str) -> set[str]:
    """The columns that `SELECT *` in a body reads are not of interest."""
    return {f"t column {name}" for name in ("id", "s", "n", "p", "m", "e", "g", "at")} if "rows()" in key else set()


@pytest.mark.parametrize("name", ["Großes", "a b", 'q"q'])
def test_names_are_written_as_subjects(load: Load, name: str) -> None:
    quoted = '"' + name.replace('"', '""') + '"'
    schema = load(f"CREATE TYPE {quoted} AS ENUM (); CREATE TABLE t (a {quoted})")
    (enum,) = schema.enums
    assert schema.table("t").column("a").needs == (f"@enum {quoted}",)
    assert enum.name == name


def test_what_is_in_other_schemas_is_not_needed(load: Load) -> None:
    schema = load("CREATE SCHEMA other; CREATE TYPE other.e AS ENUM (); CREATE TABLE t (a other.e)")
    assert schema.table("t").column("a").needs == ()
