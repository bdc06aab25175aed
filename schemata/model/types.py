"""Types that a schema defines: enums, domains, composite types and ranges."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemata.model.access import Grant
from schemata.model.constraint import Check
from schemata.model.data_type import DataType
from schemata.model.option import Option


@dataclass(frozen=True, slots=True)
class ValueRename:
    """A hint: the enum's value `source` is now called `name`."""

    source: str
    name: str


@dataclass(frozen=True, slots=True)
class Enum:
    """An enum: its values in their order."""

    name: str
    values: tuple[str, ...]
    comment: str | None = None
    owner: str | None = None
    grants: tuple[Grant, ...] | None = None
    renamed_values: tuple[ValueRename, ...] = field(default=(), compare=False)
    renamed_from: str | None = field(default=None, compare=False)
    needs: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Domain:
    """A domain. A check that is not valid holds for new values only."""

    name: str
    type: DataType
    nullable: bool = True
    default: str | None = None
    collation: str | None = None
    checks: tuple[Check, ...] = ()
    comment: str | None = None
    owner: str | None = None
    grants: tuple[Grant, ...] | None = None
    renamed_from: str | None = field(default=None, compare=False)
    needs: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of a composite type."""

    name: str
    type: DataType
    collation: str | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class CompositeType:
    """A composite type, made by CREATE TYPE; a table's row type is none."""

    name: str
    attributes: tuple[Attribute, ...]
    comment: str | None = None
    owner: str | None = None
    grants: tuple[Grant, ...] | None = None
    renamed_from: str | None = field(default=None, compare=False)
    needs: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class RangeType:
    """A range type. `options`: subtype_opclass, collation, canonical, subtype_diff, multirange_type_name, as SQL names.

    Options that say what Postgres takes by itself are left out.
    """

    name: str
    subtype: DataType
    options: tuple[Option, ...] = ()
    comment: str | None = None
    owner: str | None = None
    grants: tuple[Grant, ...] | None = None
    renamed_from: str | None = field(default=None, compare=False)
    needs: tuple[str, ...] = field(default=(), compare=False)
