"""Which hazards a step has: decided from the operation, one case a kind, never from SQL."""

from __future__ import annotations

from collections.abc import Iterator

from schemata.diff.ref import path
from schemata.diff.type_change import TypeChange, classify
from schemata.model import Column, Constraint, Index, PrimaryKey, Unique
from schemata.plan import operations as op
from schemata.plan.assessment_of_objects import assess_object
from schemata.plan.hazards import HazardCode
from schemata.plan.not_null import is_not_null_check
from schemata.plan.operations import Operation
from schemata.plan.situation import Situation
from schemata.plan.subject import table_of
from schemata.plan.volatility import is_volatile

Finding = tuple[HazardCode, str]
"""A hazard and its detail."""


def assess(operation: Operation, situation: Situation) -> Iterator[Finding]:
    """The hazards of an operation.

    On a table without rows nothing is lost and nobody waits; but what others made is never dropped silently.
    """
    yield from _unmanaged(operation, situation)
    table = table_of(operation)
    if table is None or situation.is_populated(table):
        yield from _assess(operation, situation)


def _unmanaged(operation: Operation, situation: Situation) -> Iterator[Finding]:
    match operation:
        case op.DropTable(table=table) if situation.is_unmanaged(table.name):
            yield HazardCode.UNMANAGED_DROP, "it would be dropped"
        case op.DropObject(item=item, again=False) if path(item) in situation.context.unmanaged:
            yield HazardCode.UNMANAGED_DROP, "it would be dropped"
        case op.DropPart(table=owner, item=item) if situation.is_unmanaged(owner, item.name):
            yield HazardCode.UNMANAGED_DROP, "it would be dropped"
        case op.ArchiveTable(table=table) if situation.is_unmanaged(table.name):
            yield HazardCode.UNMANAGED_DROP, "it would be archived"
        case op.DropColumn(table=owner, column=item) if situation.is_unmanaged(owner, item.name):
            yield HazardCode.UNMANAGED_DROP, "it would be dropped"
        case op.DropConstraint(table=owner, constraint=item) if _is_foreign(owner, item, situation):
            yield HazardCode.UNMANAGED_DROP, "it would be dropped"
        case op.DropIndex(table=owner, index=item) if situation.is_unmanaged(owner, item.name):
            yield HazardCode.UNMANAGED_DROP, "it would be dropped"
        case _:
            return


def _is_foreign(table: str, constraint: Constraint, situation: Situation) -> bool:
    """Whether others made a constraint: not the check that an interrupted SET NOT NULL left."""
    return not is_not_null_check(constraint) and situation.is_unmanaged(table, constraint.name)


def _assess(operation: Operation, situation: Situation) -> Iterator[Finding]:  # noqa: C901 - one case a kind
    match operation:
        case op.RenameSchema(source=source) | op.RenameTable(source=source) | op.RenameColumn(source=source):
            yield HazardCode.BACKWARD_INCOMPATIBLE, f"it was {source!r}"
        case op.ArchiveTable():
            yield HazardCode.BACKWARD_INCOMPATIBLE, _archived(operation)
        case op.AddColumn(column=column):
            yield from _add_column(column)
        case op.DropColumn():
            yield from _drop_column(operation)
        case op.SetType():
            yield from _set_type(operation)
        case op.ValidateConstraint(table=table, name=name):
            if (table, name) not in situation.held:
                yield HazardCode.MAY_FAIL_ON_DATA, "all rows are checked while others go on writing"
        case op.ValidateNotNullCheck():
            yield HazardCode.MAY_FAIL_ON_DATA, "no row may be without a value"
        case op.CreateIndexConcurrently(index=Index(unique=True)):
            yield HazardCode.MAY_FAIL_ON_DATA, "two rows must not have the same values"
        case op.AddConstraint(constraint=constraint):
            yield from _add_constraint(constraint)
        case op.DropConstraint(table=table, constraint=constraint):
            yield from _drop_constraint(table, constraint, situation)
        case op.DropIndex(table=table, index=index):
            yield from _drop_index(table, index, situation)
        case op.CreateIndex():
            yield HazardCode.ACCESS_EXCLUSIVE_LOCK, "the index is built while nobody can write"
        case op.DropTable():
            detail = "the table is dropped with all its rows" + _perhaps_renamed(operation.resembles)
            yield HazardCode.DATA_LOSS, detail
        case _:
            yield from assess_object(operation)


def _archived(operation: op.ArchiveTable) -> str:
    kept = f"it moves to schema {operation.archive_schema!r} with all its rows"
    return kept + _perhaps_renamed(operation.resembles)


def _perhaps_renamed(resembles: str | None) -> str:
    if resembles is None:
        return ""
    return f"; {resembles!r} is like it: if this is a rename, give {resembles!r} a renamed_from"


def _add_column(column: Column) -> Iterator[Finding]:
    if column.generated is not None:
        yield HazardCode.REWRITE, "the generated value of each row is computed and stored"
    elif column.identity is not None:
        yield HazardCode.REWRITE, "each row gets a number"
    elif is_volatile(column.default):
        yield HazardCode.REWRITE, f"the default {column.default} is another value for each row"
    elif column.default is None and not column.nullable:
        yield HazardCode.FAILS_ON_ROWS, "it is not null and has no default"


def _drop_column(operation: op.DropColumn) -> Iterator[Finding]:
    if operation.column.generated is None:
        yield HazardCode.DATA_LOSS, "the column is dropped with its values" + _perhaps_renamed(operation.resembles)


def _set_type(operation: op.SetType) -> Iterator[Finding]:
    live, desired = operation.live, operation.desired
    detail = f"{live.type} becomes {desired.type}"
    change = classify(live.type, desired.type)
    if change is TypeChange.LOSSY:
        yield HazardCode.DATA_LOSS, f"{detail}, and values are rounded or cut without an error"
    if change is not TypeChange.IN_PLACE:
        yield HazardCode.REWRITE, detail
    elif live.collation != desired.collation:
        yield HazardCode.ACCESS_EXCLUSIVE_LOCK, "with another collation the indexes over it are built again"
    elif operation.indexes:
        yield HazardCode.ACCESS_EXCLUSIVE_LOCK, f"{', '.join(operation.indexes)} is built again"
    if change is TypeChange.NARROWING:
        yield HazardCode.MAY_FAIL_ON_DATA, f"{detail}, and values that do not fit are refused"


def _add_constraint(constraint: Constraint) -> Iterator[Finding]:
    yield HazardCode.ACCESS_EXCLUSIVE_LOCK, "all rows are checked while nobody can write"
    yield HazardCode.MAY_FAIL_ON_DATA, f"{constraint.name} is checked for all rows"


def _drop_constraint(table: str, constraint: Constraint, situation: Situation) -> Iterator[Finding]:
    if situation.has_gap(table, constraint):
        yield HazardCode.NOT_ONLINE, "it is put back in a later phase of the same plan"
    elif isinstance(constraint, PrimaryKey | Unique):
        yield HazardCode.INDEX_DROP, "the index of the key is dropped with it"


def _drop_index(table: str, index: Index, situation: Situation) -> Iterator[Finding]:
    again = (table, index.name) in situation.added_indexes
    if not index.valid:
        return
    yield HazardCode.INDEX_DROP, "it is dropped and built again" if again else "it is dropped"
    if again and index.unique:
        yield HazardCode.NOT_ONLINE, "it is built again in a later phase of the same plan"
