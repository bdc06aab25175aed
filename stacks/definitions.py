"""The definitions that a stack uses, checked against what the stack activates."""

from __future__ import annotations

from pathlib import Path

from schemata.definition import DefinitionErrors, Definitions, Problem, check_active, load, nearest
from stacks.settings import StackSettings
from stacks.settings_file import SettingsFile


def load_definitions(settings: StackSettings, settings_file: Path) -> Definitions:
    """Loads all definitions. Raises DefinitionErrors with all problems, those of the stack's own lists included."""
    definitions = load(Path(settings.definitions))
    problems = [
        *check_active(definitions, settings.value_chains, f"{settings_file.name}"),
        *_unknown_apps(definitions, settings.apps, settings_file),
    ]
    if problems:
        raise DefinitionErrors(problems)
    return definitions


def _unknown_apps(definitions: Definitions, codes: tuple[str, ...], file: Path) -> list[Problem]:
    return [
        SettingsFile(file).problem(
            ("digi-infrastructure:apps", index),
            "digi-infrastructure:apps",
            f"no definition of the app {code!r}.{nearest(code, definitions.apps)}",
        )
        for index, code in enumerate(codes)
        if code not in definitions.apps
    ]
