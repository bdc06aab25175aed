"""What an operation needs and what it gives, takes and lets go: the edges of the graph that orders a plan.

Everything is named by its subject in the canonical text (`orders column id`, `@view recent`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from schemata.diff.ref import ObjectKind, Ref, SchemaObject
from schemata.model import Check, Column, Exclusion, ForeignKey, Index, PrimaryKey, Sequence, Table, Unique, View
from schemata.model.constraint import Constraint
from schemata.model.text.subjects import of_column, of_object, of_table, part_subject, subject
from schemata.model.view import MaterializedView
from schemata.plan import operations as op
from schemata.plan.operations import Operation

Subjects = frozenset[str]
_NONE: Subjects = frozenset()


@dataclass(frozen=True, slots=True)
class Effects:
    """What an operation does to others.

    Args:
        makes: what is there after it, in its desired form.
        uses: what has to be there before it.
        takes: what is gone after it, or has another form.
        releases: what it lets go: that can be taken after it.
    """

    makes: Subjects = _NONE
    uses: Subjects = _NONE
    takes: Subjects = _NONE
    releases: Subjects = _NONE


def effects(operation: Operation) -> Effects:  # noqa: C901 - one case a kind
    """The effects of an operation. Those without any are ordered by their rank alone."""
    match operation:
        case op.CreateTable(table=table):
            return Effects(makes=_table_subjects(table), uses=_table_needs(table))
        case op.ArchiveTable(table=table):
            return Effects(takes=_table_subjects(table), releases=_table_needs(table))
        case op.DropTable(table=table):
            return Effects(takes=_table_subjects(table), releases=_table_needs(table) | _targets(table))
        case op.AddColumn(table=owner, column=column):
            made = frozenset({of_column(owner, column.name)})
            return Effects(makes=made, uses=frozenset(column.needs) | _own(owner))
        case op.DropColumn(table=owner, column=column):
            return Effects(takes=frozenset({of_column(owner, column.name)}), releases=frozenset(column.needs))
        case op.SetType(table=owner, live=live, desired=desired):
            own = frozenset({of_column(owner, desired.name)})
            return Effects(own, frozenset(desired.needs), own, frozenset(live.needs))
        case op.SetDefault(releases=releases, needs=needs):
            return Effects(uses=frozenset(needs) | _column(operation), releases=frozenset(releases))
        case op.AddConstraint(table=owner, constraint=item) | op.AddConstraintNotValid(table=owner, constraint=item):
            return Effects(makes=frozenset({part_subject(owner, item)}), uses=_constraint_needs(owner, item))
        case op.AddKeyUsingIndex(table=owner, constraint=item):
            return Effects(makes=frozenset({part_subject(owner, item)}))
        case op.DropConstraint(table=owner, constraint=item):
            return Effects(takes=frozenset({part_subject(owner, item)}), releases=_constraint_needs(owner, item))
        case op.CreateIndex(table=owner, index=index) | op.CreateIndexConcurrently(table=owner, index=index):
            return Effects(makes=frozenset({part_subject(owner, index)}), uses=_index_needs(owner, index))
        case op.DropIndex(table=owner, index=index):
            return Effects(takes=frozenset({part_subject(owner, index)}), releases=_index_needs(owner, index))
        case op.CreatePart(table=owner, item=part):
            made = frozenset({part_subject(owner, part)})
            return Effects(makes=made, uses=frozenset(part.needs) | _own(owner))
        case op.DropPart(table=owner, item=part):
            return Effects(takes=frozenset({part_subject(owner, part)}), releases=frozenset(part.needs) | _own(owner))
        case op.AlterPart(table=owner, live=before, desired=part):
            own = frozenset({part_subject(owner, part)})
            return Effects(uses=frozenset(part.needs) | own, releases=frozenset(before.needs))
        case op.CreateObject(item=item):
            return Effects(makes=_object_subjects(item), uses=needs_of(item))
        case op.DropObject(item=item):
            return Effects(takes=_object_subjects(item), releases=needs_of(item))
        case op.ReplaceObject(live=live, item=item):
            return Effects(_object_subjects(item), needs_of(item), releases=needs_of(live))
        case op.AlterSequence(live=live, desired=desired):
            return Effects(uses=_sequence_needs(desired) | {subject(desired)}, releases=_sequence_needs(live))
        case op.AttachPartition(table=owner, partition_of=of):
            return Effects(uses=_own(owner) | _own(of.parent))
        case op.DetachPartition(table=owner, partition_of=of):
            return Effects(releases=_own(owner) | _own(of.parent))
        case op.SetOwner(target=target) | op.GrantPrivilege(target=target) | op.SetOptions(target=target):
            return Effects(uses=_target(target))
        case op.RevokePrivilege(target=target):
            return Effects(uses=_target(target))
        case op.SetComment(kind=kind, table=owner, name=name, types=types):
            return Effects(uses=_target(Ref(kind, name or owner, owner if name else "", types)))
        case op.AddDomainCheck(domain=name, check=check):
            return Effects(uses=frozenset(check.needs) | {of_object("domain", name)})
        case _:
            return Effects()


def needs_of(item: SchemaObject) -> Subjects:
    """What an object needs; extensions need nothing of their schema."""
    return frozenset(getattr(item, "needs", ()))


def _own(table: str) -> Subjects:
    """A table or view: whichever of that name is made."""
    return frozenset({of_table(table), of_object("view", table), of_object("materialized-view", table)})


def _column(operation: op.SetDefault) -> Subjects:
    return frozenset({of_column(operation.table, operation.column)})


def _table_subjects(table: Table) -> Subjects:
    keys = (item for item in table.constraints() if isinstance(item, PrimaryKey | Unique | Check | Exclusion))
    columns = (of_column(table.name, column.name) for column in table.columns)
    return frozenset({of_table(table.name), *columns, *(part_subject(table.name, key) for key in keys)})


def _table_needs(table: Table) -> Subjects:
    items: Iterable[Column | Check | Exclusion] = (*table.columns, *table.checks, *table.exclusions)
    parent = () if table.partition_of is None else (of_table(table.partition_of.parent),)
    found = {need for item in items for need in item.needs} | {*table.needs, *parent}
    return frozenset(found) - _table_subjects(table)


def _targets(table: Table) -> Subjects:
    """The tables of the schema that a table's foreign keys refer to: they can be dropped after it only."""
    keys = (key for key in table.foreign_keys if key.referenced_schema is None)
    return frozenset(of_table(key.referenced_table) for key in keys if key.referenced_table != table.name)


