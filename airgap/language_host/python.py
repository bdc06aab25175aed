"""Which Python runs a program or a plugin."""

import sys
from pathlib import Path

from pulumi.runtime.proto import language_pb2


def interpreter(info: language_pb2.ProgramInfo) -> Path:
    """The Python of the virtual environment that the runtime option ``virtualenv`` names, else the host's own.

    A relative path counts from the folder of ``Pulumi.yaml``.
    """
    name = info.options["virtualenv"] if "virtualenv" in info.options else ""
    candidate = Path(info.root_directory, str(name), "bin", "python")
    return candidate if name and candidate.is_file() else Path(sys.executable)
