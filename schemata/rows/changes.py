"""What becomes of reference rows: rows that come, that go, and that change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from schemata.model.reference_rows import Json, TableRows
from schemata.rows.text import ReferenceRows

# Rows in one statement: some megabytes of JSON at most.
BATCH = 1000


@dataclass(frozen=True, slots=True)
class RowCounts:
    """How many rows were, or would be, inserted, updated and removed."""

    inserted: int = 0
    updated: int = 0
    removed: int = 0

    def __add__(self, other: RowCounts) -> RowCounts:
        return RowCounts(self.inserted + other.inserted, self.updated + other.updated, self.removed + other.removed)

    def __str__(self) -> str:
        return f"{self.inserted} rows inserted, {self.updated} updated, {self.removed} removed"


def count_changes(recorded: ReferenceRows | None, desired: ReferenceRows) -> RowCounts:
    """Compares two sets of rows by key."""
    total = RowCounts()
    before = {table.table: _by_key(table) for table in recorded.tables} if recorded else {}
    for table in desired.tables:
        live, wanted = before.pop(table.table, {}), _by_key(table)
        changed = sum(live[key] != wanted[key] for key in live.keys() & wanted.keys())
        total += RowCounts(len(wanted.keys() - live.keys()), changed, len(live.keys() - wanted.keys()))
    return total + RowCounts(removed=sum(len(rows) for rows in before.values()))


def removed(recorded: ReferenceRows | None, desired: ReferenceRows) -> Iterator[TableRows]:
    """The rows that were ours and are no longer desired, those that refer to others first."""
    wanted = {table.table: _by_key(table) for table in desired.tables}
    for table in reversed(recorded.tables if recorded else ()):
        keep = wanted.get(table.table, {})
        rows = tuple(row for key, row in zip(_keys(table), table.rows, strict=True) if key not in keep)
        if rows:
            yield replace(table, rows=rows)


def batches(table: TableRows) -> Iterator[list[dict[str, Json]]]:
    """The rows in batches, each row as a mapping."""
    records = list(table.records())
    for start in range(0, len(records), BATCH):
        yield records[start : start + BATCH]


def _keys(table: TableRows) -> Iterable[str]:
    return (repr(table.key(record)) for record in table.records())


def _by_key(table: TableRows) -> dict[str, dict[str, Json]]:
    return dict(zip(_keys(table), table.records(), strict=True))
