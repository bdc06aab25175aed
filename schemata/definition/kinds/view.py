"""Views and materialised views, as they are written."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from schemata.definition.kinds.access import Owned
from schemata.definition.kinds.base import Flag, Name, Text, sql_words
from schemata.definition.kinds.index import Index
from schemata.definition.kinds.options import Options
from schemata.definition.kinds.trigger import Trigger

_QUERY = "One SELECT over tables and views of the same schema or of shared ones; columns are listed, not `*`."
_EXAMPLE = ["select id, status from orders where status <> 'closed'"]
_COLUMNS = "What the columns hold, by name; becomes their comments in the database."


class View(Owned):
    """A view."""

    query: Text = Field(description=_QUERY, examples=_EXAMPLE)
    columns: dict[Name, Text] = Field(default_factory=dict, description=_COLUMNS, examples=[{"id": "The order."}])
    security_invoker: Flag = Field(
        default=True, description="Whether it reads with the rights of who asks, so that row-level security holds."
    )
    security_barrier: Flag = Field(
        default=False, description="Whether its own condition comes before those of who asks."
    )
    check_option: Annotated[Literal["local", "cascaded"], BeforeValidator(sql_words)] | None = Field(
        None, description="Whether rows written through it must be seen by it."
    )
    triggers: list[Trigger] = Field(default_factory=list, description="Triggers of the view.")
    description: Text | None = Field(None, description="What a row stands for; becomes the comment in the database.")
    renamed_from: Name | None = Field(None, description="The view's former name.")


class MaterializedView(Owned):
    """A view whose rows are kept until it is refreshed. Row-level security does not hold for it."""

    query: Text = Field(description=_QUERY, examples=_EXAMPLE)
    columns: dict[Name, Text] = Field(default_factory=dict, description=_COLUMNS, examples=[{"id": "The order."}])
    indexes: list[Index] = Field(default_factory=list, description="Indexes; give each a name.")
    options: Options = Field(default_factory=dict, description="Storage parameters.", examples=[{"fillfactor": 70}])
    description: Text | None = Field(None, description="What a row stands for; becomes the comment in the database.")
    renamed_from: Name | None = Field(None, description="The view's former name.")
