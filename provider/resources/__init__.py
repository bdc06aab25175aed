"""The resource types of the provider `schemata`, one a module."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from provider.configuration import Configuration
from provider.protocol.provider import Context
from provider.protocol.resource import ResourceType

RESOURCE_TYPES: Final[tuple[Callable[[Context[Configuration]], ResourceType], ...]] = ()
