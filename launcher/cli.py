"""Which Pulumi CLI is used."""

import os
import shutil
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from airgap.engine import cache


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


BUILD_VARIABLE = "DIGI_ENGINE"
"""With the value ``build``, the engine is built here even where Pulumi is installed."""


def find() -> Cli | None:
    """The CLI to use, or None when one has to be downloaded or built first.

    An installed Pulumi wins where its Python language host lies beside it; a lone ``pulumi`` could not run this program.
    Then comes a release that `airgap.engine` has downloaded, then one that was built.
    """
    candidates = [] if _build_is_asked_for() else [*_installed(), cache.downloaded().executable]
    for executable in candidates:
        if executable.with_name("pulumi-language-python").is_file():
            return Cli(executable, Origin.OFFICIAL)
    built = cache.built()
    return Cli(built.executable, Origin.BUILT) if built.is_complete() else None


def _build_is_asked_for() -> bool:
    return os.environ.get(BUILD_VARIABLE) == "build"


def _installed() -> list[Path]:
    on_path = shutil.which("pulumi")
    home = os.environ.get("PULUMI_HOME") or Path.home() / ".pulumi"
    found = [Path(on_path).resolve()] if on_path else []
    return [*found, Path(home, "bin", "pulumi")]
