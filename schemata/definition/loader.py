"""A folder of definition files -> definitions, or all their problems at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from schemata.definition.checks import check
from schemata.definition.collect import collect
from schemata.definition.definitions import Definitions
from schemata.definition.parse import Parsed, parse
from schemata.definition.problem import DefinitionErrors, Findings, Problem
from schemata.definition.source import Source, locate, names_in
from schemata.definition.sql.expression import Expressions
from schemata.definition.yaml_document import YamlError, read


def load(root: Path) -> Definitions:
    """Loads every `.yaml` and `.yml` file below `root` and checks them together.

    Raises DefinitionErrors with all problems of all files.
    """
    problems: list[Problem] = []
    broken: set[str] = set()
    files: list[tuple[Source, Parsed]] = []
    for file in _files(root, problems):
        data = file.read_bytes()
        parsed, found = parse_file(file, data, Expressions())
        problems += found
        if parsed:
            files.append((Source(file), parsed))
        else:
            broken |= names_in(data)
    definitions = collect(files, problems)
    problems += check(definitions, frozenset(broken))
    if problems:
        raise DefinitionErrors(problems)
    return definitions


def parse_file(file: Path, data: bytes, expressions: Expressions) -> tuple[Parsed | None, list[Problem]]:
    """The definition that a file's bytes are, and what is wrong with it. `file` only names it in problems."""
    try:
        document = read(data)
    except YamlError as error:
        return None, [Problem(str(file), error.line, error.column, "", error.message)]
    findings = Findings()
    parsed = parse(document.value, findings, expressions)
    return parsed, [locate(file, document, path, message) for path, message in findings.entries]


def _files(root: Path, problems: list[Problem]) -> Iterator[Path]:
    """The definition files in a stable order. One that leads out of the folder is refused."""
    inside = root.resolve()
    if not inside.is_dir():
        problems.append(Problem(str(root), 0, 0, "", "there is no such folder; give the folder of the definitions"))
        return
    for file in sorted(path for path in root.rglob("*") if path.suffix in (".yaml", ".yml")):
        if not file.resolve().is_relative_to(inside):
            message = "the link leads out of the folder of the definitions; copy the file into it"
            problems.append(Problem(str(file), 0, 0, "", message))
        elif file.is_file():
            yield file
