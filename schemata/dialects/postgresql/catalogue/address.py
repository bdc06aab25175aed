"""Addresses of objects in the catalogue."""

from __future__ import annotations

from typing import NamedTuple


class Address(NamedTuple):
    """An object as pg_depend names it: its catalogue, its oid, and the number of a column or 0."""

    catalogue: str
    oid: int
    column: int = 0


def of_relation(oid: int, column: int = 0) -> Address:
    """A table, view, index or sequence, or one of its columns."""
    return Address("pg_class", oid, column)


def of_type(oid: int) -> Address:
    """A type."""
    return Address("pg_type", oid)
