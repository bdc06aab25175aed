"""Reads the few things that the launcher must know from the arguments meant for Pulumi's CLI."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

DEFAULT_STACK = "dev"

_FLAGS_WITH_VALUE = frozenset(
    {
        *("--color", "--cwd", "-C", "--memprofilerate", "--otel-traces", "--profiling", "--tracing", "--verbose", "-v"),
        *("--stack", "-s", "--config-file", "--type"),
    }
)
"""The flags of all commands, and of ``config`` and ``stack``, that take the next argument as their value."""

_NESTED = frozenset({"config", "stack", "state", "policy", "plugin", "package", "org", "project", "env", "deployment"})
"""Commands whose second word, if there is one, is a command too."""

_ALIASES = {"update": "up", "pre": "preview"}

_STACK_IS_OPERAND = frozenset({"stack init", "stack new", "stack rm", "stack remove", "stack select"})
"""Commands that take the stack's name as a word of its own, too."""


@dataclass(frozen=True, slots=True)
class CommandLine:
    """``arguments`` as typed, without the program's name; ``command`` is for example ``"up"`` or ``"config set"``."""

    arguments: tuple[str, ...]
    command: str
    stack: str

    def has_flag(self, name: str) -> bool:
        """Whether ``name`` was given, alone or as ``name=value``."""
        return any(argument == name or argument.startswith(f"{name}=") for argument in self.arguments)

    @property
    def asks_for_help(self) -> bool:
        """Whether the command only explains itself."""
        return any(argument in ("-h", "--help") for argument in self.arguments)

    def operands(self) -> list[str]:
        """The words after the command that are neither flags nor values of flags."""
        return _words(self.arguments)[len(self.command.split()) :]


def read(arguments: Sequence[str], selected_stack: str | None) -> CommandLine:
    """``selected_stack`` is what the environment or ``pulumi stack select`` names; it holds without ``--stack``."""
    named = _flag_value(arguments, "--stack", "-s")
    line = CommandLine(tuple(arguments), _command(arguments), named or selected_stack or DEFAULT_STACK)
    if named is None and line.command in _STACK_IS_OPERAND and line.operands():
        return replace(line, stack=line.operands()[0])
    return line


def _command(arguments: Sequence[str]) -> str:
    words = _words(arguments)
    if words[:1] and words[0] in _NESTED:
        return " ".join(words[:2])
    return _ALIASES.get(words[0], words[0]) if words else ""


def _words(arguments: Sequence[str]) -> list[str]:
    """The arguments without flags and their values."""
    rest = iter(arguments)
    words = []
    for argument in rest:
        if argument in _FLAGS_WITH_VALUE:
            next(rest, None)
        elif not argument.startswith("-"):
            words.append(argument)
    return words


def _flag_value(arguments: Sequence[str], *names: str) -> str | None:
    for position, argument in enumerate(arguments):
        if argument == "--":
            return None
        if argument in names and position + 1 < len(arguments):
            return arguments[position + 1]
        for name in names:
            if argument.startswith(f"{name}="):
                return argument.removeprefix(f"{name}=")
    return None
