"""Steps for constraints. Where a table has rows, a constraint is added for new rows first and then validated."""

from __future__ import annotations

from collections.abc import Iterator

from schemata.diff import changes
from schemata.diff.ref import ObjectKind
from schemata.model import Check, Constraint, Exclusion, ForeignKey, Index, IndexKey, PrimaryKey, Unique
from schemata.plan import comments
from schemata.plan import operations as op
from schemata.plan.order import Phase, Placed, Rank
from schemata.plan.situation import Situation

ConstraintChange = (
    changes.AddConstraint | changes.DropConstraint | changes.RenameConstraint | changes.ValidateConstraint
)


def expand(change: ConstraintChange, situation: Situation) -> Iterator[Placed]:
    """The operations of a change."""
    match change:
        case changes.AddConstraint(table=table, constraint=constraint, partitioned=True):
            yield from _add_to_all(table, constraint, situation)
        case changes.AddConstraint(table=table, constraint=constraint):
            yield from _add(table, constraint, situation)
        case changes.DropConstraint(table=table, constraint=constraint):
            is_key = isinstance(constraint, ForeignKey)
            rank = Rank.DROP_FOREIGN_KEY if is_key else Rank.DROP_CONSTRAINT
            yield Placed(op.DropConstraint(table, constraint), rank)
        case changes.RenameConstraint(table=table, source=source, name=name):
            yield Placed(op.RenameConstraint(table, source, name), Rank.RENAME_OWNED)
        case changes.ValidateConstraint(table=table, constraint=constraint):
            yield from _validate(table, constraint, Phase.VALIDATION)


def _add_to_all(table: str, constraint: Constraint, situation: Situation) -> Iterator[Placed]:
    """A constraint of a table with partitions: Postgres can neither take its index over nor validate its keys later."""
    if isinstance(constraint, Check):
        yield from _add(table, constraint, situation)
        return
    is_key = isinstance(constraint, ForeignKey)
    phase = situation.foreign_key_phase(constraint) if isinstance(constraint, ForeignKey) else Phase.TRANSACTION
    yield Placed(op.AddConstraint(table, constraint), Rank.ADD_FOREIGN_KEY if is_key else Rank.ADD_KEY, phase)
    yield from comments.of_new(ObjectKind.CONSTRAINT, table, constraint.name, constraint.comment, phase)


def _add(table: str, constraint: Constraint, situation: Situation) -> Iterator[Placed]:
    match constraint:
        case PrimaryKey() | Unique():
            yield from _add_key(table, constraint, situation)
        case Check():
            yield from _add_checked(table, constraint, Rank.ADD_CHECK, Phase.TRANSACTION, situation)
        case ForeignKey():
            phase = situation.foreign_key_phase(constraint)
            yield from _add_checked(table, constraint, Rank.ADD_FOREIGN_KEY, phase, situation)
        case Exclusion():
            yield from _add_exclusion(table, constraint)


def _add_exclusion(table: str, constraint: Exclusion) -> Iterator[Placed]:
    """There is no way to build the index of an exclusion constraint beside the writers."""
    yield Placed(op.AddConstraint(table, constraint), Rank.ADD_KEY)
    yield from comments.of_new(ObjectKind.CONSTRAINT, table, constraint.name, constraint.comment)


def _add_key(table: str, key: PrimaryKey | Unique, situation: Situation) -> Iterator[Placed]:
    phase = Phase.TRANSACTION
    if situation.is_populated(table) and not key.without_overlaps:
        phase = Phase.VALIDATION
        yield Placed(op.CreateIndexConcurrently(table, _index_of(key)), Rank.ADD_KEY, Phase.CONCURRENT)
        yield Placed(op.AddKeyUsingIndex(table, key), Rank.ADD_KEY, phase)
    else:
        yield Placed(op.AddConstraint(table, key), Rank.ADD_KEY)
    yield from comments.of_new(ObjectKind.CONSTRAINT, table, key.name, key.comment, phase)


def _index_of(key: PrimaryKey | Unique) -> Index:
    """The index that a key needs, under the key's name."""
    return Index(
        key.name,
        tuple(IndexKey(column) for column in key.columns),
        unique=True,
        nulls_not_distinct=isinstance(key, Unique) and key.nulls_not_distinct,
        include=key.include,
    )


def _add_checked(
    table: str, constraint: Check | ForeignKey, rank: Rank, phase: Phase, situation: Situation
) -> Iterator[Placed]:
    if not constraint.valid:
        yield Placed(op.AddConstraintNotValid(table, constraint), rank, phase)
    elif situation.is_populated(table) and constraint.enforced:
        yield Placed(op.AddConstraintNotValid(table, constraint), rank, phase)
        yield from _validate(table, constraint, phase)
    else:
        yield Placed(op.AddConstraint(table, constraint), rank, phase)
    yield from comments.of_new(ObjectKind.CONSTRAINT, table, constraint.name, constraint.comment, phase)


def _validate(table: str, constraint: Check | ForeignKey, phase: Phase) -> Iterator[Placed]:
    """Never in the transaction that added the constraint: its lock would be held while all rows are read."""
    phase = Phase.VALIDATION if phase is Phase.TRANSACTION else phase
    yield Placed(op.ValidateConstraint(table, constraint.name), Rank.VALIDATE, phase)
