"""What objects need: which others of their schema must be there before them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import psycopg

from schemata.dialects.postgresql.catalogue.address import Address
from schemata.dialects.postgresql.catalogue.sql import IN_SCHEMAS
from schemata.model import DataType
from schemata.model.text import subjects

# Dependencies that the model tells by itself (keys on columns, parts on their table) are left out. Those of a default
# stand at the column, those of a rule at its view, those of an exclusion's index at the constraint. An array needs what
# its elements need, a multirange its range.
_QUERY = f"""
WITH schemas AS (SELECT n.oid FROM pg_catalog.pg_namespace n WHERE {IN_SCHEMAS}),
relations AS (SELECT c.oid, c.relnamespace, c.relkind, c.reltype
              FROM schemas n JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid),
objects (catalogue, oid, schema, at_catalogue, at_oid, at_column, relation) AS (
  SELECT 'pg_catalog.pg_class'::regclass, oid, relnamespace, 'pg_class', oid, NULL::int2, oid
    FROM relations WHERE relkind IN ('r', 'p')
  UNION ALL SELECT 'pg_catalog.pg_class'::regclass, oid, relnamespace, 'pg_type', reltype, 0, oid
    FROM relations WHERE relkind = 'c'
  UNION ALL SELECT 'pg_catalog.pg_class'::regclass, i.indexrelid, c.relnamespace,
                   CASE WHEN k.oid IS NULL THEN 'pg_class' ELSE 'pg_constraint' END, coalesce(k.oid, i.indexrelid), 0,
                   i.indrelid
    FROM relations c JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
    LEFT JOIN pg_catalog.pg_constraint k ON k.conindid = i.indexrelid AND k.contype = 'x'
    WHERE i.indexprs IS NOT NULL OR i.indpred IS NOT NULL
  UNION ALL SELECT 'pg_catalog.pg_attrdef'::regclass, v.oid, c.relnamespace, 'pg_class', c.oid, v.adnum, c.oid
    FROM relations c JOIN pg_catalog.pg_attrdef v ON v.adrelid = c.oid
  UNION ALL SELECT 'pg_catalog.pg_rewrite'::regclass, r.oid, c.relnamespace, 'pg_class', c.oid, 0, c.oid
    FROM relations c JOIN pg_catalog.pg_rewrite r ON r.ev_class = c.oid AND r.rulename = '_RETURN'
  UNION ALL SELECT 'pg_catalog.pg_trigger'::regclass, t.oid, c.relnamespace, 'pg_trigger', t.oid, 0, c.oid
    FROM relations c JOIN pg_catalog.pg_trigger t ON t.tgrelid = c.oid AND NOT t.tgisinternal
  UNION ALL SELECT 'pg_catalog.pg_policy'::regclass, p.oid, c.relnamespace, 'pg_policy', p.oid, 0, c.oid
    FROM relations c JOIN pg_catalog.pg_policy p ON p.polrelid = c.oid
  UNION ALL SELECT 'pg_catalog.pg_constraint'::regclass, k.oid, n.oid,
                   CASE WHEN k.contypid = 0 THEN 'pg_constraint' ELSE 'pg_type' END,
                   CASE WHEN k.contypid = 0 THEN k.oid ELSE k.contypid END, 0, k.conrelid
    FROM schemas n JOIN pg_catalog.pg_constraint k ON k.connamespace = n.oid AND k.contype IN ('c', 'x')
  UNION ALL SELECT 'pg_catalog.pg_proc'::regclass, p.oid, n.oid, 'pg_proc', p.oid, 0, 0
    FROM schemas n JOIN pg_catalog.pg_proc p ON p.pronamespace = n.oid
  UNION ALL SELECT 'pg_catalog.pg_type'::regclass, t.oid, n.oid, 'pg_type', t.oid, 0, 0
    FROM schemas n JOIN pg_catalog.pg_type t ON t.typnamespace = n.oid AND t.typtype IN ('d', 'r')
)
SELECT DISTINCT o.at_catalogue, o.at_oid, coalesce(o.at_column, d.objsubid),
       coalesce(r.relkind, tr.relkind)::text, coalesce(r.relname, tr.relname), a.attname, t.typtype::text, t.typname,
       p.proname, ARRAY(SELECT pg_catalog.format_type(u.argument, NULL)
                        FROM unnest(p.proargtypes) WITH ORDINALITY u (argument, place) ORDER BY u.place),
       k.contype::text, k.conname, kr.relname, mv.relname
