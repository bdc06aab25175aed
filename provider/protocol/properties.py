"""Property bags: protobuf `Struct` on the wire, plain Python inside.

Walked by hand, since a `MessageToDict` of a large bag costs several times as much.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Final, TypeAlias

from google.protobuf.struct_pb2 import ListValue, Struct
from google.protobuf.struct_pb2 import Value as WireValue

SIGNATURE: Final = "4dabf18193072939515e22adb298388d"
SECRET: Final = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 - the public mark of a wrapped secret


class Unknown(Enum):
    """The type of `UNKNOWN`, so that a type checker narrows `value is UNKNOWN`."""

    UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown.UNKNOWN
"""A value that is not known before the update runs. It arrives only in previews."""

UNKNOWN_ON_THE_WIRE: Final = frozenset(
    {
        UNKNOWN.value,  # of a string, and what this module writes for every type
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",  # of a bool
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",  # of a number
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",  # of an array
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",  # of an object
    }
)

Value: TypeAlias = "bool | float | str | Unknown | Sequence[Value] | Mapping[str, Value] | None"
"""A property. What is read holds `list` and `dict`; a number is always a `float`."""

Properties: TypeAlias = Mapping[str, Value]
"""A property bag."""


def read(struct: Struct) -> dict[str, Value]:
    """Return the plain value of `struct`. Secrets are unwrapped, unknowns become `UNKNOWN`."""
    return {key: _read(value) for key, value in struct.fields.items()}


def write(properties: Properties) -> Struct:
    """Return `properties` as a `Struct`. Raises TypeError for a value that has no form on the wire."""
    struct = Struct()
    _write_fields(properties, struct)
    return struct


def is_known(value: Value) -> bool:
    """Tell whether `value` holds no `UNKNOWN` at any depth."""
    if isinstance(value, Mapping):
        return all(is_known(item) for item in value.values())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return all(is_known(item) for item in value)
    return value is not UNKNOWN


def _read(value: WireValue) -> Value:
    match value.WhichOneof("kind"):
        case "string_value":
            text = value.string_value
            return UNKNOWN if text in UNKNOWN_ON_THE_WIRE else text
        case "struct_value":
            return _read_object(value.struct_value)
        case "list_value":
            return [_read(item) for item in value.list_value.values]
        case "number_value":
            return value.number_value
        case "bool_value":
            return value.bool_value
        case _:
            return None


def _read_object(struct: Struct) -> Value:
    fields = struct.fields
    if SIGNATURE in fields and fields[SIGNATURE].string_value == SECRET:
        return _read(fields["value"])
    return read(struct)


def _write_fields(properties: Properties, struct: Struct) -> None:
    fields = struct.fields
    for key, value in properties.items():
        _write(value, fields[key])


def _write_items(items: Sequence[Value], target: ListValue) -> None:
    for item in items:
        _write(item, target.values.add())


def _write(value: Value, target: WireValue) -> None:
    match value:
        case str():
            target.string_value = value
        case bool():
            target.bool_value = value
        case int() | float():
            target.number_value = value
        case None:
            target.null_value = 0  # type: ignore[assignment]  # the stub wants the enum, whose one member is 0
        case Unknown():
            target.string_value = value.value
        case Mapping():
            target.struct_value.SetInParent()
            _write_fields(value, target.struct_value)
        case Sequence():
            target.list_value.SetInParent()
            _write_items(value, target.list_value)
        case _:
            raise TypeError(f"a {type(value).__name__} cannot be a property: use text, number, bool, list or mapping")
