"""The resource type `DatabaseContents`: which schemas of a database belong to a stack.

Pulumi asks no provider about a delete in a preview. This resource changes whenever a schema leaves, and then says
what leaves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from provider.configuration import Configuration
from provider.protocol.comparison import input_changes
from provider.protocol.engine import Severity
from provider.protocol.errors import ProviderError
from provider.protocol.properties import UNKNOWN, Properties, is_known
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

_SCHEMA = re.compile(r"^@schema (?P<name>.+?)(?: renamed-from (?P<former>.+))?$", re.MULTILINE)


class DatabaseContents:
    """A list. It changes nothing in the database."""

    token: ClassVar[str] = "schemata:index:DatabaseContents"

    def __init__(self, context: Context[Configuration]) -> None:
        self._context = context

    def check(self, request: CheckRequest) -> CheckResult:
        """Demands a database and a list."""
        inputs = request.inputs
        given = {name for name, value in inputs.items() if isinstance(value, str) or value is UNKNOWN}
        missing = [name for name in ("database", "schemas") if name not in given]
        failures = tuple(CheckFailure(name, f"{name} must be given, as a text") for name in missing)
        return CheckResult(inputs, failures)

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
        if not is_known(request.inputs):
            return request.inputs
        leaving = _names(request.old_inputs) - _names(request.inputs) - _former_names(request.inputs)
        if request.preview and leaving:
            message = "\n".join(self._farewell(str(request.inputs["database"]), sorted(leaving)))
            self._context.engine.log(Severity.WARNING, message, request.urn)
        return request.inputs

    def delete(self, request: DeleteRequest) -> None:
        """Nothing to remove."""

    def _farewell(self, database: str, names: list[str]) -> Iterator[str]:
        count = "1 schema leaves" if len(names) == 1 else f"{len(names)} schemas leave"
        yield f"{count} {database}: archived, nothing is dropped"
        try:
            rows = pipeline.count_rows(self._context.configuration.server, database, names)
        except SchemataError as error:
            rows = {}
            yield f"  the rows could not be counted: {error}"
        for name in names:
            known = f" ({rows[name]} rows)" if name in rows else ""
            yield f"  {name}{known}; 'bin/schemata archive restore' brings it back"


def _names(inputs: Properties) -> frozenset[str]:
    return frozenset(match["name"] for match in _schemas(inputs))


def _former_names(inputs: Properties) -> frozenset[str]:
    return frozenset(match["former"] for match in _schemas(inputs) if match["former"])


def _schemas(inputs: Properties) -> Iterator[re.Match[str]]:
    return _SCHEMA.finditer(str(inputs.get("schemas") or ""))
