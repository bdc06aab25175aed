"""The layer of shared servers."""

from __future__ import annotations

import pulumi

from components.endpoint import Endpoint
from components.postgres_server import EmbeddedServer, PostgresServer
from stacks.settings import StackSettings


def deploy(settings: StackSettings) -> PostgresServer:
    """Declares the shared servers."""
    return PostgresServer("postgres", _endpoint(settings), _embedded(settings))


def _endpoint(settings: StackSettings) -> Endpoint:
    postgres = settings.postgres
    is_embedded = postgres.mode == "embedded"
    return Endpoint(
        host="127.0.0.1" if is_embedded else postgres.host,
        port=settings.postgres_port,
        username=postgres.username,
        password=pulumi.Output.secret(settings.postgres_admin_password.get_secret_value()),
        # An embedded server listens on loopback only, without TLS.
        sslmode="disable" if is_embedded else postgres.sslmode,
    )


def _embedded(settings: StackSettings) -> EmbeddedServer | None:
    if settings.postgres.mode != "embedded":
        return None
    return EmbeddedServer(
        settings.postgres.version, f".state/{pulumi.get_stack()}/postgres", settings.postgres.settings
    )
