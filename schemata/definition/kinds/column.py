"""A column of a table, as it is written."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AliasChoices, BeforeValidator, Field, JsonValue, field_validator

from schemata.definition.kinds.base import Collation, ColumnName, Flag, Name, Spec, Text, sql_words
from schemata.definition.kinds.foreign_key import Action, DeferrableKey, split_reference
from schemata.definition.kinds.sequence import Numbering
from schemata.definition.kinds.short_forms import TEXT, short_value


class ColumnReference(Spec):
    """The column that this column's values come from."""

    table: str = Field(
        description="The referenced table: `orders` in the same schema, `shared_data.customers` in another.",
        examples=["shared_data.customers"],
    )
    column: Name = Field(description="The referenced column; it has to be unique.", examples=["id"])
    name: Name | None = Field(None, description="Name of the constraint.", examples=["orders_customer_id_fkey"])
    on_delete: Action = Field("no action", description="What a delete of the referenced row does.")
    on_update: Action = Field("no action", description="What a change of the referenced key does.")
    deferrable: DeferrableKey | None = Field(None, description="When the key is checked, if not at once.")
    valid: Flag = Field(default=True, description="False: rows that are there already are not checked.")
    enforced: Flag = Field(default=True, description="False: no row is checked.")
    description: Text | None = Field(None, description="Why the key is there; becomes the comment in the database.")
    renamed_from: Name | None = Field(None, description="The constraint's former name.")


class Column(Spec):
    """A column: name, type, and what holds for its values."""

    name: ColumnName = Field(description="Name of the column.", examples=["total_amount"])
    type: str = Field(
        description="A type of Postgres by any of its names, or a type of the schema.",
        examples=["numeric(15,2)", "uuid", "text[]"],
    )
    description: Text | None = Field(None, description="What the column holds; becomes the comment in the database.")
    nullable: Flag = Field(default=True, description="Whether a row may have no value here.")
    primary_key: Flag = Field(default=False, description="Whether this column alone is the primary key.")
    unique: Flag = Field(default=False, description="Whether no two rows may have the same value.")
    index: Flag = Field(default=False, description="Whether to make a plain index on this column.")
    default: JsonValue = Field(
        None,
        description="A value of the column's type, a word (`uuid`, `now`), or `{sql: expression}`.",
        examples=["new", 0, "now", {"sql": "current_user"}],
    )
    generated: Text | None = Field(
        None, description="Expression that the value is computed from, stored.", examples=["quantity * unit_price"]
    )
    identity: Annotated[Literal["always", "by default"], BeforeValidator(sql_words)] | None = Field(
        None, description="Numbered by the database: always, or unless a value is given (by default)."
    )
    numbering: Numbering | None = Field(None, description="How an identity column counts.")
    virtual: Flag = Field(default=False, description="Whether a generated value is computed when it is read.")
    collation: Collation | None = Field(None, description="Collation of a text column.", examples=["C", "de-x-icu"])
    storage: Annotated[Literal["plain", "main", "external", "extended"], BeforeValidator(sql_words)] | None = Field(
        None, description="How long values are kept, if not as the type's own."
    )
    compression: Annotated[Literal["pglz", "lz4"], BeforeValidator(sql_words)] | None = Field(
        None, description="How long values are compressed, if not as the server does."
    )
    statistics: Annotated[int, Field(strict=True, ge=0, le=10_000)] | None = Field(
        None, description="How much of it is looked at for statistics, if not the server's own.", examples=[500]
    )
    references: ColumnReference | None = Field(
        None,
        validation_alias=AliasChoices("references", "foreign_key"),
        description="Foreign key: `table.column`, `schema.table.column` or a mapping.",
        examples=["shared_data.customers.id"],
        json_schema_extra=short_value(TEXT),
    )
    renamed_from: Name | None = Field(None, description="The column's former name.")

    @field_validator("references", mode="before")
    @classmethod
    def _short_reference(cls, value: object) -> object:
        return split_reference(value)
