"""The tracked settings and the private copy."""

from pathlib import Path

import pytest

from launcher import command_line, stack_config
from launcher.errors import ExitCode, LauncherError
from launcher.project import Project

_SECRET = {"secure": "v1:abc"}
_EXTERNAL = {"digi-infrastructure:postgres": {"mode": "external"}}


def test_what_is_private_is_kept_and_everything_else_is_the_tracked_file_s() -> None:
    tracked = {"config": {"a:plain": "new"}}
    previous = {
        "encryptionsalt": "v1:salt",
        "config": {
            "a:plain": "before",
            "a:removed": 1,
            "a:secret": _SECRET,
            "a:nested": [{"user": "x", "password": _SECRET}],
            stack_config.PORT: 15432,
        },
    }
    assert stack_config.merge(tracked, previous) == {
        "encryptionsalt": "v1:salt",
        "config": {
            "a:plain": "new",
            "a:secret": _SECRET,
            "a:nested": [{"user": "x", "password": _SECRET}],
            stack_config.PORT: 15432,
        },
    }


def test_an_external_server_s_port_is_no_private_matter() -> None:
    merged = stack_config.merge({"config": _EXTERNAL}, {"config": {stack_config.PORT: 15432}})
    assert stack_config.PORT not in stack_config.config(merged)


def test_the_tracked_value_holds_where_both_have_one() -> None:
    merged = stack_config.merge({"config": {stack_config.PORT: 1}}, {"config": {stack_config.PORT: 2}})
    assert stack_config.config(merged) == {stack_config.PORT: 1}


@pytest.mark.parametrize(
    ("typed", "tracked"),
    [
        ("config set key value", True),
        ("config set --secret key value", False),
        ("config set key --secret", False),
        ("config set postgresPort 5432", False),
        ("config set digi-infrastructure:postgresPort 5432", False),
        ("config set --path digi-infrastructure:postgres.version 18", True),
        ("config rm known", True),
        ("config rm unknown", False),
        ("config set-all --plaintext a=b", True),
        ("config set-all --secret a=b", False),
        ("config get known", False),
        ("config", False),
    ],
)
def test_which_file_a_command_changes(tmp_path: Path, typed: str, tracked: bool) -> None:
    (tmp_path / "Pulumi.dev.yaml").write_text("config:\n  digi-infrastructure:known: 1\n")
    line = command_line.read(typed.split(), None)
    assert stack_config.goes_to_tracked_file(Project(tmp_path), line) is tracked


def test_a_set_all_for_both_files_is_refused(tmp_path: Path) -> None:
    line = command_line.read(["config", "set-all", "--plaintext", "a=b", "--secret", "c=d"], None)
    with pytest.raises(LauncherError) as refused:
        stack_config.goes_to_tracked_file(Project(tmp_path), line)
    assert refused.value.code is ExitCode.USAGE


@pytest.mark.parametrize(
    ("text", "place"),
    [("config:\n  a: [1\n", ":3:1: "), ("- a\n", ":1: "), ("just words", ":1: "), ("config:\n\ta: 1\n", ":2:1: ")],
)
def test_settings_that_are_no_yaml_mapping_are_refused_with_their_place(tmp_path: Path, text: str, place: str) -> None:
    (tmp_path / "Pulumi.dev.yaml").write_text(text)
    with pytest.raises(LauncherError) as refused:
        stack_config.write_private_copy(Project(tmp_path), "dev")
    assert f"{tmp_path / 'Pulumi.dev.yaml'}{place}" in refused.value.message
    assert refused.value.code is ExitCode.SETTINGS
