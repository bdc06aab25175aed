"""One schema applied: planned from what is live, carried out, recorded."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import TypeVar

import psycopg

from schemata.apply.statements import Statements
from schemata.archive import tables as archive_tables
from schemata.dialects.postgresql import catalogue
from schemata.drift import fingerprint
from schemata.errors import ApplyFailed, Busy, Refused
from schemata.history import installation, journal, records, versions
from schemata.history.journal import Entry, Outcome
from schemata.history.records import Record, Status
from schemata.inverse import inverse_statements
from schemata.locking import schema_lock
from schemata.locking.patience import Patience, retrying
from schemata.model import Schema, count_objects
from schemata.model.text import digest, digests, parse, write
from schemata.outcomes import Applied, Progress
from schemata.plan import Allowance, PlanContext, Removal, refused
from schemata.planning import Planned, from_live, look
from schemata.reconcile import managed, to_record, untouched

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Request:
    """What to apply. `text` is the desired schema's canonical text; `applied_by` is for the history."""

    text: str
    applied_by: str
    allowances: Sequence[Allowance] = ()
    progress: Progress | None = None
    patience: Patience = field(default_factory=Patience)
    removal: Removal = Removal.ARCHIVE


def apply_schema(connection: psycopg.Connection, request: Request) -> Applied:
    """Makes the live schema what the text says. Raises what `schemata.pipeline.apply` raises."""
    return _Apply(connection, request).run()


def stamp() -> str:
    """The time of now for names, to the millisecond: `20261121t120000123`."""
    return datetime.now(UTC).strftime("%Y%m%dt%H%M%S%f")[:-3]


