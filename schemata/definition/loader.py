"""A folder of definition files -> definitions, or all their problems at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from schemata.definition.cache import Cache, Entry, opened
from schemata.definition.checks import check
from schemata.definition.collect import collect
from schemata.definition.definitions import Definitions
from schemata.definition.parse import Parsed, parse
from schemata.definition.problem import DefinitionErrors, Findings, Problem
from schemata.definition.source import Source, locate, names_in
from schemata.definition.sql.expression import Expressions
from schemata.definition.yaml_document import MAX_BYTES, YamlErrors, read


def load(root: Path, cache: Path | None = None) -> Definitions:
    """Loads every `.yaml` and `.yml` file below `root` and checks them together.

    `cache` is a folder for what was read, so that unchanged files are not parsed again; it may be shared and lost.
    Raises DefinitionErrors with all problems of all files.
    """
    problems: list[Problem] = []
    broken: set[str] = set()
    files: list[tuple[Source, Parsed]] = []
    with opened(cache) as kept:
        for file, data in _files(root, problems):
            parsed, found = read_file(file, data, kept)
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


def read_file(file: Path, data: bytes, cache: Cache) -> tuple[Parsed | None, list[Problem]]:
    """The definition that a file's bytes are, and what is wrong with it. `file` only names it in problems."""
    entry = cache.get(data)
    if entry and (parsed := _parse_kept(entry)):
        return parsed, []
    try:
        document = read(data)
    except YamlErrors as error:
        return None, [Problem(str(file), found.line, found.column, "", found.message) for found in error.problems]
    findings, expressions = Findings(), Expressions()
    parsed = parse(document.value, findings, expressions)
    if not findings.entries:
        cache.put(data, Entry(document.value, expressions.known))
    return parsed, [locate(file, document, path, message) for path, message in findings.entries]


def _parse_kept(entry: Entry) -> Parsed | None:
    findings = Findings()
    parsed = parse(entry.value, findings, Expressions(dict(entry.expressions)))
    return None if findings.entries else parsed


def _files(root: Path, problems: list[Problem]) -> Iterator[tuple[Path, bytes]]:
    """The definition files in a stable order, with their bytes. One that leads out of the folder is refused."""
    inside = root.resolve()
    if not inside.is_dir():
        problems.append(Problem(str(root), 0, 0, "", "there is no such folder; give the folder of the definitions"))
        return
    for file in sorted(path for path in root.rglob("*") if path.suffix in (".yaml", ".yml")):
        if not file.resolve().is_relative_to(inside):
            message = "the link leads out of the folder of the definitions; copy the file into it"
            problems.append(Problem(str(file), 0, 0, "", message))
        elif not file.is_file():
            problems.append(Problem(str(file), 0, 0, "", "it is no file; remove it or give it another name"))
        else:
            try:
                yield file, _bytes(file)
            except OSError as error:
                problems.append(Problem(str(file), 0, 0, "", f"cannot be read: {error.strerror}"))


def _bytes(file: Path) -> bytes:
    """The file's bytes, hardly more of them than are accepted."""
    with file.open("rb") as stream:
        return stream.read(MAX_BYTES + 1)
