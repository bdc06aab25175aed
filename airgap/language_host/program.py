"""Runs a Pulumi program with the Python of its virtual environment, as the official host does."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

from pulumi.runtime.proto import language_pb2

from airgap.language_host.children import Children
from airgap.language_host.python import interpreter

_REPORTED_TO_THE_USER = 32
"""The exit code with which Pulumi's runner says that it has already shown the error."""


def run(
    request: language_pb2.RunRequest, runner: Path, engine_address: str, children: Children
) -> language_pb2.RunResponse:
    """Run the program that ``request`` names through ``runner`` (Pulumi's own ``pulumi-language-python-exec``)."""
    directory = Path(request.info.program_directory)
    child = children.start(_command(request, runner, engine_address), directory, _environment(request))
    return _response(children.wait(child))


def _command(request: language_pb2.RunRequest, runner: Path, engine_address: str) -> list[str]:
    options = {
        "--monitor": request.monitor_address,
        "--engine": engine_address,
        "--project": request.project,
        "--root_directory": request.info.root_directory,
        "--stack": request.stack,
        "--pwd": request.pwd,
        "--dry_run": "true" if request.dryRun else "false",
        "--parallel": str(request.parallel),
        "--organization": request.organization,
    }
    python = str(interpreter(request.info))
    pairs = [part for pair in options.items() for part in pair]
    return [python, "-u", str(runner), *pairs, request.info.entry_point, *request.args]


def _environment(request: language_pb2.RunRequest) -> Mapping[str, str]:
    return {
        **os.environ,
        "PULUMI_CONFIG": json.dumps(dict(request.config)),
        "PULUMI_CONFIG_SECRET_KEYS": json.dumps(list(request.configSecretKeys)),
    }


def _response(code: int) -> language_pb2.RunResponse:
    if code == 0:
        return language_pb2.RunResponse()
    if code == _REPORTED_TO_THE_USER:
        return language_pb2.RunResponse(bail=True)
    if code < 0:
        return language_pb2.RunResponse(error=f"program was ended by signal {-code}")
    return language_pb2.RunResponse(error=f"program exited with non-zero exit code: {code}")
