"""Objects of kinds that the model lacks: they are named in reports, and never touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import psycopg

from schemata.dialects.postgresql.catalogue.functions import MODELLED
from schemata.dialects.postgresql.catalogue.sql import IN_SCHEMAS, by_hand, loose
from schemata.dialects.postgresql.catalogue.tables import HEIR


@dataclass(frozen=True, slots=True, order=True)
class Unmodelled:
    """A live object of a kind that the model does not have.

    `kind` is Postgres's word (`rule`, `aggregate`, `foreign table`, ...); `name` names it inside its schema, as in
    `orders.audit_rule`.
    """

    schema: str
    kind: str
    name: str


def _part(columns: str, source: str, namespace: str, condition: str) -> str:
    schemas = f"JOIN pg_catalog.pg_namespace n ON n.oid = {namespace} AND {IN_SCHEMAS}"
    return f"SELECT n.nspname::text, {columns} FROM {source} {schemas} WHERE {condition}"  # noqa: S608 - constants below


def _of_relation(columns: str, source: str, condition: str) -> str:
    return _part(columns, f"pg_catalog.pg_class c {source}", "c.relnamespace", condition)


def _standing(kind: str, catalogue: str, prefix: str) -> str:
    """Objects of a catalogue of which the model has none."""
    return _part(
        f"'{kind}', o.{prefix}name::text",
        f"pg_catalog.{catalogue} o",
        f"o.{prefix}namespace",
        loose(catalogue, "o"),
    )


def _taken_from_owner(acl: str, kind: str, owner: str) -> str:
    return f"""{acl} IS NOT NULL AND EXISTS (
        SELECT privilege_type FROM pg_catalog.aclexplode(pg_catalog.acldefault({kind}, {owner})) WHERE grantee = {owner}
        EXCEPT SELECT privilege_type FROM pg_catalog.aclexplode({acl}) WHERE grantee = {owner})"""  # noqa: S608


_OF_AN_IDENTITY = """EXISTS (SELECT FROM pg_catalog.pg_depend e
  WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'i')"""
_PARTS = (
    _of_relation(
        "CASE c.relkind WHEN 'f' THEN 'foreign table' ELSE 'table with inheritance' END, c.relname::text",
        "",
        f"(c.relkind = 'f' OR {HEIR}) AND {loose('pg_class', 'c')}",
    ),
    _of_relation("'typed table', c.relname::text", "", "c.reloftype <> 0"),
    _of_relation(
        "'tablespace', c.relname::text", "", "c.reltablespace <> 0 AND c.relkind IN ('r', 'p', 'i', 'I', 'm')"
    ),
    _of_relation(
        "'access method', c.relname::text",
        "JOIN pg_catalog.pg_am am ON am.oid = c.relam",
        "c.relkind IN ('r', 'p', 'm') AND am.amname <> 'heap'",
    ),
    _of_relation(
        "'grant on the sequence of an identity column', c.relname::text",
        "",
        f"c.relkind = 'S' AND c.relacl IS NOT NULL AND {_OF_AN_IDENTITY}",
    ),
    _of_relation(
        "'privilege taken from the owner', c.relname::text",
        "",
        "c.relkind IN ('r', 'p', 'v', 'm', 'S') AND "
        + _taken_from_owner(
            "c.relacl", "CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::pg_catalog.\"char\"", "c.relowner"
        ),
    ),
    _of_relation(
        "'column with an option', c.relname || '.' || a.attname",
        "JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attoptions IS NOT NULL AND NOT a.attisdropped",
        "c.relkind IN ('r', 'p', 'm')",
    ),
    _of_relation(
        "'default of a view''s column', c.relname || '.' || a.attname",
        "JOIN pg_catalog.pg_attrdef v ON v.adrelid = c.oid"
        " JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = v.adnum",
        "c.relkind = 'v'",
    ),
    _of_relation(
        "'index with statistics', c.relname::text",
        "JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attstattarget >= 0 AND a.attnum = 1",
        "c.relkind IN ('i', 'I')",
    ),
    _of_relation(
        "'index that the table is clustered on', c.relname::text",
        "JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid AND i.indisclustered",
        "true",
    ),
    _part(
        """CASE p.prokind WHEN 'a' THEN 'aggregate' ELSE 'function in ' || l.lanname END,
           p.proname || '(' || pg_catalog.pg_get_function_identity_arguments(p.oid) || ')'""",
        "pg_catalog.pg_proc p JOIN pg_catalog.pg_language l ON l.oid = p.prolang",
        "p.pronamespace",
        f"NOT ({MODELLED}) AND {by_hand('pg_proc', 'p')}",
    ),
    _part(
        "'function with an option', p.proname || '(' || pg_catalog.pg_get_function_identity_arguments(p.oid) || ')'",
        "pg_catalog.pg_proc p JOIN pg_catalog.pg_language l ON l.oid = p.prolang",
        "p.pronamespace",
        f"{MODELLED} AND {by_hand('pg_proc', 'p')} AND (p.prosupport <> 0 OR p.protrftypes IS NOT NULL)",
    ),
    _part(
        "'privilege taken from the owner', "
        "p.proname || '(' || pg_catalog.pg_get_function_identity_arguments(p.oid) || ')'",
        "pg_catalog.pg_proc p",
        "p.pronamespace",
        _taken_from_owner("p.proacl", "'f'", "p.proowner") + " AND " + by_hand("pg_proc", "p"),
    ),
    _of_relation(
        "'trigger with an option', c.relname || '.' || t.tgname",
        "JOIN pg_catalog.pg_trigger t ON t.tgrelid = c.oid AND NOT t.tgisinternal"
        " LEFT JOIN pg_catalog.pg_trigger parent ON parent.oid = t.tgparentid",
        "t.tgconstrrelid <> 0 OR parent.tgenabled <> t.tgenabled",
    ),
    _of_relation(
        "'rule', c.relname || '.' || r.rulename",
        "JOIN pg_catalog.pg_rewrite r ON r.ev_class = c.oid AND r.rulename <> '_RETURN'",
        "true",
    ),
    _of_relation(
        "'not-null constraint with an option', c.relname || '.' || k.conname",
        "JOIN pg_catalog.pg_constraint k ON k.conrelid = c.oid AND k.contype = 'n' AND NOT c.relispartition"
        " LEFT JOIN pg_catalog.pg_description d"
        " ON d.objoid = k.oid AND d.classoid = 'pg_catalog.pg_constraint'::regclass",
        "k.connoinherit OR d.description IS NOT NULL",
    ),
    _of_relation(
        "'publication', p.pubname || ' of ' || c.relname",
        "JOIN pg_catalog.pg_publication_rel m ON m.prrelid = c.oid"
        " JOIN pg_catalog.pg_publication p ON p.oid = m.prpubid",
        "true",
    ),
    _of_relation(
        "'security label', c.relname::text",
        "JOIN pg_catalog.pg_seclabel l ON l.objoid = c.oid AND l.classoid = 'pg_catalog.pg_class'::regclass",
        "true",
    ),
    _part(
        "'type', t.typname::text",
        "pg_catalog.pg_type t",
        "t.typnamespace",
        f"(t.typtype = 'p' OR t.typtype = 'b' AND t.typcategory <> 'A') AND {loose('pg_type', 't')}",
    ),
    _part(
        "'cast', pg_catalog.format_type(k.castsource, NULL) || ' as ' || pg_catalog.format_type(k.casttarget, NULL)",
        "pg_catalog.pg_cast k JOIN pg_catalog.pg_type s ON s.oid = k.castsource"
        " JOIN pg_catalog.pg_type t ON t.oid = k.casttarget",
        "CASE WHEN s.oid >= 16384 THEN s.typnamespace ELSE t.typnamespace END",
        by_hand("pg_cast", "k"),
    ),
    _part(
        "'event trigger', o.evtname::text",
        "pg_catalog.pg_event_trigger o JOIN pg_catalog.pg_proc p ON p.oid = o.evtfoid",
        "p.pronamespace",
        loose("pg_event_trigger", "o"),
    ),
    _standing("statistics", "pg_statistic_ext", "stx"),
    _standing("operator", "pg_operator", "opr"),
    _standing("operator class", "pg_opclass", "opc"),
    _standing("operator family", "pg_opfamily", "opf"),
    _standing("collation", "pg_collation", "coll"),
    _standing("conversion", "pg_conversion", "con"),
    _standing("text search configuration", "pg_ts_config", "cfg"),
    _standing("text search dictionary", "pg_ts_dict", "dict"),
    _standing("text search parser", "pg_ts_parser", "prs"),
    _standing("text search template", "pg_ts_template", "tmpl"),
)
_QUERY = "\nUNION ALL\n".join(_PARTS)


def read(connection: psycopg.Connection, names: Sequence[str]) -> tuple[Unmodelled, ...]:
    """Everything in the schemas that the model lacks, sorted."""
    rows = connection.execute(_QUERY.encode(), {"names": list(names)})
    return tuple(sorted(Unmodelled(*row) for row in rows))
