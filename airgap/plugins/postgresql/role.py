"""`postgresql:index/role:Role`."""

from __future__ import annotations

from typing import ClassVar

import psycopg

from airgap.plugins.bridged import BridgedType
from airgap.plugins.postgresql.membership import acting_for
from airgap.plugins.postgresql.role_settings import read_settings, setting_statements
from airgap.plugins.postgresql.server import Connection, Server, run, serialise_grants
from airgap.plugins.shape import Kind, Property, Shape
from airgap.plugins.values import Values
from provider.protocol.errors import ProviderError
from provider.protocol.properties import Properties
from schemata.dialects.postgresql.quoting import identifier, literal

_LIVE = """
SELECT rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, rolbypassrls,
       rolconnlimit, coalesce(rolvaliduntil::text, 'infinity'),
       coalesce(rolvaliduntil, 'infinity') = %(until)s::timestamptz, coalesce(rolconfig, '{}'),
       ARRAY(SELECT DISTINCT pg_get_userbyid(roleid)::text FROM pg_auth_members m WHERE member = r.oid ORDER BY 1)
FROM pg_roles r
WHERE rolname = %(name)s
"""

_ATTRIBUTES = {
    "superuser": "SUPERUSER",
    "inherit": "INHERIT",
    "createRole": "CREATEROLE",
    "createDatabase": "CREATEDB",
    "login": "LOGIN",
    "replication": "REPLICATION",
    "bypassRowLevelSecurity": "BYPASSRLS",
}
"""Property to key word, in the order of `_LIVE`."""


class Role(BridgedType):
    """A role. Its password goes to the server as a SCRAM verifier, so that no log of the server can hold it."""

    token: ClassVar[str] = "postgresql:index/role:Role"  # noqa: S105 - a type's token
    shape: ClassVar[Shape] = Shape(
        (
            Property("name", required=True),
            Property("password"),
            Property("passwordWo", write_only=True),
            Property("passwordWoVersion"),
            Property("encrypted"),
            Property("encryptedPassword", Kind.FLAG, default=True),
            *(Property(name, Kind.FLAG, default=True if name == "inherit" else None) for name in _ATTRIBUTES),
            Property("roles", Kind.SET),
            Property("searchPaths", Kind.LIST),
            Property("validUntil", default="infinity"),
            Property("connectionLimit", Kind.NUMBER, default=-1, minimum=-1),
            Property("statementTimeout", Kind.NUMBER, minimum=0),
            Property("idleInTransactionSessionTimeout", Kind.NUMBER, minimum=0),
            Property("assumeRole"),
            Property("skipDropRole", Kind.FLAG),
            Property("skipReassignOwned", Kind.FLAG),
        )
    )

    def __init__(self, server: Server) -> None:
        """Work on `server`."""
        self._server = server

    def identify(self, values: Values) -> str:
        """Return the name."""
        return values.text("name")

    def from_id(self, resource_id: str) -> Properties:
        """Read the id as the name."""
        return {"name": resource_id}

    def find(self, known: Values) -> Properties | None:
        """Read the catalogue. A password cannot be read: the recorded one stands."""
        with self._server.transaction() as connection:
            names = {"name": known.text("name"), "until": known.text("validUntil") or "infinity"}
            row = connection.execute(_LIVE, names).fetchone()
        if row is None:
            return None
        flags, (limit, until, same_time, config, roles) = row[: len(_ATTRIBUTES)], row[len(_ATTRIBUTES) :]
        assert isinstance(config, list) and isinstance(roles, list)
        return {
            "name": known.text("name"),
            **{name: bool(flag) for name, flag in zip(_ATTRIBUTES, flags, strict=True)},
            "connectionLimit": int(str(limit)),
            "validUntil": known.text("validUntil") if same_time else str(until),
            "roles": roles,
            **read_settings(config),
            "encryptedPassword": True,
            "skipDropRole": known.flag("skipDropRole"),
            "skipReassignOwned": known.flag("skipReassignOwned"),
        }

    def make(self, wanted: Values) -> None:
        """Create the role. One that exists is not taken over: it may be somebody else's."""
        name = wanted.text("name")
        with self._server.transaction() as connection:
            serialise_grants(connection)
            try:
                run(connection, f"CREATE ROLE {identifier(name)} {_options(wanted)}")
            except psycopg.errors.DuplicateObject:
                raise ProviderError(
                    f"role {name!r} exists already: take it over with "
                    f"`pulumi import {self.token} <resource name> {name}`, or choose another name"
                ) from None
            _set_password(connection, wanted)
            _grant_roles(connection, wanted)
            for statement in setting_statements(wanted):
                run(connection, statement)

    def change(self, recorded: Values, wanted: Values) -> None:
        """Rename, then set everything; the password only if it changed."""
        old, name = identifier(recorded.text("name")), identifier(wanted.text("name"))
        with self._server.transaction() as connection:
            serialise_grants(connection)
            if old != name:
                run(connection, f"ALTER ROLE {old} RENAME TO {name}")
            run(connection, f"ALTER ROLE {name} {_options(wanted)}")
            if _password_changed(recorded, wanted):
                _set_password(connection, wanted)
            _grant_roles(connection, wanted)
            for statement in setting_statements(wanted):
                run(connection, statement)

    def remove(self, recorded: Values) -> None:
        """Hand over what the role owns in the configured database, then drop it."""
        name = recorded.text("name")
        with self._server.transaction() as connection:
            serialise_grants(connection)
            if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (name,)).fetchone() is None:
                return
            if not recorded.flag("skipReassignOwned"):
                with acting_for(connection, [name]):
                    run(connection, f"REASSIGN OWNED BY {identifier(name)} TO CURRENT_USER")
                    run(connection, f"DROP OWNED BY {identifier(name)}")
            if not recorded.flag("skipDropRole"):
                _drop(connection, name)


