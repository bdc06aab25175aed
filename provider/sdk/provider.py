"""The provider `schemata` itself: one process for one server."""

from __future__ import annotations

import pulumi


class Provider(pulumi.ProviderResource):
    """Where the server is. All values are plain configuration: with an unknown host nothing could be previewed."""

    def __init__(
        self,
        name: str,
        *,
        host: str,
        port: int,
        username: str,
        password: pulumi.Input[str],
        sslmode: str = "prefer",
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """`password` should be a secret; `sslmode` is libpq's."""
        properties = {
            "host": host,
            "port": port,
            "username": username,
            "password": pulumi.Output.secret(password),
            "sslmode": sslmode,
        }
        super().__init__("schemata", name, properties, opts)
