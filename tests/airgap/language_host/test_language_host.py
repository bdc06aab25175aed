"""The language host over real gRPC, as its own process."""

import signal
import sys
from pathlib import Path

import grpc
import pytest
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import language_pb2

from tests.airgap.language_host.conftest import Host
from tests.waiting import wait_until

_WAITS = "import pathlib, time\npathlib.Path('started').touch()\ntime.sleep(600)\n"


def test_it_tells_which_python_runs_programs(host: Host) -> None:
    assert host.stub.About(language_pb2.AboutRequest(info=host.info())).executable == sys.executable
    assert host.stub.GetPluginInfo(Empty()).version == ""
    assert not host.stub.GetRequiredPackages(language_pb2.GetRequiredPackagesRequest(info=host.info())).packages


def test_it_lists_what_the_program_can_import(host: Host) -> None:
    request = language_pb2.GetProgramDependenciesRequest(info=host.info())
    found = {entry.name for entry in host.stub.GetProgramDependencies(request).dependencies}
    assert {"pulumi", "pytest"} <= found


def test_a_program_gets_its_arguments_and_configuration(host: Host) -> None:
    program = "import os, pathlib\npathlib.Path('config').write_text(os.environ['PULUMI_CONFIG'])\n"
    assert host.run(program) == language_pb2.RunResponse()
    assert (host.folder / "config").read_text() == '{"p:key": "value"}'
    arguments = (host.folder / "arguments").read_text().split("\n")
    pairs = dict(zip(arguments[:-1:2], arguments[1:-1:2], strict=True))
    assert pairs["--monitor"] == "127.0.0.1:1"
    assert pairs["--engine"] == f"127.0.0.1:{host.engine.getsockname()[1]}"
    assert (pairs["--project"], pairs["--stack"], pairs["--organization"]) == ("p", "s", "o")
    assert (pairs["--dry_run"], pairs["--parallel"]) == ("true", "4")
    assert arguments[-1] == "."


@pytest.mark.parametrize(
    ("ending", "response"),
    [
        ("", language_pb2.RunResponse()),
        ("raise SystemExit(32)", language_pb2.RunResponse(bail=True)),
        ("raise SystemExit(3)", language_pb2.RunResponse(error="program exited with non-zero exit code: 3")),
        ("import os; os.kill(os.getpid(), 9)", language_pb2.RunResponse(error="program was ended by signal 9")),
    ],
)
def test_how_a_program_ends(host: Host, ending: str, response: language_pb2.RunResponse) -> None:
    assert host.run(ending) == response


def test_a_virtual_environment_of_the_program_is_used(host: Host) -> None:
    python = host.folder / "environment" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f"#!/bin/sh\ntouch '{host.folder / 'used'}'\nexec '{sys.executable}' \"$@\"\n")
    python.chmod(0o755)
    request = host.request("")
    request.info.options["virtualenv"] = "environment"
    assert host.stub.Run(request) == language_pb2.RunResponse()
    assert (host.folder / "used").exists()


def test_cancel_ends_the_program(host: Host) -> None:
    running = host.stub.Run.future(host.request(_WAITS))
    wait_until((host.folder / "started").exists)
    host.stub.Cancel(Empty())
    assert running.result(timeout=60) == language_pb2.RunResponse(bail=True)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_host_and_program_quietly(host: Host, number: signal.Signals) -> None:
    running = host.stub.Run.future(host.request(_WAITS))
    wait_until((host.folder / "started").exists)
    host.process.send_signal(number)
    _, said = host.process.communicate(timeout=60)
    assert host.process.returncode == 0
    assert "Traceback" not in said
    assert _failed(running)
    wait_until(lambda: not _works_in(host.folder))


def test_an_idle_host_ends_without_a_word(host: Host) -> None:
    host.process.send_signal(signal.SIGINT)
    assert host.process.communicate(timeout=60) == ("", "")
    assert host.process.returncode == 0


def test_the_host_ends_with_the_engine(host: Host) -> None:
    running = host.stub.Run.future(host.request(_WAITS))
    wait_until((host.folder / "started").exists)
    connection, _ = host.engine.accept()
    host.engine.close()
    connection.close()
    assert host.process.wait(60) == 0
    assert _failed(running)
    wait_until(lambda: not _works_in(host.folder))


def test_a_closed_connection_alone_is_no_end(host: Host) -> None:
    first, _ = host.engine.accept()
    first.close()
    second, _ = host.engine.accept()
    assert host.stub.GetPluginInfo(Empty()).version == ""
    second.close()


def _run_plugin(host: Host, program: str) -> list[language_pb2.RunPluginResponse]:
    (host.folder / "__main__.py").write_text(program)
    request = language_pb2.RunPluginRequest(
        pwd=str(host.folder), args=["one", "two"], env=["COLOUR=red"], info=host.info()
    )
    return list(host.stub.RunPlugin(request))


def test_a_plugin_s_output_and_exit_code_are_passed_on(host: Host) -> None:
    program = (
        "import os, sys\n"
        "print(12345, *sys.argv[1:], os.environ['COLOUR'], flush=True)\n"
        "print('oh', file=sys.stderr)\n"
        "sys.exit(7)\n"
    )
    answers = _run_plugin(host, program)
    assert b"".join(answer.stdout for answer in answers) == b"12345 one two red\n"
    assert b"".join(answer.stderr for answer in answers) == b"oh\n"
    assert answers[-1].exitcode == 7


def test_a_plugin_ends_when_its_call_is_given_up(host: Host) -> None:
    (host.folder / "__main__.py").write_text(_WAITS)
    answers = host.stub.RunPlugin(language_pb2.RunPluginRequest(pwd=str(host.folder), info=host.info()))
    wait_until((host.folder / "started").exists)
    answers.cancel()
    wait_until(lambda: not _works_in(host.folder))


def test_what_the_host_does_not_do_is_said_so(host: Host) -> None:
    with pytest.raises(grpc.RpcError) as refused:
        host.stub.GeneratePackage(language_pb2.GeneratePackageRequest())
    assert refused.value.code() is grpc.StatusCode.UNIMPLEMENTED


def test_calls_are_answered_while_a_program_runs(host: Host) -> None:
    running = host.stub.Run.future(host.request(_WAITS))
    wait_until((host.folder / "started").exists)
    assert host.stub.GetPluginInfo(Empty(), timeout=30).version == ""
    host.stub.Cancel(Empty())
    running.result(timeout=60)


def _works_in(folder: Path) -> bool:
    """Whether a process other than the test's own works in ``folder``."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").readlink() == folder:
                return True
        except OSError:
            continue
    return False


def _failed(running: "grpc.Future[language_pb2.RunResponse]") -> bool:
    """Whether a program's run did not end well: told in the answer, or the host was gone before it could answer."""
    return running.exception(timeout=60) is not None or bool(running.result().error)
