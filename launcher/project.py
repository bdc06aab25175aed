"""The clone and the places in it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Project:
    """A clone of the repository; ``root`` is absolute. All that git ignores lies in ``.venv`` and ``.state``."""

    root: Path

    @property
    def python(self) -> Path:
        """The Python of the project's virtual environment."""
        return self.root / ".venv" / "bin" / "python"

    @property
    def state(self) -> Path:
        """What this machine keeps: Pulumi's state, the passphrase, private settings, the embedded server."""
        return self.root / ".state"

    @property
    def backend(self) -> Path:
        """Pulumi's file backend."""
        return self.state / "backend"

    @property
    def passphrase(self) -> Path:
        """The file with the passphrase that encrypts this backend's secrets."""
        return self.state / "passphrase"

    @property
    def home(self) -> Path:
        """PULUMI_HOME for the engine that is built here."""
        return self.state / "pulumi-home"

    def of_stack(self, stack: str) -> Path:
        """The folder of one stack's own things."""
        return self.state / stack

    def tracked_settings(self, stack: str) -> Path:
        """The stack's settings in git."""
        return self.root / f"Pulumi.{stack}.yaml"

    def settings_file(self, stack: str) -> Path:
        """The private copy of the stack's settings, which Pulumi reads: it also holds the salt, secrets and port."""
        return self.of_stack(stack) / f"Pulumi.{stack}.yaml"

    def server(self, stack: str) -> Path:
        """The folder of the stack's embedded Postgres."""
        return self.of_stack(stack) / "postgres"


def here() -> Project:
    """The clone that this code lies in."""
    return Project(Path(__file__).resolve().parent.parent)
