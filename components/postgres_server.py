"""The shared Postgres server, and the providers that reach it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pulumi
import pulumi_postgresql as postgresql

from components.endpoint import Endpoint
from provider.sdk import EmbeddedPostgres, Provider


@dataclass(frozen=True, slots=True)
class EmbeddedServer:
    """A server to run on this machine. `state_directory` is relative to the program's folder."""

    version: str
    state_directory: str
    settings: Mapping[str, str] = field(default_factory=dict)


class PostgresServer(pulumi.ComponentResource):
    """A Postgres server: one that is started here, or one that somebody else runs.

    `what_a_server_holds` and `what_a_database_holds` are options for the resources on it: the provider, and the order.
    """

    def __init__(
        self,
        name: str,
        endpoint: Endpoint,
        embedded: EmbeddedServer | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Without `embedded`, the server at `endpoint` is there already."""
        super().__init__("digi:platform:PostgresServer", name, None, opts)
        self.endpoint = endpoint
        child = pulumi.ResourceOptions(parent=self)
        self._schemata = Provider(
            f"{name}-schemata",
            host=endpoint.host,
            port=endpoint.port,
            username=endpoint.username,
            password=endpoint.password,
            sslmode=endpoint.sslmode,
            opts=child,
        )
        self._postgresql = postgresql.Provider(
            f"{name}-postgresql",
            host=endpoint.host,
            port=endpoint.port,
            username=endpoint.username,
            password=endpoint.password,
            sslmode=endpoint.sslmode,
            # The plugin opens up to 20 for each database by itself (terraform-provider-postgresql#131).
            max_connections=4,
            opts=child,
        )
        self._server = [self._start(name, embedded)] if embedded else []
        self.register_outputs({"host": endpoint.host, "port": endpoint.port})

    def _start(self, name: str, embedded: EmbeddedServer) -> EmbeddedPostgres:
        return EmbeddedPostgres(
            name,
            version=embedded.version,
            port=self.endpoint.port,
            state_directory=embedded.state_directory,
            password=self.endpoint.password,
            settings=embedded.settings,
            opts=self.on_this_machine(self),
        )

    def what_a_server_holds(self, parent: pulumi.Resource, *, protect: bool = False) -> pulumi.ResourceOptions:
        """Options for databases, roles and grants."""
        return pulumi.ResourceOptions(
            parent=parent, provider=self._postgresql, depends_on=self._server, protect=protect or None
        )

    def on_this_machine(self, parent: pulumi.Resource) -> pulumi.ResourceOptions:
        """Options for resources of the provider `schemata` that need no connection."""
        return pulumi.ResourceOptions(parent=parent, provider=self._schemata)

    def what_a_database_holds(
        self, parent: pulumi.Resource, database: pulumi.Resource, after: tuple[pulumi.Resource, ...] = ()
    ) -> pulumi.ResourceOptions:
        """Options for schemas and rows: they go with their database."""
        return pulumi.ResourceOptions(
            parent=parent, provider=self._schemata, depends_on=[database, *after], deleted_with=database
        )
