"""Qualified names inside types and expressions, as Postgres prints them."""

from __future__ import annotations

import re
from collections.abc import Callable

_PLAIN = re.compile(r"[a-z_][a-z0-9_]*\Z")
_PART = r'(?:"(?:[^"]|"")+"|[^\W\d][\w$]*)'
_QUALIFIED = re.compile(rf"""(?P<text>'(?:[^']|'')*')|(?P<schema>{_PART})\.(?P<name>{_PART})""")


def quoted(name: str) -> str:
    """A name as it stands in types and expressions."""
    return name if _PLAIN.match(name) else '"' + name.replace('"', '""') + '"'


def quoted_type(schema: str, name: str) -> str:
    """A type of a schema, as a name of DataType."""
    return f"{quoted(schema)}.{quoted(name)}"


def type_parts(text: str) -> tuple[str, str]:
    """Schema and name of a type; the schema is empty for Postgres's own."""
    match = _QUALIFIED.fullmatch(text)
    if match is None or match["text"]:
        return "", text
    return unquoted(match["schema"]), unquoted(match["name"])


def unquoted(name: str) -> str:
    """A name without its quotes."""
    return name[1:-1].replace('""', '"') if name.startswith('"') else name


def requalified(text: str, change: Callable[[str, str], tuple[str, str]]) -> str:
    """The text with each `schema.name` outside of texts under the names that `change` gives.

    A text before `::regclass` is a name as well: it is changed too.
    """

    def replace(match: re.Match[str]) -> str:
        if match["text"]:
            if text[match.end() :].startswith("::reg"):
                return "'" + requalified(match["text"][1:-1], change) + "'"
            return match["text"]
        before = unquoted(match["schema"]), unquoted(match["name"])
        after = change(*before)
        return match[0] if after == before else f"{quoted(after[0])}.{quoted(after[1])}"

    return _QUALIFIED.sub(replace, text)
