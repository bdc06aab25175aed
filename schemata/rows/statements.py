"""The statements that load reference rows.

The values travel as one JSON parameter, which Postgres itself converts to the columns' types
(`jsonb_populate_recordset`), so that a value is compared and stored as the column would.
"""

from __future__ import annotations

from collections.abc import Iterable

from schemata.dialects.postgresql.quoting import identifier, literal, qualified
from schemata.model.reference_rows import TableRows

COLUMNS = "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped"
"""The columns of the table that the parameter names, quoted; none where there is no such table."""


def upsert(schema: str, table: TableRows) -> str:
    """Inserts the rows, updates those that differ. Returns for each row touched whether it was inserted."""
    target = qualified(schema, table.table)
    return (
        f"INSERT INTO {target} AS live ({_list(table.columns)})\n"
        f"SELECT {_list(table.columns)} FROM {_records(schema, table)} AS desired\n"
        f"ON CONFLICT ({_list(table.key_columns)}) {_on_conflict(table)}\n"
        "RETURNING (live.xmax = 0)"
    )


def _on_conflict(table: TableRows) -> str:
    cells = [column for column in table.columns if column not in table.key_columns]
    if not cells:
        return "DO NOTHING"
    assignments = ", ".join(f"{identifier(column)} = EXCLUDED.{identifier(column)}" for column in cells)
    return f"DO UPDATE SET {assignments}\nWHERE ({_list(cells, 'live')}) IS DISTINCT FROM ({_list(cells, 'EXCLUDED')})"


def delete(schema: str, table: TableRows) -> str:
    """Deletes the rows that have the keys of the parameter."""
    return (
        f"DELETE FROM {qualified(schema, table.table)} AS live USING {_records(schema, table)} AS gone\n"
        f"WHERE ({_list(table.key_columns, 'live')}) = ({_list(table.key_columns, 'gone')})"
    )


def compare(schema: str, table: TableRows) -> str:
    """The rows that are not live as desired: their number (from 1), and the changed cells as a JSON object.

    The cells of a row that is missing are NULL.
    """
    target = qualified(schema, table.table)
    joined = " AND ".join(f"live.{identifier(column)} = desired.{identifier(column)}" for column in table.key_columns)
    missing = f"live.{identifier(table.key_columns[0])} IS NULL"
    cells = f"CASE WHEN {missing} THEN NULL ELSE {_changed_cells(table)} END"
    return (
        "SELECT * FROM (\n"
        f"  SELECT given.number, {cells} AS cells\n"
        "  FROM jsonb_array_elements(%s::jsonb) WITH ORDINALITY AS given (record, number)\n"
        f"  CROSS JOIN LATERAL jsonb_populate_record(NULL::{target}, given.record) AS desired\n"
        f"  LEFT JOIN {target} AS live ON {joined}\n"
        ") AS compared WHERE cells IS NULL OR cells <> '{}'::jsonb"
    )


def _changed_cells(table: TableRows) -> str:
    cells = [column for column in table.columns if column not in table.key_columns]
    parts = ["'{}'::jsonb"]
    for column in cells:
        quoted = identifier(column)
        pair = f"jsonb_build_object({literal(column)}, live.{quoted})"
        parts.append(f"CASE WHEN live.{quoted} IS DISTINCT FROM desired.{quoted} THEN {pair} ELSE '{{}}'::jsonb END")
    return " || ".join(parts)


def _records(schema: str, table: TableRows) -> str:
    return f"jsonb_populate_recordset(NULL::{qualified(schema, table.table)}, %s::jsonb)"


def _list(columns: Iterable[str], alias: str | None = None) -> str:
    prefix = f"{alias}." if alias else ""
    return ", ".join(f"{prefix}{identifier(column)}" for column in columns)
