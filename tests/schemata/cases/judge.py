"""What becomes of one case: both directions planned, applied and compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from traceback import extract_tb

import psycopg

from schemata import pipeline
from schemata.dialects.postgresql import catalogue
from schemata.dialects.postgresql.catalogue import Catalogue
from schemata.dialects.postgresql.connection import Server
from schemata.errors import ApplyFailed
from schemata.model.text import parse, write
from schemata.ordering import in_order, in_stages
from schemata.plan import Allowance, HazardCode, Removal
from schemata.proof import rows
from schemata.proof.proof import is_of_data
from tests.schemata.cases.case import Case
from tests.schemata.cases.scratch import Scratch
from tests.schemata.cases.script import DoesNotLoad

_SCHEMAS = """
SELECT nspname::text FROM pg_catalog.pg_namespace
WHERE nspname !~ '^pg_|__archived?_' AND nspname NOT IN ('information_schema', 'schemata') ORDER BY nspname
"""
_EVERYTHING = tuple(Allowance(code, "*", "a test") for code in HazardCode)


class Outcome(StrEnum):
    """How a direction of a case ends."""

    CONVERGED = "converged"
    REFUSED = "refused"
    NOT_APPLICABLE = "not applicable"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True, order=True)
class Verdict:
    """How one direction of a case ended. `reason` is empty where it converged."""

    outcome: Outcome
    case: str
    direction: str
    reason: str = ""


class Wrong(Exception):
    """Something is not as it has to be; the text says what."""


@dataclass(frozen=True, slots=True)
class Place:
    """A server with the database that is changed and the one that shows what it has to become."""

    server: Server
    live: Scratch
    goal: Scratch


@dataclass(frozen=True, slots=True)
class State:
    """A state of a database: the canonical text of each schema, and the dump."""

    texts: Mapping[str, str]
    dump: frozenset[str]


def judge(place: Place, case: Case) -> Iterator[Verdict]:
    """The verdicts of both directions."""
    before, after = f"{case.setup}\n;{case.before}", f"{case.setup}\n;{case.after}"
    try:
        _load(place.live, before)
        _load(place.goal, after)
    except DoesNotLoad as problem:
        yield from _both(case, Outcome.NOT_APPLICABLE, f"does not load: {problem}")
        return
    sides = _look(place.server, place.live), _look(place.server, place.goal)
    if unmodelled := sorted({f"{item.kind} {item.schema}.{item.name}" for side in sides for item in side.unmodelled}):
        yield from _both(case, Outcome.REFUSED, ", ".join(unmodelled))
        return
    old, new = (_state(side, scratch) for side, scratch in zip(sides, (place.live, place.goal), strict=True))
    forward = _directed(place, case.name, "forward", before, new)
    yield forward
    if forward.outcome is not Outcome.CONVERGED:
        _load(place.live, after)
    yield _directed(place, case.name, "backward", after, old)


def crashed(case: Case, problem: Exception) -> Iterator[Verdict]:
    """The verdicts of a case at which the engine or this runner failed with a problem of no known kind."""
    yield from _both(case, Outcome.WRONG, _text(problem))


def _both(case: Case, outcome: Outcome, reason: str) -> Iterator[Verdict]:
    for direction in ("forward", "backward"):
        yield Verdict(outcome, case.name, direction, " ".join(reason.split()))


def _load(scratch: Scratch, text: str) -> None:
    scratch.clear()
    scratch.load(text)


def _look(server: Server, scratch: Scratch) -> Catalogue:
    with server.connect(scratch.name) as connection, catalogue.snapshot(connection):
        return catalogue.read(connection, _schemas(connection))


def _schemas(connection: psycopg.Connection) -> list[str]:
    return [name for (name,) in connection.execute(_SCHEMAS)]


def _state(found: Catalogue, scratch: Scratch) -> State:
    return State({schema.name: write(schema) for schema in in_order(found.schemas.values())}, scratch.dump())


def _directed(place: Place, case: str, direction: str, start: str, goal: State) -> Verdict:
    try:
        try:
            _with_rows(place, goal)
        except ApplyFailed as problem:
            if not is_of_data(problem):
                raise
            _load(place.live, start)
            _converge(place, goal)
    except Exception as problem:
        return Verdict(Outcome.WRONG, case, direction, _text(problem))
    return Verdict(Outcome.CONVERGED, case, direction)


def _text(problem: Exception) -> str:
    text = " ".join(str(problem).split())
    if isinstance(problem, Wrong | ApplyFailed):
        return text
    place = extract_tb(problem.__traceback__)[-1]
    return f"{type(problem).__name__}: {text} ({place.filename}:{place.lineno})"


def _with_rows(place: Place, goal: State) -> None:
    with _session(place.live) as connection:
        rows.seed(connection)
        before = rows.contents(connection)
    _converge(place, goal)
    with _session(place.live) as connection:
        after = rows.contents(connection)
    if found := sorted(rows.lost(before, after)):
        raise Wrong("; ".join(found))


@contextmanager
def _session(scratch: Scratch) -> Iterator[psycopg.Connection]:
    with psycopg.connect(scratch.url, autocommit=True) as connection:
        yield connection


def _converge(place: Place, goal: State) -> None:
    """Makes the live database what the goal says; raises Wrong where it is not so afterwards."""
    server, database = place.server, place.live.name
    live = _look(server, place.live).schemas
    for name in live:
        pipeline.adopt(server, database, name)
    statements: list[str] = []
    first, last = in_stages(live, [parse(text) for text in goal.texts.values()])
    for schema in (*first, *last):
        done = pipeline.apply(server, database, write(schema), _EVERYTHING, applied_by="case", removal=Removal.DROP)
        statements += done.statements
    for schema in reversed(in_order(schema for name, schema in live.items() if name not in goal.texts)):
        pipeline.drop(server, database, schema.name)
    script = "\n".join(statements)
    if difference := _difference(place.live.dump(), goal.dump):
        raise Wrong(f"dumps differ: {difference}\nafter {script}")
    for text in goal.texts.values():
        again = pipeline.preview(server, database, text, text)
        if again.statements:
            raise Wrong(f"second plan: {'; '.join(again.statements)}\nafter {script}")


def _difference(live: frozenset[str], goal: frozenset[str]) -> str:
    surplus = [f"+ {item}" for item in sorted(live - goal)]
    missing = [f"- {item}" for item in sorted(goal - live)]
    return "\n".join((*missing, *surplus))
