"""The industries that value chains and benchmarks name."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemata.definition.kinds.base import Code, Spec, Text


class Industry(Spec):
    """An industry."""

    code: Code = Field(description="The industry's code.", examples=["MANUFACTURING"])
    name: Text = Field(description="Name for people.", examples=["Manufacturing"])
    description: Text | None = Field(None, description="What it covers.")


class Industries(Spec):
    """A list of industries."""

    kind: Literal["Industries"] = Field(description="The kind of definition.")
    industries: list[Industry] = Field(description="The industries.")
