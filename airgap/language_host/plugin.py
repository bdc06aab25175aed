"""Runs a plugin that is written in Python: a provider without an executable, or a policy pack."""

import os
import queue
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import grpc
from pulumi.runtime.proto import language_pb2

from airgap.language_host.children import Children
from airgap.language_host.python import interpreter

_CHUNK_BYTES = 64 * 1024


def run(
    request: language_pb2.RunPluginRequest, context: grpc.ServicerContext, children: Children
) -> Iterator[language_pb2.RunPluginResponse]:
    """Start the plugin, pass on what it prints, and say its exit code last; it ends when the engine ends the call."""
    environment = {**os.environ, **dict(entry.split("=", 1) for entry in request.env)}
    child = children.start(_command(request), Path(request.pwd), environment, subprocess.PIPE)
    context.add_callback(lambda: children.end(child))
    yield from _output(child)
    yield language_pb2.RunPluginResponse(exitcode=children.wait(child))


def _command(request: language_pb2.RunPluginRequest) -> list[str]:
    python = [str(interpreter(request.info)), "-u"]
    folder = request.info.program_directory
    if request.kind == "analyzer":
        return [*python, "-m", "pulumi.policy", *request.args, folder]
    return [*python, folder, *request.args]


def _output(child: subprocess.Popen[bytes]) -> Iterator[language_pb2.RunPluginResponse]:
    """Both streams as they come: each is read by a thread, so that neither holds up the other."""
    assert child.stdout is not None
    assert child.stderr is not None
    arrived: queue.SimpleQueue[language_pb2.RunPluginResponse | None] = queue.SimpleQueue()

    def read(stream: IO[bytes], message: Callable[[bytes], language_pb2.RunPluginResponse]) -> None:
        while chunk := os.read(stream.fileno(), _CHUNK_BYTES):
            arrived.put(message(chunk))
        arrived.put(None)

    for stream, message in ((child.stdout, _stdout), (child.stderr, _stderr)):
        threading.Thread(target=read, args=(stream, message), daemon=True).start()
    for _ in range(2):
        yield from iter(arrived.get, None)


def _stdout(chunk: bytes) -> language_pb2.RunPluginResponse:
    return language_pb2.RunPluginResponse(stdout=chunk)


def _stderr(chunk: bytes) -> language_pb2.RunPluginResponse:
    return language_pb2.RunPluginResponse(stderr=chunk)
