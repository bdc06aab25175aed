"""What belongs to tables beyond columns, keys and indexes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import psycopg
import pytest

from schemata.dialects.postgresql.catalogue.triggers import condition
from schemata.model import (
    PUBLIC,
    Check,
    Column,
    Command,
    DataType,
    Deferrable,
    Event,
    Exclusion,
    ExclusionElement,
    Firing,
    ForeignKey,
    ForeignKeyAction,
    Identity,
    IndexKey,
    Numbering,
    Option,
    PartitionOf,
    Policy,
    RowSecurity,
    Timing,
    Trigger,
)
from tests.schemata.catalogue.conftest import Load

TABLE = "CREATE TABLE t (a int, b text, r int4range);"
FUNCTION = "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
INTEGER, TEXT = DataType("integer"), DataType("text")

# The attribute of Table t, DDL after the table's, and what it must be read as.
CASES: dict[str, tuple[str, str, Any]] = {
    "row security": ("row_security", "ALTER TABLE t ENABLE ROW LEVEL SECURITY", RowSecurity.ENABLED),
    "forced row security": (
        "row_security",
        "ALTER TABLE t ENABLE ROW LEVEL SECURITY; ALTER TABLE t FORCE ROW LEVEL SECURITY",
        RowSecurity.FORCED,
    ),
    "forced row security that is off": (
        "row_security",
        "ALTER TABLE t FORCE ROW LEVEL SECURITY",
        RowSecurity.FORCED_DISABLED,
    ),
    "policies": (
        "policies",
        """CREATE POLICY q ON t AS RESTRICTIVE FOR INSERT TO pg_monitor, pg_database_owner WITH CHECK (a > 0);
           CREATE POLICY p ON t USING (b = current_user); COMMENT ON POLICY p ON t IS 'P'""",
        (
            Policy("p", Command.ALL, True, (PUBLIC,), "(b = CURRENT_USER)", comment="P"),
            Policy("q", Command.INSERT, False, ("pg_database_owner", "pg_monitor"), None, "(a > 0)"),
        ),
    ),
    "trigger": (
        "triggers",
        FUNCTION
        + """CREATE TRIGGER g BEFORE INSERT OR UPDATE OF b, a ON t FOR EACH ROW
             WHEN (NEW.b <> ') EXECUTE FUNCTION x(') EXECUTE FUNCTION f('x', 'it''s');
             COMMENT ON TRIGGER g ON t IS 'G'""",
        (
            Trigger(
                "g",
                Timing.BEFORE,
                (Event.INSERT, Event.UPDATE),
                "f",
                arguments=("x", "it's"),
                columns=("b", "a"),
                each_row=True,
                when="(new.b <> ') EXECUTE FUNCTION x('::text)",
                comment="G",
            ),
        ),
    ),
    "triggers of transition tables, disabled and deferred": (
        "triggers",
        FUNCTION
        + """CREATE TRIGGER g AFTER UPDATE ON t REFERENCING OLD TABLE AS o NEW TABLE AS n EXECUTE FUNCTION f();
             ALTER TABLE t DISABLE TRIGGER g;
             CREATE CONSTRAINT TRIGGER h AFTER DELETE ON t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
               EXECUTE FUNCTION f();
             CREATE TRIGGER k AFTER TRUNCATE ON t EXECUTE FUNCTION f(); ALTER TABLE t ENABLE ALWAYS TRIGGER k""",
        (
            Trigger("g", Timing.AFTER, (Event.UPDATE,), "f", old_table="o", new_table="n", firing=Firing.DISABLED),
            Trigger(
                "h",
                Timing.AFTER,
                (Event.DELETE,),
                "f",
                each_row=True,
                constraint=True,
                deferrable=Deferrable.INITIALLY_DEFERRED,
            ),
            Trigger("k", Timing.AFTER, (Event.TRUNCATE,), "f", firing=Firing.ALWAYS),
        ),
    ),
    "trigger of another schema's function": (
        "triggers",
        "CREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        (
            Trigger(
                "g",
                Timing.BEFORE,
                (Event.UPDATE,),
                "suppress_redundant_updates_trigger",
                "pg_catalog",
                each_row=True,
            ),
        ),
    ),
    "exclusion": (
        "exclusions",
        """ALTER TABLE t ADD CONSTRAINT x EXCLUDE USING gist (r WITH &&, int4range(a, a) WITH -|-) INCLUDE (b)
           WHERE (a > 3) DEFERRABLE; COMMENT ON CONSTRAINT x ON t IS 'X'""",
        (
            Exclusion(
                "x",
                (
                    ExclusionElement(IndexKey("r"), "&&"),
                    ExclusionElement(IndexKey(expression="int4range(a, a)"), "-|-"),
                ),
                include=("b",),
                where="(a > 3)",
                deferrable=Deferrable.INITIALLY_IMMEDIATE,
                comment="X",
            ),
        ),
    ),
    "options": (
        "options",
        "ALTER TABLE t SET (fillfactor = 70, toast.autovacuum_enabled = false)",
        (Option("fillfactor", "70"), Option("toast.autovacuum_enabled", "false")),
    ),
    "unlogged": ("unlogged", "ALTER TABLE t SET UNLOGGED", True),
    "replica identity": ("replica_identity", "ALTER TABLE t REPLICA IDENTITY FULL", "full"),
    "replica identity of an index": (
        "replica_identity",
        "ALTER TABLE t ALTER a SET NOT NULL; CREATE UNIQUE INDEX i ON t (a);"
        "ALTER TABLE t REPLICA IDENTITY USING INDEX i",
        "i",
    ),
    "checks": (
        "checks",
        "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NO INHERIT",
        (Check("c", "(a > 0)", no_inherit=True),),
    ),
    "foreign keys": (
        "foreign_keys",
        """CREATE TABLE s (i int, j text, UNIQUE (i, j));
           ALTER TABLE t ADD CONSTRAINT k FOREIGN KEY (a, b) REFERENCES s (i, j) MATCH FULL ON DELETE SET NULL;
           ALTER TABLE t ADD CONSTRAINT l FOREIGN KEY (a, b) REFERENCES s (i, j) ON DELETE SET NULL (b)""",
        (
            ForeignKey("k", ("a", "b"), "s", ("i", "j"), on_delete=ForeignKeyAction.SET_NULL, match_full=True),
            ForeignKey("l", ("a", "b"), "s", ("i", "j"), on_delete=ForeignKeyAction.SET_NULL, set_columns=("b",)),
        ),
    ),
    "columns": (
        "columns",
        """ALTER TABLE t DROP a, DROP r, ALTER b SET STORAGE external, ALTER b SET COMPRESSION pglz,
             ALTER b SET STATISTICS 9;
           ALTER TABLE t ADD n smallint GENERATED ALWAYS AS IDENTITY (START 5 INCREMENT 2)""",
        (
            Column("b", TEXT, storage="external", compression="pglz", statistics=9),
            Column(
                "n", DataType("smallint"), False, identity=Identity.ALWAYS, numbering=Numbering(start=5, increment=2)
            ),
        ),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_belongs_to_a_table_is_read(load: Load, case: str) -> None:
    attribute, ddl, expected = CASES[case]
    assert getattr(load(TABLE + ddl).table("t"), attribute) == expected


PARTITIONED = """
CREATE TABLE m (id int, at date NOT NULL, PRIMARY KEY (id, at), CHECK (id > 0)) PARTITION BY RANGE (at, id);
CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2026-01-01', 1) TO ('2027-01-01', MAXVALUE);
CREATE TABLE md PARTITION OF m DEFAULT PARTITION BY LIST (id); CREATE TABLE md1 PARTITION OF md FOR VALUES IN (1, 2);
CREATE INDEX i ON m (at); CREATE INDEX j ON m1 (id);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER g AFTER INSERT ON m FOR EACH ROW EXECUTE FUNCTION f()
"""


def test_what_a_partition_has_of_its_parent_stands_at_the_parent(load: Load) -> None:
    schema = load(PARTITIONED)
    parent, partition, nested = schema.table("m"), schema.table("m1"), schema.table("md")
    assert parent.partition_by == "RANGE (at, id)"
    assert [len(part) for part in (parent.checks, parent.indexes, parent.triggers)] == [1, 1, 1]
    assert partition.partition_of == PartitionOf("m", "FOR VALUES FROM ('2026-01-01', 1) TO ('2027-01-01', MAXVALUE)")
    assert (partition.primary_key, partition.checks, partition.triggers) == (None, (), ())
    assert [index.name for index in partition.indexes] == ["j"]
    assert [column.name for column in partition.columns] == ["id", "at"]
    assert (nested.partition_of, nested.partition_by) == (PartitionOf("m", "DEFAULT"), "LIST (id)")
    assert schema.table("md1").partition_of == PartitionOf("md", "FOR VALUES IN (1, 2)")


def test_a_partition_may_be_of_a_table_in_another_schema(shop: psycopg.Connection, load: Load) -> None:
    shop.execute("CREATE SCHEMA other; CREATE TABLE other.m (a int) PARTITION BY HASH (a)")
    schema = load("CREATE TABLE h PARTITION OF other.m FOR VALUES WITH (modulus 2, remainder 1)")
    bound = "FOR VALUES WITH (modulus 2, remainder 1)"
    assert schema.table("h").partition_of == PartitionOf("m", bound, "other")


def test_a_view_has_triggers(load: Load) -> None:
    (view,) = load(
        FUNCTION + "CREATE VIEW v AS SELECT 1 AS a;"
        "CREATE TRIGGER g INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION f()"
    ).views
    assert [replace(trigger, needs=()) for trigger in view.triggers] == [
        Trigger("g", Timing.INSTEAD_OF, (Event.INSERT,), "f", each_row=True)
    ]


def test_what_postgres_18_has(shop: psycopg.Connection, load: Load) -> None:
    if shop.info.server_version < 180000:
        with pytest.raises(psycopg.errors.SyntaxError):
            shop.execute("CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a) VIRTUAL)")
        return
    table = load(
        """CREATE EXTENSION btree_gist SCHEMA public;
           CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a * 2) VIRTUAL, p daterange,
                           CONSTRAINT c CHECK (a > 0) NOT ENFORCED, PRIMARY KEY (a, p WITHOUT OVERLAPS),
                           CONSTRAINT f FOREIGN KEY (a, PERIOD p) REFERENCES t (a, PERIOD p) NOT ENFORCED)"""
    ).table("t")
    assert table.column("b") == Column("b", INTEGER, generated="(a * 2)", virtual=True)
    assert table.checks == (Check("c", "(a > 0)", enforced=False),)
    assert table.primary_key is not None
    assert table.primary_key.without_overlaps
    assert [(key.period, key.enforced, key.valid) for key in table.foreign_keys] == [(True, False, True)]


def test_the_condition_of_a_trigger_stands_between_its_parentheses() -> None:
    before = 'CREATE TRIGGER " FOR EACH ROW WHEN (" AFTER INSERT ON s.t FOR EACH ROW'
    after = "EXECUTE FUNCTION s.f(') EXECUTE FUNCTION ')"
    assert condition(f"{before} WHEN ((new.a = ')'::text)) {after}") == "(new.a = ')'::text)"
