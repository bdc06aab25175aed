"""Defaults of columns, domains and arguments."""

from __future__ import annotations

import re

from schemata.definition.claims import Claim, key
from schemata.definition.compile.scope import UNREADABLE, Scope
from schemata.definition.problem import Path
from schemata.definition.sql.data_types import NUMBERS, is_own
from schemata.definition.sql.default import render_default
from schemata.definition.sql.expression import Expression
from schemata.definition.sql.functions import Use
from schemata.definition.sql.quoting import qualified
from schemata.definition.yaml_document import Json
from schemata.dialects.postgresql.quoting import literal
from schemata.model import DataType

_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")


def compile_default(value: Json, data_type: DataType, path: Path, scope: Scope) -> Expression | None:
    """The default that is written as `value`; None where there is none, or after noting why it is none."""
    if value is None or data_type == UNREADABLE:
        return None
    if isinstance(value, dict) and value.keys() == {"sql"} and isinstance(text := value["sql"], str):
        return scope.expression(text, Use.DEFAULT, path)
    if isinstance(value, dict) and value.keys() == {"sequence"} and data_type.name in NUMBERS:
        return _next_number(str(value["sequence"]), path, scope)
    try:
        if is_own(data_type) and not data_type.dimensions:
            return _own_value(value, data_type, path, scope)
        return Expression(render_default(value, data_type))
    except ValueError as error:
        scope.refuse(path, str(error))
        return None


def _next_number(sequence: str, path: Path, scope: Scope) -> Expression | None:
    if not _NAME.fullmatch(sequence):
        scope.refuse(path, f"{sequence!r} is not the name of a sequence of the schema")
        return None
    claim = Claim((key("sequence", None, sequence),), f"there is no sequence {sequence!r}")
    scope.claim(claim, path)
    return Expression(f"nextval('{qualified(None, sequence)}'::regclass)", claims=(claim,))


def _own_value(value: Json, data_type: DataType, path: Path, scope: Scope) -> Expression:
    """A value of an enum, which has to be one of its values, or of a domain."""
    name = data_type.name.partition(".")[2]
    if not isinstance(value, str | int | float):
        raise ValueError(f"a default of type {name} is written as an expression: {{sql: ...}}")
    text = value if isinstance(value, str) else str(value).lower()
    keys = (key("value", None, name, text), key("domain", None, name), key("external", None, name))
    scope.claim(Claim(keys, f"{value!r} is not a value of type {name!r}"), path)
    return Expression(literal(text))
