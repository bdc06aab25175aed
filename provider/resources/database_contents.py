"""The resource type `DatabaseContents`: which schemas of a database belong to a stack.

Pulumi asks no provider about a delete in a preview. This resource changes whenever a schema leaves, and then says
what leaves.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from provider.configuration import Configuration
from provider.protocol.comparison import input_changes
from provider.protocol.engine import Severity
from provider.protocol.errors import ProviderError
from provider.protocol.properties import Properties
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
from schemata import pipeline
from schemata.errors import SchemataError

_PREFIX = "@schema "


class DatabaseContents:
    """A list. It changes nothing in the database."""

    token: ClassVar[str] = "schemata:index:DatabaseContents"

    def __init__(self, context: Context[Configuration]) -> None:
        self._context = context

    def check(self, request: CheckRequest) -> CheckResult:
        """Demands a database and a list."""
        missing = [name for name in ("database", "schemas") if not isinstance(request.inputs.get(name), str)]
        failures = tuple(CheckFailure(name, f"{name} must be given, as a text") for name in missing)
        return CheckResult(request.inputs, failures)

    def diff(self, request: DiffRequest) -> DiffResult:
        """Compares lists."""
        return input_changes(
            request.old_inputs, request.inputs, ignore_changes=request.ignore_changes, immutable=["database"]
        )

    def create(self, request: CreateRequest) -> Created:
        """Records the list."""
        return Created(str(request.inputs["database"]), request.inputs)

    def read(self, request: ReadRequest) -> ReadResult | None:
        """What is recorded."""
        if request.is_import:
            raise ProviderError("a list of schemas lives in the state alone and cannot be imported")
        return ReadResult(request.id, request.outputs, None)

    def update(self, request: UpdateRequest) -> Properties:
        """Records the list; in a preview, says what leaves."""
        leaving = _names(request.old_inputs) - _names(request.inputs)
        if request.preview and leaving:
            message = "\n".join(self._farewell(str(request.inputs["database"]), sorted(leaving)))
            self._context.engine.log(Severity.WARNING, message, request.urn)
        return request.inputs

    def delete(self, request: DeleteRequest) -> None:
        """Nothing to remove."""

    def _farewell(self, database: str, names: list[str]) -> Iterator[str]:
        yield f"{len(names)} schemas leave {database}: they are archived, nothing is dropped"
        try:
            rows = pipeline.count_rows(self._context.configuration.server, database, names)
        except SchemataError as error:
            rows = {}
            yield f"  the rows could not be counted: {error}"
        for name in names:
            known = f" ({rows[name]} rows)" if name in rows else ""
            yield f"  {name}{known}; 'bin/schemata archive restore' brings it back"


def _names(inputs: Properties) -> frozenset[str]:
    lines = str(inputs.get("schemas") or "").split("\n")
    return frozenset(line.removeprefix(_PREFIX) for line in lines if line.startswith(_PREFIX))
