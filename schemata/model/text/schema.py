"""The canonical text of a schema: how a definition travels to the provider and is shown in a preview.

One line an object, every line names its table, so that a line of a diff can be read alone. It begins with `@`, which no
YAML or JSON document does: Pulumi then shows a change of it as a diff of lines. What stands beside tables has
`@` and its kind in front.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from schemata.model.schema import Schema
from schemata.model.text.access import DEFAULT_PRIVILEGES, GRANTS
from schemata.model.text.error import TextError
from schemata.model.text.facts import facts
from schemata.model.text.fields import NAME, TEXT, read
from schemata.model.text.kinds import OBJECTS
from schemata.model.text.relation_reader import RelationReader
from schemata.model.text.tokens import Tokens
from schemata.model.text.wrapping import join
from schemata.model.view import MaterializedView, View

_KINDS = {f"@{kind.word}": (attribute, kind) for attribute, kind in OBJECTS.items()}
_ATTACHED = {"comment": TEXT, "owner": NAME, "grants": GRANTS}


def write(schema: Schema) -> str:
    """The canonical text, ending in a newline."""
    return "".join(f"{line}\n" for fact in facts(schema) for line in fact.lines())


def digest(text: str) -> str:
    """The digest of a canonical text."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def parse(text: str) -> Schema:
    """Reads a canonical text. Raises TextError with the number of the line."""
    reader = _SchemaReader()
    for number, line in join(text.removesuffix("\n").split("\n")):
        tokens = Tokens(line, number)
        reader.read(tokens, number, is_header=line.startswith("@"))
        tokens.finish()
    return reader.schema()


class _SchemaReader:
    """What was read so far."""

    def __init__(self) -> None:
        self._own: dict[str, Any] = {}
        self._objects: dict[tuple[str, str], Any] = {}
        self._relations: dict[str, RelationReader] = {}
        self._lines: dict[str, int] = {}

    def read(self, tokens: Tokens, number: int, *, is_header: bool) -> None:
        """Reads one logical line. Raises TextError."""
        if is_header:
            self._read_header(tokens.word(), tokens)
        else:
            name = tokens.name()
            self._lines.setdefault(name, number)
            self._relations.setdefault(name, RelationReader(name)).read(tokens)

    def _read_header(self, word: str, tokens: Tokens) -> None:
        if word == "@schema":
            renamed = {"name": tokens.name(), "renamed_from": tokens.name() if tokens.accept("renamed-from") else None}
            self._own |= renamed
        elif word == "@comment":
            self._own["comment"] = tokens.text()
        elif word == "@owner":
            self._own["owner"] = tokens.name()
        elif word == "@grants":
            self._own["grants"] = GRANTS.read(tokens)
        elif word == "@default-privileges":
            self._own["default_privileges"] = DEFAULT_PRIVILEGES.read(tokens)
        elif word in _KINDS:
            attribute, kind = _KINDS[word]
            key = tokens.name()
            values = {"name": key} | read(tokens, (*kind.fields, *kind.hints))
            self._objects[attribute, key] = kind.type(**values)
        else:
            self._read_attached(word, tokens)

    def _read_attached(self, word: str, tokens: Tokens) -> None:
        """A comment, an owner or grants of an object whose own line was read before."""
        kind, _, what = word.rpartition("-")
        key = (_KINDS[kind][0], tokens.name()) if kind in _KINDS else ("", "")
        if key not in self._objects or what not in _ATTACHED:
            raise tokens.error(f"'@schema', or the object's own line before {word!r}")
        value = _ATTACHED[what].read(tokens)
        self._objects[key] = replace(self._objects[key], **{what: value})

    def schema(self) -> Schema:
        """The schema of all lines. Raises TextError."""
        if not self._own.get("name"):
            raise TextError("line 1: expected '@schema' and the schema's name")
        self._demand_owners()
        tables = (self._relations[name].table() for name in sorted(self._relations) if self._relations[name].is_table)
        objects = {attribute: self._of(attribute) for attribute in OBJECTS}
        return Schema(**(self._own | objects | {"tables": tuple(tables)}))

    def _demand_owners(self) -> None:
        """Demands that whatever has parts has a line of its own."""
        views = {name for attribute, name in self._objects if attribute in ("views", "materialized_views")}
        for name, reader in self._relations.items():
            if not reader.is_table and name not in views:
                raise TextError(f"line {self._lines[name]}: expected the line of table or view {name!r} as well")

    def _of(self, attribute: str) -> tuple[Any, ...]:
        keys = sorted(key for key in self._objects if key[0] == attribute)
        return tuple(self._with_parts(self._objects[key]) for key in keys)

    def _with_parts(self, item: Any) -> Any:
        reader = self._relations.get(item.name)
        if reader is None or reader.is_table:
            return item
        if isinstance(item, View):
            return reader.view(item)
        return reader.materialized_view(item) if isinstance(item, MaterializedView) else item
