"""The configuration of the provider `schemata`: where the server is, and who enters it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from provider.protocol.errors import ProviderError
from provider.protocol.properties import UNKNOWN, Properties, Value
from provider.protocol.resource import CheckFailure, CheckResult
from schemata.dialects.postgresql.connection import Address, Server

SSL_MODES: Final = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
DEFAULT_PORT: Final = 5432


@dataclass(frozen=True, slots=True)
class Configuration:
    """What every resource type of this provider can use.

    Attributes:
        endpoint: the server; None for a provider without `host`, which serves only resources that need no server.
    """

    endpoint: Server | None

    @property
    def server(self) -> Server:
        """The server. Raises ProviderError when the provider was given none."""
        if self.endpoint is None:
            raise ProviderError("this resource needs a server: give it a `schemata` provider with host and username")
        return self.endpoint


def configure(inputs: Properties) -> Configuration:
    """Make the configuration. Raises ProviderError with everything that is wrong with `inputs`."""
    if problems := [failure.reason for failure in _problems(inputs)]:
        raise ProviderError("; ".join(problems))
    if inputs.get("host") is None:
        return Configuration(None)
    address = Address(
        host=str(inputs["host"]),
        port=_port(inputs.get("port")) or DEFAULT_PORT,
        username=str(inputs.get("username") or "postgres"),
        password=str(inputs.get("password") or ""),
        sslmode=str(inputs.get("sslmode") or "prefer"),
    )
    return Configuration(Server(address, application_name="pulumi schemata"))


def close(configuration: Configuration) -> None:
    """Give back the connections."""
    if configuration.endpoint is not None:
        configuration.endpoint.close()


def check_configuration(inputs: Properties) -> CheckResult:
    """Validate the provider's inputs; what is unknown in a preview is left alone."""
    return CheckResult(inputs, tuple(_problems(inputs)))


def _problems(inputs: Properties) -> Iterator[CheckFailure]:
    for name in ("host", "username", "password"):
        if not isinstance(inputs.get(name), str | None) and inputs[name] is not UNKNOWN:
            yield CheckFailure(name, f"{name} must be a text")
    port = inputs.get("port")
    if port is not None and port is not UNKNOWN and _port(port) is None:
        yield CheckFailure("port", f"port is {port!r}: give a whole number from 1 to 65535")
    sslmode = inputs.get("sslmode")
    if sslmode is not None and sslmode is not UNKNOWN and sslmode not in SSL_MODES:
        yield CheckFailure("sslmode", f"sslmode is {sslmode!r}: give one of {', '.join(SSL_MODES)}")


def _port(value: Value) -> int | None:
    """Return the port, which arrives as a number or as JSON text; None when it is none."""
    try:
        port = float(value) if isinstance(value, str | float | int) else 0.0
    except ValueError:
        return None
    return int(port) if port.is_integer() and 1 <= port <= 65535 else None
