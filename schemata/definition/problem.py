"""What is wrong with definitions: all problems of all files, each with its place."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

Path = tuple[str | int, ...]
"""The way to a value in a document: keys of mappings and indexes of lists."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One problem. `line` and `column` count from 1, or are 0 where the whole file is meant.

    `path` names the value, as in `columns.total_amount.type`.
    """

    file: str
    line: int
    column: int
    path: str
    message: str

    def __str__(self) -> str:
        path = f"{self.path}: " if self.path else ""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{place}: {path}{self.message}"


class DefinitionErrors(Exception):  # it holds many
    """Definitions that cannot be used. Its text has one line a problem, sorted by file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


class Findings:
    """Problems found while one document is read, by path; a place in the file is looked up only when there are any."""

    def __init__(self) -> None:
        self.entries: list[tuple[Path, str]] = []

    def add(self, path: Path, message: str) -> None:
        """Notes a problem of the value at `path`."""
        self.entries.append((path, message))


def nearest(name: str, known: Iterable[str]) -> str:
    """` Did you mean 'orders'?` where a known name is close to `name`, else nothing."""
    matches = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    return f" Did you mean {matches[0]!r}?" if matches else ""
