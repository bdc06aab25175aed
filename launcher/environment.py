"""The environment variables that the CLI gets. A user's own variables and login always win."""

import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from airgap.engine.layout import PROJECT_VARIABLE, PYTHON_VARIABLE
from launcher.cli import Cli, Origin
from launcher.project import Project


def variables(project: Project, cli: Cli, stack: str, settings: Path, user: Mapping[str, str]) -> dict[str, str]:
    """The whole environment for the CLI.

    Parameters: ``stack``, the stack's name; ``settings``, the file with its settings; ``user``, the environment that the user runs the command in.
    """
    made = {
        PYTHON_VARIABLE: str(project.python),
        PROJECT_VARIABLE: str(project.root),
        "PULUMI_STACK": stack,
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        "PULUMI_OPTION_CONFIG_FILE": str(settings),
        **(_local_backend(project, user) if uses_local_backend(user) else {}),
        **(_own_home(project, user) if cli.origin is Origin.BUILT else {}),
    }
    return {**made, **user, **{name: made[name] for name in _FIXED if name in made}}


_FIXED = (PYTHON_VARIABLE, PROJECT_VARIABLE, "PULUMI_STACK", "PULUMI_OPTION_CONFIG_FILE", "PULUMI_HOME")


def uses_local_backend(user: Mapping[str, str]) -> bool:
    """Whether the user has neither a variable for a backend nor a login, so that the clone keeps the state itself."""
    if user.get("PULUMI_BACKEND_URL") or user.get("PULUMI_ACCESS_TOKEN"):
        return False
    try:
        credentials = json.loads((credentials_folder(user) / "credentials.json").read_text())
    except (OSError, ValueError):
        return True
    return not (isinstance(credentials, dict) and credentials.get("current"))


def credentials_folder(user: Mapping[str, str]) -> Path:
    """Where the user's Pulumi keeps its login."""
    own = user.get("PULUMI_CREDENTIALS_PATH") or user.get("PULUMI_HOME")
    return Path(own) if own else Path.home() / ".pulumi"


def _local_backend(project: Project, user: Mapping[str, str]) -> dict[str, str]:
    project.backend.mkdir(parents=True, exist_ok=True)
    backend = {"PULUMI_BACKEND_URL": f"file://{project.backend}"}
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
    try:
        os.link(unfinished, path)  # unlike a rename, this never replaces what another process has just made
    except FileExistsError:
        pass
    finally:
        unfinished.unlink()


def _own_home(project: Project, user: Mapping[str, str]) -> dict[str, str]:
    """A Pulumi home of the clone's own, so that the stand-ins for plugins are seen by no other project."""
    return {
        "PULUMI_HOME": str(project.home),
        "PULUMI_CREDENTIALS_PATH": str(credentials_folder(user)),
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
        "PULUMI_OPTION_GENERATE_CODE": "false",
    }
