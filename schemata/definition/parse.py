"""The values of one file, without free keys -> a definition with its tables in the relational model. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from schemata.definition.compile import compile_table
from schemata.definition.kinds import Kpi, ObjectModel, Schema, Spec
from schemata.definition.problem import Findings, nearest
from schemata.definition.sql.expression import Expression, Expressions
from schemata.definition.sql.functions import Use
from schemata.definition.validation import validate
from schemata.definition.yaml_document import Json
from schemata.model import Table


@dataclass(frozen=True, slots=True)
class Parsed:
    """One file's definition: as it is written, its tables by name, and the formula of a KPI."""

    spec: Spec
    tables: Mapping[str, Table] = field(default_factory=dict)
    formula: Expression | None = None


def parse(value: Json, findings: Findings, expressions: Expressions) -> Parsed | None:
    """The definition, as far as it could be made; what is wrong is noted in `findings`."""
    spec = validate(value, findings)
    if isinstance(spec, ObjectModel):
        _check_hypertable(spec, findings)
        return Parsed(spec, {spec.table: compile_table(spec.table, spec, (), findings, expressions)})
    if isinstance(spec, Schema):
        tables = {
            name: compile_table(name, table, ("tables", name), findings, expressions)
            for name, table in sorted(spec.tables.items())
        }
        return Parsed(spec, tables)
    if isinstance(spec, Kpi):
        return Parsed(spec, formula=_formula(spec, findings, expressions))
    return Parsed(spec) if spec else None


def _check_hypertable(spec: ObjectModel, findings: Findings) -> None:
    names = {column.name for column in spec.columns}
    if spec.hypertable and spec.hypertable.time_column not in names:
        name = spec.hypertable.time_column
        findings.add(
            ("hypertable", "time_column"), f"table {spec.table!r} has no column {name!r}.{nearest(name, names)}"
        )


def _formula(spec: Kpi, findings: Findings, expressions: Expressions) -> Expression | None:
    try:
        return expressions.read(spec.formula, Use.FORMULA)
    except ValueError as error:
        findings.add(("formula",), str(error))
        return None
