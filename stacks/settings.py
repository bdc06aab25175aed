"""The settings of a stack: what `Pulumi.<stack>.yaml` may say, checked before anything is declared."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic.alias_generators import to_camel
from pydantic_core import ErrorDetails

from schemata.definition.problem import Problem, nearest
from stacks.settings_file import SettingsFile

PROJECT = "digi-infrastructure"
# Other namespaces are settings of Pulumi itself and of official plugins.
_PREFIX = f"{PROJECT}:"
DEFINITIONS = "definitions"


class _Settings(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=to_camel, populate_by_name=True)


class PostgresSettings(_Settings):
    """The Postgres server: run from a wheel on this machine, or one that somebody else runs."""

    mode: Literal["embedded", "external"] = "embedded"
    version: Annotated[Literal["17", "18"], Field(description="Major version of an embedded server.")] = "17"
    host: Annotated[str, Field(description="Address of an external server.")] = "127.0.0.1"
    username: Annotated[str, Field(description="The server's administrator.")] = "postgres"
    sslmode: Annotated[str, Field(description="libpq's sslmode, for an external server.")] = "verify-full"
    settings: Annotated[dict[str, str], Field(description="Server settings of an embedded server.")] = {}


class AllowedHazard(_Settings):
    """A hazard that somebody has looked at and allows."""

    hazard: str
    object: str
    reason: Annotated[str, Field(min_length=1)]


class StackSettings(_Settings):
    """All settings of a stack, under the namespace `digi-infrastructure`."""

    postgres: PostgresSettings = PostgresSettings()
    postgres_port: Annotated[int, Field(ge=1, le=65535)]
    postgres_admin_password: SecretStr
    definitions: Annotated[str, Field(description="Folder of the definitions.")] = DEFINITIONS
    value_chains: Annotated[tuple[str, ...], Field(description="Codes of the active value chains.")] = ()
    value_chain_database: Annotated[str, Field(description="The database of the value chains.")] = "analytics_db"
    apps: Annotated[tuple[str, ...], Field(description="Codes of the apps that have a database.")] = ()
    protect_databases: bool = True
    allow: Annotated[tuple[AllowedHazard, ...], Field(description="Hazards that are allowed, with reasons.")] = ()

    def allowances(self) -> tuple[str, ...]:
        """The allowed hazards as the provider reads them: hazard, object and reason on a line."""
        return tuple(f"{allowed.hazard} {allowed.object} {allowed.reason}" for allowed in self.allow)


class SettingsErrors(Exception):
    """Settings that cannot be used: one line a problem."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


def load_settings(config: Mapping[str, str], file: Path) -> StackSettings:
    """Reads a stack's settings.

    `config` is Pulumi's configuration (namespaced keys, values as text), `file` the file that people edit, for places.
    Raises SettingsErrors with all problems.
    """
    values = {key.removeprefix(_PREFIX): _value(text) for key, text in config.items() if key.startswith(_PREFIX)}
    try:
        return StackSettings.model_validate(values)
    except ValidationError as error:
        settings_file = SettingsFile(file)
        problems = [_problem(detail, settings_file) for detail in error.errors(include_url=False)]
    raise SettingsErrors(problems)


def _value(text: str) -> object:
    """A structured value travels as JSON, everything else as it was written."""
    return json.loads(text) if text[:1] in ("[", "{") else text


def _problem(detail: ErrorDetails, file: SettingsFile) -> Problem:
    loc = detail["loc"]
    key = ".".join(map(str, loc))
    if detail["type"] == "extra_forbidden":
        message = f"unknown setting {loc[-1]!r}.{nearest(str(loc[-1]), _known(loc))}"
    elif detail["type"] == "missing":
        message = _MISSING.get(key, "is missing.")
    else:
        # The one secret among the settings takes any text, so a rejected value is never a secret.
        message = f"{detail['msg']}; found {detail['input']!r}."
    return file.problem((f"{_PREFIX}{loc[0]}", *loc[1:]), f"{_PREFIX}{key}", message)


_MISSING = {
    "postgresPort": "is missing. bin/pulumi chooses a port; without it: pulumi config set "
    "digi-infrastructure:postgresPort 5432",
    "postgresAdminPassword": "is missing. bin/pulumi makes one; without it: pulumi config set --secret "
    "digi-infrastructure:postgresAdminPassword",
}


def _known(loc: tuple[int | str, ...]) -> list[str]:
    nested: dict[str, type[BaseModel]] = {"postgres": PostgresSettings, "allow": AllowedHazard}
    model = nested.get(str(loc[0]) if len(loc) > 1 else "", StackSettings)
    return [field.alias or name for name, field in model.model_fields.items()]
