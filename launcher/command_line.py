"""Reads the few things that the launcher must know from the arguments meant for Pulumi's CLI."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

DEFAULT_STACK = "dev"

_GLOBAL_FLAGS_WITH_VALUE = frozenset(
    {"--color", "--cwd", "-C", "--memprofilerate", "--otel-traces", "--profiling", "--tracing", "--verbose", "-v"}
)
"""The flags that may stand before the command and take the next argument as their value."""

_NESTED = frozenset({"config", "stack", "state", "policy", "plugin", "package", "org", "project", "env", "deployment"})
"""Commands whose second word, if there is one, is a command too."""

_ALIASES = {"update": "up", "pre": "preview"}

_FLAGS_WITH_VALUE = frozenset({"--stack", "-s", "--config-file", "--type"})
"""The flags after ``config``, ``stack init`` and their like that take the next argument as their value."""

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
        """The words after the command that are neither flags nor values of `_FLAGS_WITH_VALUE`."""
        rest = iter(list(_without_global_flags(self.arguments))[len(self.command.split()) :])
        words = []
        for word in rest:
            if word in _FLAGS_WITH_VALUE:
                next(rest, None)
            elif not word.startswith("-"):
                words.append(word)
        return words


def read(arguments: Sequence[str], selected_stack: str | None) -> CommandLine:
    """``selected_stack`` is what the environment or ``pulumi stack select`` names; it holds without ``--stack``."""
    named = _flag_value(arguments, "--stack", "-s")
    line = CommandLine(tuple(arguments), _command(arguments), named or selected_stack or DEFAULT_STACK)
    if named is None and line.command in _STACK_IS_OPERAND and line.operands():
        return replace(line, stack=line.operands()[0])
    return line


def _command(arguments: Sequence[str]) -> str:
    words = list(_without_global_flags(arguments))[:2]
    if not words or words[0].startswith("-"):
        return ""
    if words[0] in _NESTED and len(words) == 2 and not words[1].startswith("-"):
        return " ".join(words)
    return _ALIASES.get(words[0], words[0])


def _without_global_flags(arguments: Sequence[str]) -> Iterator[str]:
    """The arguments from the command on."""
    rest = iter(arguments)
    for argument in rest:
        if argument in _GLOBAL_FLAGS_WITH_VALUE:
            next(rest, None)
        elif not argument.startswith("-"):
            yield argument
            break
    yield from rest


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
