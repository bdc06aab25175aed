"""Two sources compared, schema by schema, for `diff` and `plan`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from schemata import pipeline
from schemata.cli.source import Database, Source, opened, schemas
from schemata.model import Schema
from schemata.model.text import write
from schemata.outcomes import Preview


def compare(live: Source, desired: Source, names: Sequence[str]) -> Iterator[tuple[str, Preview]]:
    """What makes each schema of `desired` out of that of `live`: those of `names`, or all.

    From a database it is planned with what is live and its rows. Raises SchemataError, DefinitionErrors, DiffError.
    """
    wanted = schemas(desired, names)
    if isinstance(live, Database):
        yield from _from_database(live, wanted.values())
        return
    known = schemas(live, ())
    for name, schema in wanted.items():
        before = known.get(name) or known.get(schema.renamed_from or "")
        yield name, pipeline.preview(None, "", write(schema), write(before) if before else None)


def _from_database(live: Database, wanted: Iterable[Schema]) -> Iterator[tuple[str, Preview]]:
    with opened(live) as server:
        for schema in wanted:
            with server.connect(live.name):  # told at once, instead of a plan from nothing
                pass
            yield schema.name, pipeline.preview(server, live.name, write(schema), write(Schema(schema.name)))
