"""Views and materialised views of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from schemata.dialects.postgresql.catalogue.address import of_relation
from schemata.dialects.postgresql.catalogue.options import options, truth
from schemata.dialects.postgresql.catalogue.reading import Reading, grouped
from schemata.dialects.postgresql.catalogue.sql import IN_SCHEMAS, comment, loose
from schemata.model import CheckOption, Column, Index, MaterializedView, Trigger, View, ViewColumn

_QUERY = f"""
SELECT n.nspname, c.oid, c.relname, c.relkind = 'm', pg_catalog.pg_get_viewdef(c.oid), c.reloptions, d.description,
       pg_catalog.pg_get_userbyid(c.relowner)::text
FROM pg_catalog.pg_namespace n
JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relkind IN ('v', 'm') {comment("pg_class", "c")}
WHERE {IN_SCHEMAS} AND {loose("pg_class", "c")} ORDER BY c.relname
"""  # noqa: S608 - constants


class _Row(NamedTuple):
    schema: str
    oid: int
    name: str
    materialized: bool
    query: str
    options: list[str] | None
    comment: str | None
    owner: str


@dataclass(frozen=True, slots=True)
class Parts:
    """What belongs to views, by the view's oid."""

    columns: Mapping[int, Sequence[Column]]
    indexes: Mapping[int, Sequence[Index]]
    triggers: Mapping[int, Sequence[Trigger]]


@dataclass(frozen=True, slots=True)
class Views:
    """The views of each schema, by name."""

    plain: Mapping[str, Sequence[View]]
    materialized: Mapping[str, Sequence[MaterializedView]]


def read(reading: Reading, parts: Parts) -> Views:
    """All views of the schemas."""
    rows = [_Row(*row) for row in reading.rows(_QUERY)]
    return Views(
        grouped((row.schema, _view(row, reading, parts)) for row in rows if not row.materialized),
        grouped((row.schema, _materialized(row, reading, parts)) for row in rows if row.materialized),
    )


def _view(row: _Row, reading: Reading, parts: Parts) -> View:
    found = {option.name: option.value for option in options(row.options)}
    check = found.get("check_option")
    return View(
        row.name,
        _query(row),
        _columns(row, parts),
        truth(found.get("security_barrier", "")),
        truth(found.get("security_invoker", "")),
        None if check is None else CheckOption(check.lower()),
        tuple(parts.triggers.get(row.oid, ())),
        row.comment,
        row.owner,
        reading.grants_of(of_relation(row.oid)),
        needs=reading.needs_of(of_relation(row.oid)),
    )


def _materialized(row: _Row, reading: Reading, parts: Parts) -> MaterializedView:
    return MaterializedView(
        row.name,
        _query(row),
        _columns(row, parts),
        options(row.options),
        tuple(parts.indexes.get(row.oid, ())),
        row.comment,
        row.owner,
        reading.grants_of(of_relation(row.oid)),
        needs=reading.needs_of(of_relation(row.oid)),
    )


def _query(row: _Row) -> str:
    return row.query.strip().removesuffix(";")


def _columns(row: _Row, parts: Parts) -> tuple[ViewColumn, ...]:
    return tuple(ViewColumn(column.name, column.type, column.comment) for column in parts.columns.get(row.oid, ()))
