"""The reference of the command line, made from its code: `python -m schemata.cli.reference docs/cli.md`."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from schemata.cli.exit_codes import ExitCode
from schemata.cli.source import HELP
from schemata.cli.verbs import app

_HEAD = f"""# The command line

`bin/schemata VERB ...` runs the same engine as the Pulumi provider.

SRC is one of these: {HELP[0].lower()}{HELP[1:]}
`bin/schemata` sets these variables for the stack's own server, unless `PGHOST` is set.

Without `--schema`, two databases are compared in all schemas of either, and a folder in those that it places in the
other side's database (in all, where it places none there). Between two databases what leaves is dropped, not archived.
An object of a kind that is not modelled is named and never touched.

This file is made from the code: `python -m schemata.cli.reference docs/cli.md`.
"""
_CODES = {
    ExitCode.DONE: "done, or nothing to do",
    ExitCode.PROBLEM: "an error, or an object of a kind that is not modelled; it is named",
    ExitCode.CHANGES: "there are differences (`plan`, `diff`, `drift`)",
    ExitCode.REFUSED: "a hazard is not allowed; nothing was touched (`apply`, `rollback`)",
}


def reference() -> str:
    """The whole document."""
    return "\n".join((_HEAD, *_verbs(), "", *_details(), "## Exit codes", "", *_codes())) + "\n"


def _verbs() -> Iterator[str]:
    yield from ("| verb | what it does |", "|---|---|")
    for name, command in _commands():
        yield f"| `{' '.join((name, *_arguments(command)))}` | {_help(command)[0]} |"


def _details() -> Iterator[str]:
    for name, command in _commands():
        yield from (f"## `{name}`", "", *_help(command), "")
        options = [parameter for parameter in command.params if parameter.param_type_name == "option"]
        if options:
            yield from ("| option | meaning |", "|---|---|")
            yield from (f"| `{_option(option)}` | {_meaning(option)} |" for option in options)
            yield ""


def _codes() -> Iterator[str]:
    yield from ("| code | meaning |", "|---|---|")
    yield from (f"| {code.value} | {meaning} |" for code, meaning in _CODES.items())


def _commands() -> Iterator[tuple[str, Any]]:
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined] # a group, as app has many commands
        if hasattr(command, "commands"):
            yield from ((f"{name} {below}", item) for below, item in command.commands.items())
        else:
            yield name, command


def _help(command: Any) -> list[str]:
    paragraphs = inspect.cleandoc(command.help or "").split("\n\n")
    return [" ".join(paragraph.split()) for paragraph in paragraphs]


def _arguments(command: Any) -> Iterator[str]:
    for parameter in command.params:
        if parameter.param_type_name == "argument":
            yield parameter.metavar or parameter.name.upper()
        elif parameter.required:
            yield _option(parameter)


def _option(option: Any) -> str:
    flag = str(option.opts[0])
    return flag if option.is_flag else f"{flag} {option.metavar}".replace("|", "\\|")


def _meaning(option: Any) -> str:
    return f"{option.help} Must be given." if option.required else str(option.help)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(reference())
