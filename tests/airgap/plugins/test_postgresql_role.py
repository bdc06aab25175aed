"""Roles and memberships through the stand-in for the official `postgresql` plugin."""

from __future__ import annotations

import grpc
import pytest

from provider.protocol.properties import Value
from servers.endpoint import Endpoint
from tests.airgap.plugins.steps import (
    DATABASE,
    GRANT_ROLE,
    ROLE,
    changed,
    drift,
    sql,
)
from tests.plugin_process import Plugin, Resource


def test_life_of_a_role(plugin: Plugin, postgres: Endpoint, names: str) -> None:
    group = plugin.create(ROLE, "group", {"name": f"{names}group"})
    inputs: dict[str, Value] = {
        "name": f"{names}app",
        "login": True,
        "password": "s3cret'\\",
        "roles": [group.id],
        "searchPaths": ["app, x", 'q"uote', "public"],
        "statementTimeout": 5000,
        "assumeRole": group.id,
        "validUntil": "2040-01-01",
    }
    made = plugin.create(ROLE, "app", inputs)
    assert made.inputs["__defaults"] == ["connectionLimit", "encryptedPassword", "inherit"]
    assert made.outputs == {
        **inputs,
        "id": made.id,
        "bypassRowLevelSecurity": False,
        "connectionLimit": -1.0,
        "createDatabase": False,
        "createRole": False,
        "encryptedPassword": True,
        "idleInTransactionSessionTimeout": 0.0,
        "inherit": True,
        "replication": False,
        "skipDropRole": False,
        "skipReassignOwned": False,
        "superuser": False,
    }
    assert changed(plugin, made, inputs) == []
    assert plugin.refresh(made) == made
    assert sql(Endpoint(postgres.host, postgres.port, made.id, "s3cret'\\"), "SELECT session_user::text") == [
        (made.id,)
    ]

    inputs |= {"password": "other", "createDatabase": True, "roles": [], "searchPaths": None, "assumeRole": None}
    assert changed(plugin, made, inputs) == ["assumeRole", "createDatabase", "password", "roles", "searchPaths"]
    made = plugin.update(made, inputs)
    assert changed(plugin, made, inputs) == []
    assert sql(Endpoint(postgres.host, postgres.port, made.id, "other"), "SHOW search_path") == [('"$user", public',)]

    sql(postgres, f'ALTER ROLE "{made.id}" SUPERUSER CONNECTION LIMIT 4')
    assert drift(plugin, made) == ["connectionLimit", "superuser"]

    plugin.delete(made)
    assert plugin.refresh(made) is None
    plugin.delete(made)


def test_defaults_are_those_of_the_official_plugin(plugin: Plugin, names: str) -> None:
    checked = plugin.check(ROLE, "r", {"name": f"{names}r"})
    assert checked == {
        "name": f"{names}r",
        "connectionLimit": -1.0,
        "encryptedPassword": True,
        "inherit": True,
        "validUntil": "infinity",
        "__defaults": ["connectionLimit", "encryptedPassword", "inherit", "validUntil"],
    }


def test_state_of_the_official_plugin_shows_no_change(plugin: Plugin, names: str) -> None:
    made = plugin.create(ROLE, "r", {"name": f"{names}r", "login": True, "password": "p"})
    official = Resource(
        made.urn, made.id, made.inputs, {**made.outputs, "__pulumi_raw_state_delta": {"a": 1}, "__meta": "{}"}
    )
    assert changed(plugin, official, {"name": f"{names}r", "login": True, "password": "p"}) == []


def test_a_password_is_stored_as_scram_and_shows_nowhere(plugin: Plugin, postgres: Endpoint, names: str) -> None:
    made = plugin.create(ROLE, "r", {"name": f"{names}r", "passwordWo": "hidden-one", "passwordWoVersion": "1"})
    assert "passwordWo" not in made.outputs
    [(stored,)] = sql(postgres, f"SELECT rolpassword FROM pg_authid WHERE rolname = '{names}r'")
    assert str(stored).startswith("SCRAM-SHA-256$")
    plugin.update(made, {"name": f"{names}r", "passwordWo": "hidden-two", "passwordWoVersion": "1"})
    assert sql(postgres, f"SELECT rolpassword FROM pg_authid WHERE rolname = '{names}r'") == [(stored,)]
    plugin.update(made, {"name": f"{names}r", "passwordWo": "hidden-two", "passwordWoVersion": "2"})
    assert sql(postgres, f"SELECT rolpassword FROM pg_authid WHERE rolname = '{names}r'") != [(stored,)]
    with pytest.raises(grpc.RpcError) as problem:
        plugin.create(ROLE, "again", {"name": f"{names}r", "password": "hidden-three"})
    assert "hidden" not in str(problem.value) + "".join(plugin.texts())


def test_a_role_that_owns_something_elsewhere_says_what(plugin: Plugin, postgres: Endpoint, names: str) -> None:
    role = plugin.create(ROLE, "r", {"name": f"{names}r"})
    database = plugin.create(DATABASE, "db", {"name": f"{names}db"})
    sql(postgres, f'CREATE TABLE t (); ALTER TABLE t OWNER TO "{role.id}"', database.id)
    with pytest.raises(grpc.RpcError, match=f"still owns .* 1 object in database {names}db.*remove that first"):
        plugin.delete(role)
    plugin.delete(database)
    plugin.delete(role)


def test_import_of_a_role(plugin: Plugin, postgres: Endpoint, names: str) -> None:
    sql(postgres, f'CREATE ROLE "{names}r" LOGIN CREATEDB')
    found = plugin.adopt(ROLE, "r", f"{names}r")
    assert found is not None
    assert changed(plugin, found, {"name": f"{names}r", "login": True, "createDatabase": True}) == []
    assert plugin.adopt(ROLE, "r", f"{names}missing") is None


def test_membership(plugin: Plugin, postgres: Endpoint, names: str) -> None:
    group, member = (plugin.create(ROLE, role, {"name": f"{names}{role}"}).id for role in ("group", "member"))
    inputs: dict[str, Value] = {"role": member, "grantRole": group}
    made = plugin.create(GRANT_ROLE, "g", inputs)
    assert made.id == f"{member}_{group}_false"
    assert made.outputs == {**inputs, "withAdminOption": False, "id": made.id}
    assert changed(plugin, made, inputs) == []
    diff = plugin.diff(made, {**inputs, "withAdminOption": True})
    assert list(diff.replaces) == ["withAdminOption"]
    sql(postgres, f'GRANT "{group}" TO "{member}" WITH ADMIN OPTION')
    assert drift(plugin, made) == ["withAdminOption"]
    plugin.delete(made)
    assert plugin.refresh(made) is None
    plugin.delete(made)
