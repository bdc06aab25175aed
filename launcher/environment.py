"""The environment variables that the CLI gets. A user's own variables and login always win."""

import json
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from airgap.engine.layout import PROJECT_VARIABLE, PYTHON_VARIABLE
from launcher.cli import Origin
from launcher.project import Project

CONFIG_FILE = "PULUMI_OPTION_CONFIG_FILE"
"""The default of the CLI's flag ``--config-file``."""


def variables(project: Project, origin: Origin, stack: str, user: Mapping[str, str]) -> dict[str, str]:
    """The whole environment for the CLI.

    Parameters: ``origin`` of the CLI, ``stack``, the stack's name, ``user``, the environment of the user's command.
    """
    defaults = {
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        **(_local_backend(project, user) if uses_local_backend(user) else {}),
        **(_fetch_nothing(user) if origin is Origin.BUILT else {}),
    }
    fixed = {
        PYTHON_VARIABLE: str(project.python),
        PROJECT_VARIABLE: str(project.root),
        "PULUMI_STACK": stack,
        CONFIG_FILE: str(project.settings_file(stack)),
        **({"PULUMI_HOME": str(project.home)} if origin is Origin.BUILT else {}),
    }
    return {**defaults, **user, **fixed}


def local_backend(project: Project) -> str:
    """The address of the file backend in the clone."""
    return f"file://{project.backend}"


def uses_local_backend(user: Mapping[str, str]) -> bool:
    """Whether the user has neither a variable for a backend nor a login, so that the clone keeps the state itself."""
    if user.get("PULUMI_BACKEND_URL") or user.get("PULUMI_ACCESS_TOKEN"):
        return False
    try:
        credentials = json.loads((_credentials_folder(user) / "credentials.json").read_text())
    except (OSError, ValueError):
        return True
    return not (isinstance(credentials, dict) and credentials.get("current"))


def _credentials_folder(user: Mapping[str, str]) -> Path:
    """Where the user's Pulumi keeps its login."""
    own = user.get("PULUMI_CREDENTIALS_PATH") or user.get("PULUMI_HOME")
    return Path(own) if own else Path.home() / ".pulumi"


def _local_backend(project: Project, user: Mapping[str, str]) -> dict[str, str]:
    project.backend.mkdir(parents=True, exist_ok=True)
    backend = {"PULUMI_BACKEND_URL": local_backend(project)}
    if "PULUMI_CONFIG_PASSPHRASE" in user or "PULUMI_CONFIG_PASSPHRASE_FILE" in user:
        return backend
    _make_passphrase(project.passphrase)
    return {**backend, "PULUMI_CONFIG_PASSPHRASE_FILE": str(project.passphrase)}


def _make_passphrase(path: Path) -> None:
    """Write a random passphrase, readable by the user only, unless there is one; whole or not at all."""
    if path.exists():
        return
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(32))
    with suppress(FileExistsError):
        os.link(unfinished, path)  # unlike a rename, this never replaces what another process has just made
    unfinished.unlink()


def _fetch_nothing(user: Mapping[str, str]) -> dict[str, str]:
    """For the engine that is built here: the user's login stays where it is, and no download is tried."""
    return {
        "PULUMI_CREDENTIALS_PATH": str(_credentials_folder(user)),
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
        "PULUMI_OPTION_GENERATE_CODE": "false",
    }
