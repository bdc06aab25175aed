"""``bin/pulumi``: Pulumi's CLI, with what this project needs around it."""

import os
import sys
from pathlib import Path

from launcher import cli, command_line, environment, stack, stack_config
from launcher.errors import ExitCode, LauncherError
from launcher.project import Project

_NEED_STACK = frozenset({"preview", "up", "refresh", "destroy", "import", "config", "config set", "stack", "watch"})
"""Commands for which the stack is made when it does not exist yet."""


def main(arguments: list[str]) -> int:
    """Run the CLI with ``arguments``; its exit code, or one of `ExitCode`."""
    project = Project(Path(__file__).resolve().parent.parent)
    try:
        return run(project, arguments)
    except LauncherError as error:
        print(f"error: {error.message}\n{error.remedy}", file=sys.stderr)
        return error.code
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED


def run(project: Project, arguments: list[str]) -> int:
    """Prepare what the command needs, then hand over to the CLI."""
    line = command_line.read(arguments, os.environ.get("PULUMI_STACK"))
    found = cli.find()
    if found is None:
        raise LauncherError("no Pulumi CLI is here", "Run `make up`: it installs or builds one.", ExitCode.UNAVAILABLE)
    settings = stack_config.write_private_copy(project, line.stack)
    variables = environment.variables(project, found, line.stack, settings, os.environ)
    if line.command in stack.WHOLE_STACK_COMMANDS:
        os.chdir(stack.folder_for_whole_stack_commands(project, settings))
    elif line.command in _NEED_STACK:
        stack.ensure_exists(project, found, line.stack, settings, variables)
    os.execve(found.executable, ["pulumi", *arguments], variables)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
