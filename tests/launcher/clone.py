"""A clone of the project with a program of its own, for tests with the real engine."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]

_CODE = ("airgap", "bin", "launcher", "provider", "servers")
_IGNORED = shutil.ignore_patterns("__pycache__", ".state")

_PULUMI_YAML = """\
name: digi-infrastructure
runtime: {name: python, options: {virtualenv: .venv}}
plugins: {providers: [{name: gate, path: ./gate}]}
"""

EMPTY_PROGRAM = "import pulumi\n\npulumi.export('greeting', pulumi.Config().get('greeting'))\n"

GATE_PROGRAM = """\
import pulumi

pulumi.CustomResource("gate:index:Gate", "one", {})
"""


@dataclass(frozen=True, slots=True)
class Clone:
    """A folder with the project's code; ``environment`` names no login of the person who runs the tests."""

    root: Path
    environment: dict[str, str]

    def run(self, *command: str, given: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
        """Run ``command`` in the clone to its end."""
        return subprocess.run(
            command,
            cwd=self.root,
            env={**self.environment, **variables},
            input=given,
            capture_output=True,
            text=True,
            timeout=120,
        )

    def pulumi(self, *arguments: str, given: str = "", **variables: str) -> str:
        """Run ``bin/pulumi``, which must succeed; what it prints."""
        done = self.run("bin/pulumi", *arguments, given=given, **variables)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self, *command: str) -> subprocess.Popen[str]:
        """Start ``command`` in a session of its own."""
        return subprocess.Popen(
            command,
            cwd=self.root,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def changed_files(self) -> str:
        """What ``git status`` would show to a user."""
        return self.run("git", "status", "--porcelain").stdout

    def processes(self) -> list[str]:
        """The command lines of all processes that work in the clone."""
        return [
            Path(process, "cmdline").read_bytes().replace(b"\0", b" ").decode()
            for process in Path("/proc").glob("[0-9]*")
            if _works_in(process, self.root)
        ]


def make(root: Path, home: Path, program: str) -> Clone:
    """Copy the project's code to ``root``, with ``program`` in place of its own, and commit it there."""
    root.mkdir()
    for folder in _CODE:
        shutil.copytree(PROJECT / folder, root / folder, ignore=_IGNORED)
    shutil.copytree(Path(__file__).parent / "gate", root / "gate", ignore=_IGNORED)
    shutil.copy(PROJECT / ".gitignore", root)
    (root / ".venv").symlink_to(sys.prefix)
    (root / "Pulumi.yaml").write_text(_PULUMI_YAML)
    (root / "Pulumi.dev.yaml").write_text("# the tracked settings\nconfig:\n  digi-infrastructure:apps: []\n")
    (root / "__main__.py").write_text(program)
    clone = Clone(root, _environment(home))
    clone.run("git", "init", "--quiet")
    clone.run("git", "add", "--all")
    clone.run("git", "-c", "user.name=t", "-c", "user.email=t@localhost", "commit", "--quiet", "-m", "first")
    return clone


def _environment(home: Path) -> dict[str, str]:
    home.mkdir()
    cache = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PULUMI_", "DIGI_", "GIT_"))}
    return {**kept, "HOME": str(home), "XDG_CACHE_HOME": cache, "DIGI_ENGINE": "build"}


def _works_in(process: Path, root: Path) -> bool:
    try:
        return (process / "cwd").readlink().is_relative_to(root)
    except OSError:
        return False
