"""From results and problems to wire messages."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import grpc
from pulumi.runtime.proto import provider_pb2 as wire
from pulumi.runtime.proto import status_pb2

from provider.protocol.comparison import top_level
from provider.protocol.engine import Engine, Severity, plain
from provider.protocol.errors import PartialError, ProviderError
from provider.protocol.properties import write
from provider.protocol.resource import CheckResult, DiffKind, DiffResult, ReadResult

_IN_PLACE: Final = {
    DiffKind.ADD: wire.PropertyDiff.ADD,
    DiffKind.DELETE: wire.PropertyDiff.DELETE,
    DiffKind.UPDATE: wire.PropertyDiff.UPDATE,
}
_REPLACING: Final = {
    DiffKind.ADD: wire.PropertyDiff.ADD_REPLACE,
    DiffKind.DELETE: wire.PropertyDiff.DELETE_REPLACE,
    DiffKind.UPDATE: wire.PropertyDiff.UPDATE_REPLACE,
}


def check_response(result: CheckResult) -> wire.CheckResponse:
    """Return the answer to Check and CheckConfig."""
    failures = [wire.CheckFailure(property=each.property, reason=plain(each.reason)) for each in result.failures]
    return wire.CheckResponse(inputs=write(result.inputs), failures=failures)


def diff_response(result: DiffResult) -> wire.DiffResponse:
    """Return the answer to Diff and DiffConfig. Raises ValueError when something replaced is not among the changes."""
    if strangers := sorted(result.replaces - result.changes.keys()):
        raise ValueError(f"{strangers} are to be replaced but not among the changes {sorted(result.changes)}")
    changed = wire.DiffResponse.DIFF_SOME if result.changes else wire.DiffResponse.DIFF_NONE
    detailed = {
        path: wire.PropertyDiff(
            kind=(_REPLACING if path in result.replaces else _IN_PLACE)[diff.kind], inputDiff=not diff.from_outputs
        )
        for path, diff in result.changes.items()
    }
    return wire.DiffResponse(
        changes=changed,
        diffs=sorted({top_level(path) for path in result.changes}),
        replaces=sorted({top_level(path) for path in result.replaces}),
        deleteBeforeReplace=bool(result.replaces) and result.delete_before_replace,
        detailedDiff=detailed,
        hasDetailedDiff=bool(result.changes),
    )


def read_response(result: ReadResult | None) -> wire.ReadResponse:
    """Return the answer to Read: an empty one says "does not exist" to a refresh and to an import alike."""
    if result is None:
        return wire.ReadResponse()
    inputs = None if result.inputs is None else write(result.inputs)
    return wire.ReadResponse(id=result.id, properties=write(result.outputs), inputs=inputs)


@contextmanager
def problems_answered(call: grpc.ServicerContext, engine: Engine | None, urn: str) -> Iterator[None]:
    """Turn what is raised inside into a gRPC status.

    A `ProviderError` becomes its text. Anything else is a fault of the provider: the user sees what and where,
    the traceback goes to the engine's debug log.
    """
    try:
        yield
    except PartialError as failure:
        call.abort_with_status(_partial(failure))
    except ProviderError as problem:
        # This code tells the engine that nothing was changed.
        call.abort(grpc.StatusCode.FAILED_PRECONDITION, plain(str(problem)))
    except Exception as fault:
        if engine is not None:
            engine.log(Severity.DEBUG, traceback.format_exc(), urn)
        text = f"{type(fault).__name__}: {fault} (a fault of the provider, in {urn})"
        call.abort(grpc.StatusCode.INTERNAL, plain(text))


@dataclass(frozen=True, slots=True)
class _Status(grpc.Status):
    """A gRPC status with details."""

    code: grpc.StatusCode
    details: str
    trailing_metadata: tuple[tuple[str, bytes], ...]


def _partial(failure: PartialError) -> _Status:
    detail = wire.ErrorResourceInitFailed(
        id=failure.resource_id,
        properties=write(failure.outputs),
        inputs=write(failure.inputs),
        reasons=[plain(reason) for reason in failure.reasons],
    )
    code, text = grpc.StatusCode.UNKNOWN, plain(str(failure))
    status = status_pb2.Status(code=code.value[0], message=text)
    status.details.add().Pack(detail)
    return _Status(code, text, (("grpc-status-details-bin", status.SerializeToString()),))
