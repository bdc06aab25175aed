"""Lines of indexes."""

from __future__ import annotations

from schemata.model.index import IndexKey
from schemata.model.text.fields import (
    NAME,
    NAMES,
    OPTIONS,
    RENAMED_FROM,
    TEXT,
    Codec,
    Field,
    flag,
    items,
)
from schemata.model.text.tokens import Tokens, free_text, name


def _write_key(key: IndexKey) -> list[str]:
    words = [name(key.column) if key.column is not None else free_text(key.expression or "")]
    if key.collation is not None:
        words += ["collate", name(key.collation)]
    if key.operator_class is not None:
        words += ["opclass", name(key.operator_class)]
    if key.descending:
        words.append("desc")
    if key.nulls_first is not None:
        words.append("nulls-first" if key.nulls_first else "nulls-last")
    return words


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


KEY = Codec(_write_key, _read_key)
FIELDS = (
    Field("method", NAME),
    Field("keys", items(KEY)),
    flag("unique", "unique"),
    flag("nulls_not_distinct", "nulls-not-distinct"),
    Field("include", NAMES, "include", ()),
    Field("where", TEXT, "where"),
    OPTIONS,
    flag("valid", "not-valid", default=True),
    RENAMED_FROM,
)
