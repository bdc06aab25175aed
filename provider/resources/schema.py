"""The resource type `Schema`: a Postgres schema with everything in it."""

from __future__ import annotations

import getpass
import os
import socket
import threading
from datetime import UTC, datetime
from typing import ClassVar

from provider.configuration import Configuration
from provider.protocol.comparison import input_changes
from provider.protocol.engine import Severity
from provider.protocol.properties import Properties, Value, is_known
from provider.protocol.provider import Context
from provider.protocol.resource import (
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
from provider.resources import schema_messages as messages
from provider.resources.databases import if_there
from provider.resources.live_schemas import LiveSchemas
from provider.resources.problems import told
from provider.resources.progress import Progress
from provider.resources.schema_inputs import SchemaInputs, problems, read_id, read_inputs
from schemata import pipeline
from schemata.model import ObjectCounts, count_objects
from schemata.model.text import parse
from schemata.outcomes import Preview


class Schema:
    """A schema made from its canonical text. Deleting it archives it."""

    token: ClassVar[str] = "schemata:index:Schema"

    def __init__(self, context: Context[Configuration]) -> None:
        self._context = context
        self._live: dict[str, LiveSchemas] = {}
        self._lock = threading.Lock()

    def check(self, request: CheckRequest) -> CheckResult:
        """Validates the text."""
        return CheckResult(request.inputs, tuple(problems(request.inputs, request.old_inputs)))

    def diff(self, request: DiffRequest) -> DiffResult:
        """Compares texts. Allowing a hazard changes nothing by itself; another database is another schema."""
        ignored = (*request.ignore_changes, "allow")
        return input_changes(request.old_inputs, request.inputs, ignore_changes=ignored, immutable=["database"])

    def create(self, request: CreateRequest) -> Created:
        """Makes the schema, or goes on with one of ours that is there already."""
        if request.preview:
            return Created("", self._preview_create(request))
        inputs = read_inputs(request.inputs)
        return Created(inputs.id, {**request.inputs, **self._apply(request.urn, inputs)})

    def read(self, request: ReadRequest) -> ReadResult | None:
        """The live schema, in the definition's own terms; what somebody changed by hand is told object by object."""
        database, name = _place(request)
        live = None
        with told(), if_there(self._context.configuration.server, database):
            live = self._schemas(database).read(name)
        if live is None:
            return None
        if live.drift:
            self._context.engine.log(Severity.WARNING, messages.drift(live), request.urn)
        elif live.unmodelled:
            self._context.engine.log(Severity.INFO, messages.not_modelled(live), request.urn)
        inputs = {**request.inputs, "database": database, "name": name, "definition": live.text}
        outputs = _outputs(count_objects(live.schema), live.live_digest)
        return ReadResult(request.id, {**inputs, **outputs}, inputs)

    def update(self, request: UpdateRequest) -> Properties:
        """Brings the schema to what the text says, planned anew from what is live."""
        if request.preview:
            return self._preview_update(request)
        inputs = read_inputs(request.inputs)
        self._adopt_imported(inputs)
        return {**request.inputs, **self._apply(request.urn, inputs)}

    def delete(self, request: DeleteRequest) -> None:
        """Archives the schema: renamed, dated, to be restored with `bin/schemata archive restore`."""
        inputs = read_inputs(request.inputs)
        stamp = datetime.now(UTC).strftime("%Y%m%d%H%M%S")
        server, archived = self._context.configuration.server, ""
        with told(), if_there(server, inputs.database):
            archived = pipeline.archive(server, inputs.database, inputs.name, stamp)
        self._schemas(inputs.database).forget()
        if archived:
            self._context.engine.log(Severity.INFO, f"archived as {archived}", request.urn)

    def _preview_create(self, request: CreateRequest) -> Properties:
        if not is_known(request.inputs):
            return {**request.inputs, "refused": ""}
        inputs = read_inputs(request.inputs)
        with told():
            preview = self._plan(inputs, None)
        counts = count_objects(parse(inputs.definition))
        self._context.engine.log(Severity.INFO, messages.creation(counts, preview), request.urn)
        return {**request.inputs, **_outputs(counts), "refused": self._refuse(preview, request.urn)}

    def _preview_update(self, request: UpdateRequest) -> Properties:
        if not is_known(request.inputs):
            return {**request.inputs, "refused": ""}
        inputs = read_inputs(request.inputs)
        with told():
            preview = self._plan(inputs, str(request.old_inputs["definition"]))
        self._context.engine.log(Severity.INFO, messages.plan(preview), request.urn)
        counts = count_objects(parse(inputs.definition))
        return {**request.inputs, **_outputs(counts), "refused": self._refuse(preview, request.urn)}

    def _refuse(self, preview: Preview, urn: str) -> str:
        """Tells what stands in the way. An error that is logged ends nothing: the program stops on the output."""
        refused = messages.refusals(preview)
        if refused:
            self._context.engine.log(Severity.ERROR, refused, urn)
        return refused

    def _plan(self, inputs: SchemaInputs, recorded: str | None) -> Preview:
        server = self._context.configuration.server
        return pipeline.preview(server, inputs.database, inputs.definition, recorded, inputs.allowances)

    def _apply(self, urn: str, inputs: SchemaInputs) -> Properties:
        with told():
            applied = pipeline.apply(
                self._context.configuration.server,
                inputs.database,
                inputs.definition,
                inputs.allowances,
                applied_by=_applied_by(urn),
                progress=Progress(self._context.engine, self._context.cancelled, urn),
            )
        self._schemas(inputs.database).forget()
        self._context.engine.log(Severity.INFO, messages.done(applied), urn)
        return _outputs(applied.counts, applied.live_digest)

    def _adopt_imported(self, inputs: SchemaInputs) -> None:
        """What is in the state but was not made by us was imported: it is ours from the first update on."""
        server = self._context.configuration.server
        with told():
            live = pipeline.read(server, inputs.database, [inputs.name]).get(inputs.name)
            if live is not None and not live.ours:
                pipeline.adopt(server, inputs.database, inputs.name)

    def _schemas(self, database: str) -> LiveSchemas:
        with self._lock:
            if database not in self._live:
                self._live[database] = LiveSchemas(self._context.configuration.server, database)
            return self._live[database]


def _applied_by(urn: str) -> str:
    """Who is at work, and through what: `anna@laptop, stack dev, SALES`."""
    stack, name = urn.split(":")[2], urn.rsplit("::", 1)[-1]
    return f"{_user()}@{socket.gethostname()}, stack {stack}, {name}"


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user without an entry in passwd
        return f"uid {os.getuid()}"


def _place(request: ReadRequest) -> tuple[str, str]:
    """Database and schema: from the inputs, since a rename keeps the id; from the id alone in an import."""
    if request.is_import:
        return read_id(request.id)
    inputs = read_inputs(request.inputs)
    return inputs.database, inputs.name


def _outputs(counts: ObjectCounts, live_digest: str | None = None) -> dict[str, Value]:
    outputs: dict[str, Value] = {
        "refused": "",
        "tables": counts.tables,
        "indexes": counts.indexes,
        "foreignKeys": counts.foreign_keys,
    }
    return outputs if live_digest is None else {**outputs, "liveDigest": live_digest}
