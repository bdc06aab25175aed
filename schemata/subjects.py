"""The names of facts: how an object is called in the canonical text, in digests and in reports of drift."""

from __future__ import annotations

from collections.abc import Mapping

from schemata.model import Check, Column, ForeignKey, Index, PrimaryKey, Schema, Unique
from schemata.model.text.subjects import of_table, part_subject

Item = Column | PrimaryKey | Unique | Check | ForeignKey | Index
"""What belongs to a table."""


def subject(table: str, item: Item) -> str:
    """The subject of what belongs to a table, as in `orders column status`."""
    return part_subject(table, item)


def table_subject(table: str) -> str:
    """The subject of a table."""
    return of_table(table)


def items(schema: Schema) -> Mapping[str, Item]:
    """Everything that belongs to tables, by subject."""
    return {
        subject(table.name, item): item
        for table in schema.tables
        for item in (*table.columns, *table.constraints(), *table.indexes)
        if isinstance(item, Item)
    }
