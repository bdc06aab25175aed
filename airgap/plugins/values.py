"""The properties of one object, by name, with every default filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from provider.protocol.properties import Value


@dataclass(frozen=True, slots=True)
class Values:
    """Typed access to checked properties: a property of another type is a fault of the caller (TypeError)."""

    by_name: Mapping[str, Value]

    def text(self, name: str) -> str:
        """Return a text; empty when it was not given."""
        value = self.by_name[name]
        if not isinstance(value, str):
            raise TypeError(f"{name} is not a text")
        return value

    def number(self, name: str) -> int:
        """Return a whole number."""
        value = self.by_name[name]
        if not isinstance(value, int | float):
            raise TypeError(f"{name} is not a number")
        return int(value)

    def flag(self, name: str) -> bool:
        """Return a boolean."""
        value = self.by_name[name]
        if not isinstance(value, bool):
            raise TypeError(f"{name} is not a boolean")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list or set of texts."""
        value = self.by_name[name]
        if isinstance(value, str) or not isinstance(value, Sequence):
            raise TypeError(f"{name} is not a list")
        return tuple(str(item) for item in value)
