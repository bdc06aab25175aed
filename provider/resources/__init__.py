"""The resource types of the provider `schemata`, one a module."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from provider.configuration import Configuration
from provider.protocol.provider import Context
from provider.protocol.resource import ResourceType
from provider.resources.database_contents import DatabaseContents
from provider.resources.embedded_postgres import EmbeddedPostgres
from provider.resources.password import Password
from provider.resources.reference_rows import ReferenceRows
from provider.resources.schema import Schema

RESOURCE_TYPES: Final[tuple[Callable[[Context[Configuration]], ResourceType], ...]] = (
    DatabaseContents,
    EmbeddedPostgres,
    Password,
    ReferenceRows,
    Schema,
)
