"""What the launcher reads from the arguments for Pulumi."""

import pytest

from launcher import command_line


@pytest.mark.parametrize(
    ("typed", "command", "stack"),
    [
        ("", "", "dev"),
        ("--help", "", "dev"),
        ("up", "up", "dev"),
        ("update --yes", "up", "dev"),
        ("pre --stack=prod", "preview", "prod"),
        ("preview -s prod --diff", "preview", "prod"),
        ("-s prod preview", "preview", "prod"),
        ("--color never -v 3 up --stack prod", "up", "prod"),
        ("config --show-secrets", "config", "dev"),
        ("config set --stack prod key value", "config set", "prod"),
        ("config --stack prod set key value", "config set", "prod"),
        ("config get key", "config get", "dev"),
        ("stack init prod", "stack init", "prod"),
        ("stack init --secrets-provider=passphrase prod", "stack init", "prod"),
        ("stack rm", "stack rm", "dev"),
        ("stack --show-urns", "stack", "dev"),
        ("up -- --stack other", "up", "dev"),
    ],
)
def test_command_and_stack(typed: str, command: str, stack: str) -> None:
    line = command_line.read(typed.split(), None)
    assert (line.command, line.stack) == (command, stack)
    assert list(line.arguments) == typed.split()


def test_the_selected_stack_holds_unless_one_is_named() -> None:
    assert command_line.read(["up"], "chosen").stack == "chosen"
    assert command_line.read(["up", "--stack", "prod"], "chosen").stack == "prod"


def test_operands_are_the_words_that_belong_to_no_flag() -> None:
    line = command_line.read(["config", "set", "--stack", "prod", "--secret", "key", "value"], None)
    assert line.operands() == ["key", "value"]
    assert line.has_flag("--secret")
    assert not line.has_flag("--path")


def test_a_question_for_help_is_recognised() -> None:
    assert command_line.read(["up", "--help"], None).asks_for_help
    assert not command_line.read(["up"], None).asks_for_help
