"""Functions and procedures."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from schemata.model.access import Grant
from schemata.model.data_type import DataType
from schemata.model.option import Option


class Routine(StrEnum):
    """What CREATE calls it."""

    FUNCTION = "function"
    PROCEDURE = "procedure"


class ArgumentMode(StrEnum):
    """How an argument is passed. Columns of RETURNS TABLE are no arguments."""

    IN = "in"
    OUT = "out"
    INOUT = "inout"
    VARIADIC = "variadic"


class Volatility(StrEnum):
    """What the function's result depends on."""

    IMMUTABLE = "immutable"
    STABLE = "stable"
    VOLATILE = "volatile"


class Parallel(StrEnum):
    """Whether the function may run in a parallel worker."""

    UNSAFE = "unsafe"
    RESTRICTED = "restricted"
    SAFE = "safe"


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument; `name` is empty where it has none."""

    name: str
    type: DataType
    mode: ArgumentMode = ArgumentMode.IN
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Function:
    """A function or procedure, told from others by its name and the types of its arguments.

    Args:
        returns: as SQL: `integer`, `SETOF public.orders`, `TABLE(id integer, name text)`, `trigger`; None for
            procedures, and where arguments are OUT or INOUT as pg_get_function_result prints it.
        body: the text between the quotes, compared as text; where `standard` is set, the SQL from BEGIN ATOMIC or
            RETURN on, as Postgres prints it.
        cost, rows: None for what Postgres takes by itself (100, or 1 for C; 1000).
        settings: what is SET while it runs, sorted.
    """

    name: str
    arguments: tuple[Argument, ...]
    returns: str | None
    language: str
    body: str
    standard: bool = False
    kind: Routine = Routine.FUNCTION
    window: bool = False
    volatility: Volatility = Volatility.VOLATILE
    strict: bool = False
    security_definer: bool = False
    leakproof: bool = False
    parallel: Parallel = Parallel.UNSAFE
    cost: str | None = None
    rows: str | None = None
    settings: tuple[Option, ...] = ()
    comment: str | None = None
    owner: str | None = None
    grants: tuple[Grant, ...] | None = None
    renamed_from: str | None = field(default=None, compare=False)
    needs: tuple[str, ...] = field(default=(), compare=False)

    @property
    def types(self) -> tuple[DataType, ...]:
        """The types that tell it from others of its name: of all arguments but OUT."""
        return tuple(item.type for item in self.arguments if item.mode is not ArgumentMode.OUT)

    @property
    def signature(self) -> str:
        """The name with those types: `total(integer,text)`. It stands for the function in subjects and paths."""
        return f"{self.name}({','.join(map(str, self.types))})"
