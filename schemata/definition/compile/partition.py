"""Partitioned tables and their partitions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation

from schemata.definition.claims import Claim
from schemata.definition.compile.access import ON_TABLE, compile_grants
from schemata.definition.compile.options import OF_TABLE, compile_options
from schemata.definition.compile.scope import Scope
from schemata.definition.kinds.partition import Partition as PartitionSpec
from schemata.definition.kinds.partition import PartitionBy as PartitionBySpec
from schemata.definition.kinds.partition import PartitionKey
from schemata.definition.problem import Path
from schemata.definition.sql.data_types import INTEGERS
from schemata.definition.sql.functions import Use
from schemata.definition.sql.quoting import plain
from schemata.definition.yaml_document import Json
from schemata.dialects.postgresql.quoting import identifier, literal
from schemata.model import DataType, PartitionOf, PrimaryKey, Table, Unique

_CALL = re.compile(r"[\w\0.]+\(.*\)\Z", re.DOTALL)
_NO_BOUND = {"minvalue": "MINVALUE", "maxvalue": "MAXVALUE"}


def compile_partition_by(spec: PartitionBySpec | None, path: Path, scope: Scope) -> tuple[str | None, list[Claim]]:
    """What a table is divided by, as Postgres prints it, and what that claims to be there."""
    if spec is None:
        return None, []
    claims: list[Claim] = []
    if spec.method == "list" and len(spec.columns) > 1:
        scope.refuse((*path, "partition_by", "columns"), "method list takes one key; keep one")
    keys = [_key(key, (*path, "partition_by", "columns", i), scope, claims) for i, key in enumerate(spec.columns)]
    return f"{spec.method.upper()} ({', '.join(keys)})", claims


def _key(spec: PartitionKey, path: Path, scope: Scope, claims: list[Claim]) -> str:
    if (spec.column is None) == (spec.expression is None):
        scope.refuse(path, "a key has either 'column' or 'expression'")
    if spec.column is not None:
        scope.expect_columns([spec.column], path)
        text = plain(spec.column)
    else:
        expression = scope.expression(spec.expression or "", Use.INDEX, (*path, "expression"))
        claims += expression.claims
        text = expression.sql if _CALL.match(expression.sql) else f"({expression.sql})"
    collate = f" COLLATE {identifier(spec.collation)}" if spec.collation else ""
    return f"{text}{collate}{' ' + spec.opclass if spec.opclass else ''}"


def compile_partitions(
    parent: Table, by: PartitionBySpec | None, specs: dict[str, PartitionSpec], path: Path, scope: Scope
) -> Iterator[Table]:
    """The partitions of a table, each followed by its own."""
    if specs and by is None:
        scope.refuse((*path, "partitions"), "the table is not partitioned; add 'partition_by' or remove the partitions")
        return
    if by and (message := _keys_left_out(parent, by)):
        scope.refuse((*path, "partition_by"), message)
    for name, spec in specs.items():
        where = (*path, "partitions", name)
        bound = _bound(parent, by, spec, where, scope) if by else ""
        table = _partition(name, parent, bound, spec, where, scope)
        yield table
        yield from compile_partitions(table, spec.partition_by, spec.partitions, where, scope)


def _keys_left_out(table: Table, by: PartitionBySpec) -> str | None:
    """Why a key of a partitioned table cannot be made: it holds in all partitions only with all partition keys."""
    columns = {key.column for key in by.columns}
    uniques: list[Unique | PrimaryKey] = [*table.uniques, *([table.primary_key] if table.primary_key else [])]
    for unique in uniques:
        if missing := sorted(str(column) for column in columns - set(unique.columns)):
            return f"key {unique.name!r} does not have the partition key {missing[0]!r}; add the column to it"
    return None


def _partition(name: str, parent: Table, bound: str, spec: PartitionSpec, path: Path, scope: Scope) -> Table:
    by, claims = compile_partition_by(spec.partition_by, path, scope)
    del claims  # they are the scope's already, and a partition needs its parent, which needs them
    inherited = (replace(column, comment=None, numbering=None) for column in parent.columns)
    return Table(
        name,
        tuple(inherited),
        partition_by=by,
        partition_of=PartitionOf(parent.name, bound),
        options=compile_options(spec.options, OF_TABLE, path, scope),
        unlogged=spec.unlogged,
        comment=spec.description,
        owner=spec.owner,
        grants=compile_grants(spec, ON_TABLE, path, scope),
        renamed_from=spec.renamed_from,
    )


def _bound(parent: Table, by: PartitionBySpec, spec: PartitionSpec, path: Path, scope: Scope) -> str:
    written = _written(spec)
    expected = {"range": ("from", "to"), "list": ("in",), "hash": ("modulus", "remainder")}[by.method]
    if spec.default and not written and by.method != "hash":
        return "DEFAULT"
    if written != expected or spec.default:
        scope.refuse(path, f"a partition by {by.method} has {' and '.join(map(repr, expected))}, or is the default")
        return ""
    try:
        return _bound_text(parent, by, spec)
    except ValueError as error:
        scope.refuse(path, str(error))
        return ""


def _written(spec: PartitionSpec) -> tuple[str, ...]:
    keys = {"from": spec.from_, "to": spec.to, "in": spec.in_, "modulus": spec.modulus, "remainder": spec.remainder}
    return tuple(key for key, value in keys.items() if value is not None)


def _bound_text(parent: Table, by: PartitionBySpec, spec: PartitionSpec) -> str:
    columns = {column.name: column.type for column in parent.columns}
    types = [columns.get(key.column or "") for key in by.columns]
    if by.method == "hash":
        if not 0 <= (spec.remainder or 0) < (spec.modulus or 0):
            raise ValueError(f"remainder {spec.remainder} is not between 0 and {(spec.modulus or 0) - 1}")
        return f"FOR VALUES WITH (modulus {spec.modulus}, remainder {spec.remainder})"
    if by.method == "list":
        return f"FOR VALUES IN ({', '.join(_value(value, types[0]) for value in spec.in_ or [])})"
    return f"FOR VALUES FROM ({_values(spec.from_ or [], types)}) TO ({_values(spec.to or [], types)})"


def _values(values: list[Json], types: list[DataType | None]) -> str:
    if len(values) != len(types):
        raise ValueError(f"{len(values)} values for {len(types)} keys; write one a key")
    return ", ".join(
        _NO_BOUND.get(str(value).lower()) or _value(value, data_type)
        for value, data_type in zip(values, types, strict=True)
    )


def _value(value: Json, data_type: DataType | None) -> str:
    """A value as Postgres prints it in a bound. Raises ValueError."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str | int | float):
        raise ValueError(f"{value!r} is no value of a bound; write a text, a number, true or false")
    name = data_type.name if data_type else ("numeric" if not isinstance(value, str) else "text")
    try:
        return _FORMS[name](value) if name in _FORMS else literal(str(value))
    except (ValueError, InvalidOperation):
        raise ValueError(f"{value!r} is not a value of type {data_type}") from None


def _number(value: str | float) -> str:
    text = format(Decimal(str(value)), "f")
    return literal(text) if text.startswith("-") else text


def _date(value: str | float) -> str:
    return literal(date.fromisoformat(str(value)).isoformat())


def _timestamp(value: str | float) -> str:
    return literal(str(datetime.fromisoformat(str(value)).replace(tzinfo=None)))


def _timestamptz(value: str | float) -> str:
    moment = datetime.fromisoformat(str(value))
    moment = moment.astimezone(UTC) if moment.tzinfo else moment
    return literal(f"{moment.replace(tzinfo=None)}+00")


_FORMS = {
    **dict.fromkeys([*INTEGERS, "numeric"], _number),
    "date": _date,
    "timestamp": _timestamp,
    "timestamptz": _timestamptz,
}
