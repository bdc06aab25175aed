"""Calls of a provider in a test: previews alone, and what the user is told meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import grpc
import pytest
from pulumi.runtime.proto import engine_pb2
from pulumi.runtime.proto import provider_pb2 as wire

from provider.protocol.properties import Properties, read, write
from tests.plugin_process import Plugin, Resource

T = TypeVar("T")
INFO, WARNING, ERROR = engine_pb2.INFO, engine_pb2.WARNING, engine_pb2.ERROR


@dataclass(frozen=True, slots=True)
class Told:
    """One message for the user."""

    severity: int
    urn: str
    text: str


def told(plugin: Plugin, call: Callable[[], T]) -> tuple[T, list[Told]]:
    """The result of `call`, and what the user was told during it."""
    before = len(plugin.engine.logs)
    result = call()
    logs = [log for log in plugin.engine.logs[before:] if not log.ephemeral]
    return result, [Told(log.severity, log.urn, log.message) for log in logs]


def preview_create(plugin: Plugin, token: str, name: str, inputs: Properties) -> Properties:
    """Check and preview of a resource that is not there."""
    checked = plugin.check(token, name, inputs)
    urn = urn_of(token, name)
    return read(plugin.stub.Create(wire.CreateRequest(urn=urn, properties=write(checked), preview=True)).properties)


def preview_update(plugin: Plugin, resource: Resource, inputs: Properties) -> Properties:
    """Check and preview of a change."""
    name, token = resource.urn.split("::")[-1], resource.urn.split("::")[2].split("$")[-1]
    request = wire.UpdateRequest(
        urn=resource.urn,
        id=resource.id,
        olds=write(resource.outputs),
        old_inputs=write(resource.inputs),
        news=write(plugin.check(token, name, inputs, resource.inputs)),
        preview=True,
    )
    return read(plugin.stub.Update(request).properties)


def urn_of(token: str, name: str) -> str:
    """The URN that the calls of `Plugin` use."""
    return f"urn:pulumi:test::digi::digi:index:Component${token}::{name}"


def problem_of(call: Callable[[], object]) -> str:
    """The text of the problem that a call ends in, which is no fault of the provider."""
    with pytest.raises(grpc.RpcError) as problem:
        call()
    assert problem.value.code() is grpc.StatusCode.FAILED_PRECONDITION, problem.value.details()
    return str(problem.value.details())
