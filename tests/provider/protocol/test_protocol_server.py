"""The protocol over real gRPC, called as the engine calls it."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import grpc
import pytest
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import engine_pb2, plugin_pb2, provider_pb2_grpc, status_pb2
from pulumi.runtime.proto import provider_pb2 as wire

from provider.protocol.properties import SECRET, SIGNATURE, UNKNOWN, read, write
from tests.plugin_process import ROOT, CheckFailedError, Plugin, RecordingEngine, running

TINY = (
    "-c",
    f"import runpy; runpy.run_path({str(Path(__file__).with_name('tiny_provider.py'))!r}, run_name='__main__')",
)
THING = "tiny:index:Thing"


@pytest.fixture
def started() -> Iterator[Plugin]:
    with running(*TINY) as plugin:
        yield plugin


@pytest.fixture
def plugin(started: Plugin) -> Plugin:
    started.configure({"host": "here", "password": {SIGNATURE: SECRET, "value": "hidden"}})
    return started


def test_says_who_it_is(started: Plugin) -> None:
    assert started.stub.GetPluginInfo(Empty()).version == "1.2.3"
    assert started.stub.GetSchema(wire.GetSchemaRequest()).schema == '{"name":"t"}'
    handshake = started.stub.Handshake(wire.ProviderHandshakeRequest())
    assert not handshake.accept_secrets and not handshake.accept_outputs


def test_a_wrong_configuration_ends_in_its_text(started: Plugin) -> None:
    with pytest.raises(grpc.RpcError) as problem:
        started.configure({"host": "nowhere"})
    assert problem.value.details() == "host 'nowhere' cannot be: give another"


def test_a_provider_with_unknown_configuration_is_checked_and_compared(started: Plugin) -> None:
    checked = started.stub.CheckConfig(wire.CheckRequest(urn="a::b::c::d", news=write({"host": UNKNOWN})))
    assert read(checked.inputs) == {"host": UNKNOWN}
    diff = started.stub.DiffConfig(
        wire.DiffRequest(urn="a::b::c::d", old_inputs=write({"host": "h"}), news=write({"host": UNKNOWN}))
    )
    assert (diff.changes, list(diff.diffs), list(diff.replaces)) == (wire.DiffResponse.DIFF_SOME, ["host"], [])


def test_before_configure_a_resource_is_refused(started: Plugin) -> None:
    with pytest.raises(grpc.RpcError, match="not configured"):
        started.check(THING, "a", {})


def test_life_of_a_resource(plugin: Plugin) -> None:
    made = plugin.create(THING, "one::two", {"name": "a"})
    assert (made.id, made.outputs) == ("a", {"name": "a", "size": 1.0, "timeout": None, "of": "one::two"})

    assert plugin.diff(made, {"name": "a"}).changes == wire.DiffResponse.DIFF_NONE
    diff = plugin.diff(made, {"name": "a", "size": 2})
    assert (diff.changes, list(diff.diffs), list(diff.replaces)) == (wire.DiffResponse.DIFF_SOME, ["size"], [])
    assert diff.hasDetailedDiff and diff.detailedDiff["size"].inputDiff
    assert diff.detailedDiff["size"].kind == wire.PropertyDiff.UPDATE
    assert plugin.diff(made, {"name": "a", "size": 2}, ignore=["size"]).changes == wire.DiffResponse.DIFF_NONE

    changed = plugin.update(made, {"name": "a", "size": 2})
    assert changed.outputs == {"name": "a", "size": 2.0}
    assert plugin.refresh(changed) == changed

    plugin.delete(changed)
    assert plugin.refresh(changed) is None


def test_what_cannot_change_is_replaced_after_its_delete(plugin: Plugin) -> None:
    diff = plugin.diff(plugin.create(THING, "t", {"name": "a"}), {"name": "b", "color": "red"})
    assert list(diff.replaces) == ["name"]
    assert diff.deleteBeforeReplace
    assert diff.detailedDiff["name"].kind == wire.PropertyDiff.UPDATE_REPLACE
    assert diff.detailedDiff["color"].kind == wire.PropertyDiff.ADD
    assert sorted(diff.diffs) == ["color", "name"]


def test_a_refresh_without_inputs_keeps_the_recorded_ones(plugin: Plugin) -> None:
    made = plugin.create(THING, "t", {"name": "a"})
    assert not plugin.stub.Read(wire.ReadRequest(urn=made.urn, id="a", inputs=write(made.inputs))).HasField("inputs")


def test_import(plugin: Plugin) -> None:
    made = plugin.create(THING, "t", {"name": "a"})
    found = plugin.adopt(THING, "t", "a")
    assert found is not None and found.inputs == made.inputs
    assert plugin.adopt(THING, "t", "missing") is None


def test_a_preview_keeps_unknowns_and_changes_nothing(plugin: Plugin) -> None:
    inputs = plugin.check(THING, "t", {"name": "a", "size": UNKNOWN})
    urn = f"urn:pulumi:s::p::{THING}::t"
    preview = plugin.stub.Create(wire.CreateRequest(urn=urn, properties=write(inputs), preview=True))
    assert read(preview.properties)["size"] is UNKNOWN
    assert plugin.adopt(THING, "t", "a") is None


def test_failures_of_a_check(plugin: Plugin) -> None:
    with pytest.raises(CheckFailedError, match="name is missing"):
        plugin.check(THING, "t", {})


def test_a_problem_is_its_text_and_leaves_the_state_known(plugin: Plugin) -> None:
    with pytest.raises(grpc.RpcError) as problem:
        plugin.create(THING, "t", {"name": "a", "trouble": "user"})
    assert problem.value.details() == "things.yaml:3: no room for the thing: make some"
    assert problem.value.code() is grpc.StatusCode.FAILED_PRECONDITION


def test_a_fault_names_the_resource_and_keeps_its_traceback_for_the_debug_log(plugin: Plugin) -> None:
    with pytest.raises(grpc.RpcError) as problem:
        plugin.create(THING, "t", {"name": "a", "trouble": "fault"})
    assert problem.value.code() is grpc.StatusCode.INTERNAL
    text = str(problem.value.details())
    assert "KeyError: 'lost'" in text
    assert f"{THING}::t" in text
    assert "Traceback" not in text
    assert [log.severity for log in plugin.engine.logs if "Traceback" in log.message] == [engine_pb2.DEBUG]


def test_a_half_made_resource_is_recorded(plugin: Plugin) -> None:
    with pytest.raises(grpc.RpcError) as problem:
        plugin.create(THING, "t", {"name": "a", "trouble": "partial"})
    [trailer] = [item.value for item in problem.value.trailing_metadata() if item.key == "grpc-status-details-bin"]
    assert isinstance(trailer, bytes)
    detail = wire.ErrorResourceInitFailed()
    assert status_pb2.Status.FromString(trailer).details[0].Unpack(detail)
    assert (detail.id, list(detail.reasons)) == ("x", ["lid missing"])
    assert (read(detail.properties), read(detail.inputs)) == ({"a": 1.0}, {"b": 2.0})


def test_another_type_is_refused_by_name(plugin: Plugin) -> None:
    with pytest.raises(grpc.RpcError, match="'tiny:index:Other' is not supported"):
        plugin.check("tiny:index:Other", "t", {})


def test_messages_reach_the_engine_with_the_urn_and_without_colour_commands(plugin: Plugin) -> None:
    made = plugin.create(THING, "t", {"name": "a"})
    assert plugin.texts() == ["would make < {%reset%}>", "made"]
    assert {log.urn for log in plugin.engine.logs} == {made.urn}


def test_cancel_reaches_running_work(plugin: Plugin) -> None:
    request = wire.CreateRequest(urn=f"urn:pulumi:s::p::{THING}::t", properties=write({"name": "a", "trouble": "wait"}))
    waiting = plugin.stub.Create.future(request)
    plugin.stub.Cancel(Empty())
    with pytest.raises(grpc.RpcError, match="interrupted"):
        waiting.result(timeout=30)


def test_64_calls_run_at_once(plugin: Plugin) -> None:
    request = wire.CreateRequest(urn=f"urn:pulumi:s::p::{THING}::t", properties=write({"name": "a", "trouble": "wait"}))
    waiting = [plugin.stub.Create.future(request) for _ in range(63)]
    plugin.stub.Cancel(Empty())
    assert all("interrupted" in str(call.exception(timeout=30)) for call in waiting)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_quietly(plugin: Plugin, number: signal.Signals) -> None:
    plugin.process.send_signal(number)
    output = plugin.process.communicate(timeout=30)
    assert (plugin.process.returncode, output) == (0, ("", ""))


def test_it_ends_with_its_engine(plugin: Plugin) -> None:
    plugin.engine.stop()
    output = plugin.process.communicate(timeout=30)
    assert (plugin.process.returncode, output) == (0, ("", ""))


def test_work_that_does_not_end_does_not_keep_the_process(plugin: Plugin) -> None:
    stuck = write({"name": "a", "trouble": "stuck"})
    call = plugin.stub.Create.future(wire.CreateRequest(urn=f"urn:pulumi:s::p::{THING}::t", properties=stuck))
    plugin.create(THING, "t", {"name": "b"})  # by now the call before is running too
    plugin.engine.stop()
    assert plugin.process.wait(timeout=30) == 0
    assert call.exception(timeout=30) is not None


def test_started_by_hand_it_takes_an_engine_later() -> None:
    command = [sys.executable, "-u", *TINY]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        engine = RecordingEngine()
        assert process.stdout is not None
        with grpc.insecure_channel(f"127.0.0.1:{int(process.stdout.readline())}") as channel:
            plugin = Plugin(process, engine, provider_pb2_grpc.ResourceProviderStub(channel))
            plugin.stub.Attach(plugin_pb2.PluginAttach(address=engine.address))
            plugin.configure({})
            plugin.create(THING, "t", {"name": "a"})
        assert plugin.texts() == ["would make < {%reset%}>", "made"]
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0
        engine.stop()


def test_many_calls_in_parallel(plugin: Plugin) -> None:
    with ThreadPoolExecutor(16) as pool:
        made = list(pool.map(lambda n: plugin.create(THING, f"t{n}", {"name": f"n{n}"}), range(100)))
    assert [resource.id for resource in made] == [f"n{n}" for n in range(100)]
