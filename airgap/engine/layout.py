"""Puts a built CLI into a folder together with our language host, where the engine finds bundled plugins."""

import shutil
from pathlib import Path

from airgap.engine.cache import Engine

PYTHON_VARIABLE = "DIGI_PYTHON"
"""Names the Python of the project's virtual environment for the executables that the engine starts."""

PROJECT_VARIABLE = "DIGI_PROJECT"
"""Names the clone: its own code serves, whichever clone has built the engine."""

_LANGUAGE_HOST = f"""\
#!/bin/sh
# Pulumi's engine starts this to run Python programs. bin/pulumi of a clone says which Python and whose code.
: "${{{PYTHON_VARIABLE}:?is not set: start this engine through bin/pulumi}}"
PYTHONPATH="${{{PROJECT_VARIABLE}:?is not set: start this engine through bin/pulumi}}"
export PYTHONPATH
exec "${PYTHON_VARIABLE}" -u -P -m airgap.language_host "$(dirname -- "$0")/pulumi-language-python-exec" "$@"
"""


def lay_out(engine: Engine, executable: Path, runner: Path) -> None:
    """Fill ``engine.directory`` from the built ``executable`` and Pulumi's ``runner`` script."""
    engine.directory.mkdir(parents=True, exist_ok=True)
    shutil.copy(executable, engine.executable)
    shutil.copy(runner, engine.runner)
    engine.runner.chmod(0o755)
    engine.language_host.write_text(_LANGUAGE_HOST)
    engine.language_host.chmod(0o755)
