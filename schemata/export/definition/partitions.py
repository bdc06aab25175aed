"""Partitions of a definition: below the table that they are partitions of."""

from __future__ import annotations

import re
from collections.abc import Iterable

from schemata.export.definition.access import owned
from schemata.export.definition.values import Mapping, Value, mapping, options
from schemata.model import Table

_BY = re.compile(r"(?P<method>RANGE|LIST|HASH) \((?P<keys>.*)\)", re.DOTALL)
_RANGE = re.compile(r"FOR VALUES FROM \((?P<from>.*)\) TO \((?P<to>.*)\)", re.DOTALL)
_LIST = re.compile(r"FOR VALUES IN \((?P<values>.*)\)", re.DOTALL)
_HASH = re.compile(r"FOR VALUES WITH \(modulus (?P<modulus>\d+), remainder (?P<remainder>\d+)\)", re.IGNORECASE)
_VALUE = re.compile(r"'((?:[^']|'')*)'|([^,\s]+)")
_PLAIN = re.compile(r'[a-z_][a-z0-9_]*|"(?:[^"]|"")+"')


def partition_by(text: str | None) -> Mapping | None:
    """`RANGE (placed_at)` as a mapping."""
    match = _BY.fullmatch(text or "")
    if match is None:
        return None
    return {"method": match["method"].lower(), "columns": [_key(key.strip()) for key in _split(match["keys"])]}


def partitions(parent: str, tables: Iterable[Table]) -> Mapping:
    """The partitions of a table by name, each with its own."""
    found = tuple(tables)
    return {
        item.name: {
            **_bound(item.partition_of.bound),
            **mapping(partition_by=partition_by(item.partition_by), partitions=partitions(item.name, found)),
            **mapping(options=options(item.options), unlogged=item.unlogged, description=item.comment),
            **owned(item),
        }
        for item in found
        if item.partition_of is not None and item.partition_of.parent == parent
    }


def _key(text: str) -> Value:
    if _PLAIN.fullmatch(text):
        return text.strip('"').replace('""', '"')
    return {"expression": text.removeprefix("(").removesuffix(")") if text.startswith("(") else text}


def _split(text: str) -> list[str]:
    """The parts between commas that stand in no parentheses."""
    parts, depth = [""], 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if character == "," and not depth:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def _bound(text: str) -> Mapping:
    if text == "DEFAULT":
        return {"default": True}
    if match := _RANGE.fullmatch(text):
        return {"from": _values(match["from"]), "to": _values(match["to"])}
    if match := _LIST.fullmatch(text):
        return {"in": _values(match["values"])}
    if match := _HASH.fullmatch(text):
        return {"modulus": int(match["modulus"]), "remainder": int(match["remainder"])}
    return {"from": [text]}


def _values(text: str) -> list[Value]:
    return [_value(quoted.replace("''", "'"), plain) for quoted, plain in _VALUE.findall(text)]


def _value(quoted: str, plain: str) -> Value:
    if not plain:
        return quoted
    if plain == "NULL":
        return None
    return int(plain) if re.fullmatch(r"-?\d+", plain) else plain.lower()
