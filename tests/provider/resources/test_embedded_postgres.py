"""The resource `EmbeddedPostgres` over gRPC, on a real server."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import grpc
import psycopg
import pytest

from provider.protocol.properties import UNKNOWN, Properties
from servers import embedded_postgres, ports
from servers.endpoint import Endpoint
from tests import postgres_server
from tests.plugin_process import CheckFailedError, Plugin, running

TOKEN = "schemata:index:EmbeddedPostgres"
PASSWORD = "for this test"


@pytest.fixture(scope="module")
def plugin() -> Iterator[Plugin]:
    with running("-m", "provider") as plugin:
        plugin.configure({})
        yield plugin


@pytest.fixture
def inputs() -> Iterator[Properties]:
    """The inputs of a small server; it is removed after the test."""
    run = Path(os.environ["TEST_SERVERS"])
    postgres_server.prepare(run, int(os.environ["TEST_SERVERS_OWNER"]))
    folder = Path(tempfile.mkdtemp(dir=run))
    state = folder / ".state" / "dev" / "postgres"
    settings = {"shared_buffers": "16MB", "max_wal_size": "256MB"}
    yield {
        "version": "17",
        "port": float(ports.choose()),
        "stateDirectory": str(state),
        "password": PASSWORD,
        "settings": settings,
    }
    embedded_postgres.remove(state)
    shutil.rmtree(folder)


def show(inputs: Properties, name: str) -> str:
    """A setting of the running server."""
    assert isinstance(inputs["port"], float)
    server = Endpoint("127.0.0.1", int(inputs["port"]), "postgres", PASSWORD)
    with psycopg.connect(server.url("postgres")) as connection:
        row = connection.execute("SELECT current_setting(%s)", [name]).fetchone()
        assert row is not None
        return str(row[0])


def with_settings(inputs: Properties, **settings: str) -> Properties:
    assert isinstance(inputs["settings"], dict)
    return {**inputs, "settings": {**inputs["settings"], **settings}}


def test_its_life(plugin: Plugin, inputs: Properties) -> None:
    server = plugin.create(TOKEN, "postgres", inputs)
    assert show(inputs, "server_version").startswith("17")
    assert {name: server.outputs[name] for name in ("host", "port", "username", "version", "running")} == {
        "host": "127.0.0.1",
        "port": inputs["port"],
        "username": "postgres",
        "version": "17",
        "running": True,
    }
    assert PASSWORD not in str(server.outputs)
    assert not plugin.diff(server, inputs).diffs

    wanted = with_settings(inputs, work_mem="7MB")
    assert list(plugin.diff(server, wanted).detailedDiff) == ["settings.work_mem"]
    server = plugin.update(server, wanted)
    assert show(wanted, "work_mem") == "7MB"
    assert not plugin.texts(), "a change in place is no warning"

    refreshed = plugin.refresh(server)
    assert refreshed == server

    plugin.delete(server)
    assert plugin.refresh(server) is None
    plugin.delete(server)


def test_a_stopped_server_is_drift_and_the_next_update_starts_it(plugin: Plugin, inputs: Properties) -> None:
    server = plugin.create(TOKEN, "postgres", inputs)
    embedded_postgres.stop(Path(str(inputs["stateDirectory"])))
    found = plugin.refresh(server)
    assert found is not None
    assert list(plugin.drift(server, found).detailedDiff) == ["running"]
    assert list(plugin.diff(found, inputs).detailedDiff) == ["running"]
    assert plugin.update(found, inputs).outputs == server.outputs
    assert show(inputs, "port") == f"{inputs['port']:.0f}"


def test_a_preview_warns_of_a_restart(plugin: Plugin, inputs: Properties) -> None:
    server = plugin.create(TOKEN, "postgres", inputs)
    wanted = with_settings(inputs, max_connections="50")
    plugin.engine.logs.clear()
    plugin.update(server, wanted)
    assert [text.split(":")[0] for text in plugin.texts()] == ["restarts Postgres"]
    assert show(wanted, "max_connections") == "50"


def test_a_server_is_taken_over_and_imported(plugin: Plugin, inputs: Properties) -> None:
    server = plugin.create(TOKEN, "postgres", inputs)
    assert plugin.create(TOKEN, "postgres", inputs) == server
    imported = plugin.adopt(TOKEN, "postgres", server.id)
    assert imported is not None
    assert imported.inputs == {name: value for name, value in inputs.items() if name != "password"}
    assert plugin.adopt(TOKEN, "postgres", "/nowhere") is None


def test_everything_wrong_with_the_inputs_is_listed(plugin: Plugin) -> None:
    wrong: Properties = {"version": "9", "port": 0.0, "stateDirectory": 1.0, "password": "ä", "settings": {"port": "1"}}
    with pytest.raises(CheckFailedError) as refusal:
        plugin.check(TOKEN, "postgres", wrong)
    assert [name for name, _ in refusal.value.args[0]] == ["version", "port", "stateDirectory", "password", "settings"]
    assert "ä" not in str(refusal.value)


def test_what_is_unknown_in_a_preview_is_left_alone(plugin: Plugin, inputs: Properties) -> None:
    unknown = {**inputs, "password": UNKNOWN, "settings": UNKNOWN}
    assert plugin.check(TOKEN, "postgres", unknown) == unknown


def test_another_major_version_is_refused_in_the_preview(plugin: Plugin, inputs: Properties) -> None:
    with pytest.raises(CheckFailedError, match="set version back to '17'"):
        plugin.check(TOKEN, "postgres", {**inputs, "version": "18"}, recorded=inputs)


def test_an_update_of_a_server_whose_data_is_gone_makes_no_empty_one(plugin: Plugin, inputs: Properties) -> None:
    server = plugin.create(TOKEN, "postgres", inputs)
    embedded_postgres.remove(Path(str(inputs["stateDirectory"])))
    with pytest.raises(grpc.RpcError, match="is gone; `bin/pulumi refresh`"):
        plugin.update(server, with_settings(inputs, work_mem="7MB"))
