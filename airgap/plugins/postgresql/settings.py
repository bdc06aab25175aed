"""The provider's configuration: the part of the official plugin's that the stand-in has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from provider.protocol.properties import UNKNOWN, Properties, Value
from provider.protocol.resource import CheckFailure, CheckResult

_NUMBERS: Final = frozenset(("port", "connectTimeout", "maxConnections"))

_SUPPORTED: Final = frozenset(
    ("host", "port", "username", "password", "database", "sslmode", "sslMode", "sslrootcert", *_NUMBERS)
)

_WITHOUT_EFFECT: Final = frozenset(("expectedVersion", "superuser", "version", "pluginDownloadURL"))
"""Hints for the official plugin; the stand-in asks the server itself."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The provider's configuration; `connect_timeout` in seconds. An empty host, port or password is left to libpq."""

    host: str
    port: str
    username: str
    password: str = field(repr=False)
    database: str
    sslmode: str
    sslrootcert: str
    connect_timeout: int
    max_connections: int


def settings(inputs: Properties) -> Settings:
    """Make the settings from the provider's inputs, with the official plugin's defaults."""
    return Settings(
        host=_text(inputs.get("host")),
        port=_text(inputs.get("port")),
        username=_text(inputs.get("username")),
        password=_text(inputs.get("password")),
        database=_text(inputs.get("database")) or "postgres",
        sslmode=_text(inputs.get("sslmode")) or _text(inputs.get("sslMode")),
        sslrootcert=_text(inputs.get("sslrootcert")),
        connect_timeout=int(float(_text(inputs.get("connectTimeout")) or 180)),
        max_connections=int(float(_text(inputs.get("maxConnections")) or 20)) or 20,
    )


def check_settings(inputs: Properties) -> CheckResult:
    """Refuse what the stand-in does not have, such as logging in through a cloud; unknown values are left alone."""
    return CheckResult(inputs, tuple(_failures(inputs)))


def _failures(inputs: Properties) -> Iterator[CheckFailure]:
    given = {name for name, value in inputs.items() if _text(value).lower() not in ("", "false", "null")}
    if inputs.get("scheme") in ("postgres", UNKNOWN):
        given.discard("scheme")
    for name in sorted(given - _SUPPORTED - _WITHOUT_EFFECT):
        if not name.startswith("__"):
            yield CheckFailure(name, f"{name} is not in this stand-in: leave it out, or install the official plugin")
    for name in sorted(given & _NUMBERS):
        if inputs[name] is not UNKNOWN and not _text(inputs[name]).isdigit():
            yield CheckFailure(name, f"{name} is {inputs[name]!r}: give a whole number")


def _text(value: Value) -> str:
    """Return a configured value as text; numbers arrive as numbers or as JSON text."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
