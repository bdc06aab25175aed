"""What a provider declares: its name, its configuration, its resource types."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from provider.protocol.engine import Engine
from provider.protocol.properties import Properties
from provider.protocol.resource import CheckResult, ResourceType

Configuration = TypeVar("Configuration")


@dataclass(frozen=True, slots=True)
class Context(Generic[Configuration]):
    """What every resource type of a configured provider is made from.

    Attributes:
        configuration: the provider's own, made by `Provider.configure`.
        engine: where messages for the user go.
        cancelled: set when the user interrupts or the engine is gone; long work should look at it.
    """

    configuration: Configuration
    engine: Engine
    cancelled: threading.Event


def _nothing_to_check(inputs: Properties) -> CheckResult:
    return CheckResult(inputs)


def _nothing_to_close(_: object) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Provider(Generic[Configuration]):
    """A provider, as data.

    Attributes:
        name: the package name, the first part of every token.
        version: a semantic version.
        resource_types: each makes one resource type once the configuration is known.
        configure: makes the configuration from the provider's inputs, which hold no unknowns. What the program did
            not give as text arrives as JSON text (`"5432"`). Raises ProviderError.
        check_configuration: validates the provider's inputs, which may hold unknowns in a preview.
        close: gives back what the configuration holds (connections), before the process ends.
        unsupported: the sentence for a type that is not among `resource_types`: what to do instead.
        schema: the package schema as JSON text; made only when somebody asks for it.
    """

    name: str
    version: str
    resource_types: tuple[Callable[[Context[Configuration]], ResourceType], ...]
    configure: Callable[[Properties], Configuration]
    check_configuration: Callable[[Properties], CheckResult] = _nothing_to_check
    close: Callable[[Configuration], None] = _nothing_to_close
    unsupported: str = "use one of the types that this provider has"
    schema: Callable[[], str] | None = None
