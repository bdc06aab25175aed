"""Defaults of columns: a value of the column's type, a word, or an expression; always re-rendered."""

from __future__ import annotations

import ipaddress
import json
import math
import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import TypeVar
from uuid import UUID

from schemata.definition.sql import data_types
from schemata.definition.yaml_document import Json
from schemata.dialects.postgresql.quoting import literal
from schemata.model import DataType

_T = TypeVar("_T")

_WORDS = {
    "uuid": {"uuid": "gen_random_uuid()"},
    "now": {
        "timestamptz": "now()",
        "timestamp": "now()",
        "date": "CURRENT_DATE",
        "time": "LOCALTIME",
        "timetz": "CURRENT_TIME",
    },
}
_CALL_ALIASES = {"uuid_generate_v4()": "uuid", "gen_random_uuid()": "uuid", "current_timestamp": "now", "now()": "now"}
_CALL = re.compile(r"[a-z_][\w.]*\s*\(.*\)\s*\Z|current_(?:date|time|timestamp|user|role)\Z", re.IGNORECASE | re.DOTALL)
_INTERVAL = re.compile(
    r"P[\dYMWDTHS.]+|(?:[-+]?\d+(?:\.\d+)? ?[a-z]+[ ,]*)*(?:[-+]?\d{1,4}:\d\d(?::\d\d(?:\.\d+)?)?)?(?: ago)?",
    re.IGNORECASE,
)


def render_default(value: Json, data_type: DataType) -> str:
    """The SQL of a default that is no expression. Raises ValueError with what is wrong and how to write it."""
    if isinstance(value, str) and (word := _word(value, data_type)):
        return word
    if data_type.dimensions:
        return _array(value, data_type)
    if data_type.name in data_types.DOCUMENTS:
        return _document(value, data_type)
    if isinstance(value, str) and _CALL.match(value):
        raise ValueError(_looks_like_a_call(value, data_type))
    return _scalar(value, data_type)


def _word(value: str, data_type: DataType) -> str | None:
    word = _CALL_ALIASES.get(value.lower(), value)
    if word not in _WORDS or data_type.dimensions:
        return None
    return _WORDS[word].get(data_type.name)


def _looks_like_a_call(value: str, data_type: DataType) -> str:
    return f"{value!r} looks like a call; write {{sql: {value}}}, or in a text column {{sql: {literal(value)}}}"


def _scalar(value: Json, data_type: DataType) -> str:
    name = data_type.name
    if name == "boolean":
        return str(_expect(value, bool, data_type)).lower()
    if name in data_types.INTEGERS:
        return _integer(value, data_type)
    if name in ("numeric", "real", "double precision"):
        return _number(value, data_type)
    text = _expect(value, str, data_type)
    _check_text(text, data_type)
    return literal(text)


def _expect(value: Json, kind: type[_T], data_type: DataType) -> _T:
    if isinstance(value, kind):
        return value
    hint = "; put it in quotes" if kind is str and isinstance(value, int | float) else ""
    raise ValueError(f"{value!r} is not a value of type {data_type}{hint}")


def _integer(value: Json, data_type: DataType) -> str:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"{value!r} is not a value of type {data_type}")
    limit = data_types.INTEGERS[data_type.name]
    if not -limit <= value < limit:
        raise ValueError(f"{value!r} does not fit type {data_type}, which ends at {limit - 1}")
    return str(value)


def _number(value: Json, data_type: DataType) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError(f"{value!r} is not a value of type {data_type}")
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise ValueError(f"{value!r} is not a value of type {data_type}") from None
    if not number.is_finite():
        raise ValueError(f"{value!r} is not a finite number; write {{sql: ...}} if it is meant")
    if data_type.name == "numeric" and data_type.arguments:
        _check_digits(number, data_type)
    if abs(number.adjusted()) > (
        307 if data_type.name == "double precision" else 37 if data_type.name == "real" else 1000
    ):
        raise ValueError(f"{value!r} does not fit type {data_type}")
    return format(number, "f")


