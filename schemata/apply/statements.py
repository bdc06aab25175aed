"""The statements of one plan, executed and counted."""

from __future__ import annotations

import psycopg

from schemata.dialects.postgresql.connection import reason
from schemata.dialects.postgresql.quoting import qualified
from schemata.dialects.postgresql.render import render
from schemata.errors import ApplyFailed, ConnectionProblem
from schemata.locking.patience import PASSING
from schemata.outcomes import Progress
from schemata.plan import Phase, Plan, Step
from schemata.plan.operations import CreateIndexConcurrently

_BUILD_WAIT = "20min"
"""An index build waits for older transactions to end; nobody waits behind it, so it need not give up early."""
_IS_INVALID = "SELECT NOT indisvalid FROM pg_catalog.pg_index WHERE indexrelid = to_regclass(%s)"

_PHASES = tuple(Phase)
_TRANSACTION = _PHASES.index(Phase.TRANSACTION)


class Statements:
    """The steps of a plan on a connection. Lock time-outs and deadlocks come out as they are, to be tried again."""

    def __init__(
        self, connection: psycopg.Connection, plan: Plan, progress: Progress | None, lock_timeout: float
    ) -> None:
        """`lock_timeout` is in seconds."""
        self._connection = connection
        self._plan = plan
        self._progress = progress
        self._lock_timeout = f"{round(lock_timeout * 1000)}ms"
        self.texts = tuple(render(step.operation, plan.schema) for step in plan.steps)

    def together(self, numbers: range) -> None:
        """Executes steps in the transaction that the caller has begun."""
        self._wait(self._lock_timeout)
        for number in numbers:
            self._execute(number)

    def before(self) -> range:
        """The numbers (from 0) of the steps that have to be committed before the one transaction."""
        return range(sum(_PHASES.index(step.phase) < _TRANSACTION for step in self._plan.steps))

    def first(self) -> range:
        """The numbers of the steps of the one transaction."""
        return range(self.before().stop, sum(_PHASES.index(step.phase) <= _TRANSACTION for step in self._plan.steps))

    def later(self) -> range:
        """The numbers of the steps behind the transaction."""
        return range(self.first().stop, len(self._plan.steps))

    def one(self, number: int) -> None:
        """Executes a step beside the one transaction; it leaves nothing when it fails."""
        step = self._plan.steps[number]
        if step.phase in (Phase.PREPARATION, Phase.CONCURRENT):
            self._build(number, step)
            return
        with self._connection.transaction():
            self._wait(self._lock_timeout)
            self._execute(number)

    def _build(self, number: int, step: Step) -> None:
        self._connection.execute("SELECT set_config('lock_timeout', %s, false)", [_BUILD_WAIT])
        try:
            self._execute(number)
        except BaseException:
            self._remove_remains(step)
            raise
        finally:
            if not self._connection.closed:
                self._connection.execute("SELECT set_config('lock_timeout', %s, false)", [self._lock_timeout])

    def _remove_remains(self, step: Step) -> None:
        """A unique index that failed would refuse new rows. What cannot be removed now, the next plan repairs."""
        if not isinstance(step.operation, CreateIndexConcurrently) or self._connection.closed:
            return
        name = qualified(self._plan.schema, step.operation.index.name)
        try:
            row = self._connection.execute(_IS_INVALID, [name]).fetchone()
            if row and row[0]:
                self._connection.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}".encode())
        except psycopg.Error:
            return

    def _wait(self, lock_timeout: str) -> None:
        self._connection.execute("SELECT set_config('lock_timeout', %s, true)", [lock_timeout])

    def _execute(self, number: int) -> None:
        text, count = self.texts[number], len(self.texts)
        if self._progress is not None:
            self._progress(number + 1, count, text)
        try:
            self._connection.execute(text.encode())
        except PASSING:
            raise
        except psycopg.Error as error:
            where = f"schema {self._plan.schema!r}, statement {number + 1} of {count}"
            if self._connection.broken:
                raise ConnectionProblem(
                    f"{where}: the connection broke: {reason(error)}. The next run goes on from what is there"
                ) from None
            raise ApplyFailed(f"{where} failed: {reason(error)}\n{text}") from None
