"""Databases through the stand-in for the official `postgresql` plugin."""

from __future__ import annotations

import grpc
import psycopg
import pytest
from pulumi.runtime.proto import provider_pb2 as wire

from provider.protocol.properties import UNKNOWN, Value, read, write
from servers.endpoint import Endpoint
from tests.airgap.plugins.steps import (
    DATABASE,
    ROLE,
    changed,
    drift,
    sql,
)
from tests.plugin_process import Plugin


def test_life_of_a_database(plugin: Plugin, postgres: Endpoint, names: str) -> None:
    owner = plugin.create(ROLE, "owner", {"name": f"{names}owner"})
    inputs: dict[str, Value] = {"name": f"{names}db", "owner": owner.id}
    made = plugin.create(DATABASE, "db", inputs)

    assert made.id == f"{names}db"
    assert made.inputs == {
        **inputs,
        "allowConnections": True,
        "connectionLimit": -1.0,
        "__defaults": ["allowConnections", "connectionLimit"],
    }
    assert made.outputs == {
        **inputs,
        "id": made.id,
        "allowConnections": True,
        "alterObjectOwnership": False,
        "connectionLimit": -1.0,
        "encoding": "UTF8",
        "isTemplate": False,
        "lcCollate": "C.UTF-8",
        "lcCtype": "C.UTF-8",
        "tablespaceName": "pg_default",
        "template": "template0",
    }
    assert changed(plugin, made, inputs) == []
    assert plugin.refresh(made) == made

    inputs |= {"connectionLimit": 7}
    assert changed(plugin, made, inputs) == ["connectionLimit"]
    made = plugin.update(made, inputs)
    assert sql(postgres, f"SELECT datconnlimit FROM pg_database WHERE datname = '{made.id}'") == [(7,)]

    sql(postgres, f'ALTER DATABASE "{made.id}" CONNECTION LIMIT 3')
    assert drift(plugin, made) == ["connectionLimit"]

    with psycopg.connect(postgres.url(made.id)):
        plugin.delete(made)
    assert plugin.refresh(made) is None
    plugin.delete(made)


def test_a_database_changes_owner_with_its_objects(plugin: Plugin, postgres: Endpoint, names: str) -> None:
    one, two = (plugin.create(ROLE, role, {"name": f"{names}{role}"}).id for role in ("one", "two"))
    made = plugin.create(DATABASE, "db", {"name": f"{names}db", "owner": one})
    sql(postgres, f'SET ROLE "{one}"; CREATE SCHEMA s', made.id)
    made = plugin.update(made, {"name": made.id, "owner": two, "alterObjectOwnership": True})
    assert made.outputs["owner"] == two
    assert sql(postgres, "SELECT pg_get_userbyid(nspowner) FROM pg_namespace WHERE nspname = 's'", made.id) == [(two,)]


def test_a_database_is_renamed_in_place_but_replaced_for_its_locale(plugin: Plugin, names: str) -> None:
    made = plugin.create(DATABASE, "db", {"name": f"{names}db"})
    diff = plugin.diff(made, {"name": f"{names}new", "lcCollate": "C"})
    assert (list(diff.diffs), list(diff.replaces)) == (["lcCollate", "name"], ["lcCollate"])
    assert diff.deleteBeforeReplace
    renamed = plugin.update(made, {"name": f"{names}new"})
    assert renamed.outputs["name"] == f"{names}new"
    assert plugin.refresh(renamed) is not None
    assert drift(plugin, renamed) == []


def test_every_option_of_a_database(plugin: Plugin, names: str) -> None:
    inputs: dict[str, Value] = {
        "name": f'{names}it\'s "odd"',
        "template": "template0",
        "encoding": "UTF8",
        "lcCollate": "C",
        "lcCtype": "C",
        "tablespaceName": "pg_default",
        "connectionLimit": 0,
        "allowConnections": False,
        "isTemplate": True,
    }
    made = plugin.create(DATABASE, "db", inputs)
    assert made.outputs.items() >= inputs.items()
    assert changed(plugin, made, inputs) == []
    plugin.delete(made)
    assert plugin.refresh(made) is None


def test_a_database_of_somebody_else_is_not_taken_over(plugin: Plugin, names: str) -> None:
    plugin.create(DATABASE, "db", {"name": f"{names}db"})
    with pytest.raises(grpc.RpcError, match=f"exists already.*pulumi import {DATABASE}"):
        plugin.create(DATABASE, "other", {"name": f"{names}db"})


def test_import_of_a_database(plugin: Plugin, postgres: Endpoint, names: str) -> None:
    sql(postgres, f'CREATE DATABASE "{names}db" CONNECTION LIMIT 5')
    found = plugin.adopt(DATABASE, "db", f"{names}db")
    assert found is not None
    assert found.inputs["connectionLimit"] == 5
    assert changed(plugin, found, {"name": f"{names}db", "connectionLimit": 5}) == []
    assert plugin.adopt(DATABASE, "db", f"{names}missing") is None


def test_a_preview_leaves_what_the_server_decides_unknown(plugin: Plugin, names: str) -> None:
    checked = plugin.check(DATABASE, "db", {"name": f"{names}db", "owner": UNKNOWN})
    urn = f"urn:pulumi:s::p::{DATABASE}::db"
    preview = read(plugin.stub.Create(wire.CreateRequest(urn=urn, properties=write(checked), preview=True)).properties)
    assert preview["owner"] is UNKNOWN
    assert preview["name"] == f"{names}db"
    assert preview.keys().isdisjoint({"encoding", "isTemplate", "lcCtype"})
    assert plugin.adopt(DATABASE, "db", f"{names}db") is None
