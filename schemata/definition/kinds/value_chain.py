"""A value chain: modules, in a schema of its own."""

from __future__ import annotations

from typing import Literal

from pydantic import AliasChoices, Field

from schemata.definition.kinds.access import DefaultPrivilege, Owned
from schemata.definition.kinds.base import Code, ServerName, Text
from schemata.definition.kinds.contents import Contents


class ValueChain(Owned, Contents):
    """A value chain. Its schema holds the tables of the object models of its modules."""

    kind: Literal["ValueChain"] = Field(description="The kind of definition.")
    code: Code = Field(description="The value chain's code.", examples=["SUPPLY_CHAIN"])
    name: Text = Field(description="Name for people.", examples=["Supply Chain"])
    description: Text | None = Field(None, description="What the value chain covers.")
    version: str = Field(
        "1.0.0", pattern=r"^\d+\.\d+\.\d+$", description="Version of the definition.", examples=["1.0.0"]
    )
    framework: Text | None = Field(None, description="Reference framework that it follows.", examples=["SCOR"])
    schema_: ServerName | None = Field(
        None,
        alias="schema",
        description="Name of its schema; the code in small letters with `_data` if not given.",
        examples=["scor_data"],
    )
    industries: list[Code] = Field(default_factory=list, description="Codes of industries.", examples=[["RETAIL"]])
    modules: list[Code] = Field(
        default_factory=list,
        validation_alias=AliasChoices("modules", "associated_modules"),
        description="Codes of the modules.",
        examples=[["ASCM_SCOR"]],
    )
    default_privileges: list[DefaultPrivilege] | None = Field(
        None, description="What roles may do with objects that are made in its schema from now on."
    )
    renamed_from: Code | None = Field(None, description="The value chain's former code.")

    @property
    def schema_name(self) -> str:
        """Name of the chain's schema."""
        return self.schema_ or default_schema_name(self.code)


def default_schema_name(code: str) -> str:
    """The schema of a chain that does not name one."""
    return f"{code.lower()}_data"
