"""Sequences of the catalogue, and how identity columns number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from schemata import model
from schemata.dialects.postgresql.catalogue.address import Address, of_relation
from schemata.dialects.postgresql.catalogue.reading import Reading, grouped
from schemata.dialects.postgresql.catalogue.sql import IN_SCHEMAS, comment, loose
from schemata.model import DataType, Numbering, OwnedBy

_QUERY = f"""
SELECT n.nspname, c.oid, c.relname, pg_catalog.format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin,
       s.seqmax, s.seqcache, s.seqcycle, c.relpersistence = 'u', o.deptype = 'i', o.refobjid, o.refobjsubid, r.relname,
       a.attname, d.description, pg_catalog.pg_get_userbyid(c.relowner)::text
FROM pg_catalog.pg_namespace n
JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relkind = 'S' {comment("pg_class", "c")}
JOIN pg_catalog.pg_sequence s ON s.seqrelid = c.oid
LEFT JOIN pg_catalog.pg_depend o
  ON o.classid = 'pg_catalog.pg_class'::regclass AND o.objid = c.oid AND o.objsubid = 0
 AND o.refclassid = 'pg_catalog.pg_class'::regclass AND o.deptype IN ('a', 'i')
LEFT JOIN pg_catalog.pg_class r ON r.oid = o.refobjid
LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = o.refobjid AND a.attnum = o.refobjsubid
WHERE {IN_SCHEMAS} AND {loose("pg_class", "c")} ORDER BY c.relname
"""  # noqa: S608 - constants
_BITS = {"smallint": 15, "integer": 31, "bigint": 63}


class _Row(NamedTuple):
    schema: str
    oid: int
    name: str
    type: str
    start: int
    increment: int
    minimum: int
    maximum: int
    cache: int
    cycle: bool
    unlogged: bool
    of_identity: bool | None
    table_oid: int
    column_number: int
    table: str | None
    column: str | None
    comment: str | None
    owner: str


@dataclass(frozen=True, slots=True)
class Sequences:
    """The sequences of each schema by name; the numbering of identity columns where it is not Postgres's own."""

    standing: Mapping[str, Sequence[model.Sequence]]
    identities: Mapping[Address, Numbering]


def read(reading: Reading) -> Sequences:
    """All sequences of the schemas."""
    rows = [_Row(*row) for row in reading.rows(_QUERY)]
    return Sequences(
        grouped((row.schema, _sequence(row, reading)) for row in rows if not row.of_identity), dict(_identities(rows))
    )


def _sequence(row: _Row, reading: Reading) -> model.Sequence:
    owned_by = OwnedBy(row.table, row.column) if row.table is not None and row.column is not None else None
    return model.Sequence(
        row.name,
        DataType.parse(row.type),
        _numbering(row),
        owned_by,
        row.unlogged,
        row.comment,
        row.owner,
        reading.grants_of(of_relation(row.oid)),
    )


def _identities(rows: Sequence[_Row]) -> Iterator[tuple[Address, Numbering]]:
    for row in rows:
        if row.of_identity and (numbering := _numbering(row)) != Numbering():
            yield of_relation(row.table_oid, row.column_number), numbering


def _numbering(row: _Row) -> Numbering:
    """What differs from what Postgres takes for the type and direction by itself."""
    rises = row.increment > 0
    reach = 2 ** _BITS[row.type]
    minimum, maximum = (1, reach - 1) if rises else (-reach, -1)
    start = row.minimum if rises else row.maximum
    return Numbering(
        None if row.start == start else row.start,
        row.increment,
        None if row.minimum == minimum else row.minimum,
        None if row.maximum == maximum else row.maximum,
        row.cache,
        row.cycle,
    )
