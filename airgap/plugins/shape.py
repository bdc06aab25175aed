"""The properties of a resource type of a bridged Terraform provider, and what follows from them: Check and Diff.

The rules are the bridge's: defaults that are not zero are written into the inputs and noted in `__defaults`;
a computed property that the program does not give is whatever it is; sets have no order; the recorded outputs
(not the inputs) are compared with what is wanted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from airgap.plugins.values import Values
from provider.protocol.comparison import top_level
from provider.protocol.properties import Properties, Value, is_known
from provider.protocol.resource import (
    CheckFailure,
    CheckRequest,
    CheckResult,
    DiffKind,
    DiffRequest,
    DiffResult,
    PropertyDiff,
)

DEFAULTS: Final = "__defaults"
ID: Final = "id"


class Kind(Enum):
    """The type of a property."""

    TEXT = "a text"
    NUMBER = "a whole number"
    FLAG = "true or false"
    LIST = "a list of texts"
    SET = "a set of texts"


_ZEROS: Final[Mapping[Kind, Value]] = {Kind.TEXT: "", Kind.NUMBER: 0, Kind.FLAG: False, Kind.LIST: [], Kind.SET: []}


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a type.

    Attributes:
        name: as in a program's state, in camel case.
        kind: its type.
        default: what the provider assumes; None is the zero of the type.
        required: the program must give it.
        computed: without a value from the program it is the server's, and no difference.
        immutable: a change replaces the resource.
        write_only: never recorded, so never compared.
        choices: the values allowed; any if empty. For a set, of each member.
        minimum: the least number allowed.
    """

    name: str
    kind: Kind = Kind.TEXT
    default: Value = None
    required: bool = False
    computed: bool = False
    immutable: bool = False
    write_only: bool = False
    choices: tuple[str, ...] = ()
    minimum: int | None = None

    @property
    def assumed(self) -> Value:
        """The value without one from the program."""
        return _ZEROS[self.kind] if self.default is None else self.default

    def comparable(self, value: Value) -> object:
        """Return `value` so that `==` means "no difference"."""
        if value is None:
            value = self.assumed
        if self.kind is Kind.SET and isinstance(value, Sequence) and is_known(value):
            return frozenset(str(item) for item in value)
        return value

    def problem(self, value: Value) -> str | None:
        """Return what is wrong with a given value, or None."""
        if not is_known(value):
            return None
        if not self._fits(value):
            return f"{self.name} must be {self.kind.value}"
        items = value if isinstance(value, list) else [value]
        if self.choices and (wrong := [item for item in items if item not in self.choices]):
            return f"{self.name} holds {wrong[0]!r}: give one of {', '.join(self.choices)}"
        if self.minimum is not None and isinstance(value, float) and value < self.minimum:
            return f"{self.name} is {value:g}: give {self.minimum} or more"
        return None

    def _fits(self, value: Value) -> bool:
        match self.kind:
            case Kind.TEXT:
                return isinstance(value, str)
            case Kind.NUMBER:
                return isinstance(value, float) and value.is_integer()
            case Kind.FLAG:
                return isinstance(value, bool)
            case Kind.LIST | Kind.SET:
                return isinstance(value, list) and all(isinstance(item, str) for item in value)


@dataclass(frozen=True, slots=True)
class Shape:
    """All properties of a type."""

    properties: tuple[Property, ...]

    def check(self, request: CheckRequest) -> CheckResult:
        """Validate the inputs, and fill in the defaults as the bridge does."""
        given = {name: value for name, value in request.inputs.items() if value is not None and name != DEFAULTS}
        assumed = {
            each.name: each.default for each in self.properties if each.default is not None and each.name not in given
        }
        inputs = {**given, **assumed, DEFAULTS: sorted(assumed)}
        return CheckResult(inputs, tuple(self._failures(given)))

    def diff(self, request: DiffRequest) -> DiffResult:
        """Compare the recorded outputs with the wanted inputs."""
        ignored = {top_level(path) for path in request.ignore_changes}
        changes = {
            each.name: PropertyDiff(kind, from_outputs=True)
            for each in self.properties
            if each.name not in ignored and (kind := _kind(each, request.old_outputs, request.inputs)) is not None
        }
        return DiffResult(changes, frozenset(each.name for each in self.properties if each.immutable) & changes.keys())

    def values(self, properties: Properties) -> Values:
        """Return every property, those that are missing with what the provider assumes."""
        return Values({each.name: _or(properties.get(each.name), each.assumed) for each in self.properties})

    def planned(self, inputs: Properties) -> dict[str, Value]:
        """Return the outputs that are sure before the object exists: all but what the server decides."""
        sure = {each.name: each.assumed for each in self.properties if not each.computed}
        return _said({**sure, **self._recorded(inputs)})

    def outputs(self, resource_id: str, known: Values, live: Properties) -> dict[str, Value]:
        """Return what is recorded: the live values, and what only the program knows."""
        kept = _said(self._recorded(known.by_name))
        return {**kept, **{name: self._ordered(name, kept, value) for name, value in live.items()}, ID: resource_id}

    def refreshed(self, inputs: Properties, outputs: Properties) -> dict[str, Value]:
        """Return the recorded inputs with their live values."""
        return {name: outputs.get(name, value) for name, value in inputs.items()}

    def imported(self, outputs: Properties) -> dict[str, Value]:
        """Return the inputs that a program would have given to get `outputs`."""
        told = {
            each.name: outputs[each.name]
            for each in self.properties
            if each.name in outputs and (each.default is not None or outputs[each.name] != each.assumed)
        }
        return {**told, DEFAULTS: []}

    def _recorded(self, properties: Properties) -> dict[str, Value]:
        hidden = {each.name for each in self.properties if each.write_only}
        return {name: value for name, value in properties.items() if name not in hidden and not name.startswith("__")}

    def _ordered(self, name: str, known: Properties, live: Value) -> Value:
        """Keep the program's order of a set with the same members."""
        each = next(each for each in self.properties if each.name == name)
        return known[name] if name in known and each.comparable(known[name]) == each.comparable(live) else live

    def _failures(self, given: Properties) -> Iterator[CheckFailure]:
        known = {each.name: each for each in self.properties}
        for name in sorted(given.keys() - known.keys()):
            yield CheckFailure(name, f"{name} is no property of this type; it has {', '.join(sorted(known))}")
        for each in self.properties:
            if each.required and each.name not in given:
                yield CheckFailure(each.name, f"{each.name} is missing: give it a value")
            elif each.name in given and (problem := each.problem(given[each.name])) is not None:
                yield CheckFailure(each.name, problem)


def _said(properties: Properties) -> dict[str, Value]:
    """Leave out texts and lists that nobody gave."""
    return {name: value for name, value in properties.items() if value not in ("", [], None)}


def _or(value: Value, otherwise: Value) -> Value:
    return otherwise if value is None else value


def _kind(each: Property, recorded: Properties, wanted: Properties) -> DiffKind | None:
    if each.write_only or (each.computed and wanted.get(each.name) is None):
        return None
    was, will_be = each.comparable(recorded.get(each.name)), each.comparable(wanted.get(each.name))
    if was == will_be:
        return None
    zero = each.comparable(_ZEROS[each.kind])
    if will_be == zero and wanted.get(each.name) is None:
        return DiffKind.DELETE
    return DiffKind.ADD if recorded.get(each.name) is None or was == zero else DiffKind.UPDATE
