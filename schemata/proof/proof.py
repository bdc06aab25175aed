"""A plan proved: the state it starts from is made in a scratch database, filled, changed by it, and looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import psycopg

from schemata import pipeline
from schemata.dialects.postgresql.connection import Server
from schemata.errors import ApplyFailed, SchemataError
from schemata.model import Schema
from schemata.model.text import write
from schemata.plan import Allowance, HazardCode, Removal
from schemata.proof import rows
from schemata.proof.scratch import scratch_database

_EVERYTHING = tuple(Allowance(code, "*", "a proof on a scratch copy") for code in HazardCode)


@dataclass(frozen=True, slots=True)
class Proof:
    """What is proved.

    `before` are the schemas of the start, in the order of making; `desired` is what one of them, or one more, is to be.
    """

    before: tuple[Schema, ...]
    desired: Schema
    removal: Removal


def prove(server: Server, beside: str, proof: Proof) -> str | None:
    """What is wrong with the plan, None where it holds: it makes what is desired, nothing is left, rows stay.

    `beside` is a database of the server to connect to. Raises SchemataError where nothing can be proved.
    """
    try:
        return _attempt(server, beside, proof, rows.seed)
    except ApplyFailed as problem:
        if not is_of_data(problem):
            return str(problem)
    try:  # what rows were put in does not fit the plan: that says nothing about it
        return _attempt(server, beside, proof, lambda _: None)
    except ApplyFailed as problem:
        return str(problem)


def is_of_data(problem: ApplyFailed) -> bool:
    """Whether rows, not the plan, made a statement fail (SQLSTATE classes 22 and 23)."""
    cause = problem.__context__
    while cause is not None and not isinstance(cause, psycopg.Error):
        cause = cause.__context__
    return cause is not None and (cause.sqlstate or "")[:2] in ("22", "23")


def _attempt(server: Server, beside: str, proof: Proof, seed: rows.Seed) -> str | None:
    with scratch_database(server, beside) as database:
        _start(server, database, proof.before)
        with server.connect(database) as connection:
            seed(connection)
            before = rows.contents(connection)
        _apply(server, database, proof.desired, proof.removal)
        with server.connect(database) as connection:
            lost = sorted(rows.lost(before, rows.contents(connection)))
        (left,) = pipeline.preview_all(server, database, [write(proof.desired)], removal=proof.removal)
    if left.statements:
        return "it does not make what is desired; still to do are\n" + "\n".join(left.statements)
    return "; ".join(lost) or None


def _start(server: Server, database: str, schemas: Sequence[Schema]) -> None:
    for name in pipeline.schema_names(server, database):
        pipeline.adopt(server, database, name)
    try:
        for schema in schemas:
            _apply(server, database, schema, Removal.DROP)
    except ApplyFailed as problem:
        raise SchemataError(f"the start of the plan cannot be made in a scratch database: {problem}") from None


def _apply(server: Server, database: str, schema: Schema, removal: Removal) -> None:
    pipeline.apply(server, database, write(schema), _EVERYTHING, applied_by="proof", removal=removal)
