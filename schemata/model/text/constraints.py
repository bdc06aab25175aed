"""Lines of constraints."""

from __future__ import annotations

from collections.abc import Iterator

from schemata.model.constraint import Check, Constraint, Deferrable, ForeignKey, ForeignKeyAction, PrimaryKey, Unique
from schemata.model.text.tokens import Tokens, free_text, name, names

KINDS: dict[type[Constraint], str] = {
    PrimaryKey: "primary-key",
    Unique: "unique",
    Check: "check",
    ForeignKey: "foreign-key",
}


def write(constraint: Constraint) -> Iterator[str]:
    """The tokens behind `<table> <kind> <name>`."""
    match constraint:
        case PrimaryKey():
            yield from names(constraint.columns)
            yield from _include(constraint.include)
        case Unique():
            yield from names(constraint.columns)
            yield from _include(constraint.include)
            if constraint.nulls_not_distinct:
                yield "nulls-not-distinct"
        case Check():
            yield free_text(constraint.expression)
        case ForeignKey():
            yield from _write_reference(constraint)
    if not isinstance(constraint, Check) and constraint.deferrable is not None:
        yield from ("deferrable", constraint.deferrable.value)
    if isinstance(constraint, Check | ForeignKey) and not constraint.valid:
        yield "not-valid"
    if constraint.renamed_from is not None:
        yield from ("renamed-from", name(constraint.renamed_from))


def _include(columns: tuple[str, ...]) -> Iterator[str]:
    if columns:
        yield from ("include", *names(columns))


def _write_reference(key: ForeignKey) -> Iterator[str]:
    yield from names(key.columns)
    schema = "" if key.referenced_schema is None else f"{name(key.referenced_schema)}."
    yield from ("references", f"{schema}{name(key.referenced_table)}", *names(key.referenced_columns))
    if key.on_delete is not ForeignKeyAction.NO_ACTION:
        yield from ("on-delete", key.on_delete.value)
    if key.on_update is not ForeignKeyAction.NO_ACTION:
        yield from ("on-update", key.on_update.value)


def read_primary_key(key: str, tokens: Tokens) -> PrimaryKey:
    """Reads what `write` wrote of a primary key."""
    return PrimaryKey(
        key,
        tokens.names(),
        include=_read_include(tokens),
        deferrable=_read_deferrable(tokens),
        renamed_from=_read_renamed_from(tokens),
    )


def read_unique(key: str, tokens: Tokens) -> Unique:
    """Reads what `write` wrote of a unique constraint."""
    return Unique(
        key,
        tokens.names(),
        include=_read_include(tokens),
        nulls_not_distinct=tokens.accept("nulls-not-distinct"),
        deferrable=_read_deferrable(tokens),
        renamed_from=_read_renamed_from(tokens),
    )


def read_check(key: str, tokens: Tokens) -> Check:
    """Reads what `write` wrote of a check."""
    return Check(key, tokens.text(), valid=not tokens.accept("not-valid"), renamed_from=_read_renamed_from(tokens))


def read_foreign_key(key: str, tokens: Tokens) -> ForeignKey:
    """Reads what `write` wrote of a foreign key."""
    columns = tokens.names()
    tokens.demand("references")
    schema, table = _read_qualified(tokens)
    return ForeignKey(
        key,
        columns,
        table,
        tokens.names(),
        referenced_schema=schema,
        on_delete=_read_action("on-delete", tokens),
        on_update=_read_action("on-update", tokens),
        deferrable=_read_deferrable(tokens),
        valid=not tokens.accept("not-valid"),
        renamed_from=_read_renamed_from(tokens),
    )


def _read_include(tokens: Tokens) -> tuple[str, ...]:
    return tokens.names() if tokens.accept("include") else ()


def _read_qualified(tokens: Tokens) -> tuple[str | None, str]:
    first = tokens.name()
    return (first, tokens.name()) if tokens.accept(".") else (None, first)


def _read_action(word: str, tokens: Tokens) -> ForeignKeyAction:
    return ForeignKeyAction(tokens.word()) if tokens.accept(word) else ForeignKeyAction.NO_ACTION


def _read_deferrable(tokens: Tokens) -> Deferrable | None:
    return Deferrable(tokens.word()) if tokens.accept("deferrable") else None


def _read_renamed_from(tokens: Tokens) -> str | None:
    return tokens.name() if tokens.accept("renamed-from") else None
