"""What the model lacks is named."""

from __future__ import annotations

import psycopg
import pytest

from schemata.dialects.postgresql.catalogue import Unmodelled
from tests.schemata.catalogue.conftest import Read

STATEMENTS = {
    "CREATE RULE r AS ON INSERT TO t DO NOTHING": ("rule", "t.r"),
    "CREATE STATISTICS s (dependencies) ON a, b FROM t": ("statistics", "s"),
    "CREATE TABLE h () INHERITS (t)": ("table with inheritance", "h"),
    "CREATE TABLE i () INHERITS (t)": ("table with inheritance", "t"),
    "CREATE TYPE c AS (a int); CREATE TABLE o OF c": ("typed table", "o"),
    'CREATE COLLATION k FROM "C"': ("collation", "k"),
    "CREATE AGGREGATE g (int) (sfunc = int4pl, stype = int)": ("aggregate", "g(integer)"),
    "CREATE FUNCTION f(internal) RETURNS internal LANGUAGE internal AS 'int4in'": (
        "function in internal",
        "f(internal)",
    ),
    "CREATE OPERATOR === (leftarg = int, rightarg = int, function = int4eq)": ("operator", "==="),
    "CREATE OPERATOR FAMILY w USING btree": ("operator family", "w"),
    "CREATE TYPE c AS (a int); CREATE CAST (c AS text) WITH INOUT": ("cast", "shop.c as text"),
    "CREATE TYPE b": ("type", "b"),
    "CREATE TEXT SEARCH CONFIGURATION x (copy = english)": ("text search configuration", "x"),
    "CREATE TEXT SEARCH DICTIONARY x (template = simple)": ("text search dictionary", "x"),
    "CREATE CONVERSION x FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8": ("conversion", "x"),
    "CREATE PUBLICATION p FOR TABLE t": ("publication", "p of t"),
    "ALTER TABLE t ALTER a SET (n_distinct = 5)": ("column with an option", "t.a"),
    "CREATE VIEW v AS SELECT a FROM t; ALTER VIEW v ALTER a SET DEFAULT 1": ("default of a view's column", "v.a"),
    "CREATE INDEX x ON t ((a + 1)); ALTER INDEX x ALTER 1 SET STATISTICS 9": ("index with statistics", "x"),
    "CREATE INDEX x ON t (a); CLUSTER t USING x": ("index that the table is clustered on", "x"),
    "REVOKE DELETE ON t FROM CURRENT_USER": ("privilege taken from the owner", "t"),
    "CREATE TABLE j (a int GENERATED ALWAYS AS IDENTITY); GRANT USAGE ON SEQUENCE j_a_seq TO PUBLIC": (
        "grant on the sequence of an identity column",
        "j_a_seq",
    ),
    """CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
       CREATE EVENT TRIGGER e ON ddl_command_end WHEN TAG IN ('CREATE CAST') EXECUTE FUNCTION f()""": (
        "event trigger",
        "e",
    ),
    """CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END';
       CREATE CONSTRAINT TRIGGER g AFTER INSERT ON t FROM u FOR EACH ROW EXECUTE FUNCTION f()""": (
        "trigger with an option",
        "t.g",
    ),
}


@pytest.mark.parametrize("statements", STATEMENTS)
def test_what_the_model_lacks_is_named(shop: psycopg.Connection, read: Read, statements: str) -> None:
    shop.execute("CREATE TABLE t (a int, b int); CREATE TABLE u (a int)")
    shop.execute(statements.encode())
    assert Unmodelled("shop", *STATEMENTS[statements]) in read("shop").unmodelled


def test_what_the_model_has_is_not_named(shop: psycopg.Connection, read: Read) -> None:
    shop.execute("CREATE TABLE t (a serial PRIMARY KEY, b text); CREATE TYPE r AS RANGE (subtype = int)")
    shop.execute("CREATE EXTENSION citext; CREATE EXTENSION btree_gist")
    assert read("shop").unmodelled == ()
