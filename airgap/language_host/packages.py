"""What the program's virtual environment says about itself: Pulumi packages, and all distributions."""

import json
import subprocess
from pathlib import Path

from pulumi.runtime.proto import language_pb2

_LIST_DISTRIBUTIONS = """
import importlib.metadata, json
print(json.dumps(sorted({d.metadata["Name"]: d.version for d in importlib.metadata.distributions()}.items())))
"""


def distributions(python: Path) -> list[language_pb2.DependencyInfo]:
    """Every distribution that ``python`` can import from, by name.

    Raises subprocess.CalledProcessError when ``python`` cannot run.
    """
    found = subprocess.run([str(python), "-c", _LIST_DISTRIBUTIONS], capture_output=True, check=True, text=True)
    return [language_pb2.DependencyInfo(name=name, version=version) for name, version in json.loads(found.stdout)]
