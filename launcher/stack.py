"""Makes stacks, and runs the commands that change a stack as a whole.

Those commands know no ``--config-file``: they write to the ``Pulumi.<stack>.yaml`` beside ``Pulumi.yaml``.  So they run in
the folder of the private copy, and what they write or remove is the private copy.
"""

import subprocess
from collections.abc import Mapping
from pathlib import Path

import yaml

from launcher.cli import Cli
from launcher.errors import ExitCode, LauncherError
from launcher.project import Project

WHOLE_STACK_COMMANDS = frozenset({"stack init", "stack new", "stack rm", "stack remove", "stack change-secrets-provider"})


def folder_for_whole_stack_commands(project: Project, settings: Path) -> Path:
    """The folder in which `WHOLE_STACK_COMMANDS` run, made ready; ``settings`` is the stack's settings file."""
    if settings.parent == project.root:
        return project.root
    settings.parent.mkdir(parents=True, exist_ok=True)
    tracked = yaml.load((project.root / "Pulumi.yaml").read_text(), Loader=yaml.CSafeLoader)
    minimal = {"name": tracked["name"], "runtime": "python"}
    (settings.parent / "Pulumi.yaml").write_text(yaml.safe_dump(minimal))
    return settings.parent


def ensure_exists(project: Project, cli: Cli, stack: str, settings: Path, variables: Mapping[str, str]) -> None:
    """Make the stack where the backend does not have it yet.

    Raises LauncherError with Pulumi's own words when it cannot be made.
    """
    known = _known(project, stack, variables)
    if known.exists():
        return
    command = [str(cli.executable), "stack", "select", "--create", "--non-interactive", "--stack", stack]
    directory = folder_for_whole_stack_commands(project, settings)
    done = subprocess.run(command, cwd=directory, env=dict(variables), capture_output=True, text=True)
    if done.returncode != 0:
        raise LauncherError(f"stack {stack!r} cannot be made", done.stderr.strip(), ExitCode.CANNOT_CREATE)
    known.parent.mkdir(parents=True, exist_ok=True)
    known.touch()


def _known(project: Project, stack: str, variables: Mapping[str, str]) -> Path:
    """A file that is there if the stack is: our own backend's state, or for another backend a mark of our own."""
    if variables.get("PULUMI_BACKEND_URL") == f"file://{project.backend}":
        name = yaml.load((project.root / "Pulumi.yaml").read_text(), Loader=yaml.CSafeLoader)["name"]
        return project.backend / ".pulumi" / "stacks" / name / f"{stack}.json"
    return project.of_stack(stack) / "exists"
