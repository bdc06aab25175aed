"""``bin/pulumi``: Pulumi's CLI, with what this project needs around it."""

import dataclasses
import os
import sys
from pathlib import Path

from launcher import command_line, preparation, project, report, session
from launcher.command_line import CommandLine
from launcher.project import Project


def run(clone: Project, line: CommandLine) -> int:
    """Prepare what the command needs, then become the CLI: this returns by an exception only."""
    if not Path.cwd().is_relative_to(clone.root):
        os.chdir(clone.root)
    opened = session.start(clone, line.stack)
    if not line.asks_for_help:
        opened = dataclasses.replace(opened, variables=preparation.prepare(opened, line))
    opened.become(line.arguments)


if __name__ == "__main__":
    typed = command_line.read(sys.argv[1:], os.environ.get("PULUMI_STACK"))
    sys.exit(report.problems(lambda: run(project.here(), typed)))
