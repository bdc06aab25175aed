"""Whether a Pulumi that is installed on this machine is new enough; asked once, since the answer costs 0.2 s."""

import json
import os
import re
import subprocess
from pathlib import Path

from launcher.project import Project

MINIMUM = (3, 259, 0)
"""The version that this project is tested with."""


def is_new_enough(project: Project, executable: Path) -> bool:
    """Whether ``executable`` is Pulumi of at least `MINIMUM`; remembered until the file changes."""
    kept = project.state / "installed-pulumi.json"
    status = executable.stat()
    key = [str(executable), status.st_mtime_ns, status.st_size]
    known = _read(kept)
    if known is None or known[0] != key:
        known = [key, _version(executable)]
        project.state.mkdir(exist_ok=True)
        kept.write_text(json.dumps(known))
    return parse(str(known[1])) >= MINIMUM


def parse(version: str) -> tuple[int, ...]:
    """``v3.259.0-dev.1`` as ``(3, 259, 0)``; what is no version as ``()``, older than every version."""
    match = re.match(r"v?(\d+)\.(\d+)\.(\d+)", version)
    return tuple(int(part) for part in match.groups()) if match else ()


def _version(executable: Path) -> str:
    environment = {**os.environ, "PULUMI_SKIP_UPDATE_CHECK": "true"}
    return subprocess.run([executable, "version"], env=environment, capture_output=True, text=True).stdout.strip()


def _read(kept: Path) -> list[object] | None:
    try:
        known = json.loads(kept.read_text())
    except (OSError, ValueError):
        return None
    return known if isinstance(known, list) and len(known) == 2 else None
