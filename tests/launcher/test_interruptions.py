"""Killed and interrupted commands, and two at once, with the real engine."""

import json
import os
import signal
import subprocess
from pathlib import Path

from tests.launcher.clone import Clone
from tests.waiting import wait_until


def _begin_up(gated: Clone) -> subprocess.Popen[str]:
    """An ``up`` that has begun to create its resource."""
    up = gated.start("bin/pulumi", "up", "--yes", "--skip-preview")
    wait_until((gated.root / "creating").exists)
    return up


def _lock(gated: Clone) -> Path:
    (lock,) = (gated.root / ".state" / "backend" / ".pulumi" / "locks").rglob("*.json")
    return lock


def test_the_lock_and_the_pending_create_of_a_killed_command_are_cleared(gated: Clone) -> None:
    up = _begin_up(gated)
    up.kill()
    up.communicate()
    wait_until(lambda: not gated.processes())
    assert _lock(gated).exists()
    (gated.root / "open").touch()
    done = gated.run("bin/pulumi", "up", "--yes")
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"the lock of process {up.pid}, which is gone, is removed" in done.stderr
    assert "to be adopted or made again: gate:index:Gate one" in done.stderr
    assert "pending" not in done.stdout
    gated.pulumi("preview", "--expect-no-changes")


def test_a_working_command_is_named_and_not_disturbed(gated: Clone) -> None:
    up = _begin_up(gated)
    second = gated.run("bin/pulumi", "up", "--yes")
    assert second.returncode == 75
    assert f"process {up.pid}\n" in second.stderr
    assert "Traceback" not in second.stderr
    gated.pulumi("preview")
    (gated.root / "open").touch()
    output, _ = up.communicate()
    assert up.returncode == 0, output


def test_a_lock_of_another_host_is_left_to_the_user(gated: Clone) -> None:
    up = _begin_up(gated)
    up.kill()
    up.communicate()
    lock = _lock(gated)
    lock.write_text(json.dumps({**json.loads(lock.read_text()), "hostname": "elsewhere"}))
    done = gated.run("bin/pulumi", "refresh", "--yes")
    assert done.returncode == 75
    assert "bin/pulumi cancel --yes --stack dev" in done.stderr
    gated.pulumi("cancel", "--yes", "--stack", "dev")
    (gated.root / "open").touch()
    gated.pulumi("up", "--yes")


def test_an_interrupt_ends_the_command_and_leaves_no_process(gated: Clone) -> None:
    up = _begin_up(gated)
    os.killpg(up.pid, signal.SIGINT)
    output, _ = up.communicate(timeout=60)
    assert up.returncode != 0
    assert "Traceback" not in output
    wait_until(lambda: not gated.processes())
    (gated.root / "open").touch()
    gated.pulumi("up", "--yes")
    gated.pulumi("preview", "--expect-no-changes")


def test_a_lock_of_plain_pulumi_is_respected(gated: Clone) -> None:
    up = _begin_up(gated)
    (gated.root / ".state" / "dev" / "command.lock").unlink()
    second = gated.run("bin/pulumi", "up", "--yes")
    assert second.returncode == 75
    assert f"process {up.pid} by" in second.stderr
    (gated.root / "open").touch()
    up.communicate(timeout=60)


def test_of_two_commands_that_start_together_one_works(gated: Clone) -> None:
    (gated.root / "open").touch()
    both = [gated.start("bin/pulumi", "up", "--yes") for _ in range(2)]
    said = [command.communicate(timeout=60)[0] for command in both]
    assert sorted(command.returncode for command in both) == [0, 75], said
    assert any("another command works on stack 'dev'" in output for output in said)


def test_two_first_commands_at_once_make_one_password(clone: Clone) -> None:
    both = [clone.start("bin/pulumi", "preview") for _ in range(2)]
    for command in both:
        output, _ = command.communicate(timeout=60)
        assert command.returncode == 0, output
    assert (clone.root / ".state" / "dev" / "Pulumi.dev.yaml").read_text().count("postgresAdminPassword") == 1
    clone.pulumi("config", "get", "postgresAdminPassword")


def test_a_state_whose_attributes_were_being_written_is_read(clone: Clone) -> None:
    clone.pulumi("up", "--yes")
    (attributes,) = (clone.root / ".state" / "backend" / ".pulumi" / "stacks").rglob("dev.json.attrs")
    attributes.write_text("")
    clone.pulumi("preview", "--expect-no-changes")
