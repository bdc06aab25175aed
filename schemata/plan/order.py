"""When a step runs: the phases of a plan, and the ranks within a phase."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum, auto

from schemata.plan.operations import Operation


class Phase(StrEnum):
    """How steps are run, in the order of running."""

    TRANSACTION = "transaction"
    """All in one transaction."""
    CONCURRENT = "concurrent"
    """One after another, outside of any transaction: index builds that let others write."""
    VALIDATION = "validation"
    """Each in a transaction of its own: what was built or added is made to hold."""
    FOREIGN_KEYS = "foreign-keys"
    """Each in a short transaction of its own: keys to other schemas, whose tables everybody shares."""


class Rank(IntEnum):
    """What comes before what within a phase: names are freed before they are taken, keys follow what they need."""

    SCHEMA = auto()
    RENAME_TABLE = auto()
    RENAME_COLUMN = auto()
    DROP_FOREIGN_KEY = auto()
    DROP_CONSTRAINT = auto()
    DROP_INDEX = auto()
    RENAME_OWNED = auto()
    ARCHIVE_SCHEMA = auto()
    ARCHIVE_TABLE = auto()
    LOOSEN_COLUMN = auto()
    DROP_GENERATED = auto()
    DROP_COLUMN = auto()
    CREATE_TABLE = auto()
    SET_TYPE = auto()
    ADD_COLUMN = auto()
    ADD_GENERATED = auto()
    SET_DEFAULT = auto()
    ADD_NOT_NULL_CHECK = auto()
    VALIDATE_NOT_NULL = auto()
    SET_NOT_NULL = auto()
    DROP_NOT_NULL_CHECK = auto()
    ADD_IDENTITY = auto()
    ALIGN_IDENTITY = auto()
    ADD_KEY = auto()
    ADD_CHECK = auto()
    CREATE_INDEX = auto()
    ADD_FOREIGN_KEY = auto()
    VALIDATE = auto()
    COMMENT = auto()


@dataclass(frozen=True, slots=True)
class Placed:
    """An operation and when it runs."""

    operation: Operation
    rank: Rank
    phase: Phase = Phase.TRANSACTION
