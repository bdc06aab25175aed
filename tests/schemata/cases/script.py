"""SQL scripts: cut into statements, and loaded however their statements are ordered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

import psycopg

from schemata.dialects.postgresql.connection import reason
from schemata.dialects.postgresql.quoting import identifier

_PIECE = re.compile(
    r"""(?P<comment>--[^\n]*|/\*.*?\*/)
      | (?P<quoted>(?<![\w$])[eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*")
      | (?<![\w$])(?P<tag>\$(?:[A-Za-z_]\w*)?\$).*?(?P=tag)
      | (?P<word>\b\w+\b)
      | (?P<end>;)
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_MISSING = re.compile(r'(?P<kind>role|schema) "(?P<name>.+?)" does not exist')


class DoesNotLoad(Exception):
    """A script that this server refuses; the text is its reason."""


def statements(text: str) -> Iterator[str]:
    """The statements of a script; a body in BEGIN ATOMIC ... END is one with its statement."""
    parts: list[str] = []
    depth, last = 0, ""
    for match in _PIECE.finditer(text):
        word = (match["word"] or "").upper()
        if word:
            depth += (word == "ATOMIC" and last == "BEGIN") or (depth > 0 and word == "CASE")
            depth -= depth > 0 and word == "END"
            last = word
        if match["end"] and not depth:
            yield from _whole(parts)
            parts = []
        elif not match["comment"]:
            parts.append(match[0])
        else:
            parts.append(" ")
    yield from _whole(parts)


def _whole(parts: list[str]) -> Iterator[str]:
    text = "".join(parts).strip()
    if text:
        yield text


def load(connection: psycopg.Connection, text: str) -> None:
    """Runs a script in autocommit; what fails is tried again after the rest; roles and schemas that it misses are made.

    Raises DoesNotLoad.
    """
    waiting = list(statements(text))
    while waiting:
        failed = [(statement, problem) for statement in waiting if (problem := _problem(connection, statement))]
        if len(failed) == len(waiting) and not _made_missing(connection, [problem for _, problem in failed]):
            raise DoesNotLoad(f"{failed[0][1]}: {' '.join(failed[0][0].split())[:120]}")
        waiting = [statement for statement, _ in failed]


def _problem(connection: psycopg.Connection, statement: str) -> str | None:
    try:
        connection.execute(statement.encode())
    except psycopg.Error as error:
        return reason(error)
    return None


def _made_missing(connection: psycopg.Connection, problems: list[str]) -> bool:
    """Makes the first role or schema that a problem misses."""
    for problem in problems:
        if missing := _MISSING.match(problem):
            with suppress(psycopg.errors.UniqueViolation, psycopg.errors.DuplicateObject):  # the other worker was first
                connection.execute(f"CREATE {missing['kind']} {identifier(missing['name'])}".encode())
            return True
    return False
