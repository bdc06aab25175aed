"""What is remembered of a made server, so that it can be started, stopped and removed without Pulumi's state."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from servers import files
from servers.endpoint import Endpoint
from servers.errors import ServerError
from servers.ports import LOOPBACK

USERNAME = "postgres"


@dataclass(frozen=True, slots=True)
class Record:
    """A made server. `release` is the wheel's version that was started last, `values` its settings. No secret."""

    version: str
    release: str
    port: int
    home: Path
    values: Mapping[str, str]

    @property
    def data_directory(self) -> Path:
        """Postgres' data directory."""
        return self.home / "data"

    def endpoint(self, password: str) -> Endpoint:
        """Where the server listens, and its administrator, whose password this is."""
        return Endpoint(LOOPBACK, self.port, USERNAME, password)


def read(state_directory: Path) -> Record | None:
    """The record kept in `state_directory`, or None. Raises ServerError when it cannot be read."""
    path = state_directory / "server.json"
    if not path.exists():
        return None
    try:
        kept = json.loads(path.read_text())
        home = state_directory / kept["home"]
        return Record(kept["version"], kept["release"], kept["port"], home, kept["settings"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ServerError(f"{path} cannot be read: {error}", "Remove it; the next `make up` writes it anew.") from None


def write(state_directory: Path, record: Record) -> None:
    """Keep `record`. A home inside the state directory is kept as a relative path, so that a clone can be moved."""
    inside = record.home.is_relative_to(state_directory)
    home = record.home.relative_to(state_directory) if inside else record.home
    kept = {
        "version": record.version,
        "release": record.release,
        "port": record.port,
        "home": str(home),
        "dataDirectory": str(home / "data"),
        "settings": dict(record.values),
    }
    files.write(state_directory / "server.json", json.dumps(kept, indent=2) + "\n")


def forget(state_directory: Path) -> None:
    """Remove the record."""
    (state_directory / "server.json").unlink(missing_ok=True)
