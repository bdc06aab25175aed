"""A stack from its settings to its outputs."""

from __future__ import annotations

from pathlib import Path

import pulumi
from pulumi.runtime.config import CONFIG

from stacks import apps, platform, value_chains
from stacks.definitions import definition_problems, load_definitions
from stacks.refusals import stop_on_refusals
from stacks.settings import DEFINITIONS, SettingsErrors, StackSettings, load_settings
from stacks.summary import summary


def deploy() -> None:
    """Declares the current stack. Raises SettingsErrors or DefinitionErrors before anything is declared."""
    settings_file = Path(f"Pulumi.{pulumi.get_stack()}.yaml")
    settings = _settings(settings_file)
    definitions = load_definitions(settings, settings_file)
    server = platform.deploy(settings)
    app_databases = apps.deploy(settings, definitions, server)
    schemas = value_chains.deploy(settings, definitions, server)
    stop_on_refusals(schemas.values())
    pulumi.export("appUrls", {name: app.url for name, app in app_databases.items()})
    pulumi.export("summary", summary(server.endpoint, app_databases, schemas))


def _settings(file: Path) -> StackSettings:
    """The stack's settings. Where they are wrong, what is wrong with the definitions is told with them."""
    try:
        return load_settings(CONFIG.get(), file)
    except SettingsErrors as wrong:
        raise SettingsErrors([*wrong.problems, *definition_problems(Path(DEFINITIONS))]) from None
