"""`postgresql:index/grant:Grant`."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import ClassVar

import psycopg

from airgap.plugins.bridged import BridgedType
from airgap.plugins.postgresql.grant_target import WITHOUT_SCHEMA, live_privileges, target
from airgap.plugins.postgresql.membership import acting_for
from airgap.plugins.postgresql.privileges import PUBLIC, as_wanted, wrong_privileges
from airgap.plugins.postgresql.server import Connection, NoDatabaseError, Server, run, serialise_grants
from airgap.plugins.shape import Kind, Property, Shape
from airgap.plugins.values import Values
from provider.protocol.errors import ProviderError
from provider.protocol.properties import Properties, Value, is_known
from provider.protocol.resource import CheckFailure, CheckRequest, CheckResult
from schemata.dialects.postgresql.quoting import identifier

_KINDS = (
    "database", "function", "procedure", "routine", "schema", "sequence", "table", "foreign_data_wrapper",
    "foreign_server", "column",
)  # fmt: skip

_GONE = (psycopg.errors.UndefinedTable, psycopg.errors.UndefinedFunction, psycopg.errors.UndefinedColumn)

_OWNERS = """
SELECT pg_get_userbyid(nspowner)::text FROM pg_namespace WHERE nspname = %(schema)s
UNION SELECT pg_get_userbyid(relowner)::text FROM pg_class
WHERE relnamespace = to_regnamespace(quote_ident(%(schema)s)) AND %(members)s
"""


class Grant(BridgedType):
    """The privileges of one role on objects of one kind: exactly these."""

    token: ClassVar[str] = "postgresql:index/grant:Grant"  # noqa: S105 - a type's token
    shape: ClassVar[Shape] = Shape(
        (
            Property("role", required=True, immutable=True),
            Property("database", required=True, immutable=True),
            Property("schema", immutable=True),
            Property("objectType", required=True, immutable=True, choices=_KINDS),
            Property("objects", Kind.SET, immutable=True),
            Property("columns", Kind.SET, immutable=True),
            Property("privileges", Kind.SET, required=True),
            Property("withGrantOption", Kind.FLAG, immutable=True),
        )
    )

    def __init__(self, server: Server) -> None:
        """Work on `server`."""
        self._server = server

    def check(self, request: CheckRequest) -> CheckResult:
        """Check what concerns several properties too."""
        result = super().check(request)
        return CheckResult(result.inputs, (*result.failures, *_failures(result.inputs)))

    def identify(self, values: Values) -> str:
        """Return the official plugin's id, with the members of sets in its order."""
        kind = values.text("objectType")
        schema = () if kind in WITHOUT_SCHEMA else (values.text("schema"),)
        sets = (*_hashed(values.texts("objects")), *_hashed(values.texts("columns")))
        return "_".join((values.text("role"), values.text("database"), *schema, kind, *sets))

    def from_id(self, resource_id: str) -> Properties:
        """Refuse: the official plugin has no import, since the id cannot be taken apart."""
        raise ProviderError(f"a grant ({resource_id!r}) cannot be imported: create it, that changes nothing")

    def find(self, known: Values) -> Properties | None:
        """Read the access lists; of several objects, the first that differs shows its privileges."""
        try:
            with self._server.transaction(known.text("database")) as connection:
                grantee = _oid(connection, known.text("role"))
                if grantee is None or not _has_schema(connection, known):
                    return None
                found = live_privileges(connection, known, grantee)
                version = connection.info.server_version
        except NoDatabaseError:
            return None
        wanted, kind = known.texts("privileges"), known.text("objectType")
        if kind == "column":  # other privileges on a column belong to other grants
            held = {name for name, privileges in found.items() if privileges >= set(wanted)}
            return {"privileges": list(wanted), "columns": [name for name in known.texts("columns") if name in held]}
        odd = [privileges for privileges in found.values() if not as_wanted(privileges, wanted, kind, version)]
        return {"privileges": sorted(odd[0]) if odd else list(wanted)}

    def make(self, wanted: Values) -> None:
        """Revoke what the role has and grant what it shall have, in one transaction."""
        self._set(wanted, wanted)

    def change(self, recorded: Values, wanted: Values) -> None:
        """Revoke what is recorded and grant what is wanted, in one transaction."""
        self._set(recorded, wanted)

    def remove(self, recorded: Values) -> None:
        """Revoke. Where role, schema or database are gone, the privileges are too."""
        try:
            with self._server.transaction(recorded.text("database")) as connection:
                serialise_grants(connection)
                if _oid(connection, recorded.text("role")) is None or not _has_schema(connection, recorded):
                    return
                with acting_for(connection, _owners(connection, recorded)), suppress(*_GONE):
                    run(connection, _revoke(recorded))
        except NoDatabaseError:
            return

    def _set(self, revoked: Values, granted: Values) -> None:
        with self._server.transaction(granted.text("database")) as connection:
            serialise_grants(connection)
            with acting_for(connection, _owners(connection, granted)):
                run(connection, _revoke(revoked))
                if granted.texts("privileges"):
                    run(connection, _grant(granted))


