"""The engine's calls: what each does, on one screen.

    text -> parse -> desired \
                              diff -> changes -> plan -> steps with hazards -> render -> SQL -> apply -> history
    catalogue -> live -------/

`server` is a `schemata.dialects.postgresql.connection.Server`, `database` a name of a database on it. Every call may
raise `ConnectionProblem`; what else each raises stands with it (all in `schemata.errors`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schemata import live_schemas, rollback
from schemata.apply.schema import Request, apply_schema, stamp
from schemata.archive import entries, schemas
from schemata.dialects.postgresql import catalogue, rows
from schemata.dialects.postgresql.connection import Server
from schemata.dialects.postgresql.render import render
from schemata.errors import ConnectionProblem
from schemata.history import installation, journal, records
from schemata.history.journal import Entry
from schemata.locking.exclusive import exclusively
from schemata.locking.patience import Patience
from schemata.model import Schema
from schemata.model.text import parse
from schemata.outcomes import Applied, Archived, LiveSchema, Preview, Progress
from schemata.plan import Allowance, Removal, refused
from schemata.planning import Planned, from_definitions, from_live, look

_PREVIEW_SECONDS = 3.0
_PATIENCE = Patience()


def preview(
    server: Server | None,
    database: str,
    desired_text: str,
    recorded_text: str | None,
    allowances: Sequence[Allowance] = (),
    removal: Removal = Removal.ARCHIVE,
) -> Preview:
    """What `apply` would do, from one read of what is live. A server that does not answer within 3 s is no error.

    `recorded_text` is the definition that was applied last (from a state), or None for a schema to create. Without a
    server (None, or no answer) the plan is from `recorded_text` to `desired_text`, and a note says so. A live schema
    that a state has but nothing records was imported: it is planned as ours. `removal` says what becomes of tables
    that leave.
    Raises TextError, DiffError (a rename's hint that matches nothing), NotOurs.
    """
    desired = parse(desired_text)
    try:
        if server is None:
            raise ConnectionProblem("no server is known")
        (planned,) = _plan_live(server, database, [desired], removal, are_imported=recorded_text is not None)
    except ConnectionProblem as problem:
        planned = from_definitions(desired, parse(recorded_text) if recorded_text else None, stamp(), removal)
        note = f"{problem}: planned from the definitions, without a look at what is live."
        return _shown(planned, allowances, note)
    return _shown(planned, allowances)


def preview_all(
    server: Server,
    database: str,
    desired_texts: Sequence[str],
    allowances: Sequence[Allowance] = (),
    removal: Removal = Removal.ARCHIVE,
) -> tuple[Preview, ...]:
    """What `apply` would do for each of the schemas, from one snapshot, in a constant number of queries.

    A live schema that nothing records is planned as if it were imported.
    Raises TextError, DiffError, ConnectionProblem.
    """
    desired = [parse(text) for text in desired_texts]
    planned = _plan_live(server, database, desired, removal, are_imported=True)
    return tuple(_shown(plan, allowances) for plan in planned)


def compare(
    before: Schema | None,
    desired: Schema | None,
    allowances: Sequence[Allowance] = (),
    removal: Removal = Removal.ARCHIVE,
) -> Preview:
    """What makes one schema out of another, without any database; None is no schema. Raises DiffError."""
    return _shown(from_definitions(desired, before, stamp(), removal), allowances)


def _shown(planned: Planned, allowances: Sequence[Allowance], *notes: str) -> Preview:
    statements = tuple(render(step.operation, planned.plan.schema) for step in planned.plan.steps)
    refusals = refused(planned.plan, allowances)
    return Preview(planned.changes, planned.plan, statements, refusals, notes, planned.unmodelled, planned.drift)


def _plan_live(
    server: Server, database: str, desired: Sequence[Schema], removal: Removal, *, are_imported: bool
) -> tuple[Planned, ...]:
    with server.connect(database, timeout=_PREVIEW_SECONDS) as connection, connection.transaction(force_rollback=True):
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        connection.execute("SELECT set_config('lock_timeout', '1s', true)")
        seen = look(connection, desired)
        known = seen.adopted() if are_imported else seen
        return tuple(from_live(connection, schema, known, stamp(), removal) for schema in desired)


def apply(
    server: Server,
    database: str,
    desired_text: str,
    allowances: Sequence[Allowance] = (),
    *,
    applied_by: str,
    progress: Progress | None = None,
    patience: Patience = _PATIENCE,
    removal: Removal = Removal.ARCHIVE,
) -> Applied:
    """Makes the live schema what the text says. Creates a schema that is absent, goes on with one that was interrupted.

    Planned again from what is live. Where nothing differs no table is touched. `applied_by` is for the history;
    `patience` says how long to wait for locks, `removal` what becomes of tables that leave.
    Raises TextError, DiffError, NotOurs (remedy: import), Refused, Busy, ApplyFailed.
    """
    with server.connect(database) as connection:
        return apply_schema(connection, Request(desired_text, applied_by, allowances, progress, patience, removal))


def read(server: Server, database: str, names: Sequence[str]) -> Mapping[str, LiveSchema]:
    """The live schemas of those names, in a constant number of queries. A name that does not exist is left out."""
    with server.connect(database) as connection, catalogue.snapshot(connection):
        return live_schemas.read(connection, names)


def read_all(server: Server, database: str) -> Mapping[str, LiveSchema]:
    """All live schemas that are ours, in the same constant number of queries; none where nothing was ever applied."""
    with server.connect(database) as connection, catalogue.snapshot(connection):
        return live_schemas.read(connection, records.names(connection))


def schema_names(server: Server, database: str) -> tuple[str, ...]:
    """The schemas of a database, but those of Postgres, of extensions, of this program's records and of its archive."""
    with server.connect(database) as connection:
        return live_schemas.names(connection)


def count_rows(server: Server, database: str, names: Sequence[str]) -> Mapping[str, int]:
    """About how many rows each of the schemas has. One that does not exist, or has no tables, is left out."""
    with server.connect(database) as connection, catalogue.snapshot(connection):
        return rows.counts(connection, names)


def adopt(server: Server, database: str, name: str) -> str:
    """Records an existing schema as ours, as it is live, and returns its canonical text. Raises NotThere, Busy.

    A definition of the same content plans to nothing afterwards, however it spells its expressions. One that is ours
    already stays as it is recorded.
    """
    with server.connect(database) as connection:
        installation.install(connection)
        return exclusively(connection, name, lambda: live_schemas.adopt(connection, name), _PATIENCE)


def archive(server: Server, database: str, name: str, stamp: str) -> str:
    """Renames the schema to `<name>__archived_<stamp>` (cut to 63 bytes) and returns that name.

    Foreign keys that leave or enter it are dropped, and recorded to be restored. Archiving what is not there any
    more is no error: the name it was archived as is returned, or an empty string. Raises NotOurs, Busy, ApplyFailed.
    """
    with server.connect(database) as connection:
        installation.install(connection)
        return exclusively(connection, name, lambda: schemas.put_aside(connection, name, stamp), _PATIENCE)


def restore(server: Server, database: str, entry: int) -> str:
    """Brings an archived schema or table back under its own name, with its foreign keys. Returns that name.

    Raises NotThere (no such entry), ApplyFailed (the name is taken, rows no longer fit a key), Busy.
    """
    with server.connect(database) as connection:
        found = entries.find(connection, entry)
        return exclusively(connection, found.schema, lambda: entries.restore(connection, found), _PATIENCE)


def purge(server: Server, database: str, entry: int) -> str:
    """Drops an archived schema or table for good. Raises NotThere, ApplyFailed (something outside needs it), Busy."""
    with server.connect(database) as connection:
        found = entries.find(connection, entry)
        return exclusively(connection, found.schema, lambda: entries.purge(connection, found), _PATIENCE)


def drop(server: Server, database: str, name: str) -> None:
    """Drops a schema of ours with its rows, without an archive. Objects that are not ours in it stop the drop.

    A schema that is not there is no error. Raises NotOurs, ApplyFailed, Busy.
    """
    with server.connect(database) as connection:
        installation.install(connection)
        exclusively(connection, name, lambda: schemas.drop(connection, name), _PATIENCE)


def archived(server: Server, database: str) -> tuple[Archived, ...]:
    """The archive of a database, the newest first."""
    with server.connect(database) as connection:
        return tuple(entries.listed(connection))


def history(server: Server, database: str, name: str | None = None, limit: int = 50) -> tuple[Entry, ...]:
    """The last plans that were applied, the newest first: of one schema, or of all."""
    with server.connect(database) as connection:
        return journal.read(connection, name, limit)


def version(server: Server, database: str, name: str, entry: int | None = None) -> str:
    """The definition that a schema had after a history entry, or before its last one: what a rollback applies.

    Hints of renames lead back. Raises NotThere.
    """
    with server.connect(database) as connection:
        return rollback.version(connection, name, entry)
