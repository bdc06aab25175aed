"""Expressions inside statements. A definition's are parsed long before; here none can end what it stands in."""

from __future__ import annotations

import re

from schemata.diff.expressions import outside_of_texts

_SIMPLE = re.compile(r"(?:-?\d+(?:\.\d+)?|'(?:[^'\\]|'')*'|[A-Za-z_]+(?:\(\))?)\Z")
_ENDS = (";", "'", '"', "--", "/*", "\0")


def enclosed(expression: str) -> str:
    """The expression, in parentheses unless it is a number, a text, a name or a call without arguments.

    Raises ValueError where it would end the parentheses or the statement that it stands in.
    """
    return expression if _SIMPLE.match(expression) else in_parentheses(expression)


def in_parentheses(expression: str) -> str:
    """The expression in parentheses. Raises what `enclosed` raises."""
    code = outside_of_texts(expression)
    found = next((mark for mark in _ENDS if mark in code), None)
    if found is not None or not _is_balanced(code):
        what = f"holds {found!r} outside of a text" if found else "has parentheses that do not match"
        raise ValueError(f"the expression {expression!r} {what}; correct it in the definition")
    return f"({expression})"


def bound(text: str) -> str:
    """A partition's bound or key. Raises what `enclosed` raises."""
    return in_parentheses(text)[1:-1]


def _is_balanced(code: str) -> bool:
    depth = 0
    for mark in re.findall(r"[()]", code):
        depth += 1 if mark == "(" else -1
        if depth < 0:
            return False
    return depth == 0
