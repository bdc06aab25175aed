"""How objects are called in the canonical text, in digests, in `needs` and in reports of drift."""

from __future__ import annotations

from typing import Any

from schemata.model.function import Function
from schemata.model.table import Table
from schemata.model.text.kinds import WORDS
from schemata.model.text.tokens import name


def of_table(table: str) -> str:
    """A table: `orders table`."""
    return f"{name(table)} table"


def of_part(relation: str, word: str, part: str) -> str:
    """What belongs to a table or view: `orders column id`. `word` is that of its kind."""
    return f"{name(relation)} {word} {name(part)}"


def of_column(relation: str, column: str) -> str:
    """A column of a table, view or materialised view: `orders column id`."""
    return of_part(relation, "column", column)


def of_object(word: str, local: str) -> str:
    """What stands in the schema beside tables: `@view recent`; `local` is a function's signature."""
    return f"@{word} {name(local)}"


def of_function(signature: str) -> str:
    """A function by its signature: `@function "total(integer,text)"`."""
    return of_object("function", signature)


def subject(item: Any) -> str:
    """The subject of an object that belongs to no other: a table, view, type, function, ..."""
    if isinstance(item, Table):
        return of_table(item.name)
    return of_object(WORDS[type(item)], item.signature if isinstance(item, Function) else item.name)


def part_subject(relation: str, item: Any) -> str:
    """The subject of what belongs to a table or view."""
    return of_part(relation, WORDS[type(item)], item.name)
