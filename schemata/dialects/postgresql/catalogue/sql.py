"""Fragments that the queries share."""

from __future__ import annotations

IN_SCHEMAS = "n.nspname = ANY(%(names)s::name[])"
"""The condition on pg_namespace `n`."""


def comment(catalogue: str, alias: str, column: str = "0") -> str:
    """The join that gives an object's comment as `d.description`."""
    return f"""LEFT JOIN pg_catalog.pg_description d
  ON d.objoid = {alias}.oid AND d.classoid = 'pg_catalog.{catalogue}'::regclass AND d.objsubid = {column}"""


def loose(catalogue: str, alias: str) -> str:
    """The condition that an object belongs to no extension."""
    return f"""NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
  WHERE e.classid = 'pg_catalog.{catalogue}'::regclass AND e.objid = {alias}.oid AND e.deptype = 'e')"""


def by_hand(catalogue: str, alias: str) -> str:
    """The condition that an object belongs to no extension, and that Postgres did not make it for another one.

    A range type comes with functions and casts, an identity column with a sequence.
    """
    return f"""NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
  WHERE e.classid = 'pg_catalog.{catalogue}'::regclass AND e.objid = {alias}.oid AND e.deptype IN ('e', 'i'))"""


def local(schema: str, name: str) -> str:
    """The name of an object, qualified unless it is Postgres's own."""
    return f"CASE WHEN {schema} = 'pg_catalog' THEN '' ELSE {schema} || '.' END || {name}"
