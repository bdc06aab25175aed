"""Sequences, and the numbering of identity columns."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemata.model.access import Grant
from schemata.model.data_type import DataType

BIGINT = DataType("bigint")
"""What a sequence counts in unless it is told otherwise."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """How a sequence counts. None is what Postgres takes by itself for the type and direction."""

    start: int | None = None
    increment: int = 1
    minimum: int | None = None
    maximum: int | None = None
    cache: int = 1
    cycle: bool = False


@dataclass(frozen=True, slots=True)
class OwnedBy:
    """The column of the same schema with which a sequence is dropped."""

    table: str
    column: str


@dataclass(frozen=True, slots=True)
class Sequence:
    """A sequence that is no identity column's."""

    name: str
    type: DataType = BIGINT
    numbering: Numbering = Numbering()
    owned_by: OwnedBy | None = None
    unlogged: bool = False
    comment: str | None = None
    owner: str | None = None
    grants: tuple[Grant, ...] | None = None
    renamed_from: str | None = field(default=None, compare=False)
    needs: tuple[str, ...] = field(default=(), compare=False)
