"""The canonical text of reference rows: one line a cell, so that a preview shows the cell that changed.

    @rows metadata
    industries (code) code name description
    industries ["MANUFACTURING"]
    industries ["MANUFACTURING"] name "Manufacturing"

The second line gives a table's key in parentheses, then its columns. A cell that is null has no line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from schemata.model.reference_rows import Json, TableRows
from schemata.model.text.escapes import escaped

_HEADER = re.compile(r"@rows (?P<schema>[a-z_][a-z0-9_]*)\Z")
_TABLE = re.compile(r"(?P<table>[a-z_][a-z0-9_]*) \((?P<key>[a-z0-9_ ]+)\) (?P<columns>[a-z0-9_ ]+)\Z")
_ROW = re.compile(r"(?P<table>[a-z_][a-z0-9_]*) (?=\[)")
_DECODER = json.JSONDecoder()


class RowsTextError(ValueError):
    """A text of reference rows that cannot be read."""


@dataclass(frozen=True, slots=True)
class ReferenceRows:
    """Reference rows of several tables of one schema; a table stands behind those that it refers to."""

    schema: str
    tables: tuple[TableRows, ...]


def write(rows: ReferenceRows) -> str:
    """The canonical text, ending in a newline."""
    lines = [f"@rows {rows.schema}"]
    for table in rows.tables:
        lines.append(f"{table.table} ({' '.join(table.key_columns)}) {' '.join(table.columns)}")
        lines.extend(_write_rows(table))
    return "".join(f"{line}\n" for line in lines)


def _write_rows(table: TableRows) -> Iterator[str]:
    for record in table.records():
        head = f"{table.table} {_json([*table.key(record)])}"
        yield head
        for column, value in record.items():
            if value is not None and column not in table.key_columns:
                yield f"{head} {column} {_json(value)}"


def _json(value: Json) -> str:
    return escaped(json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True))


@dataclass(slots=True)
class _Table:
    """A table as far as its lines were read."""

    name: str
    key_columns: tuple[str, ...]
    columns: tuple[str, ...]
    records: dict[str, dict[str, Json]] = field(default_factory=dict)

    def rows(self) -> TableRows:
        rows = tuple(tuple(record.get(column) for column in self.columns) for record in self.records.values())
        return TableRows(self.name, self.key_columns, self.columns, rows)


def parse(text: str) -> ReferenceRows:
    """Reads a canonical text. Raises RowsTextError with the number of the line."""
    lines = text.removesuffix("\n").split("\n")
    header = _HEADER.match(lines[0])
    if header is None:
        raise RowsTextError("line 1: expected '@rows' and the name of a schema")
    return ReferenceRows(header["schema"], tuple(table.rows() for table in _read(lines[1:])))


def _read(lines: Iterable[str]) -> Iterable[_Table]:
    tables: dict[str, _Table] = {}
    for number, line in enumerate(lines, start=2):
        if match := _TABLE.match(line):
            tables[match["table"]] = _Table(
                match["table"], tuple(match["key"].split()), tuple(match["columns"].split())
            )
        elif (match := _ROW.match(line)) and match["table"] in tables:
            _read_cell(tables[match["table"]], line, match.end(), number)
        else:
            raise RowsTextError(f"line {number}: cannot read {line[:60]!r}")
    return tables.values()


def _read_cell(table: _Table, line: str, at: int, number: int) -> None:
    try:
        key, end = _DECODER.raw_decode(line, at)
        record = table.records.setdefault(line[at:end], dict(zip(table.key_columns, key, strict=True)))
        if end < len(line):
            column, value = line[end + 1 :].split(" ", 1)
            record[column] = json.loads(value)
    except ValueError as error:
        raise RowsTextError(f"line {number}: cannot read {line[:60]!r}: {error}") from None
