"""SQL scripts: cut into statements, and loaded however their statements are ordered."""

from __future__ import annotations

import re
from collections.abc import Iterator

import psycopg

from schemata.dialects.postgresql.connection import reason
from schemata.dialects.postgresql.quoting import identifier

_PIECE = re.compile(
    r"""(?P<comment>--[^\n]*|/\*.*?\*/)
      | (?P<quoted>(?<![\w$])[eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|(?<![\w$])(?P<tag>\$(?:[A-Za-z_]\w*)?\$).*?(?P=tag))
      | (?P<word>\b\w+\b)
      | (?P<end>;)
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_MISSING_ROLE = re.compile(r'^role "(?P<name>.+)" does not exist')


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
    """Runs a script in autocommit; what fails is tried again after the rest, and roles are made as they are missed.

    Raises DoesNotLoad.
    """
    waiting = list(statements(text))
    while waiting:
        failed = [(statement, problem) for statement in waiting if (problem := _problem(connection, statement))]
        if len(failed) == len(waiting):
            raise DoesNotLoad(f"{failed[0][1]}: {' '.join(failed[0][0].split())[:120]}")
        waiting = [statement for statement, _ in failed]


def _problem(connection: psycopg.Connection, statement: str) -> str | None:
    try:
        connection.execute(statement.encode())
    except psycopg.Error as error:
        missing = _MISSING_ROLE.match(str(error))
        if missing is None:
            return reason(error)
        _make_role(connection, missing["name"])
        return _problem(connection, statement)
    return None


def _make_role(connection: psycopg.Connection, name: str) -> None:
    try:
        connection.execute(f"CREATE ROLE {identifier(name)}".encode())
    except (psycopg.errors.UniqueViolation, psycopg.errors.DuplicateObject):
        return  # the other worker was first
