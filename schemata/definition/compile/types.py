"""Enums, domains, composite types and range types."""

from __future__ import annotations

from collections.abc import Iterator

from schemata.definition.claims import needs
from schemata.definition.compile.access import ON_TYPE, compile_grants
from schemata.definition.compile.constraint import compile_check
from schemata.definition.compile.default import compile_default
from schemata.definition.compile.scope import Scope
from schemata.definition.kinds.types import CompositeType as CompositeTypeSpec
from schemata.definition.kinds.types import Domain as DomainSpec
from schemata.definition.kinds.types import Enum as EnumSpec
from schemata.definition.kinds.types import RangeType as RangeTypeSpec
from schemata.definition.sql.data_types import type_claims
from schemata.model import Attribute, CompositeType, DataType, Domain, Enum, Option, RangeType, ValueRename

MAX_LABEL_BYTES = 63


def compile_enum(name: str, spec: EnumSpec, scope: Scope) -> Enum:
    """The model's enum."""
    values = tuple(value.name for value in spec.values)
    for position, value in enumerate(values):
        if value in values[:position]:
            scope.refuse(("values", position), f"value {value!r} stands twice; keep one of them")
        if len(value.encode()) > MAX_LABEL_BYTES:
            scope.refuse(("values", position), f"value {value!r} has more than {MAX_LABEL_BYTES} bytes; shorten it")
    return Enum(
        name,
        values,
        comment=spec.description,
        owner=spec.owner,
        grants=compile_grants(spec, ON_TYPE, (), scope),
        renamed_values=tuple(_renames(spec, values, scope)),
        renamed_from=spec.renamed_from,
    )


def _renames(spec: EnumSpec, values: tuple[str, ...], scope: Scope) -> Iterator[ValueRename]:
    for position, value in enumerate(spec.values):
        if value.renamed_from in values:
            message = f"value {value.renamed_from!r} is still there; remove the hint or the other value"
            scope.refuse(("values", position, "renamed_from"), message)
        elif value.renamed_from is not None:
            yield ValueRename(value.renamed_from, value.name)


def compile_domain(name: str, spec: DomainSpec, scope: Scope) -> Domain:
    """The model's domain; in its checks the value is called `value`."""
    data_type = scope.type(spec.type, ("type",))
    default = compile_default(spec.default, data_type, ("default",), scope)
    checks = tuple(compile_check(check, ("checks", i), scope) for i, check in enumerate(spec.checks))
    return Domain(
        name,
        data_type,
        nullable=spec.nullable,
        default=default.sql if default else None,
        collation=spec.collation,
        checks=tuple(sorted(checks, key=lambda check: check.name)),
        comment=spec.description,
        owner=spec.owner,
        grants=compile_grants(spec, ON_TYPE, (), scope),
        renamed_from=spec.renamed_from,
        needs=tuple(sorted({*_needs(spec.type, data_type), *(need for check in checks for need in check.needs)})),
    )


def compile_composite_type(name: str, spec: CompositeTypeSpec, scope: Scope) -> CompositeType:
    """The model's composite type."""
    found: set[str] = set()
    attributes: list[Attribute] = []
    for position, attribute in enumerate(spec.attributes):
        if attribute.name in {other.name for other in attributes}:
            scope.refuse(("attributes", position), f"attribute {attribute.name!r} stands twice; keep one of them")
        data_type = scope.type(attribute.type, ("attributes", position, "type"))
        found.update(_needs(attribute.type, data_type))
        attributes.append(Attribute(attribute.name, data_type, attribute.collation, attribute.description))
    return CompositeType(
        name,
        tuple(attributes),
        comment=spec.description,
        owner=spec.owner,
        grants=compile_grants(spec, ON_TYPE, (), scope),
        renamed_from=spec.renamed_from,
        needs=tuple(sorted(found)),
    )


def compile_range_type(name: str, spec: RangeTypeSpec, scope: Scope) -> RangeType:
    """The model's range type."""
    subtype = scope.type(spec.subtype, ("subtype",))
    options = {
        "subtype_opclass": spec.opclass,
        "collation": spec.collation,
        "subtype_diff": spec.subtype_diff,
        "multirange_type_name": spec.multirange,
    }
    return RangeType(
        name,
        subtype,
        tuple(Option(option, value) for option, value in options.items() if value is not None),
        comment=spec.description,
        owner=spec.owner,
        grants=compile_grants(spec, ON_TYPE, (), scope),
        renamed_from=spec.renamed_from,
        needs=_needs(spec.subtype, subtype),
    )


def _needs(text: str, data_type: DataType) -> tuple[str, ...]:
    return needs(type_claims(text, data_type))
