"""Reference rows: what a definition puts into a table, apart from the table itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True)
class TableRows:
    """The rows of one table.

    `rows` hold JSON values in the order of `columns`; `key_columns` tell one row from another.
    """

    table: str
    key_columns: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[Json, ...], ...]

    def records(self) -> Iterator[dict[str, Json]]:
        """Each row as a mapping from column to value."""
        for row in self.rows:
            yield dict(zip(self.columns, row, strict=True))

    def key(self, record: dict[str, Json]) -> tuple[Json, ...]:
        """The key of a row."""
        return tuple(record[column] for column in self.key_columns)
