"""When a step runs: the phases of a plan, and the ranks within a phase."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum, auto

from schemata.plan.operations import Operation


class Phase(StrEnum):
    """How steps are run, in the order of running."""

    PREPARATION = "preparation"
    """One after another, each committed by itself, before everything else: values of enums, partitions let go."""
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
    EXTENSION = auto()
    RENAME_TYPE = auto()
    RENAME_TABLE = auto()
    RENAME_COLUMN = auto()
    RENAME_OBJECT = auto()
    ALTER_TYPE = auto()
    DROP_PART = auto()
    DROP_VIEW = auto()
    DETACH_PARTITION = auto()
    DROP_FOREIGN_KEY = auto()
    DROP_CONSTRAINT = auto()
    DROP_INDEX = auto()
    RENAME_OWNED = auto()
    RELEASE_DEFAULT = auto()
    ARCHIVE_SCHEMA = auto()
    ARCHIVE_TABLE = auto()
    LOOSEN_COLUMN = auto()
    DROP_GENERATED = auto()
    DROP_COLUMN = auto()
    DROP_SEQUENCE = auto()
    DROP_FUNCTION = auto()
    DROP_TYPE = auto()
    DROP_EXTENSION = auto()
    CREATE_TYPE = auto()
    CREATE_SEQUENCE = auto()
    CREATE_FUNCTION = auto()
    CREATE_TABLE = auto()
    ATTACH_PARTITION = auto()
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
    OWN_SEQUENCE = auto()
    ADD_DOMAIN_CHECK = auto()
    ADD_KEY = auto()
    ADD_CHECK = auto()
    CREATE_INDEX = auto()
    SET_OPTION = auto()
    CREATE_VIEW = auto()
    CREATE_VIEW_INDEX = auto()
    CREATE_PART = auto()
    SET_FIRING = auto()
    ADD_FOREIGN_KEY = auto()
    VALIDATE = auto()
    DROP_RETIRED = auto()
    OWNER = auto()
    REVOKE = auto()
    GRANT = auto()
    DEFAULT_PRIVILEGES = auto()
    COMMENT = auto()
    DROP_SCHEMA = auto()


@dataclass(frozen=True, slots=True)
class Placed:
    """An operation and when it runs."""

    operation: Operation
    rank: Rank
    phase: Phase = Phase.TRANSACTION
