"""The list of schemas that a stack owns in one database."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi


class DatabaseContents(pulumi.CustomResource):
    """Says in a preview which schemas leave, with their rows (Pulumi asks no provider before a delete)."""

    def __init__(
        self,
        name: str,
        *,
        database: str,
        schemas: Mapping[str, str | None],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """`schemas` are the schemas of `database` by name, each with its former name if it is renamed."""
        text = "".join(f"@schema {_with_former(*names)}\n" for names in sorted(schemas.items()))
        super().__init__("schemata:index:DatabaseContents", name, {"database": database, "schemas": text}, opts)


def _with_former(name: str, former: str | None) -> str:
    return f"{name} renamed-from {former}" if former else name
