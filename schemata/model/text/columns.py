"""Lines of columns."""

from __future__ import annotations

from collections.abc import Iterator

from schemata.model.column import Column, Identity
from schemata.model.data_type import DataType
from schemata.model.text.tokens import Tokens, free_text, name, type_name


def write(column: Column) -> Iterator[str]:
    """The tokens behind `<table> column <name>`: type, null, default first."""
    yield type_name(str(column.type))
    yield "null" if column.nullable else "not-null"
    if column.default is not None:
        yield from ("default", free_text(column.default))
    if column.generated is not None:
        yield from ("generated", free_text(column.generated))
    if column.identity is not None:
        yield from ("identity", column.identity.value)
    if column.collation is not None:
        yield from ("collate", name(column.collation))
    if column.renamed_from is not None:
        yield from ("renamed-from", name(column.renamed_from))


def read(column_name: str, tokens: Tokens) -> Column:
    """Reads what `write` wrote."""
    data_type = DataType.parse(tokens.type_name())
    nullable = tokens.accept("null")
    if not nullable:
        tokens.demand("not-null")
    return Column(
        column_name,
        data_type,
        nullable,
        default=tokens.text() if tokens.accept("default") else None,
        generated=tokens.text() if tokens.accept("generated") else None,
        identity=Identity(tokens.word()) if tokens.accept("identity") else None,
        collation=tokens.name() if tokens.accept("collate") else None,
        renamed_from=tokens.name() if tokens.accept("renamed-from") else None,
    )
