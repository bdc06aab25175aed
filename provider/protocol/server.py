"""The provider's process: serves the engine that started it, and ends with it."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import grpc
from pulumi.runtime.proto import provider_pb2_grpc

from provider.protocol.engine import Engine
from provider.protocol.provider import Configuration, Provider
from provider.protocol.service import Service

MAX_MESSAGE_BYTES: Final = 400 * 1024 * 1024
THREADS: Final = 64
GRACE_SECONDS: Final = 3.0
"""Time for running work to end; the engine kills a provider 5 seconds after SIGINT."""

RECONNECT_SECONDS: Final = 1.0
"""Shortest time between two connections to an engine, so that one that closes at once is not flooded."""

_OPTIONS: Final = (
    ("grpc.max_receive_message_length", MAX_MESSAGE_BYTES),
    ("grpc.max_send_message_length", MAX_MESSAGE_BYTES),
    ("grpc.so_reuseport", 0),
)


def serve(provider: Provider[Configuration], arguments: Sequence[str]) -> None:
    """Serve `provider` until SIGINT, SIGTERM or the end of the engine; never returns.

    Args:
        provider: what to serve.
        arguments: the process's arguments; the last one is the engine's address. None when started by hand.

    The port is the first line on stdout.
    """
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    address = arguments[-1] if arguments else None
    service = Service(provider, Engine(address) if address else None, threading.Event())
    server = _started(service)
    if address:
        threading.Thread(target=_watch, args=(address, stopping), daemon=True).start()
    stopping.wait()
    finished = server.stop(GRACE_SECONDS)
    service.close()
    finished.wait(GRACE_SECONDS + 1)
    sys.stdout.flush()
    os._exit(0)  # a thread that still waits for a database must not keep the process


def _started(service: Service[Configuration]) -> grpc.Server:
    server = grpc.server(ThreadPoolExecutor(THREADS), options=_OPTIONS)
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(service, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    print(port, flush=True)
    return server


def _watch(address: str, stopping: threading.Event) -> None:
    """Set `stopping` as soon as nobody listens at `address`.

    A connection is held open and closes when the engine ends. A live engine closes it too when nothing was said
    for some minutes: then the next connection succeeds.
    """
    host, _, port = address.rpartition(":")
    try:
        while not stopping.is_set():
            with socket.create_connection((host, int(port)), timeout=10) as connection:
                connection.settimeout(None)
                _wait_until_closed(connection)
            stopping.wait(RECONNECT_SECONDS)
    except OSError:
        stopping.set()


def _wait_until_closed(connection: socket.socket) -> None:
    try:
        while connection.recv(4096):
            pass
    except ConnectionError:
        return  # reset instead of closed
