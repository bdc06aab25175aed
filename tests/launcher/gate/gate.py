"""A provider whose resource is made when the file ``open`` appears: a test decides when, or kills the engine before."""

import sys
from pathlib import Path
from typing import ClassVar

from provider.protocol.errors import ProviderError
from provider.protocol.properties import Properties
from provider.protocol.provider import Context, Provider
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
from provider.protocol.server import serve

_CREATING = Path("creating")
_OPEN = Path("open")
_SECONDS_BETWEEN_LOOKS = 0.05


class Gate:
    """A resource without properties."""

    token: ClassVar[str] = "gate:index:Gate"

    def __init__(self, context: Context[Properties]) -> None:
        self._cancelled = context.cancelled

    def check(self, request: CheckRequest) -> CheckResult:
        return CheckResult(request.inputs)

    def diff(self, request: DiffRequest) -> DiffResult:
        return DiffResult()

    def create(self, request: CreateRequest) -> Created:
        if not request.preview:
            _CREATING.touch()
            while not _OPEN.exists():
                if self._cancelled.wait(_SECONDS_BETWEEN_LOOKS):
                    raise ProviderError("interrupted")
        return Created("gate", {})

    def read(self, request: ReadRequest) -> ReadResult:
        return ReadResult(request.id, request.outputs, None)

    def update(self, request: UpdateRequest) -> Properties:
        return request.inputs

    def delete(self, request: DeleteRequest) -> None:
        return None


def _configure(inputs: Properties) -> Properties:
    return inputs


if __name__ == "__main__":
    serve(Provider(name="gate", version="1.0.0", resource_types=(Gate,), configure=_configure), sys.argv[1:])
