"""A folder of definition files -> definitions, or all their problems at once."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemata.definition.cache import Cache, Entry, opened
from schemata.definition.checks import check
from schemata.definition.collect import collect
from schemata.definition.definitions import Definitions
from schemata.definition.parse import Parsed, parse
from schemata.definition.problem import DefinitionErrors, Findings, Problem
from schemata.definition.source import Source, locate, names_in
from schemata.definition.sql.expression import Expressions
from schemata.definition.validation import without_extensions
from schemata.definition.yaml_document import MAX_BYTES, YamlErrors, read


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Loading makes many objects that stay: the garbage collector would walk them again and again, half of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@_collector_paused()
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
    value = without_extensions(document.value)
    parsed = parse(value, findings, expressions)
    if not findings.entries:
        cache.put(data, Entry(value, expressions.known))
    return parsed, [locate(file, document, path, message) for path, message in findings.entries]


def _parse_kept(entry: Entry) -> Parsed | None:
    findings = Findings()
    parsed = parse(entry.value, findings, Expressions(dict(entry.expressions)))
    return None if findings.entries else parsed


def _files(root: Path, problems: list[Problem]) -> Iterator[tuple[Path, bytes]]:
    """The definition files in a stable order, with their bytes."""
    if not root.is_dir():
        problems.append(Problem(str(root), 0, 0, "", "there is no such folder; give the folder of the definitions"))
        return
    for entry in _entries(root):
        file = Path(entry.path)
        try:
            if message := _refusal(entry, root):
                problems.append(Problem(str(file), 0, 0, "", message))
            else:
                yield file, _bytes(file)
        except OSError as error:
            problems.append(Problem(str(file), 0, 0, "", f"cannot be read: {error.strerror}"))


def _entries(folder: Path | str) -> Iterator[os.DirEntry[str]]:
    """Files with definitions and links to folders, below a folder. Hidden ones belong to editors and tools."""
    with os.scandir(folder) as entries:
        found = sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda entry: entry.name)
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            yield from _entries(entry.path)
        elif entry.name.endswith((".yaml", ".yml")) or entry.is_dir():
            yield entry


def _refusal(entry: os.DirEntry[str], root: Path) -> str | None:
    """Why a file cannot be a definition, whatever it holds."""
    if entry.is_dir():
        return "a link to a folder is not followed; move the folder here"
    if entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(root.resolve()):
        return "the link leads out of the folder of the definitions; copy the file into it"
    return None if entry.is_file() else "it is no file; remove it or give it another name"


def _bytes(file: Path) -> bytes:
    """The file's bytes, hardly more of them than are accepted."""
    with file.open("rb") as stream:
        return stream.read(MAX_BYTES + 1)
