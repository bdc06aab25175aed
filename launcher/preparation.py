"""What is made ready for a command before the CLI gets it."""

import os
import sys
from collections.abc import Callable

from airgap import filelock
from launcher import first_use, locks, pending_creates, stack, stack_config, torn_attributes, turn
from launcher.command_line import CommandLine
from launcher.environment import CONFIG_FILE
from launcher.project import Project
from launcher.session import Session
from servers import embedded_postgres

DEPLOYING = frozenset({"preview", "up", "refresh", "destroy", "import", "watch"})
"""Commands that run the program or its providers: they need the stack, its settings and its server."""

CHANGING = DEPLOYING - {"preview"}
"""Commands that lock the stack."""

WHOLE_STACK = frozenset({"stack init", "stack new", "stack rm", "stack remove", "stack change-secrets-provider"})
"""Commands that write a stack's settings without ``--config-file``."""


def prepare(session: Session, line: CommandLine) -> dict[str, str]:
    """Make ready what ``line`` needs; the environment for the CLI.

    Raises LauncherError, or ServerError when the stack's own server does not start.
    """
    project = session.project
    torn_attributes.remove(session)
    if line.command in WHOLE_STACK:
        os.chdir(stack.folder_for_whole_stack_commands(project, line.stack))
    elif line.command in DEPLOYING:
        if line.command in CHANGING:
            turn.take(project, line.stack)
        _exclusively(project, line.stack, lambda: _make_ready_to_deploy(session, line))
    elif line.command.split()[:1] == ["config"]:
        return _prepare_settings(session, line)
    return session.variables


def _make_ready_to_deploy(session: Session, line: CommandLine) -> None:
    stack_config.write_private_copy(session.project, line.stack)
    stack.ensure_exists(session)
    if line.command in CHANGING:
        locks.clear(session)
    if session.project.tracked_settings(line.stack).exists():
        first_use.complete(session)
    embedded_postgres.start_if_made(session.project.server(line.stack))
    if line.command in CHANGING:
        pending_creates.settle(session)


def _prepare_settings(session: Session, line: CommandLine) -> dict[str, str]:
    """For ``pulumi config``: the stack exists, and a change goes to the right one of the two files."""

    def make_ready() -> None:
        stack_config.write_private_copy(session.project, line.stack)
        stack.ensure_exists(session)

    _exclusively(session.project, line.stack, make_ready)
    if stack_config.goes_to_tracked_file(session.project, line):
        return {**session.variables, CONFIG_FILE: str(session.project.tracked_settings(line.stack))}
    return session.variables


def _exclusively(project: Project, stack_name: str, action: Callable[[], None]) -> None:
    """Two commands that start at once make ready one after the other."""

    def tell() -> None:
        print(f"another command makes stack {stack_name!r} ready; waiting for it", file=sys.stderr)

    with filelock.held(project.of_stack(stack_name) / "launcher.lock", tell):
        action()
