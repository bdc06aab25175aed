"""One stack with the CLI and the environment to work on it."""

import os
import subprocess
import sysconfig
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from airgap import home
from launcher import cli, environment
from launcher.cli import Cli, Origin
from launcher.errors import ExitCode, LauncherError
from launcher.project import Project


@dataclass(frozen=True, slots=True)
class Session:
    """``variables`` is the whole environment that the CLI gets; it names no secret, only the passphrase's file."""

    project: Project
    cli: Cli
    stack: str
    variables: dict[str, str]

    @property
    def has_local_backend(self) -> bool:
        """Whether the stack's state lies in the clone."""
        return self.variables.get("PULUMI_BACKEND_URL") == environment.local_backend(self.project)

    def ask(self, *arguments: str, given: str = "", directory: Path | None = None) -> str:
        """Run the CLI with ``given`` on its standard input; what it prints.

        Raises LauncherError with the CLI's own words when it fails.
        """
        done = subprocess.run(
            [self.cli.executable, *arguments, "--non-interactive"],
            cwd=directory or self.project.root,
            env=self.variables,
            input=given,
            capture_output=True,
            text=True,
        )
        if done.returncode != 0:
            command = " ".join(("pulumi", *arguments[:2]))
            said = (done.stderr or done.stdout).strip()
            raise LauncherError(f"`{command}` failed for stack {self.stack!r}", said, ExitCode.UNAVAILABLE)
        return done.stdout

    def show(self, *arguments: str) -> int:
        """Run the CLI on the user's terminal; its exit code."""
        return subprocess.run([self.cli.executable, *arguments], cwd=self.project.root, env=self.variables).returncode

    def become(self, arguments: Sequence[str]) -> NoReturn:
        """Replace this process by the CLI, so that signals and the terminal are its own."""
        os.execve(self.cli.executable, ["pulumi", *arguments], self.variables)  # noqa: S606 - no shell is wanted


def start(project: Project, stack: str) -> Session:
    """A session for ``stack``; the engine is fetched or built first where there is none."""
    found = cli.obtain(project)
    if found.origin is Origin.BUILT:
        home.prepare(project.home, Path(sysconfig.get_path("purelib")))
    return Session(project, found, stack, environment.variables(project, found.origin, stack, os.environ))
