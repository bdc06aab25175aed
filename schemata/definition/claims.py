"""What a definition claims to be there: types, functions, tables, columns that stand elsewhere in its schema.

A file is read alone, and an object model stands in many schemas. So names of the own schema's objects are written
behind `OWN`, which becomes the schema's name when the definition is placed in one, and what is named is checked there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

OWN = "\0"
"""Stands for the name of the schema that a definition is placed in. No definition file can hold this character."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One of the things that `keys` name has to be there, else `message` says what is wrong.

    Without a message nothing has to be there: the keys only say what may be needed.
    """

    keys: tuple[str, ...]
    message: str = ""


def key(kind: str, schema: str | None, *names: str) -> str:
    """The key of a thing: its kind, its schema (None for the own one) and its name. See `directory` for the kinds."""
    return " ".join((kind, OWN if schema is None else schema, *names))


def needs(claims: Iterable[Claim]) -> tuple[str, ...]:
    """What an object with these claims needs, as keys; they become subjects when the definition is placed."""
    return tuple(sorted({found for claim in claims for found in claim.keys}))
