"""Extensions of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schemata.dialects.postgresql.catalogue.reading import Reading, grouped
from schemata.dialects.postgresql.catalogue.sql import IN_SCHEMAS, comment
from schemata.model import Extension

# The comment that an extension brings along is not somebody's own.
_QUERY = f"""
SELECT n.nspname, e.extname, e.extversion,
       nullif(d.description, (SELECT a.comment FROM pg_catalog.pg_available_extensions() a WHERE a.name = e.extname))
FROM pg_catalog.pg_namespace n
JOIN pg_catalog.pg_extension e ON e.extnamespace = n.oid {comment("pg_extension", "e")}
WHERE {IN_SCHEMAS} ORDER BY e.extname
"""  # noqa: S608 - constants


def read(reading: Reading) -> Mapping[str, Sequence[Extension]]:
    """The extensions installed in each schema, by name."""
    return grouped((schema, Extension(*row)) for schema, *row in reading.rows(_QUERY))
