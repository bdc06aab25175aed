"""The gRPC service: one method for each call of the engine, dispatched to the resource types."""

from __future__ import annotations

import threading
from typing import Generic

import grpc
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import plugin_pb2, provider_pb2_grpc
from pulumi.runtime.proto import provider_pb2 as wire

from provider.protocol import resource
from provider.protocol.answers import check_response, diff_response, problems_answered, read_response
from provider.protocol.comparison import input_changes
from provider.protocol.engine import Engine
from provider.protocol.errors import ProviderError
from provider.protocol.properties import read, write
from provider.protocol.provider import Configuration, Context, Provider


class Service(provider_pb2_grpc.ResourceProviderServicer, Generic[Configuration]):
    """Serves one provider to one engine."""

    def __init__(self, provider: Provider[Configuration], engine: Engine | None, cancelled: threading.Event) -> None:
        """`engine` is None when the provider was started by hand: the engine then gives its address with `Attach`."""
        self._provider = provider
        self._engine = engine
        self._cancelled = cancelled
        self._configuration: Configuration | None = None
        self._types: dict[str, resource.ResourceType] | None = None

    # The provider itself

    def Handshake(
        self, request: wire.ProviderHandshakeRequest, context: grpc.ServicerContext
    ) -> wire.ProviderHandshakeResponse:
        """Agree on plain values: the engine unwraps secrets, and marks outputs of the same name as secret again."""
        return wire.ProviderHandshakeResponse()

    def Attach(self, request: plugin_pb2.PluginAttach, context: grpc.ServicerContext) -> Empty:
        """Take the address of an engine that did not start this process."""
        self._engine = Engine(request.address)
        return Empty()

    def GetPluginInfo(self, request: Empty, context: grpc.ServicerContext) -> plugin_pb2.PluginInfo:
        """Say which version this is."""
        return plugin_pb2.PluginInfo(version=self._provider.version)

    def GetSchema(self, request: wire.GetSchemaRequest, context: grpc.ServicerContext) -> wire.GetSchemaResponse:
        """Give the package schema, for tools that make an SDK from it."""
        if self._provider.schema is None:
            context.abort(grpc.StatusCode.UNIMPLEMENTED, f"provider {self._provider.name!r} publishes no schema")
        return wire.GetSchemaResponse(schema=self._provider.schema())

    def CheckConfig(self, request: wire.CheckRequest, context: grpc.ServicerContext) -> wire.CheckResponse:
        """Validate the provider's inputs."""
        with problems_answered(context, self._engine, request.urn):
            return check_response(self._provider.check_configuration(read(request.news)))

    def DiffConfig(self, request: wire.DiffRequest, context: grpc.ServicerContext) -> wire.DiffResponse:
        """Compare the provider's inputs. No change of them replaces the resources of the provider."""
        with problems_answered(context, self._engine, request.urn):
            recorded = request.old_inputs if request.HasField("old_inputs") else request.olds
            return diff_response(
                input_changes(read(recorded), read(request.news), ignore_changes=request.ignoreChanges)
            )

    def Configure(self, request: wire.ConfigureRequest, context: grpc.ServicerContext) -> wire.ConfigureResponse:
        """Take the configuration and make the resource types."""
        with problems_answered(context, self._engine, request.urn):
            self._configuration = self._provider.configure(read(request.args))
            made = (make(self._context(self._configuration)) for make in self._provider.resource_types)
            self._types = {kind.token: kind for kind in made}
            return wire.ConfigureResponse(supportsPreview=True)

    def Cancel(self, request: Empty, context: grpc.ServicerContext) -> Empty:
        """Tell running work that the user wants it to stop."""
        self._cancelled.set()
        return Empty()

    # Resources

    def Check(self, request: wire.CheckRequest, context: grpc.ServicerContext) -> wire.CheckResponse:
        """Validate inputs and fill in defaults."""
        with problems_answered(context, self._engine, request.urn):
            asked = resource.CheckRequest(request.urn, _name(request.urn), read(request.news), read(request.olds))
            return check_response(self._type(request.urn).check(asked))

    def Diff(self, request: wire.DiffRequest, context: grpc.ServicerContext) -> wire.DiffResponse:
        """Compare recorded with wanted state."""
        with problems_answered(context, self._engine, request.urn):
            asked = resource.DiffRequest(
                urn=request.urn,
                name=_name(request.urn),
                id=request.id,
                old_outputs=read(request.olds),
                old_inputs=read(request.old_inputs),
                inputs=read(request.news),
                ignore_changes=tuple(request.ignoreChanges),
            )
            return diff_response(self._type(request.urn).diff(asked))

    def Create(self, request: wire.CreateRequest, context: grpc.ServicerContext) -> wire.CreateResponse:
        """Make a resource, or say what would be made."""
        with problems_answered(context, self._engine, request.urn):
            asked = resource.CreateRequest(
                urn=request.urn,
                name=_name(request.urn),
                inputs=read(request.properties),
                preview=request.preview,
                timeout=request.timeout or None,
            )
            created = self._type(request.urn).create(asked)
            return wire.CreateResponse(id=created.id, properties=write(created.outputs))

    def Read(self, request: wire.ReadRequest, context: grpc.ServicerContext) -> wire.ReadResponse:
        """Read the live state for a refresh or an import."""
        with problems_answered(context, self._engine, request.urn):
            asked = resource.ReadRequest(
                urn=request.urn,
                name=_name(request.urn),
                id=request.id,
                outputs=read(request.properties),
                inputs=read(request.inputs),
                timeout=request.timeout or None,
            )
            return read_response(self._type(request.urn).read(asked))

    def Update(self, request: wire.UpdateRequest, context: grpc.ServicerContext) -> wire.UpdateResponse:
        """Change a resource in place, or say what would change."""
        with problems_answered(context, self._engine, request.urn):
            asked = resource.UpdateRequest(
                urn=request.urn,
                name=_name(request.urn),
                id=request.id,
                old_outputs=read(request.olds),
                old_inputs=read(request.old_inputs),
                inputs=read(request.news),
                ignore_changes=tuple(request.ignoreChanges),
                preview=request.preview,
                timeout=request.timeout or None,
            )
            return wire.UpdateResponse(properties=write(self._type(request.urn).update(asked)))

    def Delete(self, request: wire.DeleteRequest, context: grpc.ServicerContext) -> Empty:
        """Remove a resource."""
        with problems_answered(context, self._engine, request.urn):
            asked = resource.DeleteRequest(
                urn=request.urn,
                name=_name(request.urn),
                id=request.id,
                outputs=read(request.properties),
                inputs=read(request.old_inputs),
                timeout=request.timeout or None,
            )
            self._type(request.urn).delete(asked)
            return Empty()

    def close(self) -> None:
        """Stop running work and give back what the configuration holds."""
        self._cancelled.set()
        if self._configuration is not None:
            self._provider.close(self._configuration)
        if self._engine is not None:
            self._engine.close()

    def _context(self, configuration: Configuration) -> Context[Configuration]:
        if self._engine is None:
            raise ProviderError(f"provider {self._provider.name!r} knows no engine: give its address as last argument")
        return Context(configuration, self._engine, self._cancelled)

    def _type(self, urn: str) -> resource.ResourceType:
        if self._types is None:
            raise ProviderError(f"provider {self._provider.name!r} is not configured")
        token = _token(urn)
        if token not in self._types:
            raise ProviderError(f"type {token!r} is not supported: {self._provider.unsupported}")
        return self._types[token]


# A URN is `urn:pulumi:<stack>::<project>::<parent types>$<type>::<name>`, and only the name may hold `::`.


def _token(urn: str) -> str:
    return urn.split("::", 3)[2].rpartition("$")[2]


def _name(urn: str) -> str:
    return urn.split("::", 3)[3]
