"""Lines of indexes."""

from __future__ import annotations

from collections.abc import Iterator

from schemata.model.index import Index, IndexKey
from schemata.model.text.tokens import Tokens, free_text, name, names, parenthesised


def write(index: Index) -> Iterator[str]:
    """The tokens behind `<table> index <name>`."""
    yield index.method
    yield from parenthesised([_write_key(key) for key in index.keys])
    if index.unique:
        yield "unique"
    if index.nulls_not_distinct:
        yield "nulls-not-distinct"
    if index.include:
        yield from ("include", *names(index.include))
    if index.where is not None:
        yield from ("where", free_text(index.where))
    if not index.valid:
        yield "not-valid"
    if index.renamed_from is not None:
        yield from ("renamed-from", name(index.renamed_from))


def _write_key(key: IndexKey) -> str:
    words = [name(key.column) if key.column is not None else free_text(key.expression or "")]
    if key.collation is not None:
        words += ["collate", name(key.collation)]
    if key.operator_class is not None:
        words += ["opclass", name(key.operator_class)]
    if key.descending:
        words.append("desc")
    if key.nulls_first is not None:
        words.append("nulls-first" if key.nulls_first else "nulls-last")
    return " ".join(words)


def read(index_name: str, tokens: Tokens) -> Index:
    """Reads what `write` wrote."""
    return Index(
        index_name,
        method=tokens.word(),
        keys=tokens.items(lambda: _read_key(tokens)),
        unique=tokens.accept("unique"),
        nulls_not_distinct=tokens.accept("nulls-not-distinct"),
        include=tokens.names() if tokens.accept("include") else (),
        where=tokens.text() if tokens.accept("where") else None,
        valid=not tokens.accept("not-valid"),
        renamed_from=tokens.name() if tokens.accept("renamed-from") else None,
    )


def _read_key(tokens: Tokens) -> IndexKey:
    expression = tokens.text() if tokens.is_text() else None
    return IndexKey(
        column=tokens.name() if expression is None else None,
        expression=expression,
        collation=tokens.name() if tokens.accept("collate") else None,
        operator_class=tokens.name() if tokens.accept("opclass") else None,
        descending=tokens.accept("desc"),
        nulls_first=_read_nulls(tokens),
    )


def _read_nulls(tokens: Tokens) -> bool | None:
    if tokens.accept("nulls-first"):
        return True
    return False if tokens.accept("nulls-last") else None