def _constraint_needs(table: str, item: Constraint) -> Subjects:
    match item:
        case Check() | Exclusion():
            return frozenset(item.needs) | {of_table(table)}
        case ForeignKey(referenced_schema=None, referenced_table=target):
            own = {of_column(table, column) for column in item.columns}
            theirs = {of_column(target, column) for column in item.referenced_columns}
            return frozenset({of_table(table), of_table(target), *own, *theirs})
        case _:
            return frozenset({of_table(table), *(of_column(table, column) for column in item.columns)})


def _index_needs(table: str, index: Index) -> Subjects:
    columns = (of_column(table, key.column) for key in index.keys if key.column is not None)
    return frozenset({*index.needs, *columns}) | _own(table)


def _object_subjects(item: SchemaObject) -> Subjects:
    columns = item.columns if isinstance(item, View | MaterializedView) else ()
    return frozenset({subject(item), *(of_column(item.name, column.name) for column in columns)})


def _sequence_needs(sequence: Sequence) -> Subjects:
    owner = sequence.owned_by
    return _NONE if owner is None else frozenset({of_table(owner.table), of_column(owner.table, owner.column)})


_OBJECT_WORDS = {
    ObjectKind.TYPE: ("enum", "composite-type", "range-type"),
    ObjectKind.FUNCTION: ("function",),
    ObjectKind.PROCEDURE: ("function",),
}
_PARTS = {
    ObjectKind.CONSTRAINT: ("primary-key", "unique", "check", "foreign-key", "exclusion"),
    ObjectKind.INDEX: ("index",),
    ObjectKind.TRIGGER: ("trigger",),
    ObjectKind.POLICY: ("policy",),
    ObjectKind.COLUMN: ("column",),
}


def _target(target: Ref) -> Subjects:
    """The subjects that an object may have, whatever kind of type or constraint it is."""
    if target.kind is ObjectKind.TABLE:
        return _own(target.name)
    if target.kind in _PARTS:
        found = {f"{_name(target.table)} {word} {_name(target.name)}" for word in _PARTS[target.kind]}
        return frozenset(found) | (_own(target.table) if target.table else _NONE)
    words = _OBJECT_WORDS.get(target.kind, (target.kind.value,))
    return frozenset(of_object(word, target.path) for word in words)


def _name(text: str) -> str:
    return of_table(text).removesuffix(" table")
