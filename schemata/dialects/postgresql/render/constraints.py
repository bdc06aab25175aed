"""Statements on constraints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import assert_never

from schemata.dialects.postgresql.quoting import identifier, qualified
from schemata.dialects.postgresql.render.expressions import in_parentheses
from schemata.dialects.postgresql.render.index_keys import include, key, method, names
from schemata.model import (
    Check,
    Constraint,
    Deferrable,
    Exclusion,
    ForeignKey,
    ForeignKeyAction,
    PrimaryKey,
    Unique,
)
from schemata.plan import operations as op

ConstraintOperation = (
    op.AddConstraint
    | op.AddConstraintNotValid
    | op.AddNotNullCheck
    | op.ValidateNotNullCheck
    | op.DropNotNullCheck
    | op.AddKeyUsingIndex
    | op.ValidateConstraint
    | op.DropConstraint
    | op.RenameConstraint
)

_OPERATOR = re.compile(r'[-+*/<>=~!@#%^&|`?]+|OPERATOR\((?:"(?:[^"]|"")+"|\w+)\.[-+*/<>=~!@#%^&|`?]+\)')
_ACTIONS = {
    ForeignKeyAction.NO_ACTION: "NO ACTION",
    ForeignKeyAction.RESTRICT: "RESTRICT",
    ForeignKeyAction.CASCADE: "CASCADE",
    ForeignKeyAction.SET_NULL: "SET NULL",
    ForeignKeyAction.SET_DEFAULT: "SET DEFAULT",
}


def render(operation: ConstraintOperation, schema_name: str) -> str:
    """The statement of an operation."""
    return f"ALTER TABLE {qualified(schema_name, operation.table)} {_action(operation, schema_name)}"


def _action(operation: ConstraintOperation, schema_name: str) -> str:
    match operation:
        case op.AddConstraint(constraint=constraint):
            return f"ADD {definition(constraint, schema_name)}"
        case op.AddConstraintNotValid(constraint=constraint):
            return f"ADD {definition(constraint, schema_name)} NOT VALID"
        case op.AddNotNullCheck(column=column, name=name):
            return f"ADD CONSTRAINT {identifier(name)} CHECK ({identifier(column)} IS NOT NULL) NOT VALID"
        case op.AddKeyUsingIndex(constraint=constraint):
            return " ".join(_using_index(constraint))
        case op.ValidateConstraint(name=name) | op.ValidateNotNullCheck(name=name):
            return f"VALIDATE CONSTRAINT {identifier(name)}"
        case op.DropConstraint(constraint=constraint):
            return f"DROP CONSTRAINT {identifier(constraint.name)}"
        case op.DropNotNullCheck(name=name):
            return f"DROP CONSTRAINT {identifier(name)}"
        case op.RenameConstraint(source=source, name=name):
            return f"RENAME CONSTRAINT {identifier(source)} TO {identifier(name)}"
        case _:
            assert_never(operation)


def definition(constraint: Constraint, schema_name: str) -> str:
    """A constraint as CREATE TABLE and ADD have it, without NOT VALID."""
    return " ".join((f"CONSTRAINT {identifier(constraint.name)}", *_definition(constraint, schema_name)))


def _definition(constraint: Constraint, schema_name: str) -> Iterator[str]:
    match constraint:
        case PrimaryKey():
            yield f"PRIMARY KEY {_overlaps(constraint)}"
            yield from include(constraint.include)
            yield from _deferrable(constraint.deferrable)
        case Unique():
            nulls = " NULLS NOT DISTINCT" if constraint.nulls_not_distinct else ""
            yield f"UNIQUE{nulls} {_overlaps(constraint)}"
            yield from include(constraint.include)
            yield from _deferrable(constraint.deferrable)
        case Check(expression=expression):
            yield f"CHECK {in_parentheses(expression)}"
            if constraint.no_inherit:
                yield "NO INHERIT"
            if not constraint.enforced:
                yield "NOT ENFORCED"
        case ForeignKey():
            yield from _foreign_key(constraint, schema_name)
        case Exclusion():
            yield from _exclusion(constraint)
        case _:
            assert_never(constraint)


def _overlaps(constraint: PrimaryKey | Unique) -> str:
    if not constraint.without_overlaps:
        return names(constraint.columns)
    return f"{names(constraint.columns)[:-1]} WITHOUT OVERLAPS)"


def _exclusion(constraint: Exclusion) -> Iterator[str]:
    elements = ", ".join(f"{key(element.key)} WITH {_operator(element.operator)}" for element in constraint.elements)
    yield f"EXCLUDE USING {method(constraint.method)} ({elements})"
    yield from include(constraint.include)
    if constraint.where is not None:
        yield f"WHERE {in_parentheses(constraint.where)}"
    yield from _deferrable(constraint.deferrable)


def _operator(text: str) -> str:
    if not _OPERATOR.fullmatch(text):
        raise ValueError(f"{text!r} is no operator; write it as = or OPERATOR(schema.=)")
    return text


def _foreign_key(constraint: ForeignKey, schema_name: str) -> Iterator[str]:
    target = qualified(constraint.referenced_schema or schema_name, constraint.referenced_table)
    columns, referenced = (_period(constraint, side) for side in (constraint.columns, constraint.referenced_columns))
    yield f"FOREIGN KEY {columns} REFERENCES {target} {referenced}"
    if constraint.match_full:
        yield "MATCH FULL"
    if constraint.on_delete is not ForeignKeyAction.NO_ACTION:
        yield f"ON DELETE {_ACTIONS[constraint.on_delete]}"
    if constraint.set_columns:
        yield names(constraint.set_columns)
    if constraint.on_update is not ForeignKeyAction.NO_ACTION:
        yield f"ON UPDATE {_ACTIONS[constraint.on_update]}"
    yield from _deferrable(constraint.deferrable)
    if not constraint.enforced:
        yield "NOT ENFORCED"


def _period(constraint: ForeignKey, columns: tuple[str, ...]) -> str:
    if not constraint.period:
        return names(columns)
    return f"({', '.join((*map(identifier, columns[:-1]), f'PERIOD {identifier(columns[-1])}'))})"


def _using_index(constraint: PrimaryKey | Unique) -> Iterator[str]:
    kind = "PRIMARY KEY" if isinstance(constraint, PrimaryKey) else "UNIQUE"
    yield f"ADD CONSTRAINT {identifier(constraint.name)} {kind} USING INDEX {identifier(constraint.name)}"
    yield from _deferrable(constraint.deferrable)


def _deferrable(deferrable: Deferrable | None) -> Iterator[str]:
    if deferrable is not None:
        deferred = deferrable is Deferrable.INITIALLY_DEFERRED
        yield "DEFERRABLE INITIALLY DEFERRED" if deferred else "DEFERRABLE"
