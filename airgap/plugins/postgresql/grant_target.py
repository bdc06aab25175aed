"""What a grant is on: the SQL of its object, and the live privileges of a role on it."""

from __future__ import annotations

import re
from typing import Final

from airgap.plugins.postgresql.server import Connection
from airgap.plugins.values import Values
from provider.protocol.errors import ProviderError
from schemata.dialects.postgresql.quoting import identifier, qualified

WITHOUT_SCHEMA: Final = ("database", "foreign_data_wrapper", "foreign_server")

_ARGUMENTS: Final = re.compile(r'\([\w\s,.\[\]"]*\)')

_ACCESS: Final = """
SELECT name, coalesce(array_agg(DISTINCT privilege_type) FILTER (WHERE grantee = %(grantee)s), '{{}}')
FROM ({objects}) AS objects (name, acl) LEFT JOIN LATERAL aclexplode(acl) ON true
GROUP BY name ORDER BY name
"""

_RELATIONS: Final = """
SELECT relname, coalesce(relacl, acldefault({kind}, relowner)) FROM pg_class
WHERE relnamespace = to_regnamespace(quote_ident(%(schema)s)) AND relkind = ANY(%(kinds)s)
"""

_ROUTINES: Final = """
SELECT proname, coalesce(proacl, acldefault('f', proowner)) FROM pg_proc
WHERE pronamespace = to_regnamespace(quote_ident(%(schema)s)) AND prokind = ANY(%(kinds)s)
"""

_OBJECTS: Final = {
    "database": """
        SELECT datname, coalesce(datacl, acldefault('d', datdba)) FROM pg_database
        WHERE datname = %(database)s""",
    "schema": """
        SELECT nspname, coalesce(nspacl, acldefault('n', nspowner)) FROM pg_namespace
        WHERE nspname = %(schema)s""",
    "foreign_data_wrapper": "SELECT fdwname, fdwacl FROM pg_foreign_data_wrapper",
    "foreign_server": "SELECT srvname, srvacl FROM pg_foreign_server",
    "table": _RELATIONS.format(kind="'r'"),
    "sequence": _RELATIONS.format(kind="'s'"),
    "function": _ROUTINES,
    "procedure": _ROUTINES,
    "routine": _ROUTINES,
    "column": """
        SELECT attname, attacl FROM pg_attribute
        WHERE attrelid = to_regclass(quote_ident(%(schema)s) || '.' || quote_ident(%(table)s))
          AND attname = ANY(%(columns)s) AND NOT attisdropped""",
}

_KINDS: Final = {
    "table": ["r", "p", "v", "m", "f"],
    "sequence": ["S"],
    "function": ["f", "a", "w"],
    "procedure": ["p"],
    "routine": ["f", "a", "w", "p"],
}


def target(values: Values) -> str:
    """Return the object of a GRANT or REVOKE, as it stands after ON."""
    kind, schema, objects = values.text("objectType"), values.text("schema"), values.texts("objects")
    word = kind.upper().replace("_", " ")
    match kind:
        case "database":
            return f"DATABASE {identifier(values.text('database'))}"
        case "schema":
            return f"SCHEMA {identifier(schema)}"
        case "foreign_data_wrapper" | "foreign_server":
            return f"{word} {identifier(objects[0])}"
        case "column":
            return f"TABLE {qualified(schema, objects[0])}"
        case _ if objects:
            return f"{word} {', '.join(_member(schema, name) for name in objects)}"
        case _:
            return f"ALL {word}S IN SCHEMA {identifier(schema)}"


def live_privileges(connection: Connection, values: Values, grantee: int) -> dict[str, set[str]]:
    """Return the privileges of the role with oid `grantee`, by name of each object that the grant is on."""
    kind = values.text("objectType")
    named = {name.partition("(")[0] for name in values.texts("objects")}
    parameters = {
        "grantee": grantee,
        "database": values.text("database"),
        "schema": values.text("schema"),
        "table": next(iter(values.texts("objects")), ""),
        "columns": list(values.texts("columns")),
        "kinds": _KINDS.get(kind, []),
    }
    rows = connection.execute(_ACCESS.format(objects=_OBJECTS[kind]).encode(), parameters).fetchall()
    found: dict[str, set[str]] = {}
    for name, privileges in rows:
        assert isinstance(privileges, list)
        if kind == "column" or not named or name in named:
            found[str(name)] = set(privileges)
    return found


def _member(schema: str, name: str) -> str:
    """Return a qualified name; a routine may have its argument types behind it, to tell it from its namesakes."""
    plain, bracket, rest = name.partition("(")
    if bracket and not _ARGUMENTS.fullmatch(bracket + rest):
        raise ProviderError(f"object {name!r}: the arguments of a routine may hold only the names of types")
    return qualified(schema, plain) + bracket + rest
