"""Places in `Pulumi.<stack>.yaml`, for messages."""

from __future__ import annotations

from pathlib import Path

from schemata.definition.problem import Problem
from schemata.definition.yaml_document import Document, YamlErrors, read


class SettingsFile:
    """The file that people edit. It may be absent: settings can also come from `pulumi config set` alone."""

    def __init__(self, file: Path) -> None:
        self._name = file.name
        self._document = _read(file)

    def problem(self, path: tuple[str | int, ...], name: str, message: str) -> Problem:
        """The problem of the setting at `path` below `config`, shown under `name`."""
        line, column = self._document.locate(("config", *path)) if self._document else (1, 1)
        return Problem(self._name, line, column, name, message)


def _read(file: Path) -> Document | None:
    try:
        return read(file.read_bytes())
    except (OSError, YamlErrors):
        return None
