"""Grants of all objects, and the default privileges of schemas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

import psycopg

from schemata.dialects.postgresql.catalogue.address import Address
from schemata.dialects.postgresql.catalogue.sql import IN_SCHEMAS
from schemata.model import PUBLIC, DefaultKind, DefaultPrivilege, Grant

# What an access list of its own or the kind's default allows to others than the owner. An untouched relation or schema
# allows nothing to them.
_QUERY = f"""
WITH schemas AS (SELECT n.oid, n.nspowner, n.nspacl FROM pg_catalog.pg_namespace n WHERE {IN_SCHEMAS}),
relations AS (SELECT c.oid, c.relowner, c.relacl
              FROM schemas n JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid
                                                       AND c.relkind IN ('r', 'p', 'v', 'm', 'S')),
lists (catalogue, oid, owner, attribute, acl) AS (
  SELECT 'pg_namespace', oid, nspowner, NULL::name, nspacl FROM schemas
  UNION ALL SELECT 'pg_class', oid, relowner, NULL, relacl FROM relations
  UNION ALL SELECT 'pg_class', c.oid, c.relowner, a.attname, a.attacl
            FROM relations c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attacl IS NOT NULL
  UNION ALL SELECT 'pg_proc', p.oid, p.proowner, NULL,
                   coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))
            FROM schemas n JOIN pg_catalog.pg_proc p ON p.pronamespace = n.oid
  UNION ALL SELECT 'pg_type', t.oid, t.typowner, NULL,
                   coalesce(t.typacl, pg_catalog.acldefault('T', t.typowner))
            FROM schemas n JOIN pg_catalog.pg_type t ON t.typnamespace = n.oid
            LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
            WHERE t.typtype IN ('e', 'd', 'r') OR c.relkind = 'c'
)
SELECT catalogue, oid, CASE WHEN grantee = 0 THEN '{PUBLIC}' ELSE pg_catalog.pg_get_userbyid(grantee)::text END,
       privilege_type, bool_or(is_grantable), attribute
FROM lists CROSS JOIN LATERAL pg_catalog.aclexplode(acl) entry
WHERE grantee <> owner
GROUP BY catalogue, oid, grantee, privilege_type, attribute
"""  # noqa: S608 - constants
_DEFAULTS = f"""
SELECT n.nspname, pg_catalog.pg_get_userbyid(a.defaclrole)::text, a.defaclobjtype,
       CASE WHEN grantee = 0 THEN '{PUBLIC}' ELSE pg_catalog.pg_get_userbyid(grantee)::text END,
       privilege_type, bool_or(is_grantable)
FROM pg_catalog.pg_namespace n JOIN pg_catalog.pg_default_acl a ON a.defaclnamespace = n.oid
CROSS JOIN LATERAL pg_catalog.aclexplode(a.defaclacl) entry
WHERE {IN_SCHEMAS}
GROUP BY n.nspname, a.defaclrole, a.defaclobjtype, grantee, privilege_type
"""  # noqa: S608 - constants
_KINDS = {
    "r": DefaultKind.TABLES,
    "S": DefaultKind.SEQUENCES,
    "f": DefaultKind.FUNCTIONS,
    "T": DefaultKind.TYPES,
}


def grants(connection: psycopg.Connection, names: Sequence[str]) -> Mapping[Address, tuple[Grant, ...]]:
    """The grants of the schemas and of what is in them, where there are any; those of columns at the table."""
    rows = sorted(
        ((catalogue, oid), (grantee, privilege, grantable), attribute or "")
        for catalogue, oid, grantee, privilege, grantable, attribute in connection.execute(
            _QUERY.encode(), {"names": list(names)}
        )
    )
    return {
        Address(*address): tuple(sorted(_grants([row[1:] for row in group])))
        for address, group in groupby(rows, key=lambda row: row[0])
    }


def _grants(rows: Sequence[tuple[tuple[str, str, bool], str]]) -> Sequence[Grant]:
    whole = [Grant(*entry) for entry, attribute in rows if not attribute]
    of_columns = groupby((row for row in rows if row[1]), key=lambda row: row[0])
    return [*whole, *(replace(Grant(*entry), columns=tuple(row[1] for row in group)) for entry, group in of_columns)]


def default_privileges(
    connection: psycopg.Connection, names: Sequence[str]
) -> Mapping[str, tuple[DefaultPrivilege, ...]]:
    """The default privileges inside each schema that has any, sorted."""
    found: dict[str, tuple[DefaultPrivilege, ...]] = {}
    for schema, creator, kind, *entry in connection.execute(_DEFAULTS.encode(), {"names": list(names)}):
        privilege = DefaultPrivilege(creator, _KINDS[kind], *entry)
        found[schema] = tuple(sorted((*found.get(schema, ()), privilege)))
    return found