FROM objects o
JOIN pg_catalog.pg_depend d ON d.classid = o.catalogue AND d.objid = o.oid
                           AND d.deptype IN ('n', 'a') AND d.refobjid >= 16384
LEFT JOIN pg_catalog.pg_class r ON d.refclassid = 'pg_catalog.pg_class'::regclass AND r.oid = d.refobjid
LEFT JOIN pg_catalog.pg_index ri ON ri.indexrelid = r.oid
LEFT JOIN pg_catalog.pg_class mv ON mv.oid = ri.indrelid
LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = r.oid AND a.attnum = d.refobjsubid AND d.refobjsubid > 0
LEFT JOIN pg_catalog.pg_type dt ON d.refclassid = 'pg_catalog.pg_type'::regclass AND dt.oid = d.refobjid
LEFT JOIN pg_catalog.pg_range mr ON mr.rngmultitypid = dt.oid
LEFT JOIN pg_catalog.pg_type t
  ON t.oid = coalesce(mr.rngtypid, CASE WHEN dt.typtype = 'b' AND dt.typcategory = 'A' THEN dt.typelem END, dt.oid)
LEFT JOIN pg_catalog.pg_class tr ON tr.oid = t.typrelid
LEFT JOIN pg_catalog.pg_proc p ON d.refclassid = 'pg_catalog.pg_proc'::regclass AND p.oid = d.refobjid
LEFT JOIN pg_catalog.pg_constraint k ON d.refclassid = 'pg_catalog.pg_constraint'::regclass AND k.oid = d.refobjid
LEFT JOIN pg_catalog.pg_class kr ON kr.oid = k.conrelid
WHERE o.schema = coalesce(r.relnamespace, t.typnamespace, p.pronamespace, k.connamespace)
  AND NOT (d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = o.relation
           AND d.refobjsubid IN (0, coalesce(o.at_column, d.objsubid)))
  AND NOT (d.refclassid = 'pg_catalog.pg_type'::regclass AND d.refobjid = o.at_oid)
"""  # noqa: S608 - constants
_TABLES, _COMPOSITE = ("r", "p"), "c"
_RELATIONS = {"v": "view", "m": "materialized-view", "S": "sequence"}
_TYPES = {"e": "enum", "d": "domain", "r": "range-type"}
_CONSTRAINTS = {"p": "primary-key", "u": "unique", "c": "check", "x": "exclusion", "f": "foreign-key"}


class _Needed(NamedTuple):
    relation_kind: str | None
    relation: str | None
    column: str | None
    type_kind: str | None
    type: str | None
    function: str | None
    arguments: list[str]
    constraint_kind: str | None
    constraint: str | None
    constraint_table: str | None
    indexed: str | None


def read(connection: psycopg.Connection, names: Sequence[str]) -> Mapping[Address, tuple[str, ...]]:
    """The subjects of what each object needs of its own schema, where it needs anything."""
    found: dict[Address, set[str]] = defaultdict(set)
    for catalogue, oid, column, *row in connection.execute(_QUERY.encode(), {"names": list(names)}):
        if (needed := _subject(_Needed(*row))) is not None:
            found[Address(catalogue, oid, column)].add(needed)
    return {address: tuple(sorted(needed)) for address, needed in found.items()}


def _subject(needed: _Needed) -> str | None:
    if needed.function is not None:
        types = ",".join(str(DataType.parse(argument)) for argument in needed.arguments)
        return subjects.of_function(f"{needed.function}({types})")
    if needed.constraint is not None and needed.constraint_table is not None:
        kind = _CONSTRAINTS.get(needed.constraint_kind or "")
        return kind and subjects.of_part(needed.constraint_table, kind, needed.constraint)
    if needed.type_kind in _TYPES:
        return subjects.of_object(_TYPES[needed.type_kind], needed.type or "")
    return _relation(needed)


def _relation(needed: _Needed) -> str | None:
    name = needed.relation or ""
    if needed.relation_kind in _TABLES:
        return subjects.of_table(name) if needed.column is None else subjects.of_column(name, needed.column)
    if needed.relation_kind == _COMPOSITE:
        return subjects.of_object("composite-type", name)
    if needed.indexed is not None:
        return subjects.of_part(needed.indexed, "index", name)
    kind = _RELATIONS.get(needed.relation_kind or "")
    return kind and subjects.of_object(kind, name)
