"""Options as the catalogue keeps them: texts `name=value`."""

from __future__ import annotations

from collections.abc import Iterable

from schemata.model import Option

_TRUE = ("true", "on", "yes", "1", "t", "y")


def options(texts: Iterable[str] | None) -> tuple[Option, ...]:
    """Reads options, sorted by name."""
    return tuple(sorted(Option(*text.split("=", 1)) for text in texts or ()))


def truth(value: str) -> bool:
    """Whether Postgres reads the value of an option as true."""
    return value.lower() in _TRUE
