"""``python3 -m launcher.setup``: the virtual environment, from the lock file.

This runs before there is a virtual environment, so that only the standard library is imported.
"""

import hashlib
import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from airgap import filelock
from airgap.progress import Progress
from launcher import project, report
from launcher.errors import ExitCode, LauncherError
from launcher.project import Project


def environment(clone: Project) -> None:
    """Make the virtual environment, unless it was made from this very lock file; two processes make it once.

    Raises LauncherError when Python cannot make one, or pip cannot fill it.
    """
    wanted = _digest(clone)
    if _made_from(clone) == wanted:
        return
    with filelock.held(clone.state / "setup.lock", lambda: _tell("another process makes .venv; waiting for it")):
        if _made_from(clone) != wanted:
            _make(clone)
            _stamp(clone).write_text(wanted)


def _make(clone: Project) -> None:
    if importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        remedy = f"Install it, on Debian or Ubuntu: apt-get install python{version}-venv. Then run the command again."
        raise LauncherError(f"Python {version} here has no module to make virtual environments with", remedy, _FAILED)
    with Progress("making the virtual environment .venv"):
        _run([sys.executable, "-m", "venv", "--clear", str(_folder(clone))])
    pip = [str(clone.python), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--progress-bar=off"]
    lock = clone.root / "requirements.lock"
    packages = sum("==" in line for line in lock.read_text().splitlines())
    with Progress(f"installing {packages} packages from {lock.name}") as progress:
        collected = 0
        for line in _output([*pip, "--require-hashes", "-r", str(lock)]):
            collected += line.startswith("Collecting ")
            progress.at(f"{collected} of {packages}" if collected < packages else "unpacking")


def _run(command: list[str]) -> None:
    for _ in _output(command):
        pass


def _output(command: list[str]) -> Iterator[str]:
    """The lines that ``command`` prints. Raises LauncherError with what it said on stderr when it fails."""
    said: list[str] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            said.append(line.rstrip())
            yield line
    if process.returncode != 0:
        message = "`{}` failed:\n  {}".format(" ".join(command[1:4]), "\n  ".join(said[-15:]))
        raise LauncherError(message, _REMEDY, _FAILED)


_FAILED = ExitCode.CANNOT_CREATE
_REMEDY = "pip needs a package index that it can reach (`python3 -m pip config list`) and 1 GB of free disk."


def _folder(clone: Project) -> Path:
    return clone.root / ".venv"


def _stamp(clone: Project) -> Path:
    return _folder(clone) / "made-from"


def _made_from(clone: Project) -> str:
    return _stamp(clone).read_text() if _stamp(clone).is_file() and clone.python.exists() else ""


def _digest(clone: Project) -> str:
    """What the environment depends on: the lock file and the version of Python."""
    content = (clone.root / "requirements.lock").read_bytes()
    return hashlib.sha256(content + sys.version.encode()).hexdigest()


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _main() -> int:
    environment(project.here())
    return 0


if __name__ == "__main__":
    sys.exit(report.problems(_main))
