"""Storage parameters inside statements."""

from __future__ import annotations

import re
from collections.abc import Iterable

from schemata.dialects.postgresql.quoting import literal
from schemata.dialects.postgresql.render import names
from schemata.model import Option
from schemata.plan import operations as op

_NAME = re.compile(r"[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)?\Z")


def with_options(options: Iterable[Option]) -> str:
    """The clause WITH (...), empty without options."""
    written = pairs(options)
    return f" WITH ({written})" if written else ""


def pairs(options: Iterable[Option]) -> str:
    """Names and values between commas. Raises ValueError where a name is more than a name."""
    return ", ".join(f"{name(option.name)} = {literal(option.value)}" for option in options)


def name(text: str) -> str:
    """The name of a parameter, which Postgres takes unquoted. Raises ValueError."""
    if not _NAME.match(text):
        raise ValueError(f"{text!r} is no name of a storage parameter; correct it")
    return text


def render(operation: op.SetOptions, schema_name: str) -> str:
    """The statement of an operation."""
    target = f"ALTER {names.of(operation.target, schema_name)}"
    if not operation.values:
        return f"{target} RESET ({', '.join(map(name, operation.reset))})"
    return f"{target} SET ({pairs(operation.values)})"
