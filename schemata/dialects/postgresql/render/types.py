"""Statements on enums, domains, composite types and range types."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from schemata.dialects.postgresql.quoting import identifier, literal, qualified
from schemata.dialects.postgresql.render.data_types import qualified_name, type_name
from schemata.dialects.postgresql.render.expressions import enclosed, in_parentheses
from schemata.diff.ref import UserType
from schemata.model import Attribute, Check, CompositeType, Domain, Enum, RangeType
from schemata.plan import operations as op

_RANGE_OPTIONS = {
    "subtype_opclass": "SUBTYPE_OPCLASS",
    "collation": "COLLATION",
    "canonical": "CANONICAL",
    "subtype_diff": "SUBTYPE_DIFF",
    "multirange_type_name": "MULTIRANGE_TYPE_NAME",
}


def create(item: UserType, schema_name: str) -> str:
    """The statement that makes a type."""
    name = qualified(schema_name, item.name)
    match item:
        case Enum(values=values):
            return f"CREATE TYPE {name} AS ENUM ({', '.join(map(literal, values))})"
        case Domain():
            return " ".join((f"CREATE DOMAIN {name} AS {type_name(item.type)}", *_domain(item)))
        case CompositeType(attributes=attributes):
            return f"CREATE TYPE {name} AS ({', '.join(map(_attribute, attributes))})"
        case RangeType():
            return f"CREATE TYPE {name} AS RANGE ({', '.join(_range(item))})"
        case _:
            assert_never(item)


def _domain(item: Domain) -> Iterator[str]:
    if item.collation is not None:
        yield f"COLLATE {qualified_name(item.collation)}"
    if item.default is not None:
        yield f"DEFAULT {enclosed(item.default)}"
    if not item.nullable:
        yield "NOT NULL"
    yield from (_check(check) for check in item.checks)


def _check(check: Check) -> str:
    return f"CONSTRAINT {identifier(check.name)} CHECK {in_parentheses(check.expression)}"


def _attribute(attribute: Attribute) -> str:
    collate = "" if attribute.collation is None else f" COLLATE {qualified_name(attribute.collation)}"
    return f"{identifier(attribute.name)} {type_name(attribute.type)}{collate}"


def _range(item: RangeType) -> Iterator[str]:
    yield f"SUBTYPE = {type_name(item.subtype)}"
    for option in item.options:
        yield f"{_RANGE_OPTIONS[option.name]} = {qualified_name(option.value)}"


def render(operation: op.TypeOperation, schema_name: str) -> str:
    """The statement of an operation in place."""
    match operation:
        case op.AddEnumValue(enum=name) | op.RenameEnumValue(enum=name):
            return f"ALTER TYPE {qualified(schema_name, name)} {_enum_action(operation)}"
        case op.AddAttribute(composite=name) | op.DropAttribute(composite=name) | op.AlterAttribute(composite=name):
            return f"ALTER TYPE {qualified(schema_name, name)} {_attribute_action(operation)}"
        case _:
            return f"ALTER DOMAIN {qualified(schema_name, operation.domain)} {_domain_action(operation)}"


def _enum_action(operation: op.AddEnumValue | op.RenameEnumValue) -> str:
    match operation:
        case op.AddEnumValue(value=value, before=None):
            return f"ADD VALUE IF NOT EXISTS {literal(value)}"
        case op.AddEnumValue(value=value, before=before):
            return f"ADD VALUE IF NOT EXISTS {literal(value)} BEFORE {literal(str(before))}"
        case op.RenameEnumValue(source=source, name=name):
            return f"RENAME VALUE {literal(source)} TO {literal(name)}"
        case _:
            assert_never(operation)


def _attribute_action(operation: op.AddAttribute | op.DropAttribute | op.AlterAttribute) -> str:
    match operation:
        case op.AddAttribute(attribute=attribute):
            return f"ADD ATTRIBUTE {_attribute(attribute)} CASCADE"
        case op.DropAttribute(name=name):
            return f"DROP ATTRIBUTE {identifier(name)} CASCADE"
        case op.AlterAttribute(attribute=attribute):
            words = _attribute(attribute).removeprefix(identifier(attribute.name))
            return f"ALTER ATTRIBUTE {identifier(attribute.name)} TYPE{words} CASCADE"
        case _:
            assert_never(operation)


def _domain_action(
    operation: op.SetDomainDefault
    | op.SetDomainNotNull
    | op.AddDomainCheck
    | op.ValidateDomainCheck
    | op.DropDomainCheck,
) -> str:
    match operation:
        case op.SetDomainDefault(expression=None):
            return "DROP DEFAULT"
        case op.SetDomainDefault(expression=expression):
            return f"SET DEFAULT {enclosed(str(expression))}"
        case op.SetDomainNotNull(not_null=not_null):
            return "SET NOT NULL" if not_null else "DROP NOT NULL"
        case op.AddDomainCheck(check=check):
            return f"ADD {_check(check)} NOT VALID"
        case op.ValidateDomainCheck(name=name):
            return f"VALIDATE CONSTRAINT {identifier(name)}"
        case op.DropDomainCheck(name=name):
            return f"DROP CONSTRAINT {identifier(name)}"
        case _:
            assert_never(operation)
