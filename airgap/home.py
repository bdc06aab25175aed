"""A Pulumi home with stand-ins for the official plugins, for an engine that was built here.

The folder and its version are those of the installed SDK, as the engine looks for them; so neither a warning nor a
download follows.
"""

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from airgap.engine.layout import PROJECT_VARIABLE, PYTHON_VARIABLE


@dataclass(frozen=True, slots=True)
class StandIn:
    """A plugin that `airgap.plugins` has, in the version of the SDK that the program uses."""

    name: str
    version: str

    def folder(self, home: Path) -> Path:
        """Where the engine looks for it."""
        return home / "plugins" / f"resource-{self.name}-v{self.version}"

    def executable(self) -> str:
        """The shell script that the engine starts."""
        return f"""\
#!/bin/sh
# Stands in for Pulumi's official plugin `{self.name}`.
PYTHONPATH="${{{PROJECT_VARIABLE}:?is not set: use bin/pulumi}}"
export PYTHONPATH
exec "${{{PYTHON_VARIABLE}:?is not set: use bin/pulumi}}" -u -P -m airgap.plugins.{self.name} "$@"
"""


def prepare(home: Path, packages: Path) -> None:
    """Put a stand-in into ``home`` for each plugin of `airgap.plugins` whose SDK lies in ``packages`` (site-packages).

    Stand-ins for other versions are removed, so that an updated SDK never meets one of before.
    """
    wanted = {stand_in.folder(home): stand_in for stand_in in _stand_ins(packages)}
    for folder in (home / "plugins").glob("resource-*"):
        # The engine keeps a file `<folder>.lastused` beside each.
        if folder not in wanted and folder.is_dir():
            shutil.rmtree(folder)
    for folder, stand_in in wanted.items():
        _write(folder / f"pulumi-resource-{stand_in.name}", stand_in.executable())


def _stand_ins(packages: Path) -> Iterator[StandIn]:
    for module in sorted((Path(__file__).parent / "plugins").glob("*/__main__.py")):
        name = module.parent.name
        description = packages / f"pulumi_{name}" / "pulumi-plugin.json"
        if description.is_file():
            yield StandIn(name, json.loads(description.read_text())["version"])


def _write(executable: Path, text: str) -> None:
    if executable.is_file() and executable.read_text() == text:
        return
    executable.parent.mkdir(parents=True, exist_ok=True)
    unfinished = executable.with_name(f".{executable.name}.{os.getpid()}")
    unfinished.write_text(text)
    unfinished.chmod(0o755)
    unfinished.rename(executable)
