"""The resource `Password` over gRPC."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pulumi.runtime.proto import provider_pb2 as wire

from provider.protocol.properties import UNKNOWN, Properties
from tests.plugin_process import CheckFailedError, Plugin, running
from tests.provider.resources.calls import preview_create, problem_of, told

TOKEN = "schemata:index:Password"
INPUTS: Properties = {"length": 32.0}


@pytest.fixture(scope="module")
def plugin() -> Iterator[Plugin]:
    """A provider without a server: a password needs none."""
    with running("-m", "provider") as plugin:
        plugin.configure({})
        yield plugin


def test_its_life(plugin: Plugin) -> None:
    made, messages = told(plugin, lambda: plugin.create(TOKEN, "p", INPUTS))
    password = str(made.outputs["result"])
    assert len(password) == 32
    assert password.isalnum() and password.isascii()
    assert messages == []
    assert password not in made.id
    assert plugin.diff(made, INPUTS).changes == wire.DiffResponse.DIFF_NONE
    assert list(plugin.diff(made, {"length": 40.0}).replaces) == ["length"]
    assert plugin.refresh(made) == made
    plugin.delete(made)


def test_each_is_another(plugin: Plugin) -> None:
    made = [plugin.create(TOKEN, f"p{number}", INPUTS) for number in range(20)]
    assert len({resource.outputs["result"] for resource in made}) == 20
    assert len({resource.id for resource in made}) == 20


def test_a_preview_makes_none(plugin: Plugin) -> None:
    assert preview_create(plugin, TOKEN, "p", INPUTS) == INPUTS
    assert preview_create(plugin, TOKEN, "p", {"length": UNKNOWN}) == {"length": UNKNOWN}


@pytest.mark.parametrize("length", [None, 15.0, 16.5, "32", True, -1.0])
def test_a_length_that_is_none_fails_the_check(plugin: Plugin, length: Any) -> None:
    with pytest.raises(CheckFailedError, match="give a whole number from 16 on"):
        plugin.check(TOKEN, "p", {"length": length})


def test_it_cannot_be_imported(plugin: Plugin) -> None:
    assert "lives in the state alone" in problem_of(lambda: plugin.adopt(TOKEN, "p", "password-1"))


def test_what_needs_a_server_says_so(plugin: Plugin) -> None:
    inputs: Properties = {"database": "d", "name": "s", "definition": "@schema s\n"}
    problem = problem_of(lambda: plugin.create("schemata:index:Schema", "s", inputs))
    assert problem == "this resource needs a server: give it a `schemata` provider with host and username"
