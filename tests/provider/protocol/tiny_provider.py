"""A provider of one type that lives in memory: `python tiny_provider.py <engine address>`."""

from __future__ import annotations

import sys
import threading
from typing import ClassVar

from provider.protocol.comparison import input_changes
from provider.protocol.engine import Severity
from provider.protocol.errors import PartialError, ProviderError
from provider.protocol.properties import Properties
from provider.protocol.provider import Context, Provider
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
from provider.protocol.server import serve


class Thing:
    """Kept by name; `size` has a default, `name` cannot be changed, `trouble` asks for a problem."""

    token: ClassVar[str] = "tiny:index:Thing"

    def __init__(self, context: Context[Properties]) -> None:
        self._context = context
        self._things: dict[str, Properties] = {}

    def check(self, request: CheckRequest) -> CheckResult:
        failures = () if "name" in request.inputs else (CheckFailure("name", "name is missing: give one"),)
        return CheckResult({"size": 1, **request.inputs}, failures)

    def diff(self, request: DiffRequest) -> DiffResult:
        return input_changes(
            request.old_inputs, request.inputs, ignore_changes=request.ignore_changes, immutable={"name"}
        )

    def create(self, request: CreateRequest) -> Created:
        self._context.engine.log(Severity.INFO, "would make <{%reset%}>" if request.preview else "made", request.urn)
        match request.inputs.get("trouble"):
            case "user":
                raise ProviderError("things.yaml:3: no room for the thing: make some")
            case "fault":
                raise KeyError("lost")
            case "partial":
                raise PartialError(("lid missing",), resource_id="x", outputs={"a": 1}, inputs={"b": 2})
            case "wait":
                self._context.cancelled.wait()
                raise ProviderError("interrupted")
            case "stuck":
                threading.Event().wait()
        if not request.preview:
            self._things[str(request.inputs["name"])] = request.inputs
        return Created(str(request.inputs["name"]), {**request.inputs, "timeout": request.timeout, "of": request.name})

    def read(self, request: ReadRequest) -> ReadResult | None:
        if request.id not in self._things:
            return None
        found = self._things[request.id]
        return ReadResult(request.id, found, found if request.is_import else None)

    def update(self, request: UpdateRequest) -> Properties:
        if not request.preview:
            self._things[request.id] = request.inputs
        return request.inputs

    def delete(self, request: DeleteRequest) -> None:
        self._things.pop(request.id, None)


def configure(inputs: Properties) -> Properties:
    if inputs.get("host") == "nowhere":
        raise ProviderError("host 'nowhere' cannot be: give another")
    return inputs


TINY = Provider(
    name="tiny", version="1.2.3", resource_types=(Thing,), configure=configure, schema=lambda: '{"name":"t"}'
)

if __name__ == "__main__":
    serve(TINY, sys.argv[1:])
