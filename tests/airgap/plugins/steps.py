"""What the tests of the stand-in have in common."""

from __future__ import annotations

import psycopg

from provider.protocol.properties import Properties
from servers.endpoint import Endpoint
from tests.plugin_process import Plugin, Resource

DATABASE = "postgresql:index/database:Database"
ROLE = "postgresql:index/role:Role"
GRANT = "postgresql:index/grant:Grant"
GRANT_ROLE = "postgresql:index/grantRole:GrantRole"
DEFAULT_PRIVILEGES = "postgresql:index/defaultPrivileges:DefaultPrivileges"
EXTENSION = "postgresql:index/extension:Extension"


def sql(endpoint: Endpoint, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
    """Do something by hand."""
    with psycopg.connect(endpoint.url(database), autocommit=True) as connection:
        cursor = connection.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []


def changed(plugin: Plugin, resource: Resource, inputs: Properties) -> list[str]:
    """The properties that a preview would show."""
    return sorted(plugin.diff(resource, inputs).diffs)


def drift(plugin: Plugin, resource: Resource) -> list[str]:
    """The properties that a refresh would show."""
    live = plugin.refresh(resource)
    assert live is not None
    return sorted(plugin.drift(resource, live).diffs)
