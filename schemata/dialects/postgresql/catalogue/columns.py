"""Columns of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from schemata.dialects.postgresql.catalogue.address import Address, of_relation
from schemata.dialects.postgresql.catalogue.reading import Reading, grouped
from schemata.dialects.postgresql.catalogue.sql import IN_SCHEMAS, local
from schemata.model import Column, DataType, Identity, Numbering

# A NOT NULL that is not validated (Postgres 18) does not hold yet: the column counts as nullable, and is repaired.
_QUERY = f"""
SELECT a.attrelid, a.attnum, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
       NOT a.attnotnull OR k.conrelid IS NOT NULL,
       CASE WHEN a.atthasdef THEN pg_catalog.pg_get_expr(v.adbin, v.adrelid) END, a.attgenerated, a.attidentity,
       CASE WHEN a.attcollation <> t.typcollation THEN {local("cn.nspname", "co.collname")} END,
       CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage END, nullif(a.attcompression, ''),
       nullif(a.attstattarget, -1), d.description
FROM pg_catalog.pg_namespace n
JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relkind IN ('r', 'p', 'v', 'm')
JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_catalog.pg_attrdef v ON v.adrelid = a.attrelid AND v.adnum = a.attnum
LEFT JOIN pg_catalog.pg_collation co ON co.oid = a.attcollation
LEFT JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace
LEFT JOIN pg_catalog.pg_description d
  ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = a.attnum
LEFT JOIN pg_catalog.pg_constraint k
  ON k.conrelid = a.attrelid AND k.contype = 'n' AND NOT k.convalidated AND k.conkey[1] = a.attnum
WHERE {IN_SCHEMAS}
ORDER BY a.attrelid, a.attnum
"""  # noqa: S608 - constants
_IDENTITIES = {"a": Identity.ALWAYS, "d": Identity.BY_DEFAULT, "": None}
_STORAGES = {"p": "plain", "e": "external", "m": "main", "x": "extended", None: None}
_COMPRESSIONS = {"p": "pglz", "l": "lz4", None: None}
_data_type = cache(DataType.parse)  # a database has few types


class _Row(NamedTuple):
    relation: int
    number: int
    name: str
    data_type: str
    nullable: bool
    expression: str | None
    generated: str
    identity: str
    collation: str | None
    storage: str | None
    compression: str | None
    statistics: int | None
    comment: str | None


def read(reading: Reading, numberings: Mapping[Address, Numbering]) -> Mapping[int, Sequence[Column]]:
    """The columns of the schemas' tables and views in their order, by the relation's oid.

    `numberings` are those of identity columns.
    """
    rows = (_Row(*row) for row in reading.rows(_QUERY))
    return grouped((row.relation, _column(row, reading, numberings)) for row in rows)


def _column(row: _Row, reading: Reading, numberings: Mapping[Address, Numbering]) -> Column:
    address = of_relation(row.relation, row.number)
    return Column(
        row.name,
        _data_type(row.data_type),
        row.nullable,
        default=None if row.generated else row.expression,
        generated=row.expression if row.generated else None,
        identity=_IDENTITIES[row.identity],
        collation=row.collation,
        virtual=row.generated == "v",
        numbering=numberings.get(address),
        storage=_STORAGES[row.storage],
        compression=_COMPRESSIONS[row.compression],
        statistics=row.statistics,
        comment=row.comment,
        needs=reading.needs_of(address),
    )