def _grant(values: Values) -> str:
    option = "WITH GRANT OPTION" if values.flag("withGrantOption") else ""
    return f"GRANT {_privileges(values)} ON {target(values)} TO {identifier(values.text('role'))} {option}"


def _revoke(values: Values) -> str:
    # On named tables only what was granted: REVOKE ALL would take the privileges on columns too.
    listed = values.texts("privileges") and (values.texts("objects") or values.texts("columns"))
    privileges = _privileges(values) if listed else "ALL PRIVILEGES"
    return f"REVOKE {privileges} ON {target(values)} FROM {identifier(values.text('role'))}"


def _privileges(values: Values) -> str:
    """Return the privileges, which Check has compared with the known key words."""
    columns = ", ".join(identifier(name) for name in values.texts("columns"))
    return ", ".join(f"{word} ({columns})" if columns else word for word in values.texts("privileges"))


def _failures(inputs: Properties) -> Iterator[CheckFailure]:
    kind = inputs.get("objectType")
    objects, columns, privileges = (_size(inputs.get(name)) for name in ("objects", "columns", "privileges"))
    yield from wrong_privileges(inputs)
    if kind in _KINDS and kind not in WITHOUT_SCHEMA and inputs.get("schema") is None:
        yield CheckFailure("schema", f"schema is missing: a grant on a {kind} needs it")
    if kind in ("database", "schema") and objects:
        yield CheckFailure("objects", f"objects must be left out of a grant on a {kind}")
    if kind in ("foreign_data_wrapper", "foreign_server", "column") and objects not in (1, None):
        yield CheckFailure("objects", f"objects must name exactly one for a grant on a {kind}")
    if kind != "column" and columns:
        yield CheckFailure("columns", "columns need objectType 'column'")
    if kind == "column" and columns == 0:
        yield CheckFailure("columns", "columns are missing: a grant on columns names them")
    if kind == "column" and privileges not in (1, None):
        yield CheckFailure("privileges", "privileges must be exactly one for a grant on columns")


def _size(value: Value) -> int | None:
    """Return the number of members, None while it is unknown."""
    if not is_known(value):
        return None
    return len(value) if isinstance(value, list) else 0


def _hashed(members: tuple[str, ...]) -> list[str]:
    """Order the members of a set as Terraform does: by the digits of their CRC."""
    return sorted(members, key=lambda member: str(zlib.crc32(member.encode())))


def _owners(connection: Connection, values: Values) -> list[str]:
    if values.text("objectType") in WITHOUT_SCHEMA:
        return []
    members = values.text("objectType") != "schema"
    rows = connection.execute(_OWNERS, {"schema": values.text("schema"), "members": members}).fetchall()
    return [str(row[0]) for row in rows]


def _oid(connection: Connection, role: str) -> int | None:
    if role == PUBLIC:
        return 0
    row = connection.execute("SELECT oid::bigint FROM pg_roles WHERE rolname = %s", (role,)).fetchone()
    return None if row is None else int(str(row[0]))


def _has_schema(connection: Connection, values: Values) -> bool:
    if values.text("objectType") in WITHOUT_SCHEMA:
        return True
    query = "SELECT 1 FROM pg_namespace WHERE nspname = %s"
    return connection.execute(query, (values.text("schema"),)).fetchone() is not None
