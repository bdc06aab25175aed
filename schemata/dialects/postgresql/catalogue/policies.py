"""Policies of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schemata.dialects.postgresql.catalogue.address import Address
from schemata.dialects.postgresql.catalogue.reading import Reading, grouped
from schemata.dialects.postgresql.catalogue.sql import IN_SCHEMAS, comment
from schemata.model import PUBLIC, Command, Policy

_QUERY = f"""
SELECT p.polrelid, p.oid, p.polname, p.polcmd, p.polpermissive,
       ARRAY(SELECT CASE WHEN u.role = 0 THEN '{PUBLIC}' ELSE pg_catalog.pg_get_userbyid(u.role)::text END
             FROM unnest(p.polroles) u (role)),
       pg_catalog.pg_get_expr(p.polqual, p.polrelid), pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid), d.description
FROM pg_catalog.pg_namespace n
JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid
JOIN pg_catalog.pg_policy p ON p.polrelid = c.oid {comment("pg_policy", "p")}
WHERE {IN_SCHEMAS} ORDER BY p.polname
"""  # noqa: S608 - constants
_COMMANDS = {
    "*": Command.ALL,
    "r": Command.SELECT,
    "a": Command.INSERT,
    "w": Command.UPDATE,
    "d": Command.DELETE,
}


def read(reading: Reading) -> Mapping[int, Sequence[Policy]]:
    """The policies of the schemas' tables by name, by the table's oid."""
    return grouped(
        (
            table,
            Policy(
                name,
                _COMMANDS[command],
                permissive,
                tuple(sorted(roles)),
                using,
                check,
                text,
                needs=reading.needs_of(Address("pg_policy", oid)),
            ),
        )
        for table, oid, name, command, permissive, roles, using, check, text in reading.rows(_QUERY)
    )
