"""What an object is called, whatever its kind."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from schemata.model import (
    Column,
    CompositeType,
    Domain,
    Enum,
    Extension,
    Function,
    Index,
    MaterializedView,
    Policy,
    RangeType,
    Routine,
    Sequence,
    Table,
    Trigger,
    View,
)

UserType = Enum | Domain | CompositeType | RangeType
"""Types that a schema defines."""
SchemaObject = UserType | Sequence | View | MaterializedView | Function | Extension
"""What stands in a schema beside tables."""
Part = Trigger | Policy
"""What belongs to a table or view beside columns, constraints and indexes."""


class ObjectKind(StrEnum):
    """The kinds of object that carry a comment."""

    SCHEMA = "schema"
    TABLE = "table"
    COLUMN = "column"
    CONSTRAINT = "constraint"
    INDEX = "index"
    TRIGGER = "trigger"
    POLICY = "policy"
    TYPE = "type"
    DOMAIN = "domain"
    SEQUENCE = "sequence"
    VIEW = "view"
    MATERIALIZED_VIEW = "materialized-view"
    FUNCTION = "function"
    PROCEDURE = "procedure"
    EXTENSION = "extension"


_KINDS: dict[type, ObjectKind] = {
    Table: ObjectKind.TABLE,
    Column: ObjectKind.COLUMN,
    Index: ObjectKind.INDEX,
    Trigger: ObjectKind.TRIGGER,
    Policy: ObjectKind.POLICY,
    Enum: ObjectKind.TYPE,
    CompositeType: ObjectKind.TYPE,
    RangeType: ObjectKind.TYPE,
    Domain: ObjectKind.DOMAIN,
    Sequence: ObjectKind.SEQUENCE,
    View: ObjectKind.VIEW,
    MaterializedView: ObjectKind.MATERIALIZED_VIEW,
    Extension: ObjectKind.EXTENSION,
}


@dataclass(frozen=True, slots=True)
class Ref:
    """An object by its kind and name; `types` are a function's, `table` is what a part belongs to."""

    kind: ObjectKind
    name: str
    table: str = ""
    types: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """The path below the schema: `orders`, `orders.total`, `total(integer,text)`."""
        own = f"{self.name}({','.join(self.types)})" if self.is_routine else self.name
        return f"{self.table}.{own}".strip(".")

    @property
    def is_routine(self) -> bool:
        """Whether it is told from others by the types of its arguments."""
        return self.kind in (ObjectKind.FUNCTION, ObjectKind.PROCEDURE)


SCHEMA = Ref(ObjectKind.SCHEMA, "")
"""The schema itself."""


def ref(item: SchemaObject | Table | Part, table: str = "") -> Ref:
    """What an object is called. `table` is the table or view that a part belongs to."""
    if isinstance(item, Function):
        kind = ObjectKind.PROCEDURE if item.kind is Routine.PROCEDURE else ObjectKind.FUNCTION
        return Ref(kind, item.name, types=tuple(map(str, item.types)))
    return Ref(_KINDS[type(item)], item.name, table)


def path(item: SchemaObject) -> str:
    """The path of an object below its schema: its name, or a function's signature."""
    return item.signature if isinstance(item, Function) else item.name
