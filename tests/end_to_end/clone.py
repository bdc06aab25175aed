"""A clone of the whole project as a user has it, on real parts: the engine, the language host, a server of its own.

The virtual environment and the caches are those of this machine, so that nothing is installed or built here.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import uuid
from dataclasses import dataclass, field
from pathlib import Path

from servers import embedded_postgres
from tests.waiting import wait_until

PROJECT = Path(__file__).resolve().parents[2]

_LONGEST_SECONDS = 300
_MAKE_VARIABLES = ("MAKEFLAGS", "MAKEOVERRIDES", "MAKELEVEL", "MFLAGS", "STACK")
_COMMIT = ("git", "-c", "user.name=t", "-c", "user.email=t@localhost", "commit", "--quiet", "--message")


@dataclass(frozen=True, slots=True)
class Ended:
    """A command that has ended: its exit code and all that it printed."""

    code: int
    output: str

    def succeeded(self) -> str:
        """The output; the command must have ended with 0 and without a traceback."""
        assert self.code == 0, self.output
        assert "Traceback" not in self.output, self.output
        return self.output

    def failed(self) -> str:
        """The output; the command must have ended with an error and without a traceback."""
        assert self.code != 0, self.output
        assert "Traceback" not in self.output, self.output
        return self.output


@dataclass(frozen=True, slots=True)
class Step:
    """What a preview would do with one resource. `kind` is its type's last part, `operation` the engine's word."""

    operation: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Preview:
    """A preview as `--json` has it: the steps that change something, and all messages, by the resource's name."""

    steps: frozenset[Step]
    messages: dict[str, str]


@dataclass(frozen=True, slots=True)
class Clone:
    """`root` is the clone; `environment` has no variable and no login of the person who runs the tests."""

    root: Path
    environment: dict[str, str] = field(repr=False)

    def run(self, *command: str, given: str = "", **variables: str) -> Ended:
        """Run a command in the clone to its end, with `given` on its standard input."""
        # Files, since a daemon that keeps a pipe open would be waited for.
        with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as answers:
            answers.write(given)
            answers.seek(0)
            done = subprocess.run(
                command,
                cwd=self.root,
                env={**self.environment, **variables},
                stdin=answers,
                stdout=output,
                stderr=subprocess.STDOUT,
                text=True,
                timeout=_LONGEST_SECONDS,
            )
            output.seek(0)
            return Ended(done.returncode, output.read())

    def pulumi(self, command: str, *arguments: str, **variables: str) -> Ended:
        """Run `bin/pulumi` for stack `dev`, without a terminal."""
        return self.run("bin/pulumi", command, "--stack", "dev", "--non-interactive", *arguments, **variables)

    def up(self) -> str:
        """Bring the stack up, which must succeed; what was printed."""
        return self.pulumi("up", "--yes", "--skip-preview").succeeded()

    def start(self, *command: str) -> "Running":
        """Start a command in a process group of its own."""
        log = self.root.parent / f"{uuid.uuid4().hex}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                command,
                cwd=self.root,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return Running(process, log)

    def preview(self) -> Preview:
        """What a preview says, which must end with 0."""
        # The warnings that a provider prints go to stderr, beside the document.
        command = "exec bin/pulumi preview --stack dev --json 2>/dev/null"
        return _preview(json.loads(self.run("sh", "-c", command).succeeded()))

    def nothing_to_do(self) -> bool:
        """Whether the stack is as it is declared."""
        return self.pulumi("preview", "--expect-no-changes").code == 0

    def edit(self, file: str, before: str, after: str) -> None:
        """Replace the one place of `before` in a file of the clone."""
        path = self.root / file
        text = path.read_text()
        assert text.count(before) == 1, f"{text.count(before)} places of {before!r} in {file}"
        path.write_text(text.replace(before, after))

    def write(self, file: str, text: str) -> None:
        """Write a file of the clone."""
        (self.root / file).write_text(text)

    def line(self, file: str, part: str) -> int:
        """The number of the first line of a file that has `part` in it."""
        lines = (self.root / file).read_text().splitlines()
        return next(number for number, line in enumerate(lines, 1) if part in line)

    def restore_files(self) -> None:
        """Take back every edit of what git tracks, and remove new files."""
        self.run("git", "checkout", "--quiet", "--", ".").succeeded()
        self.run("git", "clean", "--quiet", "--force", "-d").succeeded()

    def commit(self, message: str) -> None:
        """Commit all changes, so that `restore_files` keeps them."""
        self.run("git", "add", "--all").succeeded()
        self.run(*_COMMIT, message).succeeded()

    def changed_files(self) -> str:
        """What `git status` shows."""
        return self.run("git", "status", "--porcelain").succeeded()

    @property
    def server(self) -> Path:
        """The folder of stack `dev`'s server."""
        return self.root / ".state" / "dev" / "postgres"

    def state(self) -> bytes:
        """The stack's state as Pulumi keeps it."""
        return (self.root / ".state/backend/.pulumi/stacks/digi-infrastructure/dev.json").read_bytes()

    def processes(self) -> dict[int, str]:
        """The command lines of all processes that belong to the clone, but for its server's, by process id."""
        found = {}
        for process in Path("/proc").glob("[0-9]*"):
            command = _command(process)
            if command and int(process.name) != os.getpid() and self._owns(process, command):
                found[int(process.name)] = command
        return found

    def _owns(self, process: Path, command: str) -> bool:
        try:
            return str(self.root) in command or (process / "cwd").readlink().is_relative_to(self.root)
        except OSError:
            return False

    def discard(self) -> None:
        """End what still runs, remove the server with its data, and the clone."""
        for pid in self.processes():
            _kill(pid)
        wait_until(lambda: not self.processes())
        embedded_postgres.remove(self.server)
        shutil.rmtree(self.root.parent)


