"""A column's data type, under one canonical spelling for each type of Postgres."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Every other spelling that Postgres accepts or prints (manual, chapter 8, table 8.1) -> the canonical one.
ALIASES = {
    "bool": "boolean",
    "int2": "smallint",
    "int": "integer",
    "int4": "integer",
    "int8": "bigint",
    "float4": "real",
    "float": "double precision",
    "float8": "double precision",
    "decimal": "numeric",
    "character varying": "varchar",
    "character": "char",
    "bit varying": "varbit",
    "timestamp without time zone": "timestamp",
    "timestamp with time zone": "timestamptz",
    "time without time zone": "time",
    "time with time zone": "timetz",
}

_TYPE = re.compile(
    r"""^(?P<head>"(?:[^"]|"")+"|[a-z_][\w$ ]*?(?:\."(?:[^"]|"")+"|\.[\w$]+)?)\s*
        (?:\(\s*(?P<arguments>-?\d+(?:\s*,\s*-?\d+)*)\s*\))?\s*
        (?P<tail>(?:with|without)\ time\ zone)?\s*
        (?P<dimensions>(?:\[\d*\]\s*)*)$""",
    re.VERBOSE | re.IGNORECASE,
)


class DataTypeSyntaxError(ValueError):
    """The text is not the form of a data type. Whether the type exists is not checked here."""


@dataclass(frozen=True, slots=True)
class DataType:
    """A data type: canonical `name` (qualified by its schema unless built in), its numbers, 1 dimension for an array.

    `varchar(50)[]` is `DataType("varchar", (50,), 1)`.
    """

    name: str
    arguments: tuple[int, ...] = ()
    dimensions: int = 0

    def __str__(self) -> str:
        arguments = f"({','.join(map(str, self.arguments))})" if self.arguments else ""
        return f"{self.name}{arguments}{'[]' * self.dimensions}"

    @property
    def element(self) -> DataType:
        """The type of an array's elements; the type itself where it is no array."""
        return DataType(self.name, self.arguments)

    @classmethod
    def parse(cls, text: str) -> DataType:
        """Reads a type as people write it or as `format_type` prints it.

        Raises DataTypeSyntaxError.
        """
        match = _TYPE.match(" ".join(text.split()))
        if match is None:
            raise DataTypeSyntaxError(f"{text!r} does not read as a data type")
        name = _canonical(match["head"], match["tail"])
        arguments = tuple(int(number) for number in (match["arguments"] or "").split(",") if number)
        # Postgres forgets how many dimensions an array was declared with (manual, 8.15.1).
        return cls(*_with_default_arguments(name, arguments), 1 if match["dimensions"] else 0)


def _canonical(head: str, tail: str | None) -> str:
    name = head if '"' in head else head.lower()
    name = f"{name} {tail.lower()}" if tail else name
    return ALIASES.get(name, name)


def _with_default_arguments(name: str, arguments: tuple[int, ...]) -> tuple[str, tuple[int, ...]]:
    """`char` is `char(1)`, `numeric(5)` is `numeric(5,0)` and `float(24)` is `real`, as Postgres reads them."""
    if name == "char" and not arguments:
        return name, (1,)
    if name == "numeric" and len(arguments) == 1:
        return name, (arguments[0], 0)
    if name == "double precision" and arguments:
        return ("real" if arguments[0] <= 24 else name), ()
    return name, arguments
