"""Runs a provider as the engine does: its own process, real gRPC, the engine's order of calls."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import grpc
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import engine_pb2, engine_pb2_grpc, provider_pb2_grpc
from pulumi.runtime.proto import provider_pb2 as wire

from provider.protocol.properties import Properties, read, write

ROOT = Path(__file__).parent.parent


class RecordingEngine(engine_pb2_grpc.EngineServicer):
    """An engine that keeps what it is told."""

    def __init__(self) -> None:
        self.logs: list[engine_pb2.LogRequest] = []
        self._server = grpc.server(ThreadPoolExecutor(4))
        engine_pb2_grpc.add_EngineServicer_to_server(self, self._server)
        self.address = f"127.0.0.1:{self._server.add_insecure_port('127.0.0.1:0')}"
        self._server.start()

    def Log(self, request: engine_pb2.LogRequest, context: grpc.ServicerContext) -> Empty:  # noqa: N802 - gRPC's name
        self.logs.append(request)
        return Empty()

    def stop(self) -> None:
        self._server.stop(None).wait()


@dataclass(frozen=True)
class Resource:
    """A resource as the engine records it."""

    urn: str
    id: str
    inputs: Properties
    outputs: Properties


class CheckFailedError(Exception):
    """The inputs were refused."""


@dataclass
class Plugin:
    """A running provider."""

    process: subprocess.Popen[str]
    engine: RecordingEngine
    stub: provider_pb2_grpc.ResourceProviderStub

    def configure(self, inputs: Properties) -> None:
        urn = "urn:pulumi:test::digi::pulumi:providers:x::x"
        self.stub.Handshake(wire.ProviderHandshakeRequest(engine_address=self.engine.address))
        checked = self.stub.CheckConfig(wire.CheckRequest(urn=urn, news=write(inputs)))
        if checked.failures:
            raise CheckFailedError([failure.reason for failure in checked.failures])
        self.stub.Configure(wire.ConfigureRequest(urn=urn, args=checked.inputs, acceptSecrets=True))

    def check(self, token: str, name: str, inputs: Properties, recorded: Properties | None = None) -> Properties:
        urn = f"urn:pulumi:test::digi::digi:index:Component${token}::{name}"
        request = wire.CheckRequest(urn=urn, name=name, type=token, news=write(inputs), olds=write(recorded or {}))
        response = self.stub.Check(request)
        if response.failures:
            raise CheckFailedError([(failure.property, failure.reason) for failure in response.failures])
        return read(response.inputs)

    def create(self, token: str, name: str, inputs: Properties) -> Resource:
        """Check, preview and create."""
        urn = f"urn:pulumi:test::digi::digi:index:Component${token}::{name}"
        checked = self.check(token, name, inputs)
        self.stub.Create(wire.CreateRequest(urn=urn, properties=write(checked), preview=True))
        made = self.stub.Create(wire.CreateRequest(urn=urn, properties=write(checked)))
        return Resource(urn, made.id, checked, read(made.properties))

    def diff(self, resource: Resource, inputs: Properties, ignore: Sequence[str] = ()) -> wire.DiffResponse:
        """Check and diff."""
        name, token = resource.urn.split("::")[-1], resource.urn.split("::")[2].split("$")[-1]
        checked = self.check(token, name, inputs, resource.inputs)
        response: wire.DiffResponse = self.stub.Diff(
            wire.DiffRequest(
                urn=resource.urn,
                id=resource.id,
                olds=write(resource.outputs),
                old_inputs=write(resource.inputs),
                news=write(checked),
                ignoreChanges=ignore,
            )
        )
        return response

    def update(self, resource: Resource, inputs: Properties) -> Resource:
        """Check, preview and update."""
        name, token = resource.urn.split("::")[-1], resource.urn.split("::")[2].split("$")[-1]
        checked = self.check(token, name, inputs, resource.inputs)
        request = wire.UpdateRequest(
            urn=resource.urn,
            id=resource.id,
            olds=write(resource.outputs),
            old_inputs=write(resource.inputs),
            news=write(checked),
        )
        preview = wire.UpdateRequest()
        preview.CopyFrom(request)
        preview.preview = True
        self.stub.Update(preview)
        return replace(resource, inputs=checked, outputs=read(self.stub.Update(request).properties))

    def refresh(self, resource: Resource) -> Resource | None:
        """Read what is recorded; None when it is gone."""
        found = self.stub.Read(
            wire.ReadRequest(
                urn=resource.urn, id=resource.id, properties=write(resource.outputs), inputs=write(resource.inputs)
            )
        )
        if not found.id:
            return None
        inputs = read(found.inputs) if found.HasField("inputs") else resource.inputs
        return Resource(resource.urn, found.id, inputs, read(found.properties))

    def drift(self, recorded: Resource, live: Resource) -> wire.DiffResponse:
        """Diff as a refresh does: the live state is the old side."""
        response: wire.DiffResponse = self.stub.Diff(
            wire.DiffRequest(
                urn=recorded.urn,
                id=recorded.id,
                olds=write(live.outputs),
                old_inputs=write(live.inputs),
                news=write(recorded.inputs),
            )
        )
        return response

    def adopt(self, token: str, name: str, resource_id: str) -> Resource | None:
        """Import by id; None when there is no such object."""
        urn = f"urn:pulumi:test::digi::{token}::{name}"
        found = self.stub.Read(wire.ReadRequest(urn=urn, id=resource_id))
        if not found.HasField("properties"):
            return None
        assert found.HasField("inputs")
        return Resource(urn, found.id, read(found.inputs), read(found.properties))

    def delete(self, resource: Resource) -> None:
        self.stub.Delete(
            wire.DeleteRequest(
                urn=resource.urn,
                id=resource.id,
                properties=write(resource.outputs),
                old_inputs=write(resource.inputs),
            )
        )

    def texts(self) -> list[str]:
        """What the engine was told."""
        return [log.message for log in self.engine.logs]


def running(*python_arguments: str) -> AbstractContextManager[Plugin]:
    """Start `python <python_arguments> <engine address>` from the project's root; it is gone at the end."""
    return serving([sys.executable, "-u", *python_arguments], ROOT, os.environ)


@contextmanager
def serving(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Iterator[Plugin]:
    """Start `<command> <engine address>` in `folder`; it is gone at the end."""
    engine = RecordingEngine()
    process = subprocess.Popen(
        [*command, engine.address],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            yield Plugin(process, engine, provider_pb2_grpc.ResourceProviderStub(channel))
    finally:
        process.kill()
        process.communicate()
        engine.stop()
