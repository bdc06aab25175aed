"""An application that has a database of its own."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from schemata.definition.kinds.base import Code, ServerName, Spec, Text


class App(Spec):
    """An application: its database and the user that it logs in as."""

    kind: Literal["App"] = Field(description="The kind of definition.")
    code: Code = Field(description="The application's code.", examples=["DIGI_CORE"])
    name: Text | None = Field(None, description="Name for people.", examples=["Digi Core"])
    description: Text | None = Field(None, description="What it does.")
    database: ServerName = Field(description="Name of its database.", examples=["digi_core"])
    user: ServerName = Field(description="Name of the user that it logs in as.", examples=["digi_core_user"])
    connection_limit: Annotated[int, Field(strict=True, ge=-1)] = Field(
        -1, description="Most connections at a time; -1 for no limit.", examples=[50]
    )
