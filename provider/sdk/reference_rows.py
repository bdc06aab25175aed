"""Rows of reference data."""

from __future__ import annotations

import pulumi


class ReferenceRows(pulumi.CustomResource):
    """Rows that a definition puts into tables of one schema; other rows of those tables are never touched."""

    def __init__(self, name: str, *, database: str, rows: str, opts: pulumi.ResourceOptions | None = None) -> None:
        """`rows` is the canonical text of `schemata.rows.text`."""
        super().__init__("schemata:index:ReferenceRows", name, {"database": database, "rows": rows}, opts)
