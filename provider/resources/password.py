"""The resource type `Password`: generated once, kept as a secret of the state."""

from __future__ import annotations

import secrets
import string
from typing import ClassVar, Final

from provider.configuration import Configuration
from provider.protocol.comparison import input_changes
from provider.protocol.errors import ProviderError
from provider.protocol.properties import UNKNOWN, Properties, Value
from provider.protocol.provider import Context
from provider.protocol.resource import (
    CheckFailure,
    CheckRequest,
    CheckResult,
    Created,
    CreateRequest,
    DeleteRequest,
    DiffRequest,
    DiffResult,
    ReadRequest,
    ReadResult,
    UpdateRequest,
)

# Letters and digits only: a password that needs no escaping in a URL, a shell or a configuration file.
ALPHABET: Final = string.ascii_letters + string.digits
SHORTEST: Final = 16


class Password:
    """A password. It lives in the state alone, so there is nothing to read, change or remove."""

    token: ClassVar[str] = "schemata:index:Password"

    def __init__(self, context: Context[Configuration]) -> None:
        del context  # it needs no server

    def check(self, request: CheckRequest) -> CheckResult:
        """Demands a length that cannot be guessed."""
        length = request.inputs.get("length")
        if length is UNKNOWN or _is_length(length):
            return CheckResult(request.inputs)
        failure = CheckFailure("length", f"length is {length!r}: give a whole number from {SHORTEST} on")
        return CheckResult(request.inputs, (failure,))

    def diff(self, request: DiffRequest) -> DiffResult:
        """Another length means another password."""
        return input_changes(
            request.old_inputs, request.inputs, ignore_changes=request.ignore_changes, immutable=["length"]
        )

    def create(self, request: CreateRequest) -> Created:
        """Makes the password; in a preview it is unknown."""
        if request.preview:
            return Created("", request.inputs)
        length = request.inputs["length"]
        assert isinstance(length, float)
        result = "".join(secrets.choice(ALPHABET) for _ in range(int(length)))
        # The id must not be derived from the secret.
        return Created(f"password-{secrets.token_hex(8)}", {**request.inputs, "result": result})

    def read(self, request: ReadRequest) -> ReadResult | None:
        """What the state says; a password cannot be imported."""
        if request.is_import:
            raise ProviderError("a Password lives in the state alone; set the secret where it is used")
        return ReadResult(request.id, request.outputs, None)

    def update(self, request: UpdateRequest) -> Properties:
        """Never asked for: every change replaces."""
        return {**request.old_outputs, **request.inputs}

    def delete(self, request: DeleteRequest) -> None:
        """Nothing to remove."""


def _is_length(value: Value) -> bool:
    return isinstance(value, float) and value.is_integer() and value >= SHORTEST
