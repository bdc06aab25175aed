"""What the compilation of one table shares: its names, where it stands, and what was found wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from schemata.definition.claims import Claim
from schemata.definition.problem import Findings, Path, nearest
from schemata.definition.sql.data_types import parse_type, type_claim
from schemata.definition.sql.expression import Expression, Expressions
from schemata.definition.sql.functions import Use
from schemata.model import DataType

UNREADABLE = DataType("unknown")
"""Stands in for a type that was refused, so that what depends on it is not refused as well."""


@dataclass(frozen=True, slots=True)
class Notes:
    """What is noted while one file is compiled: problems, and what it claims to be there, each with its path."""

    findings: Findings
    expressions: Expressions
    claims: list[tuple[Path, Claim]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Scope:
    """The object that is compiled: `path` leads to it in its document, `columns` are the names that may be used."""

    table: str
    path: Path
    columns: frozenset[str]
    notes: Notes

    def refuse(self, path: Path, message: str) -> None:
        """Notes a problem of the value at `path` below the table."""
        self.notes.findings.add(self.path + path, message)

    def expect_columns(self, names: Iterable[str], path: Path) -> None:
        """Notes each name that is no column of the table, and each that stands twice."""
        seen: set[str] = set()
        for position, name in enumerate(names):
            if name not in self.columns:
                self.refuse((*path, position), self._no_column(name))
            if name in seen:
                self.refuse((*path, position), f"column {name!r} stands twice; keep one of them")
            seen.add(name)

    def expression(self, text: str, use: Use, path: Path) -> Expression:
        """The expression that `text` is; where it is none, the problem is noted and the text stands in for it."""
        try:
            found = self.notes.expressions.read(text, use)
        except ValueError as error:
            self.refuse(path, str(error))
            return Expression(text)
        own = tuple(self._own_column(parts, use, path) for parts in found.columns)
        for claim in found.claims:
            self.claim(claim, path)
        return Expression(found.sql, own, found.claims, found.outputs)

    def type(self, text: str, path: Path) -> DataType:
        """The type that `text` names, UNREADABLE after noting why it names none."""
        try:
            found = parse_type(text)
        except ValueError as error:
            self.refuse(path, str(error))
            return UNREADABLE
        if claim := type_claim(text, found):
            self.claim(claim, path)
        return found

    def claim(self, claim: Claim, path: Path) -> None:
        """Notes what the value at `path` claims to be there."""
        self.notes.claims.append((self.path + path, claim))

    def _own_column(self, parts: tuple[str, ...], use: Use, path: Path) -> tuple[str, ...]:
        name = parts[-1]
        if use is Use.TRIGGER:
            self._expect_row(parts, path)
        elif len(parts) > 1:
            self.refuse(path, f"{'.'.join(parts)!r} names a table; write the column alone: {name!r}")
        elif name not in self.columns:
            self.refuse(path, self._no_column(name))
        return (name,)

    def _expect_row(self, parts: tuple[str, ...], path: Path) -> None:
        if parts[0] not in ("new", "old") or len(parts) != 2:
            self.refuse(path, f"{'.'.join(parts)!r} is not new.column or old.column; write one of the two")
        elif parts[1] not in self.columns:
            self.refuse(path, self._no_column(parts[1]))

    def _no_column(self, name: str) -> str:
        return f"table {self.table!r} has no column {name!r}.{nearest(name, self.columns)}"
