"""The commands as a user runs them, without an engine's work: refusals, messages, exit codes, what is imported."""

import subprocess
import sys

import pytest

from launcher import report
from launcher.errors import ExitCode
from tests.launcher.clone import PROJECT, Clone


def test_without_a_virtual_environment_the_way_to_one_is_named(clone: Clone) -> None:
    (clone.root / ".venv").unlink()
    for command in ("bin/pulumi", "bin/psql", "bin/schemata"):
        done = clone.run(command)
        assert done.returncode == ExitCode.UNAVAILABLE
        assert "make venv" in done.stderr


def test_broken_settings_end_in_one_message_with_their_place(clone: Clone) -> None:
    (clone.root / "Pulumi.dev.yaml").write_text("config:\n  a: [1\n")
    done = clone.run("bin/pulumi", "up", "--yes")
    assert done.returncode == ExitCode.SETTINGS
    assert done.stderr.startswith(f"error: {clone.root}/Pulumi.dev.yaml:3:1: ")
    assert "Traceback" not in done.stderr
    assert clone.run("bin/pulumi", "version").returncode == 0


def test_a_stack_without_server_has_nothing_to_stop_and_nothing_to_connect_to(clone: Clone) -> None:
    assert "no server" in clone.run(".venv/bin/python", "-m", "launcher.down").stdout
    done = clone.run("bin/psql")
    assert done.returncode == ExitCode.UNAVAILABLE
    assert "make up" in done.stderr


@pytest.mark.parametrize("typed", ["", "yes\n", "other\n"])
def test_destroy_asks_for_the_stack_s_name(clone: Clone, typed: str) -> None:
    clone.pulumi("up", "--yes")
    done = clone.run(".venv/bin/python", "-m", "launcher.destroy", given=typed)
    assert done.returncode == ExitCode.USAGE
    assert "dev" in clone.pulumi("stack", "ls")


def test_destroy_removes_the_stack_and_what_belongs_to_it(clone: Clone) -> None:
    clone.pulumi("up", "--yes")
    done = clone.run(".venv/bin/python", "-m", "launcher.destroy", "--stack", "dev", given="dev\n")
    assert done.returncode == 0, done.stderr
    assert "dev" not in clone.pulumi("stack", "ls")
    assert not (clone.root / ".state" / "dev").exists()
    assert clone.changed_files() == ""


def test_an_unknown_option_of_our_own_commands_is_refused(clone: Clone) -> None:
    done = clone.run(".venv/bin/python", "-m", "launcher.down", "--all")
    assert done.returncode == ExitCode.USAGE


def test_the_launcher_imports_nothing_slow() -> None:
    look = "import sys, launcher.__main__; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", look], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert not {"pulumi", "grpc", "psycopg", "pydantic", "sqlglot", "rich"} & set(done.stdout.split())


def test_what_the_system_refuses_is_one_message(capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> int:
        raise OSError(28, "No space left on device", "/somewhere")

    assert report.problems(fail) == ExitCode.CANNOT_CREATE
    assert "free some space" in capsys.readouterr().err


def test_an_interrupt_is_no_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    def interrupt() -> int:
        raise KeyboardInterrupt

    assert report.problems(interrupt) == ExitCode.INTERRUPTED
    assert "interrupted" in capsys.readouterr().err
