"""A schema as facts: one logical line an object, under a key that names the object.

Facts are what digests are taken of, and what drift is told by: a live object whose fact has the digest that was
recorded when it was made has not been touched since.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from schemata.model.column import Column
from schemata.model.constraint import Constraint
from schemata.model.index import Index
from schemata.model.schema import Schema
from schemata.model.table import Table
from schemata.model.text import columns, constraints, indexes
from schemata.model.text.tokens import free_text, name
from schemata.model.text.wrapping import wrap


@dataclass(frozen=True, slots=True)
class Fact:
    """One object: `subject` names it (`orders column id`), `tokens` say what it is."""

    subject: str
    tokens: tuple[str, ...]

    @property
    def digest(self) -> str:
        """A short digest of what the object is."""
        return hashlib.sha256(" ".join((self.subject, *self.tokens)).encode()).hexdigest()[:16]

    def lines(self) -> Iterator[str]:
        """The fact as lines of at most 140 bytes."""
        return wrap(self.subject, self.tokens)


def facts(schema: Schema) -> Iterator[Fact]:
    """All facts: the schema, then tables by name; columns in their order, then keys, checks, indexes by name."""
    renamed = ("renamed-from", name(schema.renamed_from)) if schema.renamed_from else ()
    yield Fact("@schema", (name(schema.name), *renamed))
    if schema.comment is not None:
        yield Fact("@comment", (free_text(schema.comment),))
    for table in sorted(schema.tables, key=lambda table: table.name):
        yield from _table_facts(table)


def _table_facts(table: Table) -> Iterator[Fact]:
    subject = name(table.name)
    renamed = ("renamed-from", name(table.renamed_from)) if table.renamed_from else ()
    yield Fact(f"{subject} table", renamed)
    if table.comment is not None:
        yield Fact(f"{subject} comment", (free_text(table.comment),))
    for column in table.columns:
        yield from _commented(subject, "column", column, tuple(columns.write(column)))
    for constraint in _by_name(table):
        yield from _commented(
            subject, constraints.KINDS[type(constraint)], constraint, tuple(constraints.write(constraint))
        )
    for index in sorted(table.indexes, key=lambda index: index.name):
        yield from _commented(subject, "index", index, tuple(indexes.write(index)))


def _by_name(table: Table) -> Iterator[Constraint]:
    kinds = list(constraints.KINDS)
    yield from sorted(table.constraints(), key=lambda constraint: (kinds.index(type(constraint)), constraint.name))


def _commented(subject: str, kind: str, item: Column | Constraint | Index, tokens: tuple[str, ...]) -> Iterator[Fact]:
    yield Fact(f"{subject} {kind} {name(item.name)}", tokens)
    if item.comment is not None:
        yield Fact(f"{subject} {kind}-comment {name(item.name)}", (free_text(item.comment),))


def digests(schema: Schema) -> dict[str, str]:
    """The digest of each object's fact, by its subject."""
    return {fact.subject: fact.digest for fact in facts(schema)}
