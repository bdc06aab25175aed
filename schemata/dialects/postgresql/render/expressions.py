"""Expressions inside statements."""

from __future__ import annotations

import re

_SIMPLE = re.compile(r"(?:-?\d+(?:\.\d+)?|'(?:[^']|'')*'|[A-Za-z_]+(?:\(\))?)\Z")


def enclosed(expression: str) -> str:
    """The expression, in parentheses unless it is a number, a text, a name or a call without arguments."""
    return expression if _SIMPLE.match(expression) else f"({expression})"
