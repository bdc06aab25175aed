"""A resource type of a bridged Terraform provider: everything that does not depend on what the type is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

from airgap.plugins.shape import Shape
from airgap.plugins.values import Values
from provider.protocol.errors import ProviderError
from provider.protocol.properties import Properties
from provider.protocol.resource import (
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


class BridgedType(ABC):
    """Implements `ResourceType`; a subclass says what the properties are and talks to the server."""

    token: ClassVar[str]
    shape: ClassVar[Shape]

    @abstractmethod
    def identify(self, values: Values) -> str:
        """Return the id of the object with these values."""

    @abstractmethod
    def from_id(self, resource_id: str) -> Properties:
        """Return the properties that an id holds, for an import. Raises ProviderError where the type has none."""

    @abstractmethod
    def find(self, known: Values) -> Properties | None:
        """Read the live properties of the object that `known` names; None when there is none."""

    @abstractmethod
    def make(self, wanted: Values) -> None:
        """Make the object."""

    @abstractmethod
    def change(self, recorded: Values, wanted: Values) -> None:
        """Change the object in place."""

    @abstractmethod
    def remove(self, recorded: Values) -> None:
        """Remove the object; one that is gone already is no error."""

    def check(self, request: CheckRequest) -> CheckResult:
        """Validate and fill in defaults; a subclass adds what concerns several properties."""
        return self.shape.check(request)

    def diff(self, request: DiffRequest) -> DiffResult:
        """Compare by the bridge's rules."""
        return self.shape.diff(request)

    def create(self, request: CreateRequest) -> Created:
        """Make the object and read it back."""
        if request.preview:
            return Created("", self.shape.planned(request.inputs))
        wanted = self.shape.values(request.inputs)
        self.make(wanted)
        return Created(self.identify(wanted), self._outputs(wanted))

    def update(self, request: UpdateRequest) -> Properties:
        """Change the object and read it back."""
        if request.preview:
            return {**request.old_outputs, **self.shape.planned(request.inputs)}
        wanted = self.shape.values(_with_computed(self.shape, request))
        self.change(self.shape.values(request.old_outputs), wanted)
        return self._outputs(wanted)

    def read(self, request: ReadRequest) -> ReadResult | None:
        """Read the object that is recorded, or the one that an import names."""
        recorded = self.from_id(request.id) if request.is_import else request.outputs
        known = self.shape.values(recorded)
        live = self.find(known)
        if live is None:
            return None
        outputs = self.shape.outputs(request.id, known, live)
        if request.is_import:
            return ReadResult(request.id, outputs, self.shape.imported(outputs))
        return ReadResult(request.id, outputs, self.shape.refreshed(request.inputs, outputs))

    def delete(self, request: DeleteRequest) -> None:
        """Remove the object."""
        self.remove(self.shape.values(request.outputs))

    def _outputs(self, wanted: Values) -> Properties:
        live = self.find(wanted)
        if live is None:
            raise ProviderError(f"{self.identify(wanted)!r} is gone right after it was made: look for who removes it")
        return self.shape.outputs(self.identify(wanted), wanted, live)


def _with_computed(shape: Shape, request: UpdateRequest) -> Properties:
    """Return the wanted properties, with the recorded value of what the program leaves to the server."""
    left = {each.name for each in shape.properties if each.computed and request.inputs.get(each.name) is None}
    return {**{name: request.old_outputs[name] for name in left & request.old_outputs.keys()}, **request.inputs}
