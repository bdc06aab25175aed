"""A Postgres server on this machine, run from a wheel."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi


class EmbeddedPostgres(pulumi.CustomResource):
    """A server on loopback with its own data directory; deleting it stops the server and removes the data."""

    host: pulumi.Output[str]
    port: pulumi.Output[int]
    version: pulumi.Output[str]

    def __init__(
        self,
        name: str,
        *,
        version: str,
        port: int,
        state_directory: str,
        password: pulumi.Input[str],
        settings: Mapping[str, str],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """`version` is the major version; `settings` are server settings over the defaults of `servers.settings`."""
        properties = {
            "version": version,
            "port": port,
            "stateDirectory": state_directory,
            "password": pulumi.Output.secret(password),
            "settings": dict(settings),
            "host": None,
        }
        super().__init__("schemata:index:EmbeddedPostgres", name, properties, opts)
