"""The canonical text of a schema: how a definition travels to the provider and is shown in a preview.

One line an object, every line names its table, so that a line of a diff can be read alone. It begins with `@`, which no
YAML or JSON document does: Pulumi then shows a change of it as a diff of lines.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from schemata.model.schema import Schema
from schemata.model.table import Table
from schemata.model.text.error import TextError
from schemata.model.text.facts import facts
from schemata.model.text.table_reader import TableReader
from schemata.model.text.tokens import Tokens
from schemata.model.text.wrapping import join


def write(schema: Schema) -> str:
    """The canonical text, ending in a newline."""
    return "".join(f"{line}\n" for fact in facts(schema) for line in fact.lines())


def digest(text: str) -> str:
    """The digest of a canonical text."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def parse(text: str) -> Schema:
    """Reads a canonical text. Raises TextError with the number of the line."""
    schema = Schema("")
    tables: dict[str, TableReader] = {}
    for number, line in join(text.removesuffix("\n").split("\n")):
        tokens = Tokens(line, number)
        if line.startswith("@"):
            schema = _read_header(schema, tokens)
        else:
            table = tokens.name()
            tables.setdefault(table, TableReader(table)).read(tokens)
        tokens.finish()
    if not schema.name:
        raise TextError("line 1: expected '@schema' and the schema's name")
    return replace(schema, tables=_sorted(reader.table() for reader in tables.values()))


def _sorted(tables: Iterable[Table]) -> tuple[Table, ...]:
    return tuple(sorted(tables, key=lambda table: table.name))


def _read_header(schema: Schema, tokens: Tokens) -> Schema:
    if tokens.accept("@comment"):
        return replace(schema, comment=tokens.text())
    tokens.demand("@schema")
    name = tokens.name()
    return replace(schema, name=name, renamed_from=tokens.name() if tokens.accept("renamed-from") else None)
