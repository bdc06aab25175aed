"""Collects the lines of one table."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from schemata.model.column import Column
from schemata.model.constraint import Check, ForeignKey, PrimaryKey, Unique
from schemata.model.index import Index
from schemata.model.table import Table
from schemata.model.text import columns, constraints, indexes
from schemata.model.text.tokens import Tokens

_READERS: dict[str, Any] = {
    "column": columns.read,
    "primary-key": constraints.read_primary_key,
    "unique": constraints.read_unique,
    "check": constraints.read_check,
    "foreign-key": constraints.read_foreign_key,
    "index": indexes.read,
}
_Item = Column | PrimaryKey | Unique | Check | ForeignKey | Index
_T = TypeVar("_T", Column, PrimaryKey, Unique, Check, ForeignKey, Index)


class TableReader:
    """The objects read so far of one table, by kind and name."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._comment: str | None = None
        self._renamed_from: str | None = None
        self._items: dict[tuple[str, str], _Item] = {}

    def read(self, tokens: Tokens) -> None:
        """Reads one line behind the table's name. Raises TextError."""
        kind = tokens.word()
        if kind == "table":
            self._renamed_from = tokens.name() if tokens.accept("renamed-from") else None
        elif kind == "comment":
            self._comment = tokens.text()
        elif kind.endswith("-comment"):
            self._read_comment((kind.removesuffix("-comment"), tokens.name()), tokens)
        elif kind in _READERS:
            name = tokens.name()
            self._items[kind, name] = _READERS[kind](name, tokens)
        else:
            raise tokens.error("a kind of object before this")

    def _read_comment(self, key: tuple[str, str], tokens: Tokens) -> None:
        if key not in self._items:
            raise tokens.error(f"the line of {key[0]} {key[1]!r} before its comment")
        self._items[key] = replace(self._items[key], comment=tokens.text())

    def table(self) -> Table:
        """The table, as far as its lines were read."""
        keys = self._of(PrimaryKey)
        return Table(
            self._name,
            self._of(Column),
            primary_key=keys[0] if keys else None,
            uniques=self._of(Unique),
            checks=self._of(Check),
            foreign_keys=self._of(ForeignKey),
            indexes=self._of(Index),
            comment=self._comment,
            renamed_from=self._renamed_from,
        )

    def _of(self, kind: type[_T]) -> tuple[_T, ...]:
        found = [item for item in self._items.values() if isinstance(item, kind)]
        return tuple(found if kind is Column else sorted(found, key=lambda item: item.name))
