"""Every kind of object that stands beside tables, as the reader finds it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from schemata.model import (
    Argument,
    ArgumentMode,
    Attribute,
    Check,
    CheckOption,
    CompositeType,
    DataType,
    Domain,
    Enum,
    Function,
    Index,
    IndexKey,
    MaterializedView,
    Numbering,
    Option,
    OwnedBy,
    Parallel,
    RangeType,
    Routine,
    Sequence,
    View,
    ViewColumn,
    Volatility,
)
from tests.schemata.catalogue.conftest import Load

INTEGER, TEXT = DataType("integer"), DataType("text")
FUNCTION = "CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql RETURN a + 1;"
TABLE = "CREATE TABLE t (a int, b text);"

# The attribute of Schema, DDL, and what it must be read as.
CASES: dict[str, tuple[str, str, Any]] = {
    "enum": ("enums", "CREATE TYPE e AS ENUM ('b', 'it''s', 'a')", Enum("e", ("b", "it's", "a"))),
    "enum without values": ("enums", "CREATE TYPE e AS ENUM ()", Enum("e", ())),
    "enum with a value in the middle": (
        "enums",
        "CREATE TYPE e AS ENUM ('a', 'c'); ALTER TYPE e ADD VALUE 'b' BEFORE 'c'; COMMENT ON TYPE e IS 'E'",
        Enum("e", ("a", "b", "c"), "E"),
    ),
    "domain": (
        "domains",
        """CREATE DOMAIN d AS varchar(9) COLLATE "C" DEFAULT 'x' NOT NULL CONSTRAINT k CHECK (VALUE <> '');
           COMMENT ON CONSTRAINT k ON DOMAIN d IS 'K'; COMMENT ON DOMAIN d IS 'D'""",
        Domain(
            "d",
            DataType("varchar", (9,)),
            False,
            "'x'::character varying",
            "C",
            (Check("k", "((VALUE)::text <> ''::text)", comment="K"),),
            "D",
        ),
    ),
    "domain with a check that is not valid": (
        "domains",
        "CREATE DOMAIN d AS int; ALTER DOMAIN d ADD CONSTRAINT k CHECK (VALUE > 0) NOT VALID",
        Domain("d", INTEGER, checks=(Check("k", "(VALUE > 0)", valid=False),)),
    ),
    "composite type": (
        "composite_types",
        """CREATE TYPE c AS (a text COLLATE "C", b varchar(5)[]); ALTER TYPE c ADD ATTRIBUTE x int;
           ALTER TYPE c DROP ATTRIBUTE x; COMMENT ON TYPE c IS 'C'; COMMENT ON COLUMN c.a IS 'A'""",
        CompositeType("c", (Attribute("a", TEXT, "C", "A"), Attribute("b", DataType("varchar", (5,), 1))), "C"),
    ),
    "range type": ("range_types", "CREATE TYPE r AS RANGE (subtype = int)", RangeType("r", INTEGER)),
    "range type with options": (
        "range_types",
        """CREATE TYPE my_range AS RANGE (subtype = float8, subtype_diff = float8mi);
           CREATE TYPE r AS RANGE (subtype = text, collation = "C", subtype_opclass = text_pattern_ops,
                                   multirange_type_name = many); DROP TYPE my_range""",
        RangeType(
            "r",
            TEXT,
            (
                Option("subtype_opclass", "text_pattern_ops"),
                Option("collation", "C"),
                Option("multirange_type_name", "many"),
            ),
        ),
    ),
    "sequence": ("sequences", "CREATE SEQUENCE s", Sequence("s")),
    "sequence that falls": (
        "sequences",
        "CREATE UNLOGGED SEQUENCE s AS smallint INCREMENT -2 MAXVALUE 9 CACHE 5 CYCLE; COMMENT ON SEQUENCE s IS 'S'",
        Sequence(
            "s",
            DataType("smallint"),
            Numbering(increment=-2, maximum=9, cache=5, cycle=True),
            unlogged=True,
            comment="S",
        ),
    ),
    "sequence with a start": (
        "sequences",
        "CREATE SEQUENCE s MINVALUE 5 START 7",
        Sequence("s", numbering=Numbering(7, minimum=5)),
    ),
    "serial": (
        "sequences",
        "CREATE TABLE t (a serial)",
        Sequence("t_a_seq", INTEGER, owned_by=OwnedBy("t", "a")),
    ),
    "view": (
        "views",
        TABLE + "CREATE VIEW v AS SELECT a AS n FROM t; COMMENT ON VIEW v IS 'V'; COMMENT ON COLUMN v.n IS 'N'",
        View("v", "SELECT a AS n\n   FROM shop.t", (ViewColumn("n", INTEGER, "N"),), comment="V"),
    ),
    "view with options": (
        "views",
        TABLE
        + "CREATE VIEW v WITH (security_barrier, security_invoker = on) AS SELECT a FROM t WITH LOCAL CHECK OPTION",
        View("v", "SELECT a\n   FROM shop.t", (ViewColumn("a", INTEGER),), True, True, CheckOption.LOCAL),
    ),
    "materialised view": (
        "materialized_views",
        TABLE + "CREATE MATERIALIZED VIEW m WITH (fillfactor = 50) AS SELECT b FROM t; CREATE UNIQUE INDEX i ON m (b)",
        MaterializedView(
            "m",
            "SELECT b\n   FROM shop.t",
            (ViewColumn("b", TEXT),),
            (Option("fillfactor", "50"),),
            (Index("i", (IndexKey("b"),), unique=True),),
        ),
    ),
    "function": (
        "functions",
        """CREATE FUNCTION f(a int, b text DEFAULT 'x', OUT c int, VARIADIC d char[] DEFAULT '{}') RETURNS int
           LANGUAGE sql IMMUTABLE STRICT SECURITY DEFINER LEAKPROOF PARALLEL SAFE COST 5
           SET search_path = shop, pg_temp SET work_mem = '9MB'
           AS ' SELECT 1 '; COMMENT ON FUNCTION f IS 'F'""",
        Function(
            "f",
            (
                Argument("a", INTEGER),
                Argument("b", TEXT, default="'x'::text"),
                Argument("c", INTEGER, ArgumentMode.OUT),
                Argument("d", DataType("char", (1,), 1), ArgumentMode.VARIADIC, "'{}'::bpchar[]"),
            ),
            "integer",
            "sql",
            " SELECT 1 ",
            volatility=Volatility.IMMUTABLE,
            strict=True,
            security_definer=True,
            leakproof=True,
            parallel=Parallel.SAFE,
            cost="5",
            settings=(Option("search_path", "shop, pg_temp"), Option("work_mem", "9MB")),
            comment="F",
        ),
    ),
    "function with a standard body": (
        "functions",
        FUNCTION,
        Function("f", (Argument("a", INTEGER),), "integer", "sql", "RETURN (a + 1)", standard=True),
    ),
    "function of a table": (
        "functions",
        "CREATE FUNCTION f(int) RETURNS TABLE (n int, s text) LANGUAGE sql STABLE ROWS 7 AS 'SELECT 1, ''x'''",
        Function(
            "f",
            (Argument("", INTEGER),),
            "TABLE(n integer, s text)",
            "sql",
            "SELECT 1, 'x'",
            volatility=Volatility.STABLE,
            rows="7",
        ),
    ),
    "procedure": (
        "functions",
        "CREATE PROCEDURE p(INOUT a int) LANGUAGE plpgsql AS $$ BEGIN END $$",
        Function(
            "p", (Argument("a", INTEGER, ArgumentMode.INOUT),), None, "plpgsql", " BEGIN END ", kind=Routine.PROCEDURE
        ),
    ),
    "window function": (
        "functions",
        "CREATE FUNCTION w() RETURNS int LANGUAGE sql WINDOW AS 'SELECT 1'",
        Function("w", (), "integer", "sql", "SELECT 1", window=True),
    ),
}


def bare(item: Any) -> Any:
    """The object without its owner and grants, which other tests are about."""
    return replace(item, owner=None, grants=None)


@pytest.mark.parametrize("case", CASES)
def test_every_kind_of_object_is_read(load: Load, case: str) -> None:
    attribute, ddl, expected = CASES[case]
    (found,) = getattr(load(ddl), attribute)
    assert bare(found) == expected
    if hasattr(expected, "columns"):
        assert found.columns == expected.columns


def test_overloaded_functions_stand_by_their_signatures(load: Load) -> None:
    functions = load(
        FUNCTION + "CREATE FUNCTION f(text, VARIADIC int[]) RETURNS text LANGUAGE sql AS 'SELECT 1'"
    ).functions
    assert [function.signature for function in functions] == ["f(integer)", "f(text,integer[])"]


def test_the_objects_of_an_extension_are_left_out(load: Load) -> None:
    schema = load("CREATE EXTENSION citext; CREATE TABLE t (a citext); COMMENT ON EXTENSION citext IS 'mine'")
    assert [(item.name, item.comment) for item in schema.extensions] == [("citext", "mine")]
    assert (schema.functions, schema.domains, schema.enums) == ((), (), ())
    assert schema.table("t").column("a").type == DataType("shop.citext")


def test_the_comment_that_an_extension_brings_along_is_not_ours(load: Load) -> None:
    (extension,) = load("CREATE EXTENSION citext").extensions
    assert extension.comment is None
    assert extension.version is not None
