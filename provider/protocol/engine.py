"""The engine's side of the conversation: what a provider tells the user while it works."""

from __future__ import annotations

import re
from enum import Enum

import grpc
from pulumi.runtime.proto import engine_pb2, engine_pb2_grpc


class Severity(Enum):
    """How much a message matters. An error is shown and counted, but does not end the command."""

    DEBUG = engine_pb2.DEBUG
    INFO = engine_pb2.INFO
    WARNING = engine_pb2.WARNING
    ERROR = engine_pb2.ERROR


# Everything below a blank but tab and line break, delete, and the second control block.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def plain(text: str) -> str:
    """Return `text` so that the engine shows it as it is, and a terminal obeys nothing in it.

    `<{%...%}>` is the engine's colour syntax, and it ends with a panic on a colour that it does not know. There is
    no escape.
    """
    visible = _CONTROL.sub(lambda match: f"\\x{ord(match[0]):02x}", text)
    return visible.replace("<{%", "< {%")


class Engine:
    """The engine that started this provider."""

    def __init__(self, address: str) -> None:
        """Prepare for the engine at `address` (host:port); the connection is made with the first message."""
        self.address = address
        self._channel = grpc.insecure_channel(address)
        self._stub = engine_pb2_grpc.EngineStub(self._channel)

    def log(self, severity: Severity, message: str, urn: str = "") -> None:
        """Show `message`, in the row of the resource `urn` if given. An engine that is gone is no error here."""
        self._send(engine_pb2.LogRequest(severity=severity.value, message=plain(message), urn=urn))

    def progress(self, message: str, urn: str) -> None:
        """Show `message` in the row of `urn` until the next one; it is not kept among the diagnostics."""
        self._send(engine_pb2.LogRequest(severity=engine_pb2.INFO, message=plain(message), urn=urn, ephemeral=True))

    def close(self) -> None:
        """Close the connection."""
        self._channel.close()

    def _send(self, request: engine_pb2.LogRequest) -> None:
        try:
            self._stub.Log(request)
        except (grpc.RpcError, ValueError):  # ValueError: the connection was closed
            return  # nobody is left to tell, and the server stops by itself
