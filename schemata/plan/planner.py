"""Changes in, ordered steps out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

from schemata.diff import changes
from schemata.diff.changes import Change
from schemata.plan import (
    access,
    columns,
    comments,
    constraints,
    indexes,
    objects,
    parts,
    schema,
    settings,
    tables,
)
from schemata.plan.assessment import assess
from schemata.plan.hazards import Hazard
from schemata.plan.locks import LockLevel, lock_of
from schemata.plan.operations import Operation
from schemata.plan.order import Phase, Placed
from schemata.plan.situation import PlanContext, Situation, situation_of
from schemata.plan.sorting import in_order
from schemata.plan.subject import subject, table_of


@dataclass(frozen=True, slots=True)
class Step:
    """One statement to run.

    Args:
        operation: what to do, for a dialect to render.
        subject: the path of the object below the schema: `orders.customer_id`.
        phase: how the statement runs.
        lock: what it locks the table with.
        hazards: what can go wrong.
    """

    operation: Operation
    subject: str
    phase: Phase
    lock: LockLevel
    hazards: tuple[Hazard, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """All steps for one schema, in the order of running: phase after phase."""

    schema: str
    steps: tuple[Step, ...] = ()

    def of(self, phase: Phase) -> tuple[Step, ...]:
        """The steps of one phase."""
        return tuple(step for step in self.steps if step.phase is phase)

    def hazards(self) -> tuple[Hazard, ...]:
        """All hazards, each once."""
        return tuple(dict.fromkeys(hazard for step in self.steps for hazard in step.hazards))


def plan(found: Iterable[Change], context: PlanContext) -> Plan:
    """The steps that make the changes of a diff, in an order in which each finds what it needs."""
    found = tuple(found)
    situation = situation_of(found, context)
    placed = tuple(dict.fromkeys(item for change in found for item in _expand(change, situation)))
    return Plan(context.schema, tuple(_step(item, situation) for item in in_order(placed)))


def _expand(change: Change, situation: Situation) -> Iterator[Placed]:  # noqa: C901 - one case a kind, complete
    match change:
        case changes.CreateSchema() | changes.RenameSchema() | changes.DropSchema():
            return schema.expand(change)
        case changes.CreateTable() | changes.ArchiveTable() | changes.RenameTable():
            return tables.expand(change, situation)
        case changes.AddColumn() | changes.DropColumn() | changes.RenameColumn() | changes.AlterType():
            return columns.expand(change, situation)
        case changes.SetDefault() | changes.SetNotNull() | changes.DropNotNull() | changes.SetIdentity():
            return columns.expand(change, situation)
        case changes.DropExpression():
            return columns.expand(change, situation)
        case changes.AddConstraint() | changes.DropConstraint() | changes.RenameConstraint():
            return constraints.expand(change, situation)
        case changes.ValidateConstraint():
            return constraints.expand(change, situation)
        case changes.CreateIndex() | changes.DropIndex() | changes.RenameIndex():
            return indexes.expand(change, situation)
        case changes.SetComment():
            return comments.expand(change)
        case changes.SetColumnSetting() | changes.SetNumbering() | changes.SetRowSecurity() | changes.SetLogged():
            return settings.expand(change, situation)
        case changes.SetReplicaIdentity() | changes.SetOptions():
            return settings.expand(change, situation)
        case changes.AttachPartition() | changes.DetachPartition():
            return settings.expand(change, situation)
        case changes.AddPart() | changes.DropPart() | changes.RenamePart() | changes.AlterPart():
            return parts.expand(change)
        case changes.CreateObject() | changes.DropObject() | changes.RenameObject() | changes.ReplaceObject():
            return objects.expand(change)
        case changes.AlterObject() | changes.RebuildType():
            return objects.expand(change)
        case changes.SetOwner() | changes.SetGrants() | changes.SetDefaultPrivileges():
            return access.expand(change, situation)
        case _:
            assert_never(change)


def _step(placed: Placed, situation: Situation) -> Step:
    operation, path = placed.operation, subject(placed.operation)
    whole = f"{situation.context.schema}.{path}".rstrip(".")
    hazards = tuple(Hazard(code, whole, detail) for code, detail in assess(operation, situation))
    is_new = table_of(operation) in situation.created
    return Step(operation, path, placed.phase, LockLevel.NONE if is_new else lock_of(operation), hazards)
