"""Statements on constraints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from schemata.dialects.postgresql.quoting import identifier, qualified
from schemata.dialects.postgresql.render.expressions import in_parentheses
from schemata.model import Check, Constraint, Deferrable, ForeignKey, ForeignKeyAction, PrimaryKey, Unique
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
        case op.AddKeyUsingIndex(constraint=key):
            return " ".join(_using_index(key))
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
            yield f"PRIMARY KEY {names(constraint.columns)}"
            yield from include(constraint.include)
            yield from _deferrable(constraint.deferrable)
        case Unique():
            nulls = " NULLS NOT DISTINCT" if constraint.nulls_not_distinct else ""
            yield f"UNIQUE{nulls} {names(constraint.columns)}"
            yield from include(constraint.include)
            yield from _deferrable(constraint.deferrable)
        case Check(expression=expression):
            yield f"CHECK {in_parentheses(expression)}"
        case ForeignKey():
            yield from _foreign_key(constraint, schema_name)
        case _:
            assert_never(constraint)


def _foreign_key(key: ForeignKey, schema_name: str) -> Iterator[str]:
    target = qualified(key.referenced_schema or schema_name, key.referenced_table)
    yield f"FOREIGN KEY {names(key.columns)} REFERENCES {target} {names(key.referenced_columns)}"
    if key.on_delete is not ForeignKeyAction.NO_ACTION:
        yield f"ON DELETE {_ACTIONS[key.on_delete]}"
    if key.on_update is not ForeignKeyAction.NO_ACTION:
        yield f"ON UPDATE {_ACTIONS[key.on_update]}"
    yield from _deferrable(key.deferrable)


def _using_index(key: PrimaryKey | Unique) -> Iterator[str]:
    kind = "PRIMARY KEY" if isinstance(key, PrimaryKey) else "UNIQUE"
    yield f"ADD CONSTRAINT {identifier(key.name)} {kind} USING INDEX {identifier(key.name)}"
    yield from _deferrable(key.deferrable)


def _deferrable(deferrable: Deferrable | None) -> Iterator[str]:
    if deferrable is not None:
        deferred = deferrable is Deferrable.INITIALLY_DEFERRED
        yield "DEFERRABLE INITIALLY DEFERRED" if deferred else "DEFERRABLE"


def names(columns: Iterable[str]) -> str:
    """Columns in parentheses."""
    return f"({', '.join(map(identifier, columns))})"


def include(columns: tuple[str, ...]) -> Iterator[str]:
    """The columns that an index only carries."""
    if columns:
        yield f"INCLUDE {names(columns)}"
