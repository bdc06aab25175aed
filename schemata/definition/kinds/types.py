"""Types that a schema defines, as they are written."""

from __future__ import annotations

from pydantic import Field, JsonValue, field_validator

from schemata.definition.kinds.access import Owned
from schemata.definition.kinds.base import Collation, Flag, Name, QualifiedName, Spec, Text
from schemata.definition.kinds.constraint import Check
from schemata.definition.kinds.short_forms import TEXT, short_items

TYPE = "A type of Postgres or of the schema."


class EnumValue(Spec):
    """A value of an enum."""

    name: str = Field(min_length=1, description="The value.", examples=["shipped"])
    renamed_from: str | None = Field(None, description="What the value was called before.", examples=["sent"])


class Enum(Owned):
    """An enum: a type with a fixed list of values."""

    values: list[EnumValue] = Field(
        min_length=1,
        description="The values in order: texts, or mappings where a value was renamed.",
        examples=[["new", "shipped"]],
        json_schema_extra=short_items(TEXT),
    )
    description: Text | None = Field(None, description="What it stands for; becomes the comment in the database.")
    renamed_from: Name | None = Field(None, description="The type's former name.")

    @field_validator("values", mode="before")
    @classmethod
    def _short_values(cls, value: object) -> object:
        return (
            [{"name": item} if isinstance(item, str) else item for item in value] if isinstance(value, list) else value
        )


class Domain(Owned):
    """A domain: a type with conditions."""

    type: str = Field(description=TYPE, examples=["text"])
    nullable: Flag = Field(default=True, description="Whether there may be no value.")
    default: JsonValue = Field(None, description="As a column's default.", examples=["new", {"sql": "current_user"}])
    collation: Collation | None = Field(None, description="Collation of a text type.")
    checks: list[Check] = Field(
        default_factory=list, description="Conditions on the value, which is called `value` in them."
    )
    description: Text | None = Field(None, description="What it stands for; becomes the comment in the database.")
    renamed_from: Name | None = Field(None, description="The type's former name.")


class Attribute(Spec):
    """An attribute of a composite type."""

    name: Name = Field(description="Name of the attribute.", examples=["amount"])
    type: str = Field(description=TYPE, examples=["numeric(15,2)"])
    collation: Collation | None = Field(None, description="Collation of a text attribute.")
    description: Text | None = Field(None, description="What it holds; becomes the comment in the database.")


class CompositeType(Owned):
    """A composite type: several values in one."""

    attributes: list[Attribute] = Field(min_length=1, description="The attributes, in order.")
    description: Text | None = Field(None, description="What it stands for; becomes the comment in the database.")
    renamed_from: Name | None = Field(None, description="The type's former name.")


class RangeType(Owned):
    """A range over another type."""

    subtype: str = Field(description="The type of the bounds.", examples=["numeric"])
    opclass: QualifiedName | None = Field(None, description="Operator class of the subtype that orders the bounds.")
    collation: Collation | None = Field(None, description="Collation of the bounds.")
    subtype_diff: QualifiedName | None = Field(
        None, description="Function that tells how far two bounds are apart.", examples=["float8mi"]
    )
    multirange: Name | None = Field(None, description="Name of the multirange type, if not Postgres's own choice.")
    description: Text | None = Field(None, description="What it stands for; becomes the comment in the database.")
    renamed_from: Name | None = Field(None, description="The type's former name.")
