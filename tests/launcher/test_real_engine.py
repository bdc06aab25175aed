"""bin/pulumi with the real engine, our language host, and a program that makes nothing."""

import json
import stat
from pathlib import Path

from tests.launcher.clone import Clone

_PASSWORD = "digi-infrastructure:postgresAdminPassword"
_PORT = "digi-infrastructure:postgresPort"


def test_every_deploying_command_runs_and_git_stays_clean(clone: Clone) -> None:
    clone.pulumi("preview")
    clone.pulumi("up", "--yes")
    clone.pulumi("preview", "--expect-no-changes", "--diff")
    clone.pulumi("refresh", "--yes")
    clone.pulumi("destroy", "--yes")
    assert clone.changed_files() == ""
    assert not clone.processes()


def test_the_user_s_home_is_left_alone(clone: Clone) -> None:
    clone.pulumi("up", "--yes")
    assert not list(Path(clone.environment["HOME"]).rglob("*.json"))


def test_the_passphrase_is_readable_by_its_user_only(clone: Clone) -> None:
    clone.pulumi("preview")
    assert stat.S_IMODE((clone.root / ".state" / "passphrase").stat().st_mode) == 0o600


def test_port_and_password_are_made_once_and_stay_private(clone: Clone) -> None:
    clone.pulumi("preview")
    first = json.loads(clone.pulumi("config", "--json", "--show-secrets"))
    clone.pulumi("preview")
    second = json.loads(clone.pulumi("config", "--json", "--show-secrets"))
    assert first == second
    assert len(first[_PASSWORD]["value"]) > 30
    assert first[_PASSWORD]["secret"]
    assert 1024 < int(first[_PORT]["value"]) < 32768
    assert clone.changed_files() == ""


def test_plain_settings_go_to_the_tracked_file_and_reach_the_program(clone: Clone) -> None:
    clone.pulumi("config", "set", "greeting", "hello")
    assert "digi-infrastructure:greeting: hello" in (clone.root / "Pulumi.dev.yaml").read_text()
    assert "# the tracked settings" in (clone.root / "Pulumi.dev.yaml").read_text()
    clone.pulumi("up", "--yes")
    assert clone.pulumi("stack", "output", "greeting").strip() == "hello"
    clone.pulumi("config", "rm", "greeting")
    assert "greeting" not in (clone.root / "Pulumi.dev.yaml").read_text()


def test_secrets_stay_out_of_git_and_reach_the_program(clone: Clone) -> None:
    clone.pulumi("config", "set", "--secret", "greeting", given="a secret")
    assert clone.changed_files() == ""
    clone.pulumi("up", "--yes")
    assert clone.pulumi("stack", "output", "greeting", "--show-secrets").strip() == "a secret"
    assert "a secret" not in (clone.root / ".state" / "dev" / "Pulumi.dev.yaml").read_text()


def test_another_port_is_private_too(clone: Clone) -> None:
    clone.pulumi("config", "set", "postgresPort", "23456")
    clone.pulumi("preview")
    assert clone.pulumi("config", "get", "postgresPort").strip() == "23456"
    assert clone.changed_files() == ""


def test_a_stack_of_its_own_name_is_made_and_removed_without_touching_git(clone: Clone) -> None:
    clone.pulumi("stack", "init", "other")
    assert "other" in clone.pulumi("stack", "ls")
    clone.pulumi("stack", "rm", "other", "--yes")
    clone.pulumi("up", "--yes")
    clone.pulumi("stack", "rm", "--yes", "--force")
    assert clone.changed_files() == ""


def test_a_stack_without_settings_is_not_made_by_a_slip_of_the_finger(clone: Clone) -> None:
    done = clone.run("bin/pulumi", "destroy", "--yes", "--stack", "dve")
    assert done.returncode != 0
    assert "dve" in done.stderr
    assert "dve" not in clone.pulumi("stack", "ls")


def test_a_backend_of_the_user_wins(clone: Clone, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    variables = {"PULUMI_BACKEND_URL": f"file://{theirs}", "PULUMI_CONFIG_PASSPHRASE": "their passphrase"}
    clone.pulumi("up", "--yes", **variables)
    clone.pulumi("preview", "--expect-no-changes", **variables)
    assert list(theirs.rglob("dev.json"))
    assert not (clone.root / ".state" / "backend").exists()
    assert not (clone.root / ".state" / "passphrase").exists()


def test_it_works_from_a_folder_inside_and_outside_of_the_clone(clone: Clone, tmp_path: Path) -> None:
    command = str(clone.root / "bin" / "pulumi")
    for folder in (clone.root / "launcher", tmp_path):
        done = clone.run("sh", "-c", f"cd '{folder}' && '{command}' preview")
        assert done.returncode == 0, done.stderr


def test_plain_pulumi_does_the_same_in_a_shell_with_the_environment(clone: Clone) -> None:
    clone.pulumi("up", "--yes")
    exports = clone.run(".venv/bin/python", "-m", "launcher.exports")
    assert exports.returncode == 0, exports.stderr
    script = f"{exports.stdout}\npulumi preview --expect-no-changes && bin/pulumi preview --expect-no-changes"
    done = clone.run("sh", "-ec", script)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "warning" not in done.stdout + done.stderr


def test_an_error_of_the_program_is_shown_once_and_fails_the_command(clone: Clone) -> None:
    (clone.root / "__main__.py").write_text("raise ValueError('no such luck')\n")
    done = clone.run("bin/pulumi", "preview")
    assert done.returncode != 0
    assert done.stdout.count("ValueError: no such luck") == 1


def test_a_program_that_has_reported_its_problem_adds_nothing(clone: Clone) -> None:
    (clone.root / "__main__.py").write_text("import pulumi, sys\npulumi.log.error('reported')\nsys.exit(32)\n")
    done = clone.run("bin/pulumi", "preview")
    assert done.returncode != 0
    assert "reported" in done.stdout
    assert "exit code" not in done.stdout + done.stderr


def test_a_program_that_ends_by_itself_is_an_error(clone: Clone) -> None:
    (clone.root / "__main__.py").write_text("import os\nos._exit(3)\n")
    done = clone.run("bin/pulumi", "preview")
    assert done.returncode != 0
    assert "program exited with non-zero exit code: 3" in done.stdout


def test_a_policy_pack_is_started(clone: Clone) -> None:
    pack = clone.root / "policy"
    pack.mkdir()
    (pack / "PulumiPolicy.yaml").write_text("runtime: python\n")
    (pack / "__main__.py").write_text("raise ValueError('the pack was read')\n")
    done = clone.run("bin/pulumi", "preview", "--policy-pack", "policy")
    assert done.returncode != 0
    assert "the pack was read" in done.stdout
