"""The resource type `ReferenceRows`: rows that a definition puts into tables, apart from everybody else's rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from provider.configuration import Configuration
from provider.protocol.comparison import input_changes
from provider.protocol.engine import Severity
from provider.protocol.errors import ProviderError
from provider.protocol.properties import UNKNOWN, Properties
from provider.protocol.provider import Context
from provider.protocol.resource import (
    CheckFailure,
    CheckRequest,
    CheckResult,
    Created,
    CreateRequest,
    DeleteRequest,
    DiffRequest,
    DiffResult,
    ReadRequest,
    ReadResult,
    UpdateRequest,
)
from provider.resources.databases import if_there
from provider.resources.problems import told
from schemata.rows import changes, load
from schemata.rows.text import RowsTextError, parse, write


class ReferenceRows:
    """Rows, told apart by their keys. A row with the key of one of ours is taken over; all others are never touched."""

    token: ClassVar[str] = "schemata:index:ReferenceRows"

    def __init__(self, context: Context[Configuration]) -> None:
        self._context = context

    def check(self, request: CheckRequest) -> CheckResult:
        """Validates the text of the rows."""
        return CheckResult(request.inputs, tuple(_problems(request.inputs, request.old_inputs)))

    def diff(self, request: DiffRequest) -> DiffResult:
        """Compares texts; rows for another database are other rows."""
        return input_changes(
            request.old_inputs, request.inputs, ignore_changes=request.ignore_changes, immutable=["database"]
        )

    def create(self, request: CreateRequest) -> Created:
        """Inserts the rows."""
        if not request.preview:
            self._apply(request.urn, request.inputs, None)
        elif isinstance(rows := request.inputs.get("rows"), str):
            counts = changes.count_changes(None, parse(rows))
            self._context.engine.log(Severity.INFO, str(counts), request.urn)
        return Created(_id(request.inputs), request.inputs)

    def read(self, request: ReadRequest) -> ReadResult | None:
        """Our rows as they are live."""
        if request.is_import:
            raise ProviderError("rows cannot be imported: declare them, and those with the same keys are taken over")
        recorded = parse(str(request.inputs["rows"]))
        server, database, live = self._context.configuration.server, str(request.inputs["database"]), None
        with told(), if_there(server, database), server.connect(database) as connection:
            live = load.live(connection, recorded)
        if live is None:
            return None
        if live != recorded:
            counts = changes.count_changes(recorded, live)
            message = f"rows changed outside of this program: {counts.updated} changed, {counts.removed} missing"
            self._context.engine.log(Severity.WARNING, message, request.urn)
        inputs = {**request.inputs, "rows": write(live)}
        return ReadResult(request.id, inputs, inputs)

    def update(self, request: UpdateRequest) -> Properties:
        """Inserts, updates and removes rows of ours, in one transaction."""
        if not request.preview:
            self._apply(request.urn, request.inputs, request.old_inputs)
        elif isinstance(rows := request.inputs.get("rows"), str):
            counts = changes.count_changes(parse(str(request.old_inputs["rows"])), parse(rows))
            self._context.engine.log(Severity.INFO, str(counts), request.urn)
        return request.inputs

    def delete(self, request: DeleteRequest) -> None:
        """Removes our rows."""
        server, database = self._context.configuration.server, str(request.inputs["database"])
        with told(), if_there(server, database), server.connect(database) as connection:
            load.remove(connection, parse(str(request.inputs["rows"])))

    def _apply(self, urn: str, inputs: Properties, old_inputs: Properties | None) -> None:
        recorded = parse(str(old_inputs["rows"])) if old_inputs else None
        with told(), self._context.configuration.server.connect(str(inputs["database"])) as connection:
            counts = load.apply(connection, parse(str(inputs["rows"])), recorded)
        self._context.engine.log(Severity.INFO, str(counts), urn)


def _problems(inputs: Properties, old_inputs: Properties) -> Iterator[CheckFailure]:
    for name in ("database", "rows"):
        if not isinstance(inputs.get(name), str) and inputs.get(name) is not UNKNOWN:
            yield CheckFailure(name, f"{name} must be given, as a text")
    rows = inputs.get("rows")
    if isinstance(rows, str) and rows != old_inputs.get("rows"):
        try:
            parse(rows)
        except RowsTextError as error:
            yield CheckFailure("rows", f"not the canonical text of reference rows: {error}")


def _id(inputs: Properties) -> str:
    database, rows = inputs.get("database"), inputs.get("rows")
    return f"{database}/{parse(rows).schema}" if isinstance(rows, str) else ""
