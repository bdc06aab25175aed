"""Formulas of KPIs name columns of their object models."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schemata.definition.definitions import Definitions
from schemata.definition.problem import Problem, nearest
from schemata.model import Table


def check_formulas(definitions: Definitions, broken: frozenset[str]) -> Iterator[Problem]:
    """Columns in formulas that do not exist."""
    for code, formula in definitions.formulas.items():
        kpi = definitions.kpis[code]
        tables = {
            definitions.tables[m].name: definitions.tables[m] for m in kpi.object_models if m in definitions.tables
        }
        for parts in formula.columns:
            message = _problem(parts, tables, broken)
            if message:
                yield definitions.sources["Kpi", code].problem(("formula",), message)


def _problem(parts: tuple[str, ...], tables: Mapping[str, Table], broken: frozenset[str]) -> str | None:
    written = ".".join(parts)
    if len(parts) != 2:
        return f"{written!r} is not table.column; write the table in front"
    table, column = parts
    if table not in tables:
        if table in broken or any(name in broken for name in tables):
            return None
        return f"{written!r}: {table!r} is no table of its object models.{nearest(table, tables)}"
    columns = {column.name for column in tables[table].columns}
    return None if column in columns else f"table {table!r} has no column {column!r}.{nearest(column, columns)}"
