"""What a change of a column's type does to the values that are there."""

from __future__ import annotations

from enum import StrEnum

from schemata.model import DataType

STRINGS = frozenset({"varchar", "text", "char"})
INTEGERS = {"smallint": 4, "integer": 9, "bigint": 18}
"""The integer types, narrow to wide, and the digits that each holds in any case."""
_DIGITS = {"smallint": 5, "integer": 10, "bigint": 19}
FLOATS = {"real": 6, "double precision": 15}
"""The binary types, narrow to wide, and the decimal digits that each keeps."""
MOMENTS = frozenset({"timestamp", "timestamptz", "time", "timetz", "interval"})
UNLIMITED = 10**9


class TypeChange(StrEnum):
    """From harmless to harmful."""

    IN_PLACE = "in-place"
    """No value is touched: the catalogue changes, nothing else."""
    REWRITE = "rewrite"
    """All values fit; the table is written anew."""
    NARROWING = "narrowing"
    """Values that do not fit make the change fail; the table is written anew."""
    LOSSY = "lossy"
    """Values are changed without an error; the table is written anew."""


def classify(live: DataType, desired: DataType) -> TypeChange:
    """What the change from one type to another does. What is not known is taken for narrowing."""
    if live == desired:
        return TypeChange.IN_PLACE
    if live.dimensions != desired.dimensions:
        return _to_string(desired) if not desired.dimensions and desired.name in STRINGS else TypeChange.NARROWING
    change = _scalar(live.element, desired.element)
    return TypeChange.REWRITE if live.dimensions and change is TypeChange.IN_PLACE else change


def is_in_place(live: DataType, desired: DataType) -> bool:
    """Whether the change from one type to another touches no value."""
    return classify(live, desired) is TypeChange.IN_PLACE


def _scalar(live: DataType, desired: DataType) -> TypeChange:
    if live.name in STRINGS and desired.name in STRINGS:
        return _strings(live, desired)
    if desired.name in STRINGS:
        return _to_string(desired)
    if _is_number(live) and _is_number(desired):
        return _numbers(live, desired)
    if live.name == desired.name and live.name in MOMENTS | {"varbit"}:
        return _precision(live, desired)
    return _KNOWN.get((live.name, desired.name), TypeChange.NARROWING)


_KNOWN = {
    ("cidr", "inet"): TypeChange.IN_PLACE,
    ("date", "timestamp"): TypeChange.REWRITE,
    ("date", "timestamptz"): TypeChange.REWRITE,
    ("timestamp", "timestamptz"): TypeChange.REWRITE,
    ("time", "timetz"): TypeChange.REWRITE,
    ("time", "interval"): TypeChange.REWRITE,
    ("json", "jsonb"): TypeChange.REWRITE,
    ("jsonb", "json"): TypeChange.REWRITE,
    ("timestamptz", "timestamp"): TypeChange.LOSSY,
    ("timestamptz", "date"): TypeChange.LOSSY,
    ("timestamptz", "time"): TypeChange.LOSSY,
    ("timestamptz", "timetz"): TypeChange.LOSSY,
    ("timestamp", "date"): TypeChange.LOSSY,
    ("timestamp", "time"): TypeChange.LOSSY,
    ("timetz", "time"): TypeChange.LOSSY,
    ("inet", "cidr"): TypeChange.LOSSY,
    ("integer", "boolean"): TypeChange.LOSSY,
    ("boolean", "integer"): TypeChange.REWRITE,
}


def _strings(live: DataType, desired: DataType) -> TypeChange:
    if _limit(desired) < _limit(live):
        return TypeChange.NARROWING
    return TypeChange.REWRITE if "char" in (live.name, desired.name) else TypeChange.IN_PLACE


def _limit(data_type: DataType) -> int:
    return data_type.arguments[0] if data_type.arguments else UNLIMITED


def _to_string(desired: DataType) -> TypeChange:
    return TypeChange.NARROWING if desired.arguments else TypeChange.REWRITE


def _precision(live: DataType, desired: DataType) -> TypeChange:
    if _limit(desired) >= _limit(live):
        return TypeChange.IN_PLACE
    return TypeChange.NARROWING if live.name == "varbit" else TypeChange.LOSSY


def _is_number(data_type: DataType) -> bool:
    return data_type.name in INTEGERS or data_type.name in FLOATS or data_type.name == "numeric"


def _numbers(live: DataType, desired: DataType) -> TypeChange:
    if desired.name == "numeric":
        return _to_numeric(live, desired)
    if live.name in INTEGERS and desired.name in INTEGERS:
        return TypeChange.REWRITE if INTEGERS[desired.name] > INTEGERS[live.name] else TypeChange.NARROWING
    if live.name in INTEGERS:
        return TypeChange.REWRITE if _DIGITS[live.name] <= FLOATS[desired.name] else TypeChange.LOSSY
    if (live.name, desired.name) == ("real", "double precision"):
        return TypeChange.REWRITE
    if live.name == "numeric" and live.arguments[1:] == (0,) and desired.name in INTEGERS:
        return TypeChange.REWRITE if live.arguments[0] <= INTEGERS[desired.name] else TypeChange.NARROWING
    return TypeChange.LOSSY


def _to_numeric(live: DataType, desired: DataType) -> TypeChange:
    if live.name in FLOATS:
        return TypeChange.LOSSY
    if not desired.arguments:
        return TypeChange.IN_PLACE if live.name == "numeric" else TypeChange.REWRITE
    if live.name == "numeric" and not live.arguments:
        return TypeChange.LOSSY
    precision, scale = live.arguments if live.name == "numeric" else (_DIGITS[live.name], 0)
    if desired.arguments[1] < scale:
        return TypeChange.LOSSY
    if desired.arguments[0] - desired.arguments[1] < precision - scale:
        return TypeChange.NARROWING
    same_scale = live.name == "numeric" and desired.arguments[1] == scale
    return TypeChange.IN_PLACE if same_scale else TypeChange.REWRITE
