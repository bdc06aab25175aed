"""Row-level security."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from schemata.model.access import PUBLIC


class RowSecurity(StrEnum):
    """Whether policies decide which rows of a table a role sees; forced: the table's owner too."""

    NONE = "none"
    ENABLED = "enabled"
    FORCED = "forced"
    FORCED_DISABLED = "forced-disabled"
    """FORCE is set, but row security is not enabled."""


class Command(StrEnum):
    """What a policy is for."""

    ALL = "all"
    SELECT = "select"
    INSERT = "insert"
    UPDATE = "update"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy of a table. `roles` are sorted; expressions are without their outer parentheses."""

    name: str
    command: Command = Command.ALL
    permissive: bool = True
    roles: tuple[str, ...] = (PUBLIC,)
    using: str | None = None
    check: str | None = None
    comment: str | None = None
    renamed_from: str | None = field(default=None, compare=False)
    needs: tuple[str, ...] = field(default=(), compare=False)
