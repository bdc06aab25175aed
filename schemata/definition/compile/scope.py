"""What the compilation of one table shares: its names, where it stands, and what was found wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from schemata.definition.problem import Findings, Path, nearest
from schemata.definition.sql.expression import Expression, Expressions
from schemata.definition.sql.functions import Use


@dataclass(frozen=True, slots=True)
class Scope:
    """The table that is compiled: `path` leads to it in its document, `columns` are the names that may be used."""

    table: str
    path: Path
    columns: frozenset[str]
    findings: Findings
    expressions: Expressions

    def refuse(self, path: Path, message: str) -> None:
        """Notes a problem of the value at `path` below the table."""
        self.findings.add(self.path + path, message)

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
            found = self.expressions.read(text, use)
        except ValueError as error:
            self.refuse(path, str(error))
            return Expression(text)
        own = tuple(self._own_column(parts, path) for parts in found.columns)
        return Expression(found.sql, own)

    def _own_column(self, parts: tuple[str, ...], path: Path) -> tuple[str, ...]:
        name = parts[-1]
        if len(parts) > 1:
            self.refuse(path, f"{'.'.join(parts)!r} names a table; write the column alone: {name!r}")
        elif name not in self.columns:
            self.refuse(path, self._no_column(name))
        return (name,)

    def _no_column(self, name: str) -> str:
        return f"table {self.table!r} has no column {name!r}.{nearest(name, self.columns)}"
