"""Where a built or downloaded engine is kept: outside the clone, so that every clone of a user shares it."""

import os
from dataclasses import dataclass
from pathlib import Path

VERSION = "3.259.0"
"""The version of Pulumi that ``go.mod`` beside this file names."""


@dataclass(frozen=True, slots=True)
class Engine:
    """A folder with the CLI and the plugins that Pulumi looks for next to it."""

    directory: Path

    @property
    def executable(self) -> Path:
        """The CLI ``pulumi``."""
        return self.directory / "pulumi"

    @property
    def language_host(self) -> Path:
        """The executable that the engine starts to run Python programs."""
        return self.directory / "pulumi-language-python"

    @property
    def runner(self) -> Path:
        """Pulumi's script that runs one Python program."""
        return self.directory / "pulumi-language-python-exec"

    def is_complete(self) -> bool:
        """Whether everything is there (a folder gets its name only when it is complete, so one look is enough)."""
        return self.executable.is_file() and self.language_host.is_file()


def root() -> Path:
    """The cache's folder: ``$XDG_CACHE_HOME/digi-infrastructure``, by default below ``~/.cache``."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    return Path(base if Path(base).is_absolute() else Path.home() / ".cache", "digi-infrastructure")


def built() -> Engine:
    """The engine that is built here; it may not be there yet."""
    return Engine(root() / "engine" / VERSION)


def downloaded() -> Engine:
    """Pulumi's own release with its language hosts; it may not be there yet."""
    return Engine(root() / "release" / VERSION)
