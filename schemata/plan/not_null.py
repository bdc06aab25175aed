"""The check that stands in for NOT NULL until all rows are proved."""

from __future__ import annotations

import hashlib

from schemata.model import Check, Constraint

_PREFIX = "schemata_not_null_"
_MAX_BYTES = 63


def not_null_check_name(column: str) -> str:
    """The name of the check, the same each time: one that an interruption left is known by it."""
    name = _PREFIX + column
    if len(name.encode()) <= _MAX_BYTES:
        return name
    return _PREFIX + hashlib.sha256(column.encode()).hexdigest()[:32]


def is_not_null_check(constraint: Constraint) -> bool:
    """Whether a live constraint is such a check."""
    return isinstance(constraint, Check) and constraint.name.startswith(_PREFIX)
