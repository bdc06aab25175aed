"""A Postgres schema with everything in it: one resource."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi


class Schema(pulumi.CustomResource):
    """A schema made from its canonical text (`schemata.model.text`)."""

    name: pulumi.Output[str]
    refused: pulumi.Output[str]
    tables: pulumi.Output[int]
    indexes: pulumi.Output[int]
    foreign_keys: pulumi.Output[int]

    def __init__(
        self,
        name: str,
        *,
        database: str,
        schema: str,
        definition: str,
        allow: Sequence[str] = (),
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """`schema` is the schema's name in `database`; `allow` holds one hazard, object and reason a line."""
        properties = {
            "database": database,
            "name": schema,
            "definition": definition,
            "allow": "\n".join(allow),
            "refused": None,
            "tables": None,
            "indexes": None,
            "foreign_keys": None,
        }
        super().__init__("schemata:index:Schema", name, properties, opts)

    def translate_output_property(self, prop: str) -> str:
        """Python's name of a property."""
        return "foreign_keys" if prop == "foreignKeys" else prop

    def translate_input_property(self, prop: str) -> str:
        """The provider's name of a property."""
        return "foreignKeys" if prop == "foreign_keys" else prop
