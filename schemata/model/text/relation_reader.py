"""Collects the lines of one table, or of what belongs to a view."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from schemata.model.column import Column
from schemata.model.constraint import Check, Exclusion, ForeignKey, PrimaryKey, Unique
from schemata.model.index import Index
from schemata.model.policy import Policy
from schemata.model.table import Table
from schemata.model.text.access import GRANTS
from schemata.model.text.fields import read
from schemata.model.text.kinds import PARTS, TABLE
from schemata.model.text.tokens import Tokens
from schemata.model.trigger import Trigger
from schemata.model.view import MaterializedView, View

_KINDS = {kind.word: kind for kind in PARTS}
_T = TypeVar("_T")


class RelationReader:
    """The objects read so far of one table or view, by kind and name."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._own: dict[str, Any] = {}
        self._items: dict[tuple[str, str], Any] = {}
        self._comments: dict[str, str] = {}
        self.is_table = False

    def read(self, tokens: Tokens) -> None:
        """Reads one line behind the relation's name. Raises TextError."""
        word = tokens.word()
        if word == "table":
            self.is_table = True
            self._own |= read(tokens, (*TABLE.fields, *TABLE.hints))
        elif word == "comment":
            self._own["comment"] = tokens.text()
        elif word == "owner":
            self._own["owner"] = tokens.name()
        elif word == "grants":
            self._own["grants"] = GRANTS.read(tokens)
        elif word.endswith("-comment"):
            self._read_comment((word.removesuffix("-comment"), tokens.name()), tokens)
        elif word in _KINDS:
            kind, name = _KINDS[word], tokens.name()
            self._items[word, name] = kind.type(name=name, **read(tokens, (*kind.fields, *kind.hints)))
        else:
            raise tokens.error("a kind of object before this")

    def _read_comment(self, key: tuple[str, str], tokens: Tokens) -> None:
        if key in self._items:
            self._items[key] = replace(self._items[key], comment=tokens.text())
        elif key[0] == "column" and not self.is_table:
            self._comments[key[1]] = tokens.text()
        else:
            raise tokens.error(f"the line of {key[0]} {key[1]!r} before its comment")

    def table(self) -> Table:
        """The table, as far as its lines were read."""
        keys = self._of(PrimaryKey)
        return Table(
            self._name,
            tuple(item for item in self._items.values() if isinstance(item, Column)),
            primary_key=keys[0] if keys else None,
            uniques=self._of(Unique),
            checks=self._of(Check),
            foreign_keys=self._of(ForeignKey),
            indexes=self._of(Index),
            exclusions=self._of(Exclusion),
            triggers=self._of(Trigger),
            policies=self._of(Policy),
            **self._own,
        )

    def view(self, view: View) -> View:
        """The view with what belongs to it."""
        return replace(view, columns=self._commented(view), triggers=self._of(Trigger))

    def materialized_view(self, view: MaterializedView) -> MaterializedView:
        """The materialised view with what belongs to it."""
        return replace(view, columns=self._commented(view), indexes=self._of(Index))

    def _commented(self, view: View | MaterializedView) -> Any:
        return tuple(replace(column, comment=self._comments.get(column.name)) for column in view.columns)

    def _of(self, kind: type[_T]) -> tuple[_T, ...]:
        found = (item for (_, name), item in sorted(self._items.items(), key=lambda entry: entry[0][1]))
        return tuple(item for item in found if isinstance(item, kind))
