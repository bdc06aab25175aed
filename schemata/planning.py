"""A plan against what is live: read, put into the definition's terms, compared, planned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import psycopg

from schemata.dialects.postgresql import catalogue, rows
from schemata.dialects.postgresql.catalogue import Catalogue, Unmodelled
from schemata.diff import Change, diff, subject
from schemata.diff.changes import RenameTable
from schemata.drift import Drift, find, unmanaged
from schemata.errors import NotOurs
from schemata.history import records
from schemata.history.records import Record
from schemata.model import Schema
from schemata.model.text import parse
from schemata.plan import Plan, PlanContext, Removal, plan
from schemata.reconcile import in_definition_terms, managed
from schemata.respelling import with_desired_spelling


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan and what it was made from.

    `live` and `terms` (the same in the definition's terms) are None for an absent schema. `rows` has an
    estimate for each live table that the plan touches.
    """

    live: Schema | None
    terms: Schema | None
    record: Record | None
    changes: tuple[Change, ...]
    plan: Plan
    rows: Mapping[str, int | None]
    unmodelled: tuple[Unmodelled, ...] = ()
    drift: tuple[Drift, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """What a database has of desired schemas, under their names or former ones, and what is recorded of them."""

    found: Catalogue
    known: Mapping[str, Record]

    def adopted(self) -> Seen:
        """The same with a record for every live schema, as `adopt` would make it."""
        own = {name: Record.of_live(live) for name, live in self.found.schemas.items()}
        return Seen(self.found, {**own, **self.known})


def look(connection: psycopg.Connection, desired: Iterable[Schema]) -> Seen:
    """Reads what is live, all at once. Call it in a transaction."""
    names = sorted({name for schema in desired for name in _names(schema)})
    return Seen(catalogue.read(connection, names), records.read(connection, names))


def from_live(
    connection: psycopg.Connection, desired: Schema, seen: Seen, stamp: str, removal: Removal = Removal.ARCHIVE
) -> Planned:
    """Plans from what was seen, in the same transaction. `stamp` is for names of what is archived.

    Raises NotOurs, DiffError.
    """
    context = PlanContext(desired.name, stamp=stamp, removal=removal, user=connection.info.user)
    name = next((name for name in _names(desired) if name in seen.found.schemas), desired.name)
    if name not in seen.found.schemas:
        changes = diff(None, desired)
        known = seen.known.get(name)
        return Planned(None, None, known, changes, plan(changes, context), {})
    if name not in seen.known:
        raise NotOurs(_not_ours(name))
    return _from_live(connection, desired, context, seen.found, seen.known[name])


def from_definitions(
    desired: Schema | None, recorded: Schema | None, stamp: str, removal: Removal = Removal.ARCHIVE
) -> Planned:
    """Plans from one definition to another, or to or from nothing; nothing is known of rows. Raises DiffError."""
    changes = diff(recorded, desired)
    named = desired or recorded
    assert named is not None
    context = PlanContext(named.name, stamp=stamp, removal=removal)
    return Planned(None, recorded, None, changes, plan(changes, context), {})


def _from_live(
    connection: psycopg.Connection, desired: Schema, context: PlanContext, found: Catalogue, record: Record
) -> Planned:
    live = found.schemas[record.name]
    recorded = parse(record.definition)
    terms = in_definition_terms(live, recorded, record.live_digests)
    terms = with_desired_spelling(connection, terms, live, desired)
    changes = diff(terms, desired)
    estimates = rows.estimates(connection, live.name, _touched(live, changes), found.rows)
    return Planned(
        live,
        terms,
        record,
        changes,
        plan(changes, replace(context, rows=estimates, unmanaged=unmanaged(live, record.live_digests))),
        estimates,
        tuple(item for item in found.unmodelled if item.schema == live.name),
        find(managed(live, recorded), record.live_digests),
    )


def _names(desired: Schema) -> tuple[str, ...]:
    return (desired.name, desired.renamed_from) if desired.renamed_from else (desired.name,)


def _touched(live: Schema, changes: tuple[Change, ...]) -> set[str]:
    """The live tables that changes are about, by their live names."""
    names = {subject(change).partition(".")[0] for change in changes}
    names |= {change.source for change in changes if isinstance(change, RenameTable)}
    return names & {table.name for table in live.tables}


def _not_ours(name: str) -> str:
    return (
        f"schema {name!r} exists and was not made by this program: nothing was touched. "
        f"To manage it from now on: bin/schemata adopt DATABASE {name}; or give the definition another schema name"
    )
