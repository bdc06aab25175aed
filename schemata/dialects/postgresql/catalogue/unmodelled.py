"""Objects of kinds that the model lacks: they are named in reports, and never touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import psycopg


@dataclass(frozen=True, slots=True, order=True)
class Unmodelled:
    """A live object of a kind that the model does not have.

    `kind` is Postgres's word (`view`, `function`, `trigger`, ...); `name` names it inside its schema, as in
    `orders.audit_trigger`.
    """

    schema: str
    kind: str
    name: str


_IN_SCHEMAS = "JOIN pg_catalog.pg_namespace n ON n.oid = {namespace} AND n.nspname = ANY(%(names)s::name[])"
_NOT_OF_AN_EXTENSION = """NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
  WHERE e.classid = 'pg_catalog.{catalog}'::regclass AND e.objid = {alias}.oid AND e.deptype = 'e')"""
_OF_AN_IDENTITY = """EXISTS (SELECT FROM pg_catalog.pg_depend e
  WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'i')"""


def _part(columns: str, source: str, namespace: str, condition: str) -> str:
    schemas = _IN_SCHEMAS.format(namespace=namespace)
    return f"SELECT n.nspname::text, {columns} FROM {source} {schemas} WHERE {condition}"  # noqa: S608 - constants below


def _loose(catalog: str, alias: str) -> str:
    return _NOT_OF_AN_EXTENSION.format(catalog=catalog, alias=alias)


_RELATION = "pg_catalog.pg_class c"
_OF_RELATION = "JOIN pg_catalog.pg_class c ON c.oid ="
_PARTS = (
    _part(
        """CASE WHEN c.relispartition THEN 'partition'
                WHEN c.relkind = 'v' THEN 'view' WHEN c.relkind = 'm' THEN 'materialized view'
                WHEN c.relkind = 'p' THEN 'partitioned table' WHEN c.relkind = 'f' THEN 'foreign table'
                WHEN c.relkind = 'S' THEN 'sequence' WHEN c.relkind = 'c' THEN 'composite type'
                ELSE 'table with inheritance' END, c.relname::text""",
        _RELATION,
        "c.relnamespace",
        f"""(c.relkind IN ('v', 'm', 'p', 'f', 'S', 'c')
             OR c.relkind = 'r' AND (c.relispartition
                OR EXISTS (SELECT FROM pg_catalog.pg_inherits h WHERE c.oid IN (h.inhrelid, h.inhparent))))
            AND {_loose("pg_class", "c")}
            AND NOT (c.relkind = 'S' AND {_OF_AN_IDENTITY})""",
    ),
    _part(
        "'unlogged table', c.relname::text",
        _RELATION,
        "c.relnamespace",
        "c.relkind = 'r' AND c.relpersistence = 'u'",
    ),
    _part(
        "'row-level security', c.relname::text",
        _RELATION,
        "c.relnamespace",
        "c.relkind = 'r' AND (c.relrowsecurity OR c.relforcerowsecurity)",
    ),
    _part(
        "'storage parameters', c.relname::text",
        _RELATION,
        "c.relnamespace",
        "c.relkind IN ('r', 'i') AND c.reloptions IS NOT NULL",
    ),
    _part(
        "'virtual generated column', c.relname || '.' || a.attname",
        f"pg_catalog.pg_attribute a {_OF_RELATION} a.attrelid",
        "c.relnamespace",
        "c.relkind = 'r' AND a.attgenerated = 'v' AND NOT a.attisdropped",
    ),
    _part(
        """CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END,
           p.proname || '(' || pg_catalog.pg_get_function_identity_arguments(p.oid) || ')'""",
        "pg_catalog.pg_proc p",
        "p.pronamespace",
        _loose("pg_proc", "p"),
    ),
    _part(
        "'trigger', c.relname || '.' || t.tgname",
        f"pg_catalog.pg_trigger t {_OF_RELATION} t.tgrelid",
        "c.relnamespace",
        "NOT t.tgisinternal",
    ),
    _part(
        "'policy', c.relname || '.' || p.polname",
        f"pg_catalog.pg_policy p {_OF_RELATION} p.polrelid",
        "c.relnamespace",
        "true",
    ),
    _part(
        "'rule', c.relname || '.' || r.rulename",
        f"pg_catalog.pg_rewrite r {_OF_RELATION} r.ev_class",
        "c.relnamespace",
        "r.rulename <> '_RETURN'",
    ),
    _part(
        "CASE t.typtype WHEN 'e' THEN 'enum type' WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range type' ELSE 'type' END,"
        " t.typname::text",
        "pg_catalog.pg_type t",
        "t.typnamespace",
        f"(t.typtype IN ('e', 'd', 'r') OR t.typtype = 'b' AND t.typcategory <> 'A') AND {_loose('pg_type', 't')}",
    ),
    _part(
        """CASE WHEN k.contype = 'x' THEN 'exclusion constraint' WHEN k.contype = 't' THEN 'constraint trigger'
                ELSE 'foreign key with an option' END, c.relname || '.' || k.conname""",
        f"pg_catalog.pg_constraint k {_OF_RELATION} k.conrelid",
        "c.relnamespace",
        "k.contype = 'x'"
        " OR k.contype = 'f' AND (k.confmatchtype <> 's' OR to_jsonb(k) ->> 'confdelsetcols' IS NOT NULL)",
    ),
    _part(
        "'constraint with an option', c.relname || '.' || k.conname",
        f"pg_catalog.pg_constraint k {_OF_RELATION} k.conrelid",
        "c.relnamespace",
        "k.contype IN ('p', 'u', 'f', 'c') AND (to_jsonb(k) ->> 'conperiod' = 'true'"
        " OR to_jsonb(k) ->> 'conenforced' = 'false')",
    ),
    _part(
        "'statistics', s.stxname::text",
        "pg_catalog.pg_statistic_ext s",
        "s.stxnamespace",
        _loose("pg_statistic_ext", "s"),
    ),
    _part("'operator', o.oprname::text", "pg_catalog.pg_operator o", "o.oprnamespace", _loose("pg_operator", "o")),
    _part(
        "'operator class', o.opcname::text",
        "pg_catalog.pg_opclass o",
        "o.opcnamespace",
        _loose("pg_opclass", "o"),
    ),
    _part(
        "'collation', o.collname::text",
        "pg_catalog.pg_collation o",
        "o.collnamespace",
        _loose("pg_collation", "o"),
    ),
    _part(
        "'conversion', o.conname::text",
        "pg_catalog.pg_conversion o",
        "o.connamespace",
        _loose("pg_conversion", "o"),
    ),
    _part(
        "'text search configuration', o.cfgname::text",
        "pg_catalog.pg_ts_config o",
        "o.cfgnamespace",
        _loose("pg_ts_config", "o"),
    ),
    _part(
        "'text search dictionary', o.dictname::text",
        "pg_catalog.pg_ts_dict o",
        "o.dictnamespace",
        _loose("pg_ts_dict", "o"),
    ),
    _part("'extension', o.extname::text", "pg_catalog.pg_extension o", "o.extnamespace", "true"),
)
_QUERY = "\nUNION ALL\n".join(_PARTS)


def read(connection: psycopg.Connection, names: Sequence[str]) -> tuple[Unmodelled, ...]:
    """Everything in the schemas that the model lacks, sorted."""
    rows = connection.execute(_QUERY.encode(), {"names": list(names)})
    return tuple(sorted(Unmodelled(*row) for row in rows))
