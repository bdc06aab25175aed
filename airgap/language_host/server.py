"""The gRPC service ``pulumirpc.LanguageRuntime``: each call in a few lines, the work in the modules beside it."""

import platform
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime.proto import language_pb2, language_pb2_grpc, plugin_pb2

from airgap.language_host import packages, plugin, program
from airgap.language_host.children import Children
from airgap.language_host.python import interpreter

_MESSAGE_BYTES = 400 * 1024 * 1024
_PARALLEL_CALLS = 32


class LanguageHost(language_pb2_grpc.LanguageRuntimeServicer):
    """Serves one engine.

    Parameters: ``runner``, the path of ``pulumi-language-python-exec``; ``engine_address``, ``host:port``.
    """

    def __init__(self, runner: Path, engine_address: str, children: Children) -> None:
        self._runner = runner
        self._engine_address = engine_address
        self._children = children
        self._cancelled = threading.Event()

    def Handshake(
        self, request: language_pb2.LanguageHandshakeRequest, context: grpc.ServicerContext
    ) -> language_pb2.LanguageHandshakeResponse:
        """Take the engine's address; the engine calls this only for a host that it did not start itself."""
        self._engine_address = request.engine_address
        return language_pb2.LanguageHandshakeResponse()

    def GetPluginInfo(self, request: empty_pb2.Empty, context: grpc.ServicerContext) -> plugin_pb2.PluginInfo:
        """The host has no version of its own."""
        return plugin_pb2.PluginInfo()

    def About(self, request: language_pb2.AboutRequest, context: grpc.ServicerContext) -> language_pb2.AboutResponse:
        """Which Python runs programs."""
        return language_pb2.AboutResponse(executable=sys.executable, version=platform.python_version())

    def GetRequiredPackages(
        self, request: language_pb2.GetRequiredPackagesRequest, context: grpc.ServicerContext
    ) -> language_pb2.GetRequiredPackagesResponse:
        """None: the plugins lie where the engine looks, and it must not try to download them."""
        return language_pb2.GetRequiredPackagesResponse()

    def GetProgramDependencies(
        self, request: language_pb2.GetProgramDependenciesRequest, context: grpc.ServicerContext
    ) -> language_pb2.GetProgramDependenciesResponse:
        """All distributions of the program's virtual environment (``pulumi about``)."""
        found = packages.distributions(interpreter(request.info))
        return language_pb2.GetProgramDependenciesResponse(dependencies=found)

    def Run(self, request: language_pb2.RunRequest, context: grpc.ServicerContext) -> language_pb2.RunResponse:
        """Run the program to its end."""
        response = program.run(request, self._runner, self._engine_address, self._children)
        # The user knows why a cancelled program has ended.
        return language_pb2.RunResponse(bail=True) if self._cancelled.is_set() else response

    def RunPlugin(
        self, request: language_pb2.RunPluginRequest, context: grpc.ServicerContext
    ) -> Iterator[language_pb2.RunPluginResponse]:
        """Run a plugin and stream what it prints."""
        return plugin.run(request, context, self._children)

    def Cancel(self, request: empty_pb2.Empty, context: grpc.ServicerContext) -> empty_pb2.Empty:
        """End what runs: the user has interrupted the command."""
        self._cancelled.set()
        self._children.end_all()
        return empty_pb2.Empty()


def start(host: LanguageHost) -> tuple[grpc.Server, int]:
    """Serve ``host`` on a free loopback port; the server and its port."""
    options = [("grpc.max_receive_message_length", _MESSAGE_BYTES), ("grpc.max_send_message_length", _MESSAGE_BYTES)]
    server = grpc.server(ThreadPoolExecutor(_PARALLEL_CALLS), options=options)
    language_pb2_grpc.add_LanguageRuntimeServicer_to_server(host, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    return server, port
