"""The server's log: how it begins (`startup.log`), then rotated files in `log/`."""

import os
from pathlib import Path

_KEPT = 10


def tail(home: Path, lines: int = 12) -> str:
    """The last lines of the newest files, for an error's text; empty when there are none."""
    texts = [_read(path) for path in (home / "startup.log", *_rotated(home)[-1:])]
    return "\n".join("\n".join(text.splitlines()[-lines:]) for text in texts if text)


def prune(home: Path) -> None:
    """Remove all but the newest rotated files: Postgres begins new ones by size and age, and removes none."""
    for path in _rotated(home)[:-_KEPT]:
        path.unlink(missing_ok=True)


def _rotated(home: Path) -> list[Path]:
    return sorted((home / "log").glob("postgresql-*.log"))


def _read(path: Path) -> str:
    try:
        # The folder is the server's: root does not follow a link that lies there.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError:
        return ""
    with os.fdopen(descriptor, "rb") as file:
        file.seek(max(0, os.fstat(descriptor).st_size - 16_000))
        return file.read().decode(errors="replace")
