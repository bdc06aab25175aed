"""Where tables go that leave a definition."""

from __future__ import annotations

MAX_BYTES = 63


def archive_schema_name(schema: str, stamp: str) -> str:
    """The schema for the tables that one plan archives.

    A schema for each plan: a table's indexes and sequences move with it under their names, which may come again.

    Args:
        schema: the schema that the tables leave.
        stamp: the time of the plan, such as `20261121t120000z`.
    """
    suffix = f"__archive_{stamp.lower()}"
    kept = schema.encode()[: MAX_BYTES - len(suffix.encode())].decode(errors="ignore")
    return kept + suffix
