"""The definitions that a stack uses, checked against what the stack activates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from schemata.definition import DefinitionErrors, Definitions, Problem, check_active, load
from schemata.definition.problem import nearest
from stacks.settings import StackSettings
from stacks.settings_file import SettingsFile

CACHE = Path(".state/definitions")
"""Where parsed files are kept by the hash of their content."""


def load_definitions(settings: StackSettings, settings_file: Path) -> Definitions:
    """Loads all definitions. Raises DefinitionErrors with all problems, those of the stack's own lists included."""
    file = SettingsFile(settings_file)
    definitions = load(Path(settings.definitions), CACHE)
    problems = [
        *_unknown("valueChains", settings.value_chains, definitions.value_chains, file),
        *_unknown("apps", settings.apps, definitions.apps, file),
        *_repeated("apps", settings.apps, file),
        *_inactive(definitions, settings.value_chains, file),
    ]
    if problems:
        raise DefinitionErrors(problems)
    return definitions


def definition_problems(root: Path) -> tuple[Problem, ...]:
    """What is wrong with the definitions below `root`."""
    try:
        load(root, CACHE)
    except DefinitionErrors as errors:
        return errors.problems
    return ()


def _unknown(key: str, codes: tuple[str, ...], known: Mapping[str, object], file: SettingsFile) -> Iterator[Problem]:
    setting = f"digi-infrastructure:{key}"
    for index, code in enumerate(codes):
        if code not in known:
            yield file.problem((setting, index), setting, f"there is no definition of {code!r}.{nearest(code, known)}")


def _repeated(key: str, codes: tuple[str, ...], file: SettingsFile) -> Iterator[Problem]:
    setting = f"digi-infrastructure:{key}"
    for index, code in enumerate(codes):
        if code in codes[:index]:
            yield file.problem((setting, index), setting, f"{code!r} stands here twice; keep one of them.")


def _inactive(definitions: Definitions, codes: tuple[str, ...], file: SettingsFile) -> Iterator[Problem]:
    """Keys from an active chain to one that is not."""
    setting = "digi-infrastructure:valueChains"
    place = file.problem((setting,), setting, "")
    for problem in check_active(definitions, [code for code in codes if code in definitions.value_chains], place.file):
        yield replace(problem, line=problem.line or place.line, column=problem.column or place.column, path=setting)
