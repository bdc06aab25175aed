"""What the query of each kind of object is given, and helpers for what it finds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import psycopg

from schemata.dialects.postgresql.catalogue.address import Address
from schemata.model import Grant

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Reading:
    """A session, the schemas to read, and what was found of all objects' grants and dependencies."""

    connection: psycopg.Connection
    names: Sequence[str]
    grants: Mapping[Address, tuple[Grant, ...]]
    needs: Mapping[Address, tuple[str, ...]]

    def rows(self, query: str) -> Iterable[tuple[Any, ...]]:
        """The rows of a query whose parameter `names` are the schemas."""
        return self.connection.execute(query.encode(), {"names": list(self.names)}).fetchall()

    def grants_of(self, address: Address) -> tuple[Grant, ...]:
        """The grants of an object."""
        return self.grants.get(address, ())

    def needs_of(self, address: Address) -> tuple[str, ...]:
        """The subjects of what an object needs."""
        return self.needs.get(address, ())

    def since(self, version: int, expression: str, otherwise: str) -> str:
        """An expression over columns that the catalogue has since a major version of Postgres."""
        return expression if self.connection.info.server_version >= version * 10_000 else otherwise


def grouped(pairs: Iterable[tuple[K, V]]) -> Mapping[K, Sequence[V]]:
    """The values of each key, in their order."""
    found: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found
