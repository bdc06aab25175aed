"""A running language host, driven over gRPC as the engine drives it."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import grpc
import pytest
from pulumi.runtime.proto import language_pb2, language_pb2_grpc

PROJECT = Path(__file__).resolve().parents[3]

# In place of Pulumi's runner: it runs the program it is given, and leaves its own arguments for the test to see.
_RUNNER = """\
import pathlib, runpy, sys
pathlib.Path("arguments").write_text("\\n".join(sys.argv[1:]))
runpy.run_path(sys.argv[-1] + "/__main__.py")
"""


@dataclass(frozen=True, slots=True)
class Host:
    """``engine`` is what listens at the engine's address; ``folder`` holds the program."""

    process: subprocess.Popen[str]
    engine: socket.socket
    stub: language_pb2_grpc.LanguageRuntimeStub
    folder: Path

    def info(self) -> language_pb2.ProgramInfo:
        """The program as the engine names it."""
        folder = str(self.folder)
        return language_pb2.ProgramInfo(root_directory=folder, program_directory=folder, entry_point=".")

    def run(self, program: str) -> language_pb2.RunResponse:
        """Run ``program`` as the project's program."""
        response: language_pb2.RunResponse = self.stub.Run(self.request(program))
        return response

    def request(self, program: str) -> language_pb2.RunRequest:
        """What the engine asks to run ``program``."""
        (self.folder / "__main__.py").write_text(program)
        return language_pb2.RunRequest(
            project="p",
            stack="s",
            pwd=str(self.folder),
            dryRun=True,
            parallel=4,
            monitor_address="127.0.0.1:1",
            organization="o",
            config={"p:key": "value"},
            configSecretKeys=["p:key"],
            info=self.info(),
        )


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    """A host whose engine is a socket that the test can close."""
    runner = tmp_path / "runner.py"
    runner.write_text(_RUNNER)
    engine = socket.create_server(("127.0.0.1", 0))
    address = f"127.0.0.1:{engine.getsockname()[1]}"
    command = [sys.executable, "-u", "-m", "airgap.language_host", str(runner), "--logtostderr", address]
    with subprocess.Popen(
        command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            yield Host(process, engine, language_pb2_grpc.LanguageRuntimeStub(channel), tmp_path)
        process.terminate()
    engine.close()
