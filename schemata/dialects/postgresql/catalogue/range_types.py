"""Range types of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from schemata.dialects.postgresql.catalogue.address import of_type
from schemata.dialects.postgresql.catalogue.reading import Reading, grouped
from schemata.dialects.postgresql.catalogue.sql import IN_SCHEMAS, comment, local, loose
from schemata.model import DataType, Option, RangeType

# Postgres derives the name of the multirange: `range` at its first place becomes `multirange`, else it is appended.
_QUERY = f"""
SELECT n.nspname, t.oid, t.typname, pg_catalog.format_type(r.rngsubtype, NULL),
       CASE WHEN NOT o.opcdefault THEN {local("opn.nspname", "o.opcname")} END,
       CASE WHEN r.rngcollation <> s.typcollation THEN {local("cn.nspname", "co.collname")} END,
       nullif(r.rngcanonical, 0)::regproc::text, nullif(r.rngsubdiff, 0)::regproc::text, m.typname,
       d.description, pg_catalog.pg_get_userbyid(t.typowner)::text
FROM pg_catalog.pg_namespace n
JOIN pg_catalog.pg_type t ON t.typnamespace = n.oid AND t.typtype = 'r' {comment("pg_type", "t")}
JOIN pg_catalog.pg_range r ON r.rngtypid = t.oid
JOIN pg_catalog.pg_type s ON s.oid = r.rngsubtype
JOIN pg_catalog.pg_type m ON m.oid = r.rngmultitypid
JOIN pg_catalog.pg_opclass o ON o.oid = r.rngsubopc
JOIN pg_catalog.pg_namespace opn ON opn.oid = o.opcnamespace
LEFT JOIN pg_catalog.pg_collation co ON co.oid = r.rngcollation
LEFT JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace
WHERE {IN_SCHEMAS} AND {loose("pg_type", "t")} ORDER BY t.typname
"""  # noqa: S608 - constants
_OPTIONS = ("subtype_opclass", "collation", "canonical", "subtype_diff")


def read(reading: Reading) -> Mapping[str, Sequence[RangeType]]:
    """The range types of each schema, by name."""
    return grouped(
        (
            schema,
            RangeType(
                name,
                DataType.parse(subtype),
                tuple(_options(name, *found)),
                text,
                owner,
                reading.grants_of(of_type(oid)),
                needs=reading.needs_of(of_type(oid)),
            ),
        )
        for schema, oid, name, subtype, *found, text, owner in reading.rows(_QUERY)
    )


def _options(name: str, *values: str | None) -> Iterator[Option]:
    *found, multirange = values
    for option, value in zip(_OPTIONS, found, strict=True):
        if value is not None:
            yield Option(option, value)
    derived = name.replace("range", "multirange", 1) if "range" in name else f"{name}_multirange"
    if multirange is not None and multirange != derived:
        yield Option("multirange_type_name", multirange)