@dataclass(frozen=True, slots=True)
class Running:
    """A command that was started: `log` can be read while it runs."""

    process: "subprocess.Popen[bytes]"
    log: Path

    def has_printed(self, part: str) -> bool:
        """Whether the command has printed `part` already."""
        return part in self.log.read_text()

    def interrupt(self) -> None:
        """What Ctrl-C does: SIGINT to the whole process group."""
        os.killpg(self.process.pid, signal.SIGINT)

    def wait(self) -> Ended:
        """Wait for its end."""
        code = self.process.wait(_LONGEST_SECONDS)
        return Ended(code, self.log.read_text())


def make() -> Clone:
    """Copy the working tree, with what is not committed yet, to a temporary folder, and commit it there."""
    subprocess.run(["make", "--silent", "venv"], cwd=PROJECT, env=_environment(Path.home()), check=True)
    folder = Path(tempfile.mkdtemp(prefix="digi-end-to-end-"))
    folder.chmod(0o711)
    clone = Clone(folder / "clone", _environment(folder / "home"))
    (folder / "home").mkdir()
    for file in _working_tree():
        copy = clone.root / file
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(PROJECT / file, copy, follow_symlinks=False)
    _share_virtual_environment(clone)
    clone.run("git", "init", "--quiet").succeeded()
    clone.commit("as cloned")
    return clone


def _share_virtual_environment(clone: Clone) -> None:
    """`make up` fills .venv anew when it is of another lock file: a shared one must never be."""
    lock = "requirements.lock"
    assert (clone.root / lock).read_bytes() == (PROJECT / lock).read_bytes(), f"{lock} changes during the tests"
    (clone.root / ".venv").symlink_to(PROJECT / ".venv")


def _working_tree() -> list[str]:
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    return [name for name in names.split("\0") if name and (PROJECT / name).exists()]


def _environment(home: Path) -> dict[str, str]:
    """The environment of this machine without anybody's settings; the interpreter is the one that made .venv."""
    cache = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PULUMI_", "DIGI_", "GIT_", "PG"))
    }
    for name in _MAKE_VARIABLES:
        kept.pop(name, None)
    return {**kept, "HOME": str(home), "XDG_CACHE_HOME": cache, "PYTHON": str(Path(sys.executable).resolve())}


def _preview(document: dict[str, object]) -> Preview:
    steps, messages = document.get("steps"), document.get("diagnostics", [])
    assert isinstance(steps, list)
    assert isinstance(messages, list)
    told: dict[str, str] = {}
    for message in messages:
        name = _name(message.get("urn", ""))
        told[name] = told.get(name, "") + message["message"]
    changing = (step for step in steps if step["op"] != "same")
    return Preview(frozenset(Step(step["op"], _kind(step["urn"]), _name(step["urn"])) for step in changing), told)


def _kind(urn: str) -> str:
    return urn.split("::")[2].rpartition("$")[2].rpartition(":")[2]


def _name(urn: str) -> str:
    return urn.rpartition("::")[2]


def _command(process: Path) -> str:
    try:
        return (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
