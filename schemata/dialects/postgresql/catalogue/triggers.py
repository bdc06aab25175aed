"""Triggers of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from schemata.dialects.postgresql.catalogue.address import Address
from schemata.dialects.postgresql.catalogue.reading import Reading, grouped
from schemata.dialects.postgresql.catalogue.sql import IN_SCHEMAS, comment
from schemata.model import Deferrable, Event, Firing, Timing, Trigger

# Only pg_get_triggerdef writes a condition on NEW and OLD. A partition's triggers stand at its parent.
_QUERY = f"""
SELECT t.tgrelid, t.oid, t.tgname, t.tgtype, n.nspname, pn.nspname, p.proname, t.tgargs,
       ARRAY(SELECT a.attname::text FROM unnest(t.tgattr::int2[]) WITH ORDINALITY u (number, place)
             JOIN pg_catalog.pg_attribute a ON a.attrelid = t.tgrelid AND a.attnum = u.number ORDER BY u.place),
       CASE WHEN t.tgqual IS NOT NULL THEN pg_catalog.pg_get_triggerdef(t.oid, false) END,
       t.tgoldtable, t.tgnewtable, t.tgconstraint <> 0, t.tgdeferrable, t.tginitdeferred, t.tgenabled, d.description
FROM pg_catalog.pg_namespace n
JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid
JOIN pg_catalog.pg_trigger t ON t.tgrelid = c.oid AND NOT t.tgisinternal AND t.tgparentid = 0
JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
JOIN pg_catalog.pg_namespace pn ON pn.oid = p.pronamespace {comment("pg_trigger", "t")}
WHERE {IN_SCHEMAS} ORDER BY t.tgname
"""  # noqa: S608 - constants
_ROW, _BEFORE, _INSTEAD = 1, 2, 64  # bits of pg_trigger.tgtype
_EVENTS = {Event.INSERT: 4, Event.UPDATE: 16, Event.DELETE: 8, Event.TRUNCATE: 32}
_FIRINGS = {"O": Firing.ORIGIN, "D": Firing.DISABLED, "R": Firing.REPLICA, "A": Firing.ALWAYS}
_QUOTED = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*\"""")
_WHEN = re.compile(r" FOR EACH (?:ROW|STATEMENT) WHEN \((.*)\) EXECUTE FUNCTION ", re.DOTALL)


class _Row(NamedTuple):
    oid: int
    name: str
    type: int
    schema: str
    function_schema: str
    function: str
    arguments: bytes
    columns: list[str]
    definition: str | None
    old_table: str | None
    new_table: str | None
    constraint: bool
    deferrable: bool
    deferred: bool
    firing: str
    comment: str | None


def read(reading: Reading) -> Mapping[int, Sequence[Trigger]]:
    """The triggers of the schemas' tables and views by name, by the relation's oid."""
    return grouped((relation, _trigger(_Row(*row), reading)) for relation, *row in reading.rows(_QUERY))


def _trigger(row: _Row, reading: Reading) -> Trigger:
    return Trigger(
        row.name,
        _timing(row.type),
        tuple(event for event, bit in _EVENTS.items() if row.type & bit),
        row.function,
        None if row.function_schema == row.schema else row.function_schema,
        tuple(text.decode() for text in row.arguments.split(b"\0")[:-1]),
        tuple(row.columns),
        each_row=bool(row.type & _ROW),
        when=None if row.definition is None else condition(row.definition),
        old_table=row.old_table,
        new_table=row.new_table,
        constraint=row.constraint,
        deferrable=_deferrable(row),
        firing=_FIRINGS[row.firing],
        comment=row.comment,
        needs=reading.needs_of(Address("pg_trigger", row.oid)),
    )


def _timing(bits: int) -> Timing:
    if bits & _INSTEAD:
        return Timing.INSTEAD_OF
    return Timing.BEFORE if bits & _BEFORE else Timing.AFTER


def _deferrable(row: _Row) -> Deferrable | None:
    if not row.deferrable:
        return None
    return Deferrable.INITIALLY_DEFERRED if row.deferred else Deferrable.INITIALLY_IMMEDIATE


def condition(definition: str) -> str:
    """The condition between the outer parentheses of WHEN in what pg_get_triggerdef writes."""
    masked = _QUOTED.sub(lambda quoted: "x" * len(quoted[0]), definition)
    found = _WHEN.search(masked)
    if found is None:
        raise ValueError(f"no condition in the trigger's definition {definition!r}")
    return definition[found.start(1) : found.end(1)]
