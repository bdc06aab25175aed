"""Statements on functions and procedures."""

from __future__ import annotations

from collections.abc import Iterator

from schemata.dialects.postgresql.quoting import identifier, literal, qualified
from schemata.dialects.postgresql.render.data_types import type_name
from schemata.dialects.postgresql.render.expressions import enclosed
from schemata.model import Argument, ArgumentMode, Function, Option, Parallel, Routine, Volatility

_LISTS = frozenset({"search_path", "temp_tablespaces", "session_preload_libraries", "local_preload_libraries"})


def create(function: Function, schema_name: str) -> str:
    """The statement that makes a function. Its body is text: no name in it is looked up while it is made."""
    kind = "PROCEDURE" if function.kind is Routine.PROCEDURE else "FUNCTION"
    arguments = ", ".join(map(_argument, function.arguments))
    head = f"CREATE {kind} {qualified(schema_name, function.name)}({arguments})"
    return "\n".join((head, *(f"  {part}" for part in _attributes(function)), _body(function)))


def _argument(argument: Argument) -> str:
    words = [] if argument.mode is ArgumentMode.IN else [argument.mode.value.upper()]
    if argument.name:
        words.append(identifier(argument.name))
    words.append(type_name(argument.type))
    if argument.default is not None:
        words.append(f"DEFAULT {enclosed(argument.default)}")
    return " ".join(words)


def _attributes(function: Function) -> Iterator[str]:
    if function.returns is not None and function.kind is Routine.FUNCTION:
        yield f"RETURNS {function.returns}"
    yield f"LANGUAGE {identifier(function.language)}"
    if function.window:
        yield "WINDOW"
    if function.volatility is not Volatility.VOLATILE:
        yield function.volatility.value.upper()
    if function.leakproof:
        yield "LEAKPROOF"
    if function.strict:
        yield "STRICT"
    if function.security_definer:
        yield "SECURITY DEFINER"
    if function.parallel is not Parallel.UNSAFE:
        yield f"PARALLEL {function.parallel.value.upper()}"
    if function.cost is not None:
        yield f"COST {function.cost}"
    if function.rows is not None:
        yield f"ROWS {function.rows}"
    yield from (f"SET {identifier(option.name)} TO {_setting(option)}" for option in function.settings)


def _setting(option: Option) -> str:
    """The value as pg_dump writes it: a list of names stays a list, everything else is one text."""
    if option.value == '""':
        return "''"
    return option.value if option.name in _LISTS and option.value else literal(option.value)


def _body(function: Function) -> str:
    return function.body if function.standard else f"AS {_dollar_quoted(function.body)}"


def _dollar_quoted(text: str) -> str:
    tag, number = "$$", 0
    while tag[:-1] in text or text.endswith("$"):
        number += 1
        tag = f"$body{number if number > 1 else ''}$"
        if tag not in text:
            break
    return f"{tag}{text}{tag}"
