"""Steps for what stands beside tables: types, sequences, views, functions and extensions."""

from __future__ import annotations

from collections.abc import Iterator

from schemata.diff import changes
from schemata.diff.enums import added_values, renamed_values
from schemata.diff.ref import SchemaObject, ref
from schemata.model import (
    Check,
    CompositeType,
    Domain,
    Enum,
    Extension,
    Function,
    MaterializedView,
    RangeType,
    Sequence,
    View,
)
from schemata.plan import comments, indexes, parts
from schemata.plan import operations as op
from schemata.plan.order import Phase, Placed, Rank

ObjectChange = (
    changes.CreateObject
    | changes.DropObject
    | changes.RenameObject
    | changes.ReplaceObject
    | changes.AlterObject
    | changes.RebuildType
)
_CREATE: dict[type, Rank] = {
    Extension: Rank.EXTENSION,
    Function: Rank.CREATE_FUNCTION,
    Sequence: Rank.CREATE_SEQUENCE,
    View: Rank.CREATE_VIEW,
    MaterializedView: Rank.CREATE_VIEW,
}
_DROP: dict[type, Rank] = {
    Extension: Rank.DROP_EXTENSION,
    Function: Rank.DROP_FUNCTION,
    Sequence: Rank.DROP_SEQUENCE,
    View: Rank.DROP_VIEW,
    MaterializedView: Rank.DROP_VIEW,
}


def expand(change: ObjectChange) -> Iterator[Placed]:
    """The operations of a change."""
    match change:
        case changes.CreateObject(item=item):
            yield from _create(item)
        case changes.DropObject(item=item, again=again):
            yield Placed(op.DropObject(item, again), _DROP.get(type(item), Rank.DROP_TYPE))
        case changes.RenameObject(item=item, name=name):
            rank = (
                Rank.RENAME_TYPE if isinstance(item, Enum | Domain | CompositeType | RangeType) else Rank.RENAME_OBJECT
            )
            yield Placed(op.RenameObject(item, name), rank)
        case changes.ReplaceObject(live=live, desired=desired):
            yield Placed(op.ReplaceObject(live, desired), _CREATE.get(type(desired), Rank.CREATE_TYPE))
        case changes.AlterObject(live=live, desired=desired):
            yield from _alter(live, desired)
        case changes.RebuildType(live=live, desired=desired, retired=retired):
            yield Placed(op.RenameObject(live, retired), Rank.RENAME_TYPE)
            yield from _create(desired)
            yield Placed(op.DropRetired(ref(live), retired), Rank.DROP_RETIRED)


def _create(item: SchemaObject) -> Iterator[Placed]:
    """The object with whatever belongs to it."""
    yield Placed(op.CreateObject(item), _CREATE.get(type(item), Rank.CREATE_TYPE))
    if isinstance(item, Sequence) and item.owned_by is not None:
        yield Placed(op.AlterSequence(_unowned(item), item), Rank.OWN_SEQUENCE)
    if isinstance(item, MaterializedView):
        for index in item.indexes:
            yield from indexes.of_new_view(item.name, index)
    if isinstance(item, View):
        for trigger in item.triggers:
            yield from parts.create(item.name, trigger)
    yield from comments.of_new_object(item)


def _unowned(sequence: Sequence) -> Sequence:
    return Sequence(sequence.name, sequence.type, sequence.numbering, None, sequence.unlogged)


def _alter(live: SchemaObject, desired: SchemaObject) -> Iterator[Placed]:
    match live, desired:
        case Enum(), Enum():
            yield from _alter_enum(live, desired)
        case Domain(), Domain():
            yield from _alter_domain(live, desired)
        case CompositeType(), CompositeType():
            yield from _alter_composite(live, desired)
        case Sequence(), Sequence():
            moved = live.owned_by is not None and live.owned_by != desired.owned_by
            yield Placed(op.AlterSequence(live, desired), Rank.LOOSEN_COLUMN if moved else Rank.OWN_SEQUENCE)
        case Extension(), Extension():
            if desired.version is not None:
                yield Placed(op.UpdateExtension(desired.name, live.version, desired.version), Rank.EXTENSION)


def _alter_enum(live: Enum, desired: Enum) -> Iterator[Placed]:
    """New values are committed before everything else: only then can they be used."""
    for source, name in renamed_values(live, desired).items():
        yield Placed(op.RenameEnumValue(desired.name, source, name), Rank.RENAME_TYPE, Phase.PREPARATION)
    for value, before in added_values(live, desired):
        yield Placed(op.AddEnumValue(live.name, value, before), Rank.ALTER_TYPE, Phase.PREPARATION)


def _alter_domain(live: Domain, desired: Domain) -> Iterator[Placed]:
    name = desired.name
    if live.default != desired.default:
        yield Placed(op.SetDomainDefault(name, desired.default), Rank.ALTER_TYPE)
    if live.nullable != desired.nullable:
        yield Placed(op.SetDomainNotNull(name, not desired.nullable), Rank.ALTER_TYPE)
    before = {check.name: check for check in live.checks}
    after = {check.name: check for check in desired.checks}
    for check in live.checks:
        if not _same(check, after.get(check.name)):
            yield Placed(op.DropDomainCheck(name, check.name), Rank.DROP_CONSTRAINT)
    for check in desired.checks:
        known = before.get(check.name)
        if known is None or not _same(check, known):
            yield Placed(op.AddDomainCheck(name, check), Rank.ADD_DOMAIN_CHECK)
        if check.valid and not (known is not None and _same(check, known) and known.valid):
            yield Placed(op.ValidateDomainCheck(name, check.name), Rank.VALIDATE, Phase.VALIDATION)


def _same(check: Check, other: Check | None) -> bool:
    return other is not None and check.expression == other.expression


def _alter_composite(live: CompositeType, desired: CompositeType) -> Iterator[Placed]:
    wanted = {attribute.name: attribute for attribute in desired.attributes}
    there = {attribute.name: attribute for attribute in live.attributes}
    for attribute in live.attributes:
        if attribute.name not in wanted:
            yield Placed(op.DropAttribute(desired.name, attribute.name), Rank.DROP_COLUMN)
    for attribute in desired.attributes:
        known = there.get(attribute.name)
        if known is None:
            yield Placed(op.AddAttribute(desired.name, attribute), Rank.ALTER_TYPE)
        elif (known.type, known.collation) != (attribute.type, attribute.collation):
            yield Placed(op.AlterAttribute(desired.name, attribute), Rank.ALTER_TYPE)
