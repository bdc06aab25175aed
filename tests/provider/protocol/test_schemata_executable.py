"""The executable that the engine starts for the provider `schemata`, and the provider's configuration."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import grpc
import pytest
from google.protobuf.empty_pb2 import Empty

from provider.configuration import check_configuration
from provider.protocol.properties import UNKNOWN, Properties
from tests.plugin_process import ROOT, CheckFailedError, Plugin, serving

EXECUTABLE = ROOT / "provider" / "pulumi-resource-schemata"
PATH = {"PATH": "/usr/bin:/bin"}
SERVER: Properties = {"host": "127.0.0.1", "port": 5432, "username": "postgres", "password": "hidden"}


@pytest.fixture
def plugin(tmp_path: Path) -> Iterator[Plugin]:
    with serving([str(EXECUTABLE)], tmp_path, {**PATH, "DIGI_PYTHON": sys.executable}) as started:
        yield started


def test_it_starts_in_any_folder_and_ends_quietly(plugin: Plugin) -> None:
    assert plugin.stub.GetPluginInfo(Empty()).version
    plugin.configure(SERVER)
    plugin.process.send_signal(signal.SIGINT)
    output = plugin.process.communicate(timeout=30)
    assert (plugin.process.returncode, output) == (0, ("", ""))


def test_without_bin_pulumi_the_virtual_environment_of_the_program_is_used(tmp_path: Path) -> None:
    python = tmp_path / "environment" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    python.chmod(0o755)
    environment = {**PATH, "PULUMI_RUNTIME_VIRTUALENV": "environment"}
    with serving([str(EXECUTABLE)], tmp_path, environment) as started:
        started.configure(SERVER)


def test_a_link_to_it_finds_the_project(tmp_path: Path) -> None:
    link = tmp_path / "pulumi-resource-schemata"
    link.symlink_to(EXECUTABLE)
    with serving([str(link)], tmp_path, {**PATH, "DIGI_PYTHON": sys.executable}) as started:
        started.configure(SERVER)


def test_an_unsupported_type_is_named(plugin: Plugin) -> None:
    plugin.configure(SERVER)
    with pytest.raises(grpc.RpcError, match="'schemata:index:Nothing' is not supported"):
        plugin.check("schemata:index:Nothing", "n", {})


def test_all_problems_of_the_configuration_are_listed(plugin: Plugin) -> None:
    with pytest.raises(CheckFailedError) as problem:
        plugin.configure({**SERVER, "port": 0, "sslmode": "never", "host": 3})
    text = str(problem.value)
    assert "host must be a text" in text
    assert "port is 0.0: give a whole number from 1 to 65535" in text
    assert "sslmode is 'never'" in text


@pytest.mark.parametrize("port", [5432.0, "5432", UNKNOWN, None])
def test_a_port_is_a_number_json_text_or_unknown(port: float | str | None) -> None:
    assert check_configuration({**SERVER, "port": port}).failures == ()


@pytest.mark.parametrize("port", ["a", 1.5, 65536.0, -1.0, [1.0]])
def test_everything_else_is_no_port(port: float | str | list[float]) -> None:
    assert [failure.property for failure in check_configuration({**SERVER, "port": port}).failures] == ["port"]
