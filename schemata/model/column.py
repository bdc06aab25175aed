"""A column of a table."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from schemata.model.data_type import DataType
from schemata.model.sequence import Numbering


class Identity(StrEnum):
    """How an identity column takes its value (`GENERATED ALWAYS | BY DEFAULT AS IDENTITY`)."""

    ALWAYS = "always"
    BY_DEFAULT = "by-default"


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `default` and `generated` are SQL expressions; at most one of default, generated and identity is set.

    `virtual`: the generated value is computed when it is read. `numbering` is an identity's, None for what Postgres
    takes by itself. `storage` (plain, main, external, extended), `compression` (pglz, lz4) and `statistics` are
    None where they are the type's and server's own.

    `renamed_from` is a hint for the diff, not a property of the column: two columns that differ only there are equal.
    """

    name: str
    type: DataType
    nullable: bool = True
    default: str | None = None
    generated: str | None = None
    identity: Identity | None = None
    collation: str | None = None
    virtual: bool = False
    numbering: Numbering | None = None
    storage: str | None = None
    compression: str | None = None
    statistics: int | None = None
    comment: str | None = None
    renamed_from: str | None = field(default=None, compare=False)
    needs: tuple[str, ...] = field(default=(), compare=False)
