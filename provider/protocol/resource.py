"""What a resource type implements: one method for each step that the engine takes with a resource.

`check` and `diff` are called one after another over the whole stack: they do no I/O.
`create`, `read`, `update` and `delete` are called from many threads at once.
Every method may raise `ProviderError`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import ClassVar, Protocol

from provider.protocol.properties import Properties


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """Inputs to validate. `old_inputs` is empty when the resource is to be made or replaced."""

    urn: str
    name: str
    inputs: Properties
    old_inputs: Properties = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckFailure:
    """One thing wrong with the inputs; `property` is empty when no single property is to blame."""

    property: str
    reason: str


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The inputs with deterministic defaults filled in, in the shape the program wrote, and what is wrong with them."""

    inputs: Properties
    failures: tuple[CheckFailure, ...] = ()


@dataclass(frozen=True, slots=True)
class DiffRequest:
    """Recorded and wanted state. In a refresh the old side is the live one and `inputs` are the recorded ones.

    Attributes:
        ignore_changes: property paths that must not count as a change.
    """

    urn: str
    name: str
    id: str
    old_outputs: Properties
    old_inputs: Properties
    inputs: Properties
    ignore_changes: tuple[str, ...] = ()


class DiffKind(Enum):
    """What happens to a property."""

    ADD = "add"
    DELETE = "delete"
    UPDATE = "update"


@dataclass(frozen=True, slots=True)
class PropertyDiff:
    """How one property changes: shown from the old inputs, or from the old outputs where `from_outputs` is set."""

    kind: DiffKind
    from_outputs: bool = False


@dataclass(frozen=True, slots=True)
class DiffResult:
    """The changes by property path (`columns[3].type`); without any, the resource stays as it is.

    Attributes:
        replaces: paths among the changes that cannot be made in place.
        delete_before_replace: the name is taken until the object is gone, as it is for everything with a fixed name.
    """

    changes: Mapping[str, PropertyDiff] = field(default_factory=dict)
    replaces: frozenset[str] = frozenset()
    delete_before_replace: bool = True


@dataclass(frozen=True, slots=True)
class CreateRequest:
    """Checked inputs of an object to make; `timeout` in seconds, None for the provider's own default.

    In a preview nothing may be changed, `inputs` may hold unknowns, and an output that is left out counts as unknown.
    """

    urn: str
    name: str
    inputs: Properties
    preview: bool = False
    timeout: float | None = None


@dataclass(frozen=True, slots=True)
class Created:
    """What was made. The id is not used in a preview, and never empty otherwise."""

    id: str
    outputs: Properties


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """An object to read: with what is recorded (refresh), or with its id alone (import; both bags are empty)."""

    urn: str
    name: str
    id: str
    outputs: Properties = field(default_factory=dict)
    inputs: Properties = field(default_factory=dict)
    timeout: float | None = None

    @property
    def is_import(self) -> bool:
        """Whether nothing but the id is known."""
        return not self.outputs and not self.inputs


@dataclass(frozen=True, slots=True)
class ReadResult:
    """The live object. `inputs` None keeps the recorded ones; an import must give them."""

    id: str
    outputs: Properties
    inputs: Properties | None


@dataclass(frozen=True, slots=True)
class UpdateRequest:
    """Recorded state and the checked inputs to bring it to; preview and timeout as in `CreateRequest`."""

    urn: str
    name: str
    id: str
    old_outputs: Properties
    old_inputs: Properties
    inputs: Properties
    ignore_changes: tuple[str, ...] = ()
    preview: bool = False
    timeout: float | None = None


@dataclass(frozen=True, slots=True)
class DeleteRequest:
    """An object to remove, as recorded. Never sent in a preview. One that is gone already is no error."""

    urn: str
    name: str
    id: str
    outputs: Properties
    inputs: Properties
    timeout: float | None = None


class ResourceType(Protocol):
    """One type of resource. Made once for a configured provider; its methods are called from many threads."""

    token: ClassVar[str]
    """The type in a program, such as `schemata:index:Schema`."""

    def check(self, request: CheckRequest) -> CheckResult:
        """Validate the inputs and fill in defaults; keeps unknowns."""

    def diff(self, request: DiffRequest) -> DiffResult:
        """Compare recorded with wanted state; `input_changes` does it property by property."""

    def create(self, request: CreateRequest) -> Created:
        """Make the object, or say what would be made."""

    def read(self, request: ReadRequest) -> ReadResult | None:
        """Read the live object; None when there is none."""

    def update(self, request: UpdateRequest) -> Properties:
        """Change the object in place, or say what would change; returns the outputs."""

    def delete(self, request: DeleteRequest) -> None:
        """Remove the object."""
