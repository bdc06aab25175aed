"""The canonical text of every kind of object, each with all its fields set."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace

from schemata.model import (
    Argument,
    ArgumentMode,
    Attribute,
    Check,
    CheckOption,
    Column,
    Command,
    CompositeType,
    DataType,
    DefaultKind,
    DefaultPrivilege,
    Domain,
    Enum,
    Event,
    Exclusion,
    ExclusionElement,
    Extension,
    Firing,
    Function,
    Grant,
    Identity,
    Index,
    IndexKey,
    MaterializedView,
    Numbering,
    Option,
    OwnedBy,
    PartitionOf,
    Policy,
    RangeType,
    Routine,
    RowSecurity,
    Schema,
    Sequence,
    Table,
    Timing,
    Trigger,
    ValueRename,
    View,
    ViewColumn,
)
from schemata.model.text import digests, parse, write

parsed = DataType.parse
NEEDS = ("orders table", "orders column id")
SCHEMA = Schema(
    "s",
    tables=(
        Table(
            "orders",
            (
                Column(
                    "id",
                    parsed("bigint"),
                    False,
                    identity=Identity.ALWAYS,
                    numbering=Numbering(5, 2, -3, None, 7, True),
                    needs=NEEDS,
                    storage="main",
                    statistics=100,
                ),
            ),
            exclusions=(
                Exclusion(
                    "ex",
                    (
                        ExclusionElement(IndexKey("id"), "="),
                        ExclusionElement(IndexKey(expression="tsrange(a, b)"), "&&"),
                    ),
                    where="x > 1",
                    needs=NEEDS,
                ),
            ),
            triggers=(
                Trigger(
                    "t",
                    Timing.BEFORE,
                    (Event.INSERT, Event.UPDATE),
                    "f",
                    "s2",
                    ("a", "b"),
                    ("id",),
                    True,
                    "(new.id > 1)",
                    needs=NEEDS,
                    comment="c",
                    firing=Firing.ALWAYS,
                ),
            ),
            policies=(Policy("Pol icy", Command.SELECT, False, ("a", "b"), "true", "false", needs=NEEDS, comment="x"),),
            row_security=RowSecurity.FORCED,
            partition_by="RANGE (id)",
            partition_of=PartitionOf("p", "DEFAULT"),
            options=(Option("fillfactor", "70"),),
            unlogged=True,
            replica_identity="full",
            owner="me",
            grants=(Grant("public", "SELECT"), Grant("x", "UPDATE", True, ("id",))),
            comment="t",
        ),
    ),
    enums=(
        Enum(
            "status",
            ("new", "do`ne"),
            comment="c",
            owner="o",
            grants=(),
            renamed_values=(ValueRename("a", "b"),),
            renamed_from="old",
        ),
    ),
    domains=(
        Domain(
            "d",
            parsed("varchar(3)"),
            False,
            "'x'",
            "C",
            (Check("k", "value > 1", valid=False), Check("m", "x")),
            needs=NEEDS,
        ),
    ),
    composite_types=(
        CompositeType("c", (Attribute("a", parsed("integer"), comment="hi"), Attribute("B b", parsed("text[]"), "C"))),
    ),
    range_types=(RangeType("r", parsed("numeric"), (Option("collation", "C"),)),),
    sequences=(
        Sequence(
            "seq",
            parsed("integer"),
            Numbering(maximum=10),
            OwnedBy("orders", "id"),
            comment="x",
            grants=(Grant("a", "USAGE"),),
        ),
    ),
    views=(
        View(
            "v",
            "SELECT 1",
            (ViewColumn("a", parsed("integer"), "c"), ViewColumn("b")),
            True,
            check_option=CheckOption.LOCAL,
            triggers=(Trigger("t", Timing.INSTEAD_OF, (Event.INSERT,), "f"),),
            needs=NEEDS,
            owner="z",
        ),
    ),
    materialized_views=(
        MaterializedView(
            "m",
            "SELECT\n 2",
            indexes=(Index("i", (IndexKey("a"),), options=(Option("fillfactor", "50"),)),),
            comment="mm",
        ),
    ),
    functions=(
        Function(
            "f",
            (
                Argument("a", parsed("integer")),
                Argument("", parsed("text"), ArgumentMode.OUT),
                Argument("c", parsed("s.status"), ArgumentMode.VARIADIC, "'x'"),
            ),
            "SETOF integer",
            "plpgsql",
            "begin\nend",
            cost="0.5",
            rows="5",
            settings=(Option("search_path", ""),),
            owner="q",
            grants=(Grant("public", "EXECUTE"),),
            comment="f",
        ),
        Function("f", (), None, "sql", "BEGIN ATOMIC x END", True, Routine.PROCEDURE),
    ),
    extensions=(Extension("pgcrypto", "1.3"),),
    default_privileges=(DefaultPrivilege("me", DefaultKind.TABLES, "public", "SELECT"),),
    comment="sc",
    owner="me",
    grants=(),
)


def everything(value: object) -> object:
    """A value with all its fields, hints too, which `==` leaves out."""
    if is_dataclass(value):
        return (type(value).__name__, *(everything(getattr(value, field.name)) for field in fields(value)))
    return tuple(map(everything, value)) if isinstance(value, tuple) else value


def test_every_kind_is_read_as_it_was_written() -> None:
    functions = tuple(sorted(SCHEMA.functions, key=lambda function: function.signature))
    assert everything(parse(write(SCHEMA))) == everything(replace(SCHEMA, functions=functions))


def test_hints_are_in_no_digest() -> None:
    bare = replace(SCHEMA, views=tuple(replace(view, needs=(), columns=view.columns) for view in SCHEMA.views))
    assert digests(bare) == digests(SCHEMA)
    assert write(bare) != write(SCHEMA)
