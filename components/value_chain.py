"""A value chain: a Postgres schema with the tables of its object models."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi

from components.schema_database import SchemaDatabase


class ValueChain(pulumi.ComponentResource):
    """An active value chain. Taking it out of the stack archives its schema."""

    def __init__(
        self,
        code: str,
        schema: str,
        definition: str,
        database: SchemaDatabase,
        *,
        allow: Sequence[str],
        after: tuple[pulumi.Resource, ...],
        renamed_from: str | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """`definition` is the canonical text of its schema, `after` are the schemas that it refers to."""
        super().__init__("digi:valuechains:ValueChain", code, None, _with_alias(opts, renamed_from))
        self.schema = database.schema(code, schema, definition, allow=allow, parent=self, after=after)
        self.register_outputs({})


def _with_alias(opts: pulumi.ResourceOptions | None, renamed_from: str | None) -> pulumi.ResourceOptions | None:
    """A renamed chain keeps its state under its former name; its children follow it."""
    if renamed_from is None:
        return opts
    return pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(aliases=[pulumi.Alias(name=renamed_from)]))