class _Apply:
    """One apply. The record is written with every commit, so that whatever comes after it may be interrupted."""

    def __init__(self, connection: psycopg.Connection, request: Request) -> None:
        self._connection = connection
        self._request = request
        self._desired = parse(request.text)
        self._started = time.monotonic()
        self._planned: Planned | None = None
        self._live: Schema | None = None
        self._entry = 0
        self._done: tuple[str, ...] = ()

    def run(self) -> Applied:
        installation.install(self._connection)
        with ExitStack() as stack:
            for name in sorted({self._desired.name, self._desired.renamed_from or self._desired.name}):
                stack.enter_context(schema_lock.held(self._connection, name, self._request.patience.total))
            journal.mark_interrupted(self._connection, self._desired.name)
            statements = self._transaction()
            if statements.before():
                self._each(statements, statements.before())
                self._done = statements.texts[: statements.before().stop]
                statements = self._transaction()
            self._each(statements, statements.later())
        assert self._live is not None
        seconds = time.monotonic() - self._started
        counts = count_objects(self._live)
        return Applied((*self._done, *statements.texts), seconds, fingerprint(digests(self._live)), counts)

    def _transaction(self) -> Statements:
        try:
            return self._retrying(self._attempt)
        except ApplyFailed as problem:
            if not self._connection.broken:
                self._note_failure(problem)
            stands = f"{len(self._done)} statements before it stay" if self._done else "Nothing was changed"
            raise ApplyFailed(f"{problem}\n{stands}") from None

    def _attempt(self) -> Statements:
        """One transaction. Where something has to be committed before it (an enum's value, say) it only plans.

        The rest is planned again after that, from what is live.
        """
        with self._connection.transaction():
            seen = look(self._connection, [self._desired])
            planned = self._planned = from_live(self._connection, self._desired, seen, stamp(), self._request.removal)
            self._refuse(planned)
            statements = self._statements(planned)
            if self._is_done(planned):
                self._live = planned.live
                return statements
            if statements.before() and not self._done:
                self._note(planned, statements, Outcome.RUNNING)
                return statements
            archive_tables.put_aside(self._connection, planned.plan, planned.changes, planned.rows)
            statements.together(statements.first())
            self._forget_former_name(planned)
            self._record(statements.later())
            self._note(planned, statements, Outcome.RUNNING if statements.later() else Outcome.APPLIED)
            return statements

    def _note(self, planned: Planned, statements: Statements, outcome: Outcome, error: str | None = None) -> None:
        """Writes the plan into the history, once."""
        if not self._entry:
            entry = self._journal_entry(planned, statements, outcome, error)
            self._entry = journal.add(self._connection, entry)
        elif outcome is not Outcome.RUNNING:
            journal.finish(self._connection, self._entry, outcome, self._milliseconds(), error)

    def _is_done(self, planned: Planned) -> bool:
        record = planned.record
        recorded = (
            record is not None and record.definition == self._request.text and record.status is not Status.APPLYING
        )
        return recorded and not planned.changes and not planned.drift

    def _each(self, statements: Statements, numbers: range) -> None:
        """Executes steps one by one, each recorded, the last one as the end of the plan."""
        end = len(statements.texts)
        for number in numbers:
            try:
                self._retrying(partial(statements.one, number))
            except (ApplyFailed, Busy) as problem:
                self._stop(statements, number, problem)
            with self._connection.transaction():
                self._record(range(number + 1, end))
                if number + 1 == end:
                    journal.finish(self._connection, self._entry, Outcome.APPLIED, self._milliseconds())

    def _stop(self, statements: Statements, number: int, problem: ApplyFailed | Busy) -> None:
        with self._connection.transaction():
            self._record(range(number, len(statements.texts)))
            journal.finish(self._connection, self._entry, Outcome.FAILED, self._milliseconds(), str(problem))
        stands = f"{number} of {len(statements.texts)} statements are done and stay; the next run goes on from there"
        raise type(problem)(f"{problem}\n{stands}") from None

    def _record(self, pending: range) -> None:
        """Records what is there; `pending` are the numbers of the steps to come."""
        planned, desired = self._planned, self._desired
        assert planned is not None
        live = self._live = catalogue.read(self._connection, [desired.name]).schemas[desired.name]
        recorded, text, status = desired, self._request.text, Status.APPLIED
        if pending:
            paths = {planned.plan.steps[number].subject for number in pending}
            unchanged = untouched(live, digests(planned.live)) if planned.live else frozenset()
            recorded = to_record(live, desired, planned.terms, unchanged, paths)
            text, status = write(recorded), Status.APPLYING
        else:
            versions.keep(self._connection, text)
        records.write(self._connection, Record(desired.name, text, digests(managed(live, recorded)), status))

    def _forget_former_name(self, planned: Planned) -> None:
        if planned.record is not None and planned.record.name != self._desired.name:
            records.remove(self._connection, planned.record.name)

    def _refuse(self, planned: Planned) -> None:
        refusals = refused(planned.plan, self._request.allowances)
        if refusals:
            lines = "\n".join(str(refusal) for refusal in refusals)
            raise Refused(f"schema {self._desired.name!r}: nothing was touched, because of\n{lines}")

    def _note_failure(self, problem: ApplyFailed) -> None:
        assert self._planned is not None
        self._note(self._planned, self._statements(self._planned), Outcome.FAILED, str(problem))

    def _journal_entry(
        self, planned: Planned, statements: Statements, outcome: Outcome, error: str | None = None
    ) -> Entry:
        return Entry(
            self._desired.name,
            planned.record.digest if planned.record else None,
            digest(self._request.text),
            statements.texts,
            inverse_statements(self._before(planned), planned.changes),
            self._request.applied_by,
            outcome,
            self._milliseconds(),
            error,
        )

    def _before(self, planned: Planned) -> PlanContext:
        name = planned.live.name if planned.live else self._desired.name
        return PlanContext(name, planned.rows, stamp())

    def _statements(self, planned: Planned) -> Statements:
        request = self._request
        return Statements(self._connection, planned.plan, request.progress, request.patience.statement)

    def _retrying(self, action: Callable[[], _T]) -> _T:
        name = self._desired.name
        return retrying(action, self._request.patience, lambda: schema_lock.blockers(self._connection, name))

    def _milliseconds(self) -> int:
        return round((time.monotonic() - self._started) * 1000)
