"""A database of its own for an app, with the roles that reach it."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
import pulumi_postgresql as postgresql

from components.connection_url import connection_url
from components.postgres_server import PostgresServer
from provider.sdk import Password


@dataclass(frozen=True, slots=True)
class AppDatabaseArgs:
    """`database` and `user` are names in Postgres; `connection_limit` counts connections, -1 is no limit."""

    database: str
    user: str
    connection_limit: int = -1


class AppDatabase(pulumi.ComponentResource):
    """A database, a role without login that owns it, and the app's user, a member of that role.

    The user is a member of the owner because ALL PRIVILEGES on a database do not let it create a table any more, since
    Postgres 15.
    PUBLIC has no rights here, so the users of other apps cannot connect.
    """

    url: pulumi.Output[str]

    def __init__(
        self,
        name: str,
        args: AppDatabaseArgs,
        server: PostgresServer,
        *,
        protect: bool,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """`protect` keeps the database from being deleted."""
        super().__init__("digi:apps:AppDatabase", name, None, opts)
        on_server = server.what_a_server_holds(self)
        owner = postgresql.Role(f"{name}-owner", name=f"{args.database}_owner", opts=on_server)
        self._password = Password(f"{name}-password", opts=server.on_this_machine(self))
        self.user = self._user(name, args, owner, on_server)
        self.database = postgresql.Database(
            f"{name}-database",
            name=args.database,
            owner=owner.name,
            connection_limit=args.connection_limit,
            opts=server.what_a_server_holds(self, protect=protect),
        )
        self._revoke_from_public(name, on_server)
        self.url = connection_url(server.endpoint, args.user, self._password.result, args.database)
        self.register_outputs({"url": self.url})

    def _user(
        self, name: str, args: AppDatabaseArgs, owner: postgresql.Role, opts: pulumi.ResourceOptions
    ) -> postgresql.Role:
        return postgresql.Role(
            f"{name}-user",
            name=args.user,
            login=True,
            password=self._password.result,
            roles=[owner.name],
            opts=opts,
        )

    def _revoke_from_public(self, name: str, opts: pulumi.ResourceOptions) -> None:
        postgresql.Grant(
            f"{name}-public",
            role="public",
            database=self.database.name,
            object_type="database",
            privileges=[],
            opts=opts,
        )
