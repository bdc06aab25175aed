"""Row-level security, as it is written."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from schemata.definition.kinds.access import Roles
from schemata.definition.kinds.base import Flag, Name, Spec, Text, sql_words

_SETTING = re.compile(r"[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)+\Z")


def setting_name(value: str) -> str:
    if not _SETTING.match(value):
        raise PydanticCustomError(
            "text", "{value} is not a setting; write it as in app.client_id", {"value": repr(value)}
        )
    return value


class RowSecurity(Spec):
    """Which rows a role sees. With a tenant column, a policy is made: only rows of the session's tenant."""

    enabled: Flag = Field(default=True, description="Whether policies decide; without one, no row is seen.")
    forced: Flag = Field(default=True, description="Whether they hold for the table's owner too.")
    tenant_column: Name | None = Field(None, description="The column that says whose a row is.", examples=["client_id"])
    setting: Annotated[str, AfterValidator(setting_name)] | None = Field(
        None,
        description="The session's setting with the tenant; `app.` and the column if not given.",
        examples=["app.client_id"],
    )
    to: Roles = Field(
        default_factory=lambda: ["public"],
        description="The roles that the tenant's policy is for.",
        examples=["app_user"],
    )


class Policy(Spec):
    """A policy: which rows roles see and write."""

    name: Name = Field(description="Name of the policy.", examples=["own_orders"])
    for_: Annotated[Literal["all", "select", "insert", "update", "delete"], BeforeValidator(sql_words)] = Field(
        "all", alias="for", description="The command that it is for."
    )
    to: Roles = Field(description="The roles that it is for; `public` for every role.", examples=[["app_user"]])
    using: Text | None = Field(
        None, description="Condition on rows that are there.", examples=["created_by = current_user"]
    )
    check: Text | None = Field(None, description="Condition on rows that are written, if not the same.")
    permissive: Flag = Field(
        default=True, description="Whether one policy is enough for a row; false: the row must pass this one as well."
    )
    description: Text | None = Field(None, description="Why it is there; becomes the comment in the database.")
    renamed_from: Name | None = Field(None, description="The policy's former name.")
