"""Quoting for PostgreSQL: the only place where a name or a text becomes part of an SQL statement."""

from __future__ import annotations

MAX_IDENTIFIER_BYTES = 63
"""Postgres cuts longer names off silently (NAMEDATALEN - 1, counted in bytes of UTF-8)."""


def identifier(name: str) -> str:
    """Return `name` as a quoted identifier.

    It is always quoted, so that key words, capitals and spaces mean themselves.

    Raises:
        ValueError: the name is empty, longer than 63 bytes in UTF-8, or holds what Postgres cannot store.
    """
    size = len(_encoded(name, "a name"))
    if size == 0:
        raise ValueError("a name must not be empty: give the object a name")
    if size > MAX_IDENTIFIER_BYTES:
        raise ValueError(f"name {name!r} has {size} bytes, Postgres allows {MAX_IDENTIFIER_BYTES}: shorten it")
    return '"' + name.replace('"', '""') + '"'


def qualified(schema: str, name: str) -> str:
    """Return `schema.name`, both quoted. Raises what `identifier` raises."""
    return f"{identifier(schema)}.{identifier(name)}"


def literal(text: str) -> str:
    """Return `text` as a string literal that means the same whatever `standard_conforming_strings` says.

    Raises:
        ValueError: the text holds what Postgres cannot store (NUL, half of a surrogate pair).
    """
    _encoded(text, "a text")
    quoted = "'" + text.replace("'", "''") + "'"
    return "E" + quoted.replace("\\", "\\\\") if "\\" in quoted else quoted


def _encoded(text: str, what: str) -> bytes:
    """Return the UTF-8 bytes. The text itself stays out of the error: it may be a password."""
    if "\0" in text:
        raise ValueError(f"{what} must not hold a NUL character: remove it")
    try:
        return text.encode()
    except UnicodeEncodeError as problem:
        raise ValueError(f"{what} must be valid Unicode: character {problem.start + 1} is half of a pair") from None
