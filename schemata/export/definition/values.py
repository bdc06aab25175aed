"""Mappings of a definition, without what is as it is by itself."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

Value = Any
"""What YAML holds: texts, numbers, flags, lists and mappings."""
Mapping = dict[str, Value]


def mapping(**values: Value) -> Mapping:
    """The values that say something: not None, False, or empty. A key's trailing `_` is taken off."""
    return {
        key.rstrip("_"): value for key, value in values.items() if not (value is None or value is False or _bare(value))
    }


def _bare(value: Value) -> bool:
    return isinstance(value, list | dict | tuple) and not value


def words(value: StrEnum | None) -> str | None:
    """A word of the model as SQL writes it: `set-null` as `set null`."""
    return None if value is None else value.value.replace("-", " ")


def unless(value: Value, usual: Value) -> Value:
    """The value, None where it is the usual one."""
    return None if value == usual else value


def options(found: Iterable[Any]) -> Mapping:
    """Options as a mapping."""
    return {option.name: option.value for option in found}
