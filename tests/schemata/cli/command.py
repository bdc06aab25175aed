"""The command line as people run it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[3]


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs `schemata`, with nothing of libpq's variables but those given."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
    command = [sys.executable, "-m", "schemata.cli", *arguments]
    return subprocess.run(
        command, env={**inherited, "COLUMNS": "80", **environment}, cwd=PROJECT, capture_output=True, text=True
    )