def _drop(connection: Connection, name: str) -> None:
    try:
        run(connection, f"DROP ROLE {identifier(name)}")
    except psycopg.errors.DependentObjectsStillExist as problem:
        raise ProviderError(
            f"role {name!r} still owns or may use something: {problem.diag.message_detail}; remove that first "
            f"(`DROP OWNED BY {identifier(name)}` in its database), or keep the role with `skipDropRole`"
        ) from None


def _options(wanted: Values) -> str:
    words = [word if wanted.flag(name) else f"NO{word}" for name, word in _ATTRIBUTES.items()]
    until = literal(wanted.text("validUntil") or "infinity")
    return f"{' '.join(words)} CONNECTION LIMIT {wanted.number('connectionLimit')} VALID UNTIL {until}"


def _password_changed(recorded: Values, wanted: Values) -> bool:
    if wanted.text("passwordWo"):
        return recorded.text("passwordWoVersion") != wanted.text("passwordWoVersion")
    return any(recorded.text(name) != wanted.text(name) for name in ("password", "name"))


def _set_password(connection: Connection, wanted: Values) -> None:
    password = wanted.text("passwordWo") or wanted.text("password")
    if not password:
        return
    run(connection, f"ALTER ROLE {identifier(wanted.text('name'))} PASSWORD {_verifier(connection, wanted, password)}")


def _verifier(connection: Connection, wanted: Values, password: str) -> str:
    if password.upper() == "NULL":
        return "NULL"
    if password.startswith(("SCRAM-SHA-256$", "md5")):
        return literal(password)
    encrypted = connection.pgconn.encrypt_password(password.encode(), wanted.text("name").encode(), b"scram-sha-256")
    return literal(encrypted.decode())


def _grant_roles(connection: Connection, wanted: Values) -> None:
    """Make the role a member of exactly `roles`."""
    role = wanted.text("name")
    rows = connection.execute(
        "SELECT DISTINCT pg_get_userbyid(roleid)::text FROM pg_auth_members WHERE pg_get_userbyid(member) = %s", (role,)
    ).fetchall()
    current, roles = {str(row[0]) for row in rows}, set(wanted.texts("roles"))
    for name in sorted(current - roles):
        run(connection, f"REVOKE {identifier(name)} FROM {identifier(role)}")
    for name in sorted(roles - current):
        run(connection, f"GRANT {identifier(name)} TO {identifier(role)}")
