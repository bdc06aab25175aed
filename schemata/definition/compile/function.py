"""Functions and procedures."""

from __future__ import annotations

from collections.abc import Iterator

from schemata.definition.claims import OWN, Claim, needs
from schemata.definition.compile.access import ON_FUNCTION, compile_grants
from schemata.definition.compile.default import compile_default
from schemata.definition.compile.scope import UNREADABLE, Scope
from schemata.definition.kinds.function import OWN_SCHEMA, Number, Procedure, ResultTable
from schemata.definition.kinds.function import Argument as ArgumentSpec
from schemata.definition.kinds.function import Function as FunctionSpec
from schemata.definition.problem import Path
from schemata.definition.sql.data_types import type_claims
from schemata.definition.sql.functions import BUILT_IN
from schemata.definition.sql.quoting import plain
from schemata.definition.sql.words import words
from schemata.model import Argument, ArgumentMode, DataType, Function, Option, Parallel, Routine, Volatility

_PSEUDO = words(
    """
    trigger void record anyelement anyarray anynonarray anyenum anyrange anymultirange anycompatible
    anycompatiblearray anycompatiblenonarray anycompatiblerange anycompatiblemultirange
    """
)
_RESULT_ONLY = frozenset({"trigger", "void"})
# Settings whose value is SQL and not a text: a search path has a key of its own, the others are the server's.
_LISTS = words(
    "search_path temp_tablespaces session_preload_libraries local_preload_libraries shared_preload_libraries"
)
# How Postgres prints the types of a result.
_PRINTED = {
    "varchar": "character varying",
    "char": "character",
    "varbit": "bit varying",
    "timestamp": "timestamp without time zone",
    "timestamptz": "timestamp with time zone",
    "time": "time without time zone",
    "timetz": "time with time zone",
}


def compile_function(spec: FunctionSpec, scope: Scope) -> Function:
    """The model's function."""
    claims: list[Claim] = []
    arguments = _arguments(spec.arguments, claims, scope)
    returns = _returns(spec, arguments, claims, scope)
    many = bool(returns and returns.startswith(("SETOF ", "TABLE(")))
    if spec.rows is not None and not many:
        scope.refuse(("rows",), "only a function that gives many rows has this; remove the key")
    return Function(
        spec.name,
        arguments,
        returns,
        spec.language,
        spec.body,
        window=spec.window,
        volatility=Volatility(spec.volatility),
        strict=spec.strict,
        security_definer=spec.security_definer,
        leakproof=spec.leakproof,
        parallel=Parallel(spec.parallel),
        cost=_number(spec.cost, 100),
        rows=_number(spec.rows, 1000),
        settings=_settings(spec, scope),
        comment=spec.description,
        owner=spec.owner,
        grants=compile_grants(spec, ON_FUNCTION, (), scope),
        renamed_from=spec.renamed_from,
        needs=needs(claims),
    )


def compile_procedure(spec: Procedure, scope: Scope) -> Function:
    """The model's procedure."""
    claims: list[Claim] = []
    arguments = _arguments(spec.arguments, claims, scope)
    if any(argument.mode is ArgumentMode.OUT for argument in arguments):
        scope.refuse(("arguments",), "write inout for out: callers of a procedure name all its arguments")
    return Function(
        spec.name,
        arguments,
        _of_arguments(arguments),
        spec.language,
        spec.body,
        kind=Routine.PROCEDURE,
        security_definer=spec.security_definer,
        settings=_settings(spec, scope),
        comment=spec.description,
        owner=spec.owner,
        grants=compile_grants(spec, ON_FUNCTION, (), scope),
        renamed_from=spec.renamed_from,
        needs=needs(claims),
    )


def _arguments(specs: list[ArgumentSpec], claims: list[Claim], scope: Scope) -> tuple[Argument, ...]:
    found: list[Argument] = []
    for position, spec in enumerate(specs):
        path = ("arguments", position)
        if spec.name and spec.name in {other.name for other in found}:
            scope.refuse(path, f"argument {spec.name!r} stands twice; keep one of them")
        data_type = _type(spec.type, (*path, "type"), claims, scope)
        if data_type.name in _RESULT_ONLY:
            scope.refuse((*path, "type"), f"{spec.type!r} is a result only")
        default = compile_default(spec.default, data_type, (*path, "default"), scope)
        claims += default.claims if default else ()
        if default is None and spec.mode in ("in", "inout") and any(other.default for other in found):
            scope.refuse(path, "an argument behind one with a default needs a default too")
        found.append(Argument(spec.name or "", data_type, ArgumentMode(spec.mode), default.sql if default else None))
    return tuple(found)


def _type(text: str, path: Path, claims: list[Claim], scope: Scope) -> DataType:
    name = text.strip().lower()
    if name in _PSEUDO:
        return DataType(name)
    data_type = scope.type(text, path)
    if data_type != UNREADABLE and "(" in text:
        scope.refuse(path, f"Postgres takes no length here; write {text.partition('(')[0].strip()}")
    claims += type_claims(text, data_type)
    return DataType(data_type.name, (), data_type.dimensions)


def _returns(spec: FunctionSpec, arguments: tuple[Argument, ...], claims: list[Claim], scope: Scope) -> str | None:
    path = ("returns",)
    derived = _of_arguments(arguments)
    if isinstance(spec.returns, ResultTable):
        columns = [
            f"{plain(column.name)} {_printed(_type(column.type, (*path, 'table', i, 'type'), claims, scope))}"
            for i, column in enumerate(spec.returns.table)
        ]
        return f"TABLE({', '.join(columns)})"
    if spec.returns is None:
        if derived is None:
            scope.refuse((), "key 'returns' is missing; a function without a result returns void")
        return derived
    first, _, rest = spec.returns.strip().partition(" ")
    if first.lower() == "setof":
        return f"SETOF {_printed(_type(rest, path, claims, scope))}"
    returns = _printed(_type(spec.returns, path, claims, scope))
    if derived not in (None, returns):
        scope.refuse(path, f"the arguments give {derived}; remove the key")
    return returns


def _of_arguments(arguments: tuple[Argument, ...]) -> str | None:
    """The result that OUT and INOUT arguments make."""
    out = [item.type for item in arguments if item.mode in (ArgumentMode.OUT, ArgumentMode.INOUT)]
    if not out:
        return None
    return _printed(out[0]) if len(out) == 1 else "record"


def _printed(data_type: DataType) -> str:
    return _PRINTED.get(data_type.name, data_type.name) + "[]" * data_type.dimensions


def _number(value: Number | None, usual: int) -> str | None:
    return None if value is None or value == usual else f"{value:g}"


def _settings(spec: FunctionSpec | Procedure, scope: Scope) -> tuple[Option, ...]:
    if spec.name in BUILT_IN:
        scope.refuse(("name",), f"{spec.name!r} is a function of Postgres; choose another name")
    if spec.security_definer and spec.search_path is None:
        message = "a function with its owner's rights looks names up where the caller says; add search_path: [$schema]"
        scope.refuse(("security_definer",), message)
    for name in spec.settings:
        if name in _LISTS:
            scope.refuse(("settings", name), f"{name!r} is not set here; a search path has the key search_path")
    return tuple(sorted(_options(spec)))


def _options(spec: FunctionSpec | Procedure) -> Iterator[Option]:
    if spec.search_path is not None:
        path = ", ".join(OWN if entry == OWN_SCHEMA else plain(entry) for entry in spec.search_path)
        yield Option("search_path", path or '""')
    for name, value in spec.settings.items():
        yield Option(name, value)
