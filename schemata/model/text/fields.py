"""Fields of an object as tokens: what the lines of the canonical text are made of, described as a table a kind.

A positional field is always written; one with a keyword only where its value is not the default. Fields are written and
read in the order of the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from schemata.model.option import Option
from schemata.model.text.tokens import Tokens, free_text, name, names, parenthesised, type_name


@dataclass(frozen=True, slots=True)
class Codec:
    """How a value becomes tokens, and how it is read again."""

    write: Callable[[Any], Iterable[str]]
    read: Callable[[Tokens], Any]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an object; without a `keyword` it is positional. `default` is what is not written."""

    attribute: str
    codec: Codec
    keyword: str | None = None
    default: Any = None

    def write(self, item: object) -> Iterator[str]:
        """The tokens of this field of an object."""
        value = self.value(item)
        if self.keyword is None:
            yield from self.codec.write(value)
        elif value != self.default:
            yield self.keyword
            yield from self.codec.write(value)

    def read(self, tokens: Tokens) -> dict[str, Any]:
        """The value by attribute. Raises TextError."""
        is_there = self.keyword is None or tokens.accept(self.keyword)
        return self.named(self.codec.read(tokens) if is_there else self.default)

    def value(self, item: object) -> Any:
        """The value of an object's attribute."""
        return getattr(item, self.attribute)

    def named(self, value: Any) -> dict[str, Any]:
        """The value as an argument of the object's constructor."""
        return {self.attribute: value}


@dataclass(frozen=True, slots=True)
class QualifiedField(Field):
    """Two attributes that are one name: that of a schema, None for the own, and that of an object in it."""

    local: str = ""

    def value(self, item: object) -> Any:
        """Schema and name."""
        return getattr(item, self.attribute), getattr(item, self.local)

    def named(self, value: Any) -> dict[str, Any]:
        """Both as arguments."""
        return {self.attribute: value[0], self.local: value[1]}


def write(item: object, fields: Iterable[Field]) -> Iterator[str]:
    """The tokens of an object's fields."""
    for field in fields:
        yield from field.write(item)


def read(tokens: Tokens, fields: Iterable[Field]) -> dict[str, Any]:
    """The values of fields by attribute, for the constructor. Raises TextError."""
    values: dict[str, Any] = {}
    for field in fields:
        values |= field.read(tokens)
    return values


def _qualified(value: tuple[str | None, str]) -> list[str]:
    schema, local = value
    return [name(local) if schema is None else f"{name(schema)}.{name(local)}"]


def _read_qualified(tokens: Tokens) -> tuple[str | None, str]:
    first = tokens.name()
    return (first, tokens.name()) if tokens.accept(".") else (None, first)


NAME = Codec(lambda value: [name(value)], lambda tokens: tokens.name())
QUALIFIED = Codec(_qualified, _read_qualified)
TEXT = Codec(lambda value: [free_text(value)], lambda tokens: tokens.text())
TYPE = Codec(lambda value: [type_name(str(value))], lambda tokens: tokens.data_type())
NAMES = Codec(names, lambda tokens: tokens.names())
NUMBER = Codec(lambda value: [str(value)], lambda tokens: tokens.number())


def word(kind: type[StrEnum]) -> Codec:
    """A bare word out of a closed set."""
    return Codec(lambda value: [value.value], lambda tokens: tokens.choice(kind))


def constant(*, value: bool) -> Codec:
    """Nothing behind the keyword: that it is there says `value`."""
    return Codec(lambda _: [], lambda _: value)


def items(one: Codec) -> Codec:
    """A list in parentheses."""
    return Codec(
        lambda values: parenthesised([" ".join(one.write(value)) for value in values]),
        lambda tokens: tokens.items(lambda: one.read(tokens)),
    )


def record(make: Callable[..., Any], fields: tuple[Field, ...]) -> Codec:
    """An object that is written inside another one's line."""
    return Codec(lambda value: write(value, fields), lambda tokens: make(**read(tokens, fields)))


def flag(attribute: str, keyword: str, *, default: bool = False) -> Field:
    """A field that is true or false: the keyword says that it is not `default`."""
    return Field(attribute, constant(value=not default), keyword, default)


OPTIONS = Field("options", items(record(Option, (Field("name", NAME), Field("value", TEXT)))), "options", ())
RENAMED_FROM = Field("renamed_from", NAME, "renamed-from")
NEEDS = Field("needs", items(TEXT), "needs", ())
