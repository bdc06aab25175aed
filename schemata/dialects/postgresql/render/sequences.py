"""Statements on sequences, and the numbering of identity columns."""

from __future__ import annotations

from collections.abc import Iterator

from schemata.dialects.postgresql.quoting import identifier, qualified
from schemata.dialects.postgresql.render.data_types import type_name
from schemata.model import Numbering, OwnedBy, Sequence
from schemata.plan import operations as op


def create(sequence: Sequence, schema_name: str) -> str:
    """The statement that makes a sequence; what it belongs to is set later, when the table is there."""
    kind = "UNLOGGED SEQUENCE" if sequence.unlogged else "SEQUENCE"
    words = (
        f"CREATE {kind} {qualified(schema_name, sequence.name)}",
        *_typed(sequence),
        *numbering(sequence.numbering),
    )
    return " ".join(words)


def _typed(sequence: Sequence) -> Iterator[str]:
    if sequence.type.name != "bigint":
        yield f"AS {type_name(sequence.type)}"


def numbering(options: Numbering) -> Iterator[str]:
    """What differs from what Postgres takes by itself."""
    if options.start is not None:
        yield f"START WITH {options.start}"
    if options.increment != 1:
        yield f"INCREMENT BY {options.increment}"
    if options.minimum is not None:
        yield f"MINVALUE {options.minimum}"
    if options.maximum is not None:
        yield f"MAXVALUE {options.maximum}"
    if options.cache != 1:
        yield f"CACHE {options.cache}"
    if options.cycle:
        yield "CYCLE"


def whole_numbering(options: Numbering) -> list[str]:
    """All options, for a sequence that counts in another way so far."""
    start = options.start
    if start is None:
        start = options.minimum if options.increment > 0 else options.maximum
        start = (1 if options.increment > 0 else -1) if start is None else start
    return [
        f"START WITH {start}",
        f"INCREMENT BY {options.increment}",
        "NO MINVALUE" if options.minimum is None else f"MINVALUE {options.minimum}",
        "NO MAXVALUE" if options.maximum is None else f"MAXVALUE {options.maximum}",
        f"CACHE {options.cache}",
        "CYCLE" if options.cycle else "NO CYCLE",
    ]


def render(operation: op.AlterSequence, schema_name: str) -> str:
    """The statement of an operation."""
    live, desired = operation.live, operation.desired
    return " ".join((f"ALTER SEQUENCE {qualified(schema_name, desired.name)}", *_changed(live, desired, schema_name)))


def _changed(live: Sequence, desired: Sequence, schema_name: str) -> Iterator[str]:
    if live.type != desired.type:
        yield f"AS {type_name(desired.type)}"
    if live.numbering != desired.numbering or live.type != desired.type:
        yield from whole_numbering(desired.numbering)
    if live.owned_by != desired.owned_by:
        yield f"OWNED BY {_owner(desired.owned_by, schema_name)}"


def _owner(owned_by: OwnedBy | None, schema_name: str) -> str:
    if owned_by is None:
        return "NONE"
    return f"{qualified(schema_name, owned_by.table)}.{identifier(owned_by.column)}"
