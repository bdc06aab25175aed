"""A definition's file: where a problem stands in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path as FilePath

from schemata.definition.kinds.base import KEY_ALIASES
from schemata.definition.problem import Path, Problem
from schemata.definition.yaml_document import Document, Json, YamlErrors, read

_HEAD = re.compile(r"^(?:code|table|table_name|schema):\s*[\"']?(\w+)", re.MULTILINE)
_ENTRY = re.compile(r"^ +(\w+):|\bname:\s*[\"']?(\w+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Source:
    """A file with a definition, and the path of the definition in it. Positions are read when they are asked for."""

    file: FilePath
    base: Path = ()

    def problem(self, path: Path, message: str) -> Problem:
        """The problem of the value at `path` below the definition."""
        document = _document(self.file, self.file.stat().st_mtime_ns)
        if document is None:
            return Problem(str(self.file), 1, 1, describe(self.base + path, None), message)
        return locate(self.file, document, self.base + path, message)

    def place(self) -> str:
        """`file:line` of the definition."""
        problem = self.problem((), "")
        return f"{problem.file}:{problem.line}"


def locate(file: FilePath, document: Document, path: Path, message: str) -> Problem:
    """The problem of the value at `path` of a document."""
    spelled = _as_written(path, document.value)
    line, column = document.locate(spelled)
    return Problem(str(file), line, column, describe(spelled, document.value), message)


def _as_written(path: Path, value: Json) -> Path:
    """The path with those spellings of its keys that the document uses."""
    steps: list[str | int] = []
    current = value
    for step in path:
        if isinstance(current, dict) and isinstance(step, str):
            steps.append(next((key for key in (step, *KEY_ALIASES.get(step, ())) if key in current), step))
            current = current.get(str(steps[-1]))
            continue
        if isinstance(current, list) and isinstance(step, str):
            continue  # a short form: the list stands where a mapping with this key could
        steps.append(step)
        if isinstance(current, list) and isinstance(step, int) and step < len(current):
            current = current[step]
    return tuple(steps)


def describe(path: Path, value: Json) -> str:
    """A path by names: `tables.orders.columns.total_amount.type`; items without a name are counted from 1."""
    text, current = "", value
    for step in path:
        if isinstance(current, list) and isinstance(step, int) and step < len(current):
            current = current[step]
            name = current.get("name", current.get("code")) if isinstance(current, dict) else None
            text += f".{name}" if isinstance(name, str) else f"[{step + 1}]"
        elif isinstance(step, str):
            current = current.get(step) if isinstance(current, dict) else None
            text += f".{step}"
    return text.removeprefix(".")


def names_in(data: bytes) -> frozenset[str]:
    """Codes and names that a file which cannot be used would have defined, so that they do not count as unknown."""
    text = data.decode("utf-8", "replace")
    entries = (name for match in _ENTRY.finditer(text) for name in match.groups() if name)
    return frozenset([*_HEAD.findall(text), *entries])


@lru_cache(maxsize=16)
def _document(file: FilePath, _modified: int) -> Document | None:
    try:
        return read(file.read_bytes())
    except (OSError, YamlErrors):
        return None
