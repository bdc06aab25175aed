"""A foreign key, as it is written."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from schemata.definition.kinds.base import Flag, Name, Spec, sql_words

Action = Annotated[Literal["no action", "restrict", "cascade", "set null", "set default"], BeforeValidator(sql_words)]
DeferrableKey = Annotated[Literal["initially immediate", "initially deferred"], BeforeValidator(sql_words)]
NameList = Annotated[list[Name], Field(min_length=1)]


class TableReference(Spec):
    """The columns that a foreign key refers to."""

    table: str = Field(
        description="The referenced table: `orders` in the same schema, `shared_data.sites` in another.",
        examples=["shared_data.sites"],
    )
    columns: NameList = Field(description="The referenced columns, in the order of the key's own.", examples=[["id"]])


class ForeignKey(Spec):
    """A foreign key over one or more columns."""

    columns: NameList = Field(description="Columns of this table.", examples=[["customer_id", "site_id"]])
    references: TableReference = Field(description="Where the values come from.")
    name: Name | None = Field(None, description="Name of the constraint; `<table>_<columns>_fkey` if not given.")
    on_delete: Action = Field("no action", description="What a delete of the referenced row does.")
    on_update: Action = Field("no action", description="What a change of the referenced key does.")
    match: Annotated[Literal["simple", "full"], BeforeValidator(sql_words)] = Field(
        "simple", description="Whether all columns of the key are null or none (full)."
    )
    set_columns: list[Name] = Field(
        default_factory=list, description="With `set null` or `set default` on delete: only these columns."
    )
    period: Flag = Field(default=False, description="Whether the last column is a range that has to be covered.")
    deferrable: DeferrableKey | None = Field(None, description="When the key is checked, if not at once.")
    valid: Flag = Field(default=True, description="False: rows that are there already are not checked.")
    enforced: Flag = Field(default=True, description="False: no row is checked.")
    description: str | None = Field(None, description="Why the key is there; becomes the comment in the database.")
    renamed_from: Name | None = Field(None, description="The constraint's former name.")


def split_reference(value: object) -> object:
    """`shared_data.customers.id` as a mapping of table and column; anything else as it is."""
    if not isinstance(value, str):
        return value
    table, _, column = value.rpartition(".")
    if not table:
        raise PydanticCustomError(
            "reference", "{value} is not a reference; write table.column or schema.table.column", {"value": repr(value)}
        )
    return {"table": table, "column": column}
