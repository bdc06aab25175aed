"""What the calls of `schemata.pipeline` return."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from schemata.dialects.postgresql.catalogue import Unmodelled
from schemata.diff import Change
from schemata.drift import Drift, DriftKind
from schemata.model import ObjectCounts, Schema
from schemata.plan import Plan, Refusal

__all__ = [
    "Applied",
    "Archived",
    "Drift",
    "DriftKind",
    "LiveSchema",
    "Preview",
    "Progress",
    "Unmodelled",
]

Progress = Callable[[int, int, str], None]
"""Called before each statement of an apply with its number (from 1), how many there are, and its SQL."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What an apply would do.

    `changes` say what differs, by object; `statements` are SQL in order, one for each of the plan's steps; `refusals`
    are hazards that stand in the way; `notes` are whole sentences for the reader; `live_changed` lists what somebody
    changed by hand since the last apply.
    """

    changes: tuple[Change, ...]
    plan: Plan
    statements: tuple[str, ...]
    refusals: tuple[Refusal, ...]
    notes: tuple[str, ...]
    unmodelled: tuple[Unmodelled, ...]
    live_changed: tuple[Drift, ...]


@dataclass(frozen=True, slots=True)
class Applied:
    """What an apply did. `live_digest` is a digest of all that is live afterwards."""

    statements: tuple[str, ...]
    seconds: float
    live_digest: str
    counts: ObjectCounts


@dataclass(frozen=True, slots=True)
class LiveSchema:
    """A live schema.

    `text` is its canonical text in the definition's own terms: an object that is as it was made has the definition's
    spelling, so an untouched schema has exactly the text that was applied. `ours`: this program made or
    adopted it.
    """

    text: str
    schema: Schema
    ours: bool
    live_digest: str
    drift: tuple[Drift, ...]
    unmodelled: tuple[Unmodelled, ...]


@dataclass(frozen=True, slots=True)
class Archived:
    """An entry of the archive. `table` is None where a whole schema was archived; `rows` is an estimate.

    `stands_as` is the name that it has now: a schema's, or `<schema>.<table>`.
    """

    id: int
    schema: str
    table: str | None
    stands_as: str
    archived_at: str
    rows: int | None
