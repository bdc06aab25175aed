"""Triggers of tables and views, as they are written."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from schemata.definition.kinds.base import Flag, Name, QualifiedName, Spec, Text, sql_words
from schemata.definition.kinds.foreign_key import DeferrableKey

Event = Annotated[Literal["insert", "update", "delete", "truncate"], BeforeValidator(sql_words)]


class Trigger(Spec):
    """A function that is called when rows change."""

    name: Name = Field(description="Name of the trigger.", examples=["orders_touch"])
    timing: Annotated[Literal["before", "after", "instead of"], BeforeValidator(sql_words)] = Field(
        description="When it is called; `instead of` on views only."
    )
    events: list[Event] = Field(min_length=1, description="What it is called for.", examples=[["insert", "update"]])
    columns: list[Name] = Field(default_factory=list, description="With `update`: only if one of these is set.")
    function: QualifiedName = Field(
        description="The function, which returns `trigger`: of the same schema, or `schema.function`.",
        examples=["touch_updated_at"],
    )
    arguments: list[str] = Field(default_factory=list, description="Texts that the function gets in TG_ARGV.")
    each: Annotated[Literal["row", "statement"], BeforeValidator(sql_words)] = Field(
        "row", description="Whether it is called for each row or once for a statement."
    )
    when: Text | None = Field(
        None, description="Condition over `new` and `old`.", examples=["new.status <> old.status"]
    )
    old_table: Name | None = Field(None, description="Name under which the function sees the rows as they were.")
    new_table: Name | None = Field(None, description="Name under which the function sees the rows as they are.")
    constraint: Flag = Field(default=False, description="Whether it is a constraint trigger.")
    deferrable: DeferrableKey | None = Field(None, description="When a constraint trigger is called, if not at once.")
    firing: Annotated[Literal["origin", "disabled", "replica", "always"], BeforeValidator(sql_words)] = Field(
        "origin", description="In which sessions it is called."
    )
    description: Text | None = Field(None, description="Why it is there; becomes the comment in the database.")
    renamed_from: Name | None = Field(None, description="The trigger's former name.")
