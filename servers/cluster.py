"""What a caller asks for, and where its files lie."""

import os
import uuid
from dataclasses import dataclass, field
from pathlib import Path

from servers import files
from servers.binaries import DEFAULT_VERSION
from servers.settings import Settings

SYSTEM_ROOT = Path("/var/lib/digi-infrastructure")


@dataclass(frozen=True, slots=True)
class Cluster:
    """An embedded Postgres as wanted: major version, port on loopback, settings.

    `state_directory` is `<clone>/.state/<stack>/postgres`: the record and the lock lie there. `home` holds data, log
    and configuration; None chooses it (`choose_home`) when the server is made, and the record keeps the choice.
    """

    port: int
    state_directory: Path
    version: str = DEFAULT_VERSION
    settings: Settings = field(default_factory=Settings)
    home: Path | None = None


def choose_home(state_directory: Path) -> Path:
    """The state directory itself, or for root a folder that the server's account can reach.

    That folder is `/var/lib/digi-infrastructure/<id of the clone>/<stack>`; the id is made once and kept in
    `<clone>/.state/id`.
    """
    if os.geteuid() != 0:
        return state_directory
    kept = state_directory.parent.parent / "id"
    if not kept.exists():
        files.write(kept, uuid.uuid4().hex + "\n")
    return SYSTEM_ROOT / kept.read_text().strip() / state_directory.parent.name
