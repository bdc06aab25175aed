"""Definitions written for one test."""

import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from schemata.definition import DefinitionErrors, Definitions, load

Files = Mapping[str, str]
Load = Callable[[Files], Definitions]
Problems = Callable[[Files], list[str]]

SHARED = """
    kind: Schema
    schema: shared_data
    database: analytics_db
    tables:
      customers:
        columns:
          - {name: id, type: uuid, primary_key: true}
          - {name: number, type: text, unique: true}
          - {name: note, type: text}
"""


@pytest.fixture
def load_files(tmp_path: Path) -> Load:
    """Writes files and loads them; texts may be indented."""

    def load_these(files: Files) -> Definitions:
        for name, text in files.items():
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")
        return load(tmp_path)

    return load_these


@pytest.fixture
def problems(tmp_path: Path, load_files: Load) -> Problems:
    """The problems of files, one text each, with paths relative to their folder."""

    def problems_of(files: Files) -> list[str]:
        with pytest.raises(DefinitionErrors) as caught:
            load_files(files)
        return str(caught.value).replace(f"{tmp_path}/", "").splitlines()

    return problems_of
