"""Pairs of SQL scripts from other people's tests: before and after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml


@dataclass(frozen=True, slots=True)
class Case:
    """Two states of a database as scripts. `setup` makes what both need; an empty script is an empty database."""

    name: str
    before: str
    after: str
    setup: str = ""

    @property
    def text(self) -> str:
        """All scripts, to search in."""
        return f"{self.setup}\n{self.before}\n{self.after}"


def cases(folder: Path) -> tuple[Case, ...]:
    """The cases below a folder, by name: folders with `old.sql` and `new.sql`, and YAML files with many cases each."""
    return tuple(sorted((*_pairs(folder), *_listed(folder)), key=lambda case: case.name))


def _pairs(folder: Path) -> Iterator[Case]:
    for after in folder.rglob("new.sql"):
        place = after.parent
        yield Case(
            str(place.relative_to(folder)),
            _text(place / "old.sql"),
            _text(after),
            _text(place / "setup.sql"),
        )


def _text(file: Path) -> str:
    return file.read_text() if file.exists() else ""


def _listed(folder: Path) -> Iterator[Case]:
    for file in folder.rglob("tests_*.yml"):
        group = str(file.relative_to(folder).with_suffix("")).replace("tests_", "")
        for name, scripts in yaml.safe_load(file.read_text()).items():
            yield Case(f"{group}/{name}", scripts.get("current") or "", scripts["desired"] or "")
