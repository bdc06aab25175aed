"""Triggers of tables and views."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from schemata.model.constraint import Deferrable


class Timing(StrEnum):
    """When a trigger fires."""

    BEFORE = "before"
    AFTER = "after"
    INSTEAD_OF = "instead-of"


class Event(StrEnum):
    """What a trigger fires for."""

    INSERT = "insert"
    UPDATE = "update"
    DELETE = "delete"
    TRUNCATE = "truncate"


class Firing(StrEnum):
    """In which sessions a trigger fires (`session_replication_role`)."""

    ORIGIN = "origin"
    DISABLED = "disabled"
    REPLICA = "replica"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger. `events` stand in the order of Event; `function_schema` is None for the own schema.

    `when` is an expression without its outer parentheses. A `constraint` trigger may be deferrable.
    """

    name: str
    timing: Timing
    events: tuple[Event, ...]
    function: str
    function_schema: str | None = None
    arguments: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    each_row: bool = False
    when: str | None = None
    old_table: str | None = None
    new_table: str | None = None
    constraint: bool = False
    deferrable: Deferrable | None = None
    firing: Firing = Firing.ORIGIN
    comment: str | None = None
    renamed_from: str | None = field(default=None, compare=False)
    needs: tuple[str, ...] = field(default=(), compare=False)
