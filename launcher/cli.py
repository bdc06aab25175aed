"""Which Pulumi CLI is used."""

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from airgap.engine import build, cache, download
from launcher import installed
from launcher.project import Project

ENGINE_VARIABLE = "DIGI_ENGINE"
"""With the value ``build``, the engine that is built here is used even where Pulumi could be had otherwise."""


class Origin(Enum):
    """Where a CLI comes from."""

    OFFICIAL = "official"
    """Pulumi's own release, with its language hosts: it fetches its plugins itself."""

    BUILT = "built"
    """Built here from Go modules: `airgap` gives it a language host and plugins."""


@dataclass(frozen=True, slots=True)
class Cli:
    """A Pulumi CLI that can run this project."""

    executable: Path
    origin: Origin


def obtain(project: Project) -> Cli:
    """The CLI to use: an installed one, else Pulumi's own download, else one that is built here.

    An installed CLI counts when it is new enough and its Python language host lies beside it.  What is official runs
    with its own host and plugins; only the engine built here is given those of `airgap`.  Nothing is fetched twice.
    Raises EngineError when none can be had.
    """
    built = cache.built()
    if os.environ.get(ENGINE_VARIABLE) != "build":
        for executable in _official(project):
            return Cli(executable, Origin.OFFICIAL)
        release = None if built.is_complete() else download.release()
        if release is not None:
            return Cli(release.executable, Origin.OFFICIAL)
    return Cli(build.ensure(_tell).executable, Origin.BUILT)


def _official(project: Project) -> Iterator[Path]:
    """Usable official CLIs that are on this machine, the user's own first."""
    on_path = shutil.which("pulumi")
    home = os.environ.get("PULUMI_HOME") or Path.home() / ".pulumi"
    candidates = [Path(on_path).resolve()] if on_path else []
    for executable in [*candidates, Path(home, "bin", "pulumi")]:
        is_built_here = executable == cache.built().executable  # `make environment` puts that on PATH
        if not is_built_here and _has_language_host(executable) and installed.is_new_enough(project, executable):
            yield executable
    if cache.downloaded().is_complete():
        yield cache.downloaded().executable


def _has_language_host(executable: Path) -> bool:
    return executable.is_file() and executable.with_name("pulumi-language-python").is_file()


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
