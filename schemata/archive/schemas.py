"""Whole schemas put aside, brought back, dropped."""

from __future__ import annotations

import hashlib

import psycopg

from schemata.archive import foreign_keys
from schemata.dialects.postgresql import catalogue, rows
from schemata.dialects.postgresql.connection import reason
from schemata.dialects.postgresql.quoting import MAX_IDENTIFIER_BYTES, identifier
from schemata.dialects.postgresql.render import render
from schemata.diff import diff
from schemata.drift import unmanaged
from schemata.errors import ApplyFailed, NotOurs, NotThere
from schemata.history import archive_entries, records
from schemata.history.archive_entries import ArchiveEntry
from schemata.history.records import Record, Status
from schemata.plan import PlanContext, Removal, plan


def archived_name(name: str, stamp: str) -> str:
    """`<name>__archived_<stamp>`; a name too long for that is cut and told apart by a hash."""
    suffix = f"__archived_{stamp}"
    room = MAX_IDENTIFIER_BYTES - len(suffix.encode())
    if len(name.encode()) <= room:
        return name + suffix
    mark = hashlib.sha256(name.encode()).hexdigest()[:8]
    return f"{name.encode()[: room - 9].decode(errors='ignore')}_{mark}{suffix}"


def put_aside(connection: psycopg.Connection, name: str, stamp: str) -> str:
    """Renames a schema of ours in the caller's transaction, and records how it comes back. Returns its new name.

    A schema that is not there was put aside before: its name of then is returned, or an empty string. Raises NotOurs.
    """
    if name not in catalogue.read(connection, [name]).schemas:
        return _put_aside_before(connection, name)
    record = _record(connection, name)
    target = archived_name(name, stamp)
    count = rows.counts(connection, [name]).get(name, 0)
    restore = foreign_keys.drop(connection, foreign_keys.crossing(connection, name))
    connection.execute(f"ALTER SCHEMA {identifier(name)} RENAME TO {identifier(target)}".encode())
    kept = {"definition": record.definition, "live_digests": dict(record.live_digests), "status": record.status.value}
    archive_entries.add(connection, ArchiveEntry(name, None, target, count, restore, kept))
    records.remove(connection, name)
    return target


def bring_back(connection: psycopg.Connection, entry: ArchiveEntry) -> None:
    """Gives a schema its name and record back, in the caller's transaction. Its foreign keys are the caller's."""
    connection.execute(f"ALTER SCHEMA {identifier(entry.archive_schema)} RENAME TO {identifier(entry.schema)}".encode())
    kept = entry.record or {}
    digests = kept.get("live_digests")
    assert isinstance(digests, dict)
    status = Status(str(kept["status"]))
    records.write(connection, Record(entry.schema, str(kept["definition"]), digests, status))


def drop(connection: psycopg.Connection, name: str) -> None:
    """Drops a schema of ours with its rows in the caller's transaction. Raises NotOurs, ApplyFailed."""
    live = catalogue.read(connection, [name]).schemas.get(name)
    if live is None:
        records.remove(connection, name)
        return
    theirs = unmanaged(live, _record(connection, name).live_digests)
    if theirs:
        listed = ", ".join(sorted(theirs))
        raise ApplyFailed(f"schema {name!r} was not dropped: it has {listed}. Drop or move first what is not ours")
    drop_contents(connection, name)
    records.remove(connection, name)


def drop_contents(connection: psycopg.Connection, name: str) -> None:
    """Drops a schema and what the model has in it, and nothing else: any other object stops the drop.

    Raises NotThere, ApplyFailed.
    """
    found = catalogue.read(connection, [name])
    if name not in found.schemas:
        raise NotThere(f"schema {name!r} does not exist: somebody dropped or renamed it")
    if found.unmodelled:
        lacking = ", ".join(f"{item.kind} {item.name}" for item in found.unmodelled)
        raise ApplyFailed(f"schema {name!r} was not dropped: it has {lacking}. Drop or move first what is not ours")
    steps = plan(diff(found.schemas[name], None), PlanContext(name, removal=Removal.DROP)).steps
    try:
        for step in steps:
            connection.execute(render(step.operation, name).encode())
    except psycopg.errors.DependentObjectsStillExist as error:
        raise ApplyFailed(
            f"schema {name!r} was not dropped: {reason(error)}. Drop or move first what is not ours"
        ) from None


def _record(connection: psycopg.Connection, name: str) -> Record:
    record = records.read(connection, [name]).get(name)
    if record is None:
        raise NotOurs(
            f"schema {name!r} was not made by this program: nothing was touched. Remove it by hand if it must go"
        )
    return record


def _put_aside_before(connection: psycopg.Connection, name: str) -> str:
    records.remove(connection, name)
    entries = (entry for entry in archive_entries.read(connection) if entry.schema == name and entry.table is None)
    return next((entry.archive_schema for entry in entries), "")
