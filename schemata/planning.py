"""A plan against what is live: read, put into the definition's terms, compared, planned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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
from schemata.plan import Plan, PlanContext, plan
from schemata.reconcile import in_definition_terms
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
    """What a database has of a desired schema, under its name or its former one, and what is recorded of it."""

    found: Catalogue
    known: Mapping[str, Record]

    def adopted(self) -> Seen:
        """The same with a record for every live schema, as `adopt` would make it."""
        own = {name: Record.of_live(live) for name, live in self.found.schemas.items()}
        return Seen(self.found, {**own, **self.known})


def look(connection: psycopg.Connection, desired: Schema) -> Seen:
    """Reads what is live. Call it in a transaction."""
    names = _names(desired)
    return Seen(catalogue.read(connection, names), records.read(connection, names))


def from_live(connection: psycopg.Connection, desired: Schema, seen: Seen, stamp: str) -> Planned:
    """Plans from what was seen, in the same transaction. `stamp` is for names of what is archived.

    Raises NotOurs, DiffError.
    """
    name = next((name for name in _names(desired) if name in seen.found.schemas), desired.name)
    if name not in seen.found.schemas:
        changes = diff(None, desired)
        known = seen.known.get(name)
        return Planned(None, None, known, changes, plan(changes, PlanContext(desired.name, {}, stamp)), {})
    if name not in seen.known:
        raise NotOurs(_not_ours(name))
    return _from_live(connection, desired, stamp, seen.found, seen.known[name])


def from_definitions(desired: Schema, recorded: Schema | None, stamp: str) -> Planned:
    """Plans from one definition to another; nothing is known of rows. Raises DiffError."""
    changes = diff(recorded, desired)
    return Planned(None, recorded, None, changes, plan(changes, PlanContext(desired.name, {}, stamp)), {})


def _from_live(
    connection: psycopg.Connection, desired: Schema, stamp: str, found: Catalogue, record: Record
) -> Planned:
    live = found.schemas[record.name]
    terms = in_definition_terms(live, parse(record.definition), record.live_digests)
    terms = with_desired_spelling(connection, terms, live, desired)
    changes = diff(terms, desired)
    estimates = rows.estimates(connection, live.name, _touched(live, changes), found.rows)
    return Planned(
        live,
        terms,
        record,
        changes,
        plan(changes, PlanContext(desired.name, estimates, stamp, unmanaged(live, record.live_digests))),
        estimates,
        found.unmodelled,
        find(live, record.live_digests),
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
