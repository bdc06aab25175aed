"""Connection URLs, which are secrets."""

from __future__ import annotations

from urllib.parse import quote

import pulumi

from components.endpoint import Endpoint


def connection_url(endpoint: Endpoint, user: str, password: pulumi.Input[str], database: str) -> pulumi.Output[str]:
    """A libpq URL for `user` to `database`, as a secret."""
    return pulumi.Output.secret(password).apply(lambda plain: _url(endpoint, user, plain, database))


def _url(endpoint: Endpoint, user: str, password: str, database: str) -> str:
    login = f"{quote(user, safe='')}:{quote(password, safe='')}"
    return f"postgresql://{login}@{endpoint.host}:{endpoint.port}/{quote(database, safe='')}?sslmode={endpoint.sslmode}"
