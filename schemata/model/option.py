"""A setting by name: storage parameters, settings of functions, options of range types."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Option:
    """A name with a value, both as Postgres keeps them (`fillfactor`, `70`)."""

    name: str
    value: str
