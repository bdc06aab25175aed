"""A database whose schemas are made from definitions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pulumi
import pulumi_postgresql as postgresql

from components.postgres_server import PostgresServer
from provider.sdk import DatabaseContents, ReferenceRows, Schema


class SchemaDatabase(pulumi.ComponentResource):
    """A database, and the list of the schemas that this stack owns in it."""

    def __init__(
        self,
        name: str,
        database: str,
        schemas: Mapping[str, str | None],
        server: PostgresServer,
        *,
        protect: bool,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """`database` is its name in Postgres.

        `schemas` are all schemas that will be declared in it by name, each with its former name if it is renamed.
        """
        super().__init__("digi:platform:SchemaDatabase", name, None, opts)
        self.name = database
        self._server = server
        self._database = postgresql.Database(
            f"{name}-database", name=database, opts=server.what_a_server_holds(self, protect=protect)
        )
        postgresql.Grant(
            f"{name}-public",
            role="public",
            database=self._database.name,
            object_type="database",
            privileges=[],
            opts=server.what_a_server_holds(self),
        )
        DatabaseContents(f"{name}-contents", database=database, schemas=schemas, opts=self.options(self))
        self.register_outputs({"database": self._database.name})

    def options(self, parent: pulumi.Resource, after: tuple[pulumi.Resource, ...] = ()) -> pulumi.ResourceOptions:
        """Options for what this database holds: made after it and `after`, gone with it."""
        return self._server.what_a_database_holds(parent, self._database, after)

    def schema(
        self,
        name: str,
        schema: str,
        definition: str,
        *,
        allow: Sequence[str],
        parent: pulumi.Resource,
        after: tuple[pulumi.Resource, ...] = (),
    ) -> Schema:
        """Declares a schema from its canonical text."""
        opts = self.options(parent, after)
        return Schema(name, database=self.name, schema=schema, definition=definition, allow=allow, opts=opts)

    def rows(
        self, name: str, rows: str, *, parent: pulumi.Resource, after: tuple[pulumi.Resource, ...]
    ) -> ReferenceRows:
        """Declares reference rows from their canonical text."""
        return ReferenceRows(name, database=self.name, rows=rows, opts=self.options(parent, after))