def _check_digits(number: Decimal, data_type: DataType) -> None:
    precision, scale = data_type.arguments
    _, digits, exponent = number.as_tuple()
    zeros = len(digits) - len("".join(map(str, digits)).rstrip("0"))
    if number and -int(exponent) - zeros > scale:
        raise ValueError(f"{number} has more than {scale} digits after the point, which type {data_type} keeps")
    if number and number.adjusted() >= precision - scale:
        raise ValueError(f"{number} does not fit type {data_type}")


def _check_text(text: str, data_type: DataType) -> None:
    """Refuses a text that the type does not take."""
    if data_type.name in data_types.TEXTS:
        _check_length(text, data_type)
        return
    check = _FORMS.get(data_type.name)
    if check is None:
        raise ValueError(f"a default of type {data_type} is written as an expression: {{sql: ...}}")
    try:
        check(text)
    except ValueError:
        raise ValueError(f"{text!r} is not a value of type {data_type}{_EXAMPLES.get(data_type.name, '')}") from None


def _check_length(text: str, data_type: DataType) -> None:
    if data_type.arguments and len(text) > data_type.arguments[0]:
        raise ValueError(f"{text!r} has {len(text)} characters, more than type {data_type} holds")


def _check_interval(text: str) -> None:
    if not text.strip() or not _INTERVAL.fullmatch(text.strip()):
        raise ValueError


def _check_bytes(text: str) -> None:
    if not text.startswith("\\x"):
        raise ValueError
    bytes.fromhex(text[2:])


def _check_bits(text: str) -> None:
    if text.strip("01"):
        raise ValueError


def _check_mac(text: str) -> None:
    if not re.fullmatch(r"[0-9a-fA-F]{2}(?::[0-9a-fA-F]{2}){5}(?:(?::[0-9a-fA-F]{2}){2})?", text):
        raise ValueError


_FORMS: dict[str, Callable[[str], object]] = {
    "uuid": UUID,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "timetz": time.fromisoformat,
    "timestamp": datetime.fromisoformat,
    "timestamptz": datetime.fromisoformat,
    "interval": _check_interval,
    "bytea": _check_bytes,
    "bit": _check_bits,
    "varbit": _check_bits,
    "inet": ipaddress.ip_interface,
    "cidr": ipaddress.ip_network,
    "macaddr": _check_mac,
    "macaddr8": _check_mac,
}
_EXAMPLES = {
    "uuid": "; write uuid for a new one each time",
    "date": "; write it as 2025-12-31, or now",
    "timestamp": "; write it as 2025-12-31 23:59:00, or now",
    "timestamptz": "; write it as 2025-12-31 23:59:00+00:00, or now",
    "interval": "; write it as 1 day or 02:30:00",
    "bytea": r"; write it as '\x00ff'",
}


def _document(value: Json, data_type: DataType) -> str:
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            raise ValueError(
                f"{value!r} is not JSON text; write a mapping, a list, or JSON text in quotes ('{json.dumps(value)}')"
            ) from None
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"{value!r} is not a value of type {data_type}")
    return literal(json.dumps(value, ensure_ascii=False, allow_nan=False))


def _array(value: Json, data_type: DataType) -> str:
    if value == "{}":
        return literal("{}")
    if not isinstance(value, list):
        raise ValueError(f"{value!r} is not a list of values of type {data_type.element}")
    if value and data_type.dimensions > 1:
        raise ValueError(f"a default of type {data_type} that is not empty is written as an expression: {{sql: ...}}")
    return literal("{" + ",".join(_element(item, data_type.element) for item in value) + "}")


def _element(value: Json, data_type: DataType) -> str:
    """One element of an array literal, in double quotes where it is text."""
    if value is None:
        return "NULL"
    if data_type.name in data_types.DOCUMENTS:
        _document(value, data_type)
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    elif isinstance(value, str) and data_type.name not in data_types.NUMBERS:
        _check_text(value, data_type)
        text = value
    else:
        return _scalar(value, data_type)
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
