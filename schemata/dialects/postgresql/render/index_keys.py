"""Keys of indexes and exclusion constraints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemata.dialects.postgresql.quoting import identifier
from schemata.dialects.postgresql.render.data_types import qualified_name
from schemata.dialects.postgresql.render.expressions import in_parentheses
from schemata.model import IndexKey

METHODS = frozenset({"btree", "hash", "gin", "gist", "spgist", "brin"})


def method(name: str) -> str:
    """The name of an access method: Postgres's own stand unquoted."""
    return name if name in METHODS else identifier(name)


def key(item: IndexKey) -> str:
    """A key as CREATE INDEX and EXCLUDE have it."""
    return " ".join(_key(item))


def _key(key: IndexKey) -> Iterator[str]:
    yield identifier(key.column) if key.column is not None else in_parentheses(key.expression or "")
    if key.collation is not None:
        yield f"COLLATE {qualified_name(key.collation)}"
    if key.operator_class is not None:
        yield qualified_name(key.operator_class)
    if key.descending:
        yield "DESC"
    if key.nulls_first is not None:
        yield "NULLS FIRST" if key.nulls_first else "NULLS LAST"


def names(columns: Iterable[str]) -> str:
    """Columns in parentheses."""
    return f"({', '.join(map(identifier, columns))})"


def include(columns: tuple[str, ...]) -> Iterator[str]:
    """The columns that an index only carries."""
    if columns:
        yield f"INCLUDE {names(columns)}"
