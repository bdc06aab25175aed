"""`python -m airgap.plugins.postgresql <engine address>`: serve the stand-in to Pulumi's engine."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.metadata import version

from airgap.plugins.bridged import BridgedType
from airgap.plugins.postgresql.database import Database
from airgap.plugins.postgresql.default_privileges import DefaultPrivileges
from airgap.plugins.postgresql.extension import Extension
from airgap.plugins.postgresql.grant import Grant
from airgap.plugins.postgresql.grant_role import GrantRole
from airgap.plugins.postgresql.role import Role
from airgap.plugins.postgresql.server import Server
from airgap.plugins.postgresql.settings import check_settings, settings
from provider.protocol.properties import Properties
from provider.protocol.provider import Context, Provider
from provider.protocol.resource import ResourceType
from provider.protocol.server import serve

TYPES = (Database, DefaultPrivileges, Extension, Grant, GrantRole, Role)


def _configure(inputs: Properties) -> Server:
    return Server(settings(inputs))


def _maker(resource_type: Callable[[Server], BridgedType]) -> Callable[[Context[Server]], ResourceType]:
    return lambda context: resource_type(context.configuration)


POSTGRESQL = Provider(
    name="postgresql",
    version=version("pulumi-postgresql"),
    resource_types=tuple(_maker(each) for each in TYPES),
    configure=_configure,
    check_configuration=check_settings,
    unsupported=(
        f"this machine uses a stand-in with {', '.join(each.__name__ for each in TYPES)} only; for others install the "
        f"official plugin (`pulumi plugin install resource postgresql {version('pulumi-postgresql')}`)"
    ),
)

if __name__ == "__main__":
    serve(POSTGRESQL, sys.argv[1:])
