"""`postgresql:index/database:Database`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import psycopg

from airgap.plugins.bridged import BridgedType
from airgap.plugins.postgresql.membership import acting_for
from airgap.plugins.postgresql.server import Connection, Server, run
from airgap.plugins.shape import Kind, Property, Shape
from airgap.plugins.values import Values
from provider.protocol.errors import ProviderError
from provider.protocol.properties import Properties
from schemata.dialects.postgresql.quoting import identifier, literal

_LIVE = """
SELECT pg_get_userbyid(datdba), pg_encoding_to_char(encoding), datcollate, datctype, spcname, datconnlimit,
       datallowconn, datistemplate
FROM pg_database JOIN pg_tablespace t ON t.oid = dattablespace
WHERE datname = %s
"""


class Database(BridgedType):
    """A database. Without a template it is made from template0, in UTF-8."""

    token: ClassVar[str] = "postgresql:index/database:Database"  # noqa: S105 - a type's token
    shape: ClassVar[Shape] = Shape(
        (
            Property("name", required=True),
            Property("owner", computed=True),
            Property("template", computed=True, immutable=True),
            Property("encoding", computed=True, immutable=True),
            Property("lcCollate", computed=True, immutable=True),
            Property("lcCtype", computed=True, immutable=True),
            Property("tablespaceName", computed=True),
            Property("connectionLimit", Kind.NUMBER, default=-1, minimum=-1),
            Property("allowConnections", Kind.FLAG, default=True),
            Property("isTemplate", Kind.FLAG, computed=True),
            Property("alterObjectOwnership", Kind.FLAG),
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
        """Read the catalogue. The template is not kept there: it is the recorded one."""
        with self._server.transaction() as connection:
            row = connection.execute(_LIVE, (known.text("name"),)).fetchone()
        if row is None:
            return None
        owner, encoding, collate, ctype, tablespace, limit, allowed, is_template = row
        return {
            "name": known.text("name"),
            "owner": str(owner),
            "template": known.text("template") or "template0",
            "encoding": str(encoding),
            "lcCollate": str(collate),
            "lcCtype": str(ctype),
            "tablespaceName": str(tablespace),
            "connectionLimit": int(str(limit)),
            "allowConnections": bool(allowed),
            "isTemplate": bool(is_template),
        }

    def make(self, wanted: Values) -> None:
        """Create the database. One that exists is not taken over: it may be somebody else's."""
        name, owner = wanted.text("name"), wanted.text("owner")
        with self._server.autocommit() as connection, acting_for(connection, filter(None, [owner])):
            try:
                run(connection, f"CREATE DATABASE {identifier(name)} {' '.join(_options(wanted))}")
            except psycopg.errors.DuplicateDatabase:
                raise ProviderError(
                    f"database {name!r} exists already: take it over with "
                    f"`pulumi import {self.token} <resource name> {name}`, or choose another name"
                ) from None

    def change(self, recorded: Values, wanted: Values) -> None:
        """Rename, set what changed, hand over."""
        owners = [owner for owner in (recorded.text("owner"), wanted.text("owner")) if owner]
        with self._server.autocommit() as connection, acting_for(connection, owners):
            for statement in _alterations(recorded, wanted):
                run(connection, statement)
        if wanted.flag("alterObjectOwnership") and _owner_changes(recorded, wanted):
            self._hand_over_objects(recorded.text("owner"), wanted)
        if _owner_changes(recorded, wanted):
            with self._server.autocommit() as connection, acting_for(connection, owners):
                name, owner = identifier(wanted.text("name")), identifier(wanted.text("owner"))
                run(connection, f"ALTER DATABASE {name} OWNER TO {owner}")

    def remove(self, recorded: Values) -> None:
        """Drop the database and whoever is connected to it."""
        name = recorded.text("name")
        with self._server.autocommit() as connection, acting_for(connection, filter(None, [recorded.text("owner")])):
            if not _exists(connection, name):
                return
            if recorded.flag("isTemplate"):
                run(connection, f"ALTER DATABASE {identifier(name)} IS_TEMPLATE false")
            run(connection, f"DROP DATABASE IF EXISTS {identifier(name)} WITH (FORCE)")

    def _hand_over_objects(self, previous: str, wanted: Values) -> None:
        owner = wanted.text("owner")
        with self._server.transaction(wanted.text("name")) as inside, acting_for(inside, [previous, owner]):
            run(inside, f"REASSIGN OWNED BY {identifier(previous)} TO {identifier(owner)}")


def _owner_changes(recorded: Values, wanted: Values) -> bool:
    return wanted.text("owner") not in ("", recorded.text("owner"))


def _alterations(recorded: Values, wanted: Values) -> Iterator[str]:
    """Give the statements for all that changed, but the owner."""
    alter = f"ALTER DATABASE {identifier(wanted.text('name'))}"
    if recorded.text("name") != wanted.text("name"):
        yield f"ALTER DATABASE {identifier(recorded.text('name'))} RENAME TO {identifier(wanted.text('name'))}"
    if recorded.text("tablespaceName") != wanted.text("tablespaceName"):
        yield f"{alter} SET TABLESPACE {_name(wanted.text('tablespaceName'))}"
    if recorded.number("connectionLimit") != wanted.number("connectionLimit"):
        yield f"{alter} CONNECTION LIMIT {wanted.number('connectionLimit')}"
    if recorded.flag("allowConnections") != wanted.flag("allowConnections"):
        yield f"{alter} ALLOW_CONNECTIONS {wanted.flag('allowConnections')}"
    if recorded.flag("isTemplate") != wanted.flag("isTemplate"):
        yield f"{alter} IS_TEMPLATE {wanted.flag('isTemplate')}"


def _exists(connection: Connection, name: str) -> bool:
    return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone() is not None


def _options(wanted: Values) -> list[str]:
    named = {
        "OWNER": _name(wanted.text("owner") or None),
        "TEMPLATE": _name(wanted.text("template") or "template0"),
        "ENCODING": _text(wanted.text("encoding") or "UTF8"),
        "LC_COLLATE": _text(wanted.text("lcCollate") or None),
        "LC_CTYPE": _text(wanted.text("lcCtype") or None),
        "TABLESPACE": _name(wanted.text("tablespaceName") or None),
        "ALLOW_CONNECTIONS": str(wanted.flag("allowConnections")),
        "CONNECTION LIMIT": str(wanted.number("connectionLimit")),
        "IS_TEMPLATE": str(wanted.flag("isTemplate")),
    }
    return [f"{key} {value}" for key, value in named.items() if value is not None]


def _name(value: str | None) -> str | None:
    return value and ("DEFAULT" if value.upper() == "DEFAULT" else identifier(value))


def _text(value: str | None) -> str | None:
    return value and ("DEFAULT" if value.upper() == "DEFAULT" else literal(value))
