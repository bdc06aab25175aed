"""Names in SQL text, quoted only where Postgres itself would quote them."""

from __future__ import annotations

from schemata.definition.claims import OWN
from schemata.definition.sql.keywords import RESERVED
from schemata.dialects.postgresql.quoting import identifier


def plain(name: str) -> str:
    """A name as Postgres prints it. Names of definitions have small letters, digits and `_` only."""
    return identifier(name) if name in RESERVED or not name.isidentifier() or name != name.lower() else name


def qualified(schema: str | None, name: str) -> str:
    """A name with its schema's in front; None for the own schema."""
    return f"{OWN if schema is None else plain(schema)}.{plain(name)}"
