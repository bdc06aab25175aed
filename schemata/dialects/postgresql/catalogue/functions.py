"""Functions and procedures of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from schemata.dialects.postgresql.catalogue.address import Address
from schemata.dialects.postgresql.catalogue.options import options
from schemata.dialects.postgresql.catalogue.reading import Reading, grouped
from schemata.dialects.postgresql.catalogue.sql import IN_SCHEMAS, by_hand, comment
from schemata.model import Argument, ArgumentMode, DataType, Function, Parallel, Routine, Volatility

MODELLED = "p.prokind IN ('f', 'w', 'p') AND l.lanname NOT IN ('internal', 'c')"
"""The condition on pg_proc `p` and pg_language `l` that a function is of a kind that the model has."""

_QUERY = f"""
SELECT n.nspname, p.oid, p.proname, p.prokind,
       ARRAY(SELECT pg_catalog.format_type(u.argument, NULL)
             FROM unnest(coalesce(p.proallargtypes, p.proargtypes)) WITH ORDINALITY u (argument, place)
             ORDER BY u.place),
       p.proargmodes::text[], p.proargnames,
       ARRAY(SELECT pg_catalog.pg_get_function_arg_default(p.oid, place)
             FROM generate_series(1, cardinality(coalesce(p.proallargtypes, p.proargtypes::oid[]))) place
             WHERE p.pronargdefaults > 0),
       pg_catalog.pg_get_function_result(p.oid), l.lanname, p.prosrc, pg_catalog.pg_get_function_sqlbody(p.oid),
       p.provolatile, p.proisstrict, p.prosecdef, p.proleakproof, p.proparallel,
       CASE WHEN p.procost <> 100 THEN p.procost::text END,
       CASE WHEN p.prorows <> 1000 AND p.proretset THEN p.prorows::text END,
       p.proconfig, d.description, pg_catalog.pg_get_userbyid(p.proowner)::text
FROM pg_catalog.pg_namespace n
JOIN pg_catalog.pg_proc p ON p.pronamespace = n.oid
JOIN pg_catalog.pg_language l ON l.oid = p.prolang {comment("pg_proc", "p")}
WHERE {IN_SCHEMAS} AND {MODELLED} AND {by_hand("pg_proc", "p")}
"""  # noqa: S608 - constants
_MODES = {"i": ArgumentMode.IN, "o": ArgumentMode.OUT, "b": ArgumentMode.INOUT, "v": ArgumentMode.VARIADIC}
_VOLATILITIES = {"i": Volatility.IMMUTABLE, "s": Volatility.STABLE, "v": Volatility.VOLATILE}
_PARALLELS = {"u": Parallel.UNSAFE, "r": Parallel.RESTRICTED, "s": Parallel.SAFE}


class _Row(NamedTuple):
    schema: str
    oid: int
    name: str
    kind: str
    types: list[str]
    modes: list[str] | None
    names: list[str] | None
    defaults: list[str | None]
    result: str | None
    language: str
    source: str
    standard: str | None
    volatility: str
    strict: bool
    security_definer: bool
    leakproof: bool
    parallel: str
    cost: str | None
    rows: str | None
    settings: list[str] | None
    comment: str | None
    owner: str


def read(reading: Reading) -> Mapping[str, Sequence[Function]]:
    """The functions and procedures of each schema, by signature."""
    rows = (_Row(*row) for row in reading.rows(_QUERY))
    found = sorted(((row.schema, _function(row, reading)) for row in rows), key=lambda pair: pair[1].signature)
    return grouped(found)


def _function(row: _Row, reading: Reading) -> Function:
    address = Address("pg_proc", row.oid)
    return Function(
        row.name,
        tuple(_arguments(row)),
        row.result,
        row.language,
        row.source if row.standard is None else row.standard,
        standard=row.standard is not None,
        kind=Routine.PROCEDURE if row.kind == "p" else Routine.FUNCTION,
        window=row.kind == "w",
        volatility=_VOLATILITIES[row.volatility],
        strict=row.strict,
        security_definer=row.security_definer,
        leakproof=row.leakproof,
        parallel=_PARALLELS[row.parallel],
        cost=row.cost,
        rows=row.rows,
        settings=options(row.settings),
        comment=row.comment,
        owner=row.owner,
        grants=reading.grants_of(address),
        needs=reading.needs_of(address),
    )


def _arguments(row: _Row) -> Iterator[Argument]:
    names = row.names or [""] * len(row.types)
    modes = row.modes or ["i"] * len(row.types)
    defaults = row.defaults or [None] * len(row.types)
    for name, data_type, mode, default in zip(names, row.types, modes, defaults, strict=True):
        if mode in _MODES:  # a column of RETURNS TABLE is told by the result
            yield Argument(name, DataType.parse(data_type), _MODES[mode], default)
