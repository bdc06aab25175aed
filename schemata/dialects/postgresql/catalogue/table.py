"""Makes a table of what the queries of each kind found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from schemata.dialects.postgresql.catalogue.address import of_relation
from schemata.dialects.postgresql.catalogue.indexes import Indexes
from schemata.dialects.postgresql.catalogue.options import options
from schemata.dialects.postgresql.catalogue.reading import Reading
from schemata.dialects.postgresql.catalogue.tables import TableRow
from schemata.model import (
    Check,
    Column,
    Constraint,
    ForeignKey,
    Option,
    PartitionOf,
    Policy,
    PrimaryKey,
    RowSecurity,
    Table,
    Trigger,
    Unique,
)

_Kind = TypeVar("_Kind", PrimaryKey, Unique, Check, ForeignKey)
_REPLICA_IDENTITIES = {"d": None, "n": "nothing", "f": "full"}
_ROW_SECURITY = {
    (False, False): RowSecurity.NONE,
    (True, False): RowSecurity.ENABLED,
    (True, True): RowSecurity.FORCED,
    (False, True): RowSecurity.FORCED_DISABLED,
}


@dataclass(frozen=True, slots=True)
class Parts:
    """What belongs to tables, by the table's oid; each kind by name."""

    columns: Mapping[int, Sequence[Column]]
    constraints: Mapping[int, Sequence[Constraint]]
    indexes: Indexes
    triggers: Mapping[int, Sequence[Trigger]]
    policies: Mapping[int, Sequence[Policy]]


def table(row: TableRow, reading: Reading, parts: Parts) -> Table:
    """The table of a row."""
    constraints = parts.constraints.get(row.oid, ())
    address = of_relation(row.oid)
    return Table(
        row.name,
        tuple(parts.columns.get(row.oid, ())),
        next(iter(_of(PrimaryKey, constraints)), None),
        _of(Unique, constraints),
        _of(Check, constraints),
        _of(ForeignKey, constraints),
        tuple(parts.indexes.standing.get(row.oid, ())),
        tuple(parts.indexes.exclusions.get(row.oid, ())),
        tuple(parts.triggers.get(row.oid, ())),
        tuple(parts.policies.get(row.oid, ())),
        _ROW_SECURITY[row.row_security, row.forced],
        row.partition_by,
        _partition_of(row),
        _options(row),
        row.unlogged,
        _replica_identity(row),
        row.comment,
        row.owner,
        reading.grants_of(address),
        needs=reading.needs_of(address),
    )


def _of(kind: type[_Kind], constraints: Sequence[Constraint]) -> tuple[_Kind, ...]:
    return tuple(item for item in constraints if isinstance(item, kind))


def _partition_of(row: TableRow) -> PartitionOf | None:
    if row.parent is None or row.bound is None:
        return None
    return PartitionOf(row.parent, row.bound, None if row.parent_schema == row.schema else row.parent_schema)


def _options(row: TableRow) -> tuple[Option, ...]:
    toast = (Option(f"toast.{option.name}", option.value) for option in options(row.toast_options))
    return tuple(sorted((*options(row.options), *toast)))


def _replica_identity(row: TableRow) -> str | None:
    return row.replica_index or _REPLICA_IDENTITIES.get(row.replica_identity)
