"""The values of one file, without free keys -> a definition with its content in the relational model. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from schemata.definition.compile import EMPTY, Content, Notes, compile_contents, compile_tables
from schemata.definition.kinds import Kpi, ObjectModel, Schema, Spec
from schemata.definition.kinds.contents import Contents
from schemata.definition.problem import Findings
from schemata.definition.sql.expression import Expression, Expressions
from schemata.definition.sql.functions import Use
from schemata.definition.validation import validate
from schemata.definition.yaml_document import Json


@dataclass(frozen=True, slots=True)
class Parsed:
    """One file's definition: as it is written, what it puts into a schema, and the formula of a KPI."""

    spec: Spec
    content: Content = EMPTY
    formula: Expression | None = None


def parse(value: Json, findings: Findings, expressions: Expressions) -> Parsed | None:
    """The definition, as far as it could be made; what is wrong is noted in `findings`."""
    spec = validate(value, findings)
    if isinstance(spec, Contents):
        return Parsed(spec, _content(spec, Notes(findings, expressions)))
    if isinstance(spec, Kpi):
        return Parsed(spec, formula=_formula(spec, findings, expressions))
    return Parsed(spec) if spec else None


def _content(spec: Contents, notes: Notes) -> Content:
    if isinstance(spec, ObjectModel):
        return compile_contents(spec, compile_tables(spec.table, spec, (), notes), notes)
    if isinstance(spec, Schema):
        written = sorted(spec.tables.items())
        tables = [table for name, one in written for table in compile_tables(name, one, ("tables", name), notes)]
        return compile_contents(spec, tuple(sorted(tables, key=lambda table: table.name)), notes)
    return compile_contents(spec, (), notes)


def _formula(spec: Kpi, findings: Findings, expressions: Expressions) -> Expression | None:
    try:
        return expressions.read(spec.formula, Use.FORMULA)
    except ValueError as error:
        findings.add(("formula",), str(error))
        return None
