"""The kinds of object and how each is written: the word of its lines, its fields, and its hints.

Hints tell how an object can be made or changed, not what it is: they travel in the text and are part of no digest.
"""

from __future__ import annotations

from dataclasses import dataclass

from schemata.model.column import Column
from schemata.model.constraint import Check, Deferrable, Exclusion, ForeignKey, PrimaryKey, Unique
from schemata.model.extension import Extension
from schemata.model.function import Argument, ArgumentMode, Function, Parallel, Routine, Volatility
from schemata.model.index import Index
from schemata.model.partition import PartitionOf
from schemata.model.policy import Command, Policy, RowSecurity
from schemata.model.sequence import Numbering, OwnedBy, Sequence
from schemata.model.table import Table
from schemata.model.text import columns, constraints, indexes
from schemata.model.text.fields import (
    NAME,
    NAMES,
    NEEDS,
    OPTIONS,
    QUALIFIED,
    RENAMED_FROM,
    TEXT,
    TYPE,
    Field,
    QualifiedField,
    flag,
    items,
    record,
    word,
)
from schemata.model.trigger import Event, Firing, Timing, Trigger
from schemata.model.types import Attribute, CompositeType, Domain, Enum, RangeType, ValueRename
from schemata.model.view import CheckOption, MaterializedView, View, ViewColumn


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of object: the word of its lines, its type, and its fields and hints beside its name."""

    word: str
    type: type
    fields: tuple[Field, ...]
    hints: tuple[Field, ...] = (NEEDS,)


_COLLATION = Field("collation", NAME, "collate")
_PARTITION = record(
    PartitionOf, (QualifiedField("parent_schema", QUALIFIED, default=None, local="parent"), Field("bound", TEXT))
)
_ARGUMENT = record(
    Argument,
    (
        Field("mode", word(ArgumentMode)),
        Field("name", NAME, "named", ""),
        Field("type", TYPE),
        Field("default", TEXT, "default"),
    ),
)
_ATTRIBUTE = record(
    Attribute, (Field("name", NAME), Field("type", TYPE), _COLLATION, Field("comment", TEXT, "comment"))
)
_CHECK = record(Check, (Field("name", NAME), *constraints.CHECK))
_VIEW_COLUMNS = Field(
    "columns", items(record(ViewColumn, (Field("name", NAME), Field("type", TYPE, "type")))), "columns", ()
)
_OWNED_BY = record(OwnedBy, (Field("table", NAME), Field("column", NAME)))
_VALUE_RENAME = record(ValueRename, (Field("source", TEXT), Field("name", TEXT, "is")))

TABLE = Kind(
    "table",
    Table,
    (
        flag("unlogged", "unlogged"),
        Field("partition_by", TEXT, "partition-by"),
        Field("partition_of", _PARTITION, "partition-of"),
        Field("row_security", word(RowSecurity), "row-security", RowSecurity.NONE),
        Field("replica_identity", NAME, "replica-identity"),
        OPTIONS,
        RENAMED_FROM,
    ),
)

PARTS = (
    Kind("column", Column, columns.FIELDS),
    Kind("primary-key", PrimaryKey, constraints.PRIMARY_KEY, ()),
    Kind("unique", Unique, constraints.UNIQUE, ()),
    Kind("check", Check, constraints.CHECK),
    Kind("foreign-key", ForeignKey, constraints.FOREIGN_KEY, ()),
    Kind("exclusion", Exclusion, constraints.EXCLUSION),
    Kind("index", Index, indexes.FIELDS),
    Kind(
        "trigger",
        Trigger,
        (
            Field("timing", word(Timing)),
            Field("events", items(word(Event))),
            Field("columns", NAMES, "of", ()),
            QualifiedField("function_schema", QUALIFIED, "calls", local="function"),
            Field("arguments", items(TEXT), "arguments", ()),
            flag("each_row", "each-row"),
            Field("when", TEXT, "when"),
            Field("old_table", NAME, "old-table"),
            Field("new_table", NAME, "new-table"),
            flag("constraint", "constraint"),
            Field("deferrable", word(Deferrable), "deferrable"),
            Field("firing", word(Firing), "firing", Firing.ORIGIN),
            RENAMED_FROM,
        ),
    ),
    Kind(
        "policy",
        Policy,
        (
            Field("command", word(Command)),
            flag("permissive", "restrictive", default=True),
            Field("roles", NAMES, "to", ("public",)),
            Field("using", TEXT, "using"),
            Field("check", TEXT, "check"),
            RENAMED_FROM,
        ),
    ),
)
"""What belongs to a table or view, in the order of its lines."""

OBJECTS: dict[str, Kind] = {
    "extensions": Kind("extension", Extension, (Field("version", TEXT, "version"),), ()),
    "enums": Kind(
        "enum",
        Enum,
        (Field("values", items(TEXT)), RENAMED_FROM),
        (Field("renamed_values", items(_VALUE_RENAME), "renamed-values", ()), NEEDS),
    ),
    "domains": Kind(
        "domain",
        Domain,
        (
            Field("type", TYPE),
            columns.NULLABLE,
            Field("default", TEXT, "default"),
            _COLLATION,
            Field("checks", items(_CHECK), "checks", ()),
            RENAMED_FROM,
        ),
    ),
    "composite_types": Kind("composite-type", CompositeType, (Field("attributes", items(_ATTRIBUTE)), RENAMED_FROM)),
    "range_types": Kind("range-type", RangeType, (Field("subtype", TYPE), OPTIONS, RENAMED_FROM)),
    "sequences": Kind(
        "sequence",
        Sequence,
        (
            Field("type", TYPE),
            Field("numbering", record(Numbering, columns.NUMBERING), "numbering", Numbering()),
            Field("owned_by", _OWNED_BY, "owned-by"),
            flag("unlogged", "unlogged"),
            RENAMED_FROM,
        ),
    ),
    "functions": Kind(
        "function",
        Function,
        (
            Field("name", NAME),
            Field("kind", word(Routine)),
            Field("arguments", items(_ARGUMENT)),
            Field("returns", TEXT, "returns"),
            Field("language", NAME),
            flag("window", "window"),
            Field("volatility", word(Volatility), "volatility", Volatility.VOLATILE),
            flag("strict", "strict"),
            flag("security_definer", "security-definer"),
            flag("leakproof", "leakproof"),
            Field("parallel", word(Parallel), "parallel", Parallel.UNSAFE),
            Field("cost", TEXT, "cost"),
            Field("rows", TEXT, "rows"),
            Field("settings", OPTIONS.codec, "settings", ()),
            flag("standard", "standard"),
            Field("body", TEXT, "body"),
            RENAMED_FROM,
        ),
    ),
    "views": Kind(
        "view",
        View,
        (
            Field("query", TEXT),
            flag("security_barrier", "security-barrier"),
            flag("security_invoker", "security-invoker"),
            Field("check_option", word(CheckOption), "check-option"),
            RENAMED_FROM,
        ),
        (_VIEW_COLUMNS, NEEDS),
    ),
    "materialized_views": Kind(
        "materialized-view", MaterializedView, (Field("query", TEXT), OPTIONS, RENAMED_FROM), (_VIEW_COLUMNS, NEEDS)
    ),
}
"""What a schema has beside tables, by the attribute of Schema."""

WORDS = {kind.type: kind.word for kind in (TABLE, *PARTS, *OBJECTS.values())}
"""The word of each kind of object."""
