"""Reads and writes the small YAML files of Pulumi."""

import os
from pathlib import Path

import yaml

from launcher.errors import ExitCode, LauncherError

Mapping = dict[str, object]

_REMEDY = "Correct it; `git diff` shows what has changed since the last commit."


def read(path: Path) -> Mapping:
    """The mapping in ``path``; an absent or empty file is an empty one.

    Raises LauncherError with the place when the file is no YAML, or no mapping.
    """
    try:
        content = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    except FileNotFoundError:
        return {}
    except yaml.YAMLError as error:
        raise LauncherError(_describe(path, error), _REMEDY, ExitCode.SETTINGS) from error
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise LauncherError(f"{path}:1: a mapping is expected, not {content!r}", _REMEDY, ExitCode.SETTINGS)
    return content


def write(path: Path, content: Mapping) -> None:
    """Write ``path`` so that it is whole at every moment; only the user may read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        yaml.safe_dump(content, file, sort_keys=False, allow_unicode=True)
    unfinished.replace(path)


def _describe(path: Path, error: yaml.YAMLError) -> str:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        mark = error.problem_mark
        return f"{path}:{mark.line + 1}:{mark.column + 1}: {error.problem}"
    return f"{path}: {error}"
