"""The list of schemas that a stack owns in one database."""

from __future__ import annotations

from collections.abc import Iterable

import pulumi


class DatabaseContents(pulumi.CustomResource):
    """Says in a preview which schemas leave, with their rows (Pulumi asks no provider before a delete)."""

    def __init__(
        self, name: str, *, database: str, schemas: Iterable[str], opts: pulumi.ResourceOptions | None = None
    ) -> None:
        """`schemas` are names of schemas in `database`."""
        text = "".join(f"@schema {schema}\n" for schema in sorted(schemas))
        super().__init__("schemata:index:DatabaseContents", name, {"database": database, "schemas": text}, opts)
