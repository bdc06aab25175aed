"""The cache: the same definitions with and without it, and never a reason to fail."""

import subprocess
import sys
from pathlib import Path

import pytest

from schemata.definition import DefinitionErrors, compile_schema, load

TEXT = """
kind: Schema
schema: a
database: d
tables:
  t:
    columns: [{name: n, type: integer, default: {sql: 1 + 1}}]
    checks: [{expression: abs(n) > 0 and n < 5}]
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "definitions"
    folder.mkdir()
    (folder / "a.yaml").write_text(TEXT)
    return folder


def test_a_second_load_gives_the_same_without_parsing_expressions(root: Path, tmp_path: Path) -> None:
    cold = compile_schema(load(root, tmp_path / "cache"), "a")
    program = (
        "import sys, pathlib\nfrom schemata.definition import load, compile_schema\n"
        f"definitions = load(pathlib.Path({str(root)!r}), pathlib.Path({str(tmp_path / 'cache')!r}))\n"
        "print(compile_schema(definitions, 'a'))\nassert 'sqlglot' not in sys.modules"
    )
    warm = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert warm.stdout.strip() == str(cold)


def test_a_changed_file_is_read_again(root: Path, tmp_path: Path) -> None:
    load(root, tmp_path / "cache")
    (root / "a.yaml").write_text(TEXT.replace("< 5", "< 6"))
    (table,) = compile_schema(load(root, tmp_path / "cache"), "a").tables
    assert table.checks[0].expression == "abs(n) > 0 AND n < 6"


def test_files_with_problems_are_not_kept(root: Path, tmp_path: Path) -> None:
    (root / "a.yaml").write_text(TEXT.replace("integer", "nonsense"))
    for _ in range(2):
        with pytest.raises(
            DefinitionErrors, match=r"a\.yaml:7:25: tables\.t\.columns\.n\.type: unknown type 'nonsense'"
        ):
            load(root, tmp_path / "cache")


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\0" + b"x" * 500])
def test_a_spoilt_cache_is_no_problem(root: Path, tmp_path: Path, content: bytes) -> None:
    expected = compile_schema(load(root, tmp_path / "cache"), "a")
    (file,) = (tmp_path / "cache").iterdir()
    file.write_bytes(content)
    for _ in range(3):
        assert compile_schema(load(root, tmp_path / "cache"), "a") == expected


def test_a_folder_that_cannot_be_made_is_no_problem(root: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert load(root, tmp_path / "file" / "cache").schemas.keys() == {"a"}
