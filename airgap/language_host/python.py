"""Which Python runs a program or a plugin."""

import sys
from pathlib import Path

from google.protobuf.json_format import MessageToDict
from pulumi.runtime.proto import language_pb2


def interpreter(info: language_pb2.ProgramInfo) -> Path:
    """The Python of the virtual environment that the runtime option ``virtualenv`` names, else the host's own.

    A relative path counts from the folder of ``Pulumi.yaml``.
    """
    options = MessageToDict(info.options)
    if "virtualenv" not in options:
        return Path(sys.executable)
    candidate = Path(info.root_directory, str(options["virtualenv"]), "bin", "python")
    return candidate if candidate.is_file() else Path(sys.executable)
