"""`postgresql:index/extension:Extension`."""

from __future__ import annotations

from typing import ClassVar

from airgap.plugins.bridged import BridgedType
from airgap.plugins.postgresql.server import NoDatabaseError, Server, run
from airgap.plugins.shape import Kind, Property, Shape
from airgap.plugins.values import Values
from provider.protocol.errors import ProviderError
from provider.protocol.properties import Properties
from schemata.dialects.postgresql.quoting import identifier

_LIVE = """
SELECT nspname, extversion FROM pg_extension e JOIN pg_namespace n ON n.oid = extnamespace WHERE extname = %s
"""


class Extension(BridgedType):
    """An extension in a database; one that is there already is taken over, as the official plugin does."""

    token: ClassVar[str] = "postgresql:index/extension:Extension"  # noqa: S105 - a type's token
    shape: ClassVar[Shape] = Shape(
        (
            Property("name", required=True, immutable=True),
            Property("schema", computed=True),
            Property("version", computed=True),
            Property("database", computed=True, immutable=True),
            Property("dropCascade", Kind.FLAG),
            Property("createCascade", Kind.FLAG),
        )
    )

    def __init__(self, server: Server) -> None:
        """Work on `server`."""
        self._server = server

    def identify(self, values: Values) -> str:
        """Return database and name."""
        return f"{self._database(values)}.{values.text('name')}"

    def from_id(self, resource_id: str) -> Properties:
        """Read the id as database and name."""
        database, _, name = resource_id.partition(".")
        if not database or not name:
            raise ProviderError(f"{resource_id!r} is no id of an extension: write `database.extension`")
        return {"database": database, "name": name}

    def find(self, known: Values) -> Properties | None:
        """Read the catalogue of the database."""
        database = self._database(known)
        try:
            with self._server.transaction(database) as connection:
                row = connection.execute(_LIVE, (known.text("name"),)).fetchone()
        except NoDatabaseError:
            return None
        if row is None:
            return None
        return {"name": known.text("name"), "database": database, "schema": str(row[0]), "version": str(row[1])}

    def make(self, wanted: Values) -> None:
        """Create the extension."""
        schema, version = wanted.text("schema"), wanted.text("version")
        options = [
            f"SCHEMA {identifier(schema)}" if schema else "",
            f"VERSION {identifier(version)}" if version else "",
            "CASCADE" if wanted.flag("createCascade") else "",
        ]
        with self._server.transaction(self._database(wanted)) as connection:
            run(connection, f"CREATE EXTENSION IF NOT EXISTS {identifier(wanted.text('name'))} {' '.join(options)}")

    def change(self, recorded: Values, wanted: Values) -> None:
        """Move to another schema, update to another version."""
        alter = f"ALTER EXTENSION {identifier(wanted.text('name'))}"
        with self._server.transaction(self._database(wanted)) as connection:
            if wanted.text("schema") != recorded.text("schema"):
                run(connection, f"{alter} SET SCHEMA {identifier(wanted.text('schema'))}")
            if wanted.text("version") != recorded.text("version"):
                run(connection, f"{alter} UPDATE TO {identifier(wanted.text('version'))}")

    def remove(self, recorded: Values) -> None:
        """Drop the extension, with what needs it if the program said so."""
        mode = "CASCADE" if recorded.flag("dropCascade") else "RESTRICT"
        try:
            with self._server.transaction(self._database(recorded)) as connection:
                run(connection, f"DROP EXTENSION IF EXISTS {identifier(recorded.text('name'))} {mode}")
        except NoDatabaseError:
            return

    def _database(self, values: Values) -> str:
        return values.text("database") or self._server.settings.database
