"""Who owns an object, who may do what with it, and what new objects allow."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

PUBLIC = "public"
"""The grantee that stands for every role; no role can have this name."""


@dataclass(frozen=True, slots=True, order=True)
class Grant:
    """One privilege (`SELECT`, `USAGE`, ...) of one role. Without `columns` it is on the whole object.

    An object's `grants` are all entries of its access list but the owner's own, sorted: a function that was never
    touched has `Grant(PUBLIC, "EXECUTE")`. None stands for grants that a definition does not manage.
    """

    grantee: str
    privilege: str
    grantable: bool = False
    columns: tuple[str, ...] = ()


class DefaultKind(StrEnum):
    """The kinds of object that default privileges are for."""

    TABLES = "tables"
    SEQUENCES = "sequences"
    FUNCTIONS = "functions"
    TYPES = "types"


@dataclass(frozen=True, slots=True, order=True)
class DefaultPrivilege:
    """A privilege that objects get which `creator` makes in the schema from now on."""

    creator: str
    kind: DefaultKind
    grantee: str
    privilege: str
    grantable: bool = False
