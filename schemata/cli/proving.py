"""`plan --prove`: each distinct plan carried out on a scratch copy."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from schemata import pipeline
from schemata.cli.comparison import Compared, Comparison
from schemata.cli.source import Database, opened
from schemata.dialects.postgresql.connection import Server
from schemata.errors import SchemataError
from schemata.model import Schema
from schemata.model.text import write
from schemata.ordering import in_order
from schemata.proof import Proof, prove


def prove_all(found: Comparison) -> None:
    """Proves the plans of a comparison, one of those that differ by the schema's name only. Raises SchemataError."""
    database = next((side.source for side in (found.live, found.goal) if isinstance(side.source, Database)), None)
    if database is None:
        raise SchemataError("--prove needs a server for a scratch database: FROM or TO has to be a database")
    plans = {_digest(item): item for item in found.schemas if item.preview.statements and item.text is not None}
    with opened(database) as server:
        known = _known(server, database, found)
        faults = [*_faults(server, database, known, plans.values(), found)]
    if faults:
        raise SchemataError("the proof on a scratch copy failed:\n" + "\n".join(faults))
    print(f"-- proved on a scratch copy: {len(plans)} distinct plans", file=sys.stderr)


def _faults(
    server: Server, database: Database, known: dict[str, Schema], plans: Iterable[Compared], found: Comparison
) -> Iterator[str]:
    for item in plans:
        schema = item.schema
        assert schema is not None
        before = tuple(_needed(schema, known))
        fault = prove(server, database.name, Proof(before, schema, found.removal))
        if fault is not None:
            yield f"{item.name}: {fault}"


def _known(server: Server, database: Database, found: Comparison) -> dict[str, Schema]:
    """The schemas of the start, with those that they may refer to."""
    if not isinstance(found.live.source, Database):
        return dict(found.live.schemas)
    names = pipeline.schema_names(server, database.name)
    live = pipeline.read(server, database.name, names)
    return {name: schema.schema for name, schema in live.items()}


def _needed(schema: Schema, known: dict[str, Schema]) -> Iterator[Schema]:
    """The schema as it is now, and what either of its states refers to."""
    now = known.get(schema.name) or known.get(schema.renamed_from or "")
    others = {name: other for name, other in known.items() if other is not now and f"{name}." in write(schema)}
    if now is not None:
        others |= {name: other for name, other in known.items() if f"{name}." in write(now)} | {now.name: now}
    yield from in_order(others.values())


def _digest(item: Compared) -> str:
    """What the plan is, whatever the schema is called."""
    return "\n".join(item.preview.statements).replace(f'"{item.name}"', '"@"').replace(f"{item.name}.", "@.")
