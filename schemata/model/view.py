"""Views and materialised views."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from schemata.model.access import Grant
from schemata.model.data_type import DataType
from schemata.model.index import Index
from schemata.model.option import Option
from schemata.model.trigger import Trigger


class CheckOption(StrEnum):
    """Whether rows written through a view must be seen by it, or by the views below it as well."""

    LOCAL = "local"
    CASCADED = "cascaded"


@dataclass(frozen=True, slots=True)
class ViewColumn:
    """A column of a view: what its query says, so that only its comment is compared."""

    name: str
    type: DataType | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class View:
    """A view. `query` has no semicolon; `columns` are () where they are not known."""

    name: str
    query: str
    columns: tuple[ViewColumn, ...] = field(default=(), compare=False)
    security_barrier: bool = False
    security_invoker: bool = False
    check_option: CheckOption | None = None
    triggers: tuple[Trigger, ...] = ()
    comment: str | None = None
    owner: str | None = None
    grants: tuple[Grant, ...] | None = None
    renamed_from: str | None = field(default=None, compare=False)
    needs: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class MaterializedView:
    """A materialised view with its indexes."""

    name: str
    query: str
    columns: tuple[ViewColumn, ...] = field(default=(), compare=False)
    options: tuple[Option, ...] = ()
    indexes: tuple[Index, ...] = ()
    comment: str | None = None
    owner: str | None = None
    grants: tuple[Grant, ...] | None = None
    renamed_from: str | None = field(default=None, compare=False)
    needs: tuple[str, ...] = field(default=(), compare=False)
