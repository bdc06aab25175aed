"""Indexes of the catalogue that no constraint owns, and exclusion constraints, which are made of an index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from schemata.dialects.postgresql.catalogue.address import Address, of_relation
from schemata.dialects.postgresql.catalogue.constraints import deferrable
from schemata.dialects.postgresql.catalogue.options import options
from schemata.dialects.postgresql.catalogue.reading import Reading, grouped
from schemata.dialects.postgresql.catalogue.sql import IN_SCHEMAS, local
from schemata.model import Exclusion, ExclusionElement, Index, IndexKey

_DESCENDING, _NULLS_FIRST = 1, 2  # bits of pg_index.indoption
# A row for each column of an index. What a partition has from its parent stands at the parent.
_QUERY = f"""
SELECT i.indrelid, i.indexrelid, c.relname, am.amname, i.indisunique, {{nulls_not_distinct}},
       i.indisvalid OR c.relkind = 'I', pg_catalog.pg_get_expr(i.indpred, i.indrelid), c.reloptions, d.description,
       k.oid, k.condeferrable, k.condeferred, kd.description,
       place < i.indnkeyatts, a.attname,
       CASE WHEN i.indkey[place] = 0 THEN pg_catalog.pg_get_indexdef(i.indexrelid, place + 1, false) END,
       coalesce(i.indoption[place], 0),
       CASE WHEN NOT o.opcdefault THEN {local("opn.nspname", "o.opcname")} END,
       CASE WHEN i.indcollation[place] NOT IN (0, coalesce(a.attcollation, 'pg_catalog."default"'::regcollation))
            THEN {local("cn.nspname", "co.collname")} END,
       CASE WHEN xn.nspname = 'pg_catalog' THEN x.oprname
            ELSE 'OPERATOR(' || pg_catalog.quote_ident(xn.nspname) || '.' || x.oprname || ')' END
FROM pg_catalog.pg_namespace n
JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relkind IN ('i', 'I') AND NOT c.relispartition
JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
JOIN pg_catalog.pg_am am ON am.oid = c.relam
CROSS JOIN LATERAL generate_series(0, i.indnatts - 1) place
LEFT JOIN pg_catalog.pg_constraint k ON k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x')
LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[place] AND i.indkey[place] <> 0
LEFT JOIN pg_catalog.pg_opclass o ON o.oid = i.indclass[place]
LEFT JOIN pg_catalog.pg_namespace opn ON opn.oid = o.opcnamespace
LEFT JOIN pg_catalog.pg_collation co ON co.oid = i.indcollation[place]
LEFT JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace
LEFT JOIN pg_catalog.pg_operator x ON x.oid = k.conexclop[place + 1]
LEFT JOIN pg_catalog.pg_namespace xn ON xn.oid = x.oprnamespace
LEFT JOIN pg_catalog.pg_description d
  ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = 0
LEFT JOIN pg_catalog.pg_description kd
  ON kd.objoid = k.oid AND kd.classoid = 'pg_catalog.pg_constraint'::regclass AND kd.objsubid = 0
WHERE {IN_SCHEMAS} AND (k.oid IS NULL OR k.contype = 'x')
ORDER BY c.relname, i.indexrelid, place
"""  # noqa: S608 - constants


class _Header(NamedTuple):
    table: int
    oid: int
    name: str
    method: str
    unique: bool
    nulls_not_distinct: bool
    valid: bool
    where: str | None
    options: list[str] | None
    comment: str | None
    constraint: int | None
    deferrable: bool | None
    deferred: bool | None
    constraint_comment: str | None


class _Part(NamedTuple):
    is_key: bool
    column: str | None
    expression: str | None
    options: int
    operator_class: str | None
    collation: str | None
    operator: str | None


@dataclass(frozen=True, slots=True)
class Indexes:
    """Indexes and exclusions of tables and materialised views by name, by the relation's oid."""

    standing: Mapping[int, Sequence[Index]]
    exclusions: Mapping[int, Sequence[Exclusion]]


def read(reading: Reading) -> Indexes:
    """All indexes of the schemas but those of primary and unique keys."""
    query = _QUERY.format(nulls_not_distinct=reading.since(15, "i.indnullsnotdistinct", "false"))
    width = len(_Header._fields)
    found = [
        (_Header(*values), [_Part(*row[width:]) for row in group])
        for values, group in groupby(reading.rows(query), key=lambda row: row[:width])
    ]
    return Indexes(
        grouped((head.table, _index(head, parts, reading)) for head, parts in found if head.constraint is None),
        grouped((head.table, _exclusion(head, parts, reading)) for head, parts in found if head.constraint is not None),
    )


def _index(header: _Header, parts: Sequence[_Part], reading: Reading) -> Index:
    return Index(
        header.name,
        tuple(_key(part) for part in parts if part.is_key),
        method=header.method,
        unique=header.unique,
        nulls_not_distinct=header.nulls_not_distinct,
        include=_include(parts),
        where=header.where,
        options=options(header.options),
        valid=header.valid,
        comment=header.comment,
        needs=reading.needs_of(of_relation(header.oid)),
    )


def _exclusion(header: _Header, parts: Sequence[_Part], reading: Reading) -> Exclusion:
    return Exclusion(
        header.name,
        tuple(ExclusionElement(_key(part), part.operator or "") for part in parts if part.is_key),
        header.method,
        _include(parts),
        header.where,
        deferrable(bool(header.deferrable), bool(header.deferred)),
        header.constraint_comment,
        needs=reading.needs_of(Address("pg_constraint", header.constraint or 0)),
    )


def _include(parts: Sequence[_Part]) -> tuple[str, ...]:
    return tuple(part.column or "" for part in parts if not part.is_key)


def _key(part: _Part) -> IndexKey:
    descending = bool(part.options & _DESCENDING)
    nulls_first = bool(part.options & _NULLS_FIRST)
    return IndexKey(
        part.column,
        None if part.expression is None else _without_parentheses(part.expression),
        descending,
        nulls_first if nulls_first != descending else None,
        part.operator_class,
        part.collation,
    )


def _without_parentheses(expression: str) -> str:
    """`pg_get_indexdef` puts its own parentheses around all but function calls; no function call begins with one."""
    return expression[1:-1] if expression.startswith("(") else expression
