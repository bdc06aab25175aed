"""A schema as facts: one logical line an object, under a key that names the object.

Facts are what digests are taken of, and what drift is told by: a live object whose fact has the digest that was
recorded when it was made has not been touched since.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from schemata.model.function import Function
from schemata.model.schema import Schema
from schemata.model.table import Table
from schemata.model.text.access import DEFAULT_PRIVILEGES, GRANTS
from schemata.model.text.fields import TEXT, write
from schemata.model.text.kinds import OBJECTS, PARTS, TABLE, Kind
from schemata.model.text.subjects import of_part, subject
from schemata.model.text.tokens import free_text, name
from schemata.model.text.wrapping import wrap
from schemata.model.view import MaterializedView, View

_PARTS = {kind.type: (number, kind) for number, kind in enumerate(PARTS)}


@dataclass(frozen=True, slots=True)
class Fact:
    """One object: `subject` names it (`orders column id`), `tokens` say what it is, `hints` what else is known."""

    subject: str
    tokens: tuple[str, ...]
    hints: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """A short digest of what the object is."""
        return hashlib.sha256(" ".join((self.subject, *self.tokens)).encode()).hexdigest()[:16]

    def lines(self) -> Iterator[str]:
        """The fact as lines of at most 140 bytes."""
        return wrap(self.subject, (*self.tokens, *self.hints))


def facts(schema: Schema) -> Iterator[Fact]:
    """All facts: the schema; extensions, types, sequences, functions; tables; views. By name within a kind."""
    renamed = ("renamed-from", name(schema.renamed_from)) if schema.renamed_from else ()
    yield Fact("@schema", (name(schema.name), *renamed))
    yield from _attached("@comment", "@owner", "@grants", schema)
    if schema.default_privileges is not None:
        yield Fact("@default-privileges", tuple(DEFAULT_PRIVILEGES.write(schema.default_privileges)))
    for attribute, kind in OBJECTS.items():
        if attribute == "views":
            for table in sorted(schema.tables, key=lambda table: table.name):
                yield from _table_facts(table)
        for item in sorted(getattr(schema, attribute), key=subject):
            yield from _object_facts(kind, item)


def _table_facts(table: Table) -> Iterator[Fact]:
    own = name(table.name)
    yield _fact(f"{own} table", TABLE, table)
    yield from _attached(f"{own} comment", f"{own} owner", f"{own} grants", table)
    yield from _part_facts(table.name, table.columns)
    yield from _part_facts(table.name, table.constraints())
    yield from _part_facts(table.name, table.indexes)
    yield from _part_facts(table.name, table.triggers)
    yield from _part_facts(table.name, table.policies)


def _object_facts(kind: Kind, item: Any) -> Iterator[Fact]:
    own = name(item.signature if isinstance(item, Function) else item.name)
    yield _fact(f"@{kind.word} {own}", kind, item)
    word = f"@{kind.word}"
    yield from _attached(f"{word}-comment {own}", f"{word}-owner {own}", f"{word}-grants {own}", item)
    if isinstance(item, View | MaterializedView):
        for column in item.columns:
            if column.comment is not None:
                yield Fact(of_part(item.name, "column-comment", column.name), (free_text(column.comment),))
        yield from _part_facts(item.name, item.triggers if isinstance(item, View) else item.indexes)


def _part_facts(relation: str, items: Iterable[Any]) -> Iterator[Fact]:
    """The facts of parts: columns in their order, all others by kind and name."""
    placed = [(*_PARTS[type(item)], item) for item in items]
    if placed and placed[0][1].word != "column":
        placed.sort(key=lambda entry: (entry[0], entry[2].name))
    for _, kind, item in placed:
        yield _fact(of_part(relation, kind.word, item.name), kind, item)
        if item.comment is not None:
            yield Fact(of_part(relation, f"{kind.word}-comment", item.name), (free_text(item.comment),))


def _fact(key: str, kind: Kind, item: object) -> Fact:
    return Fact(key, tuple(write(item, kind.fields)), tuple(write(item, kind.hints)))


def _attached(comment: str, owner: str, grants: str, item: Any) -> Iterator[Fact]:
    """Comment, owner and grants, each a fact of its own, as far as there are any."""
    if item.comment is not None:
        yield Fact(comment, tuple(TEXT.write(item.comment)))
    if getattr(item, "owner", None) is not None:
        yield Fact(owner, (name(item.owner),))
    if getattr(item, "grants", None) is not None:
        yield Fact(grants, tuple(GRANTS.write(item.grants)))


def digests(schema: Schema) -> dict[str, str]:
    """The digest of each object's fact, by its subject."""
    return {fact.subject: fact.digest for fact in facts(schema)}
