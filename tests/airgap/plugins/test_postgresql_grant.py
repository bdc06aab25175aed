"""Privileges through the stand-in for the official `postgresql` plugin."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import grpc
import pytest

from provider.protocol.properties import Value
from tests.airgap.plugins.steps import (
    DATABASE,
    DEFAULT_PRIVILEGES,
    GRANT,
    GRANT_ROLE,
    ROLE,
    changed,
    drift,
    sql,
)
from tests.plugin_process import CheckFailedError, Plugin, Resource
from tests.postgres_server import Database


@pytest.fixture
def reader(plugin: Plugin, names: str) -> str:
    return plugin.create(ROLE, "reader", {"name": f"{names}reader"}).id


@pytest.mark.parametrize(
    ("inputs", "by_hand", "resource_id"),
    [
        (
            {"objectType": "database", "privileges": ["CONNECT", "CREATE"]},
            "REVOKE CREATE ON DATABASE {database} FROM {role}",
            "{role}_{database}_database",
        ),
        (
            {"objectType": "schema", "schema": "s", "privileges": ["USAGE"]},
            "GRANT CREATE ON SCHEMA s TO {role}",
            "{role}_{database}_s_schema",
        ),
        (
            {"objectType": "table", "schema": "s", "privileges": ["SELECT", "INSERT"]},
            "REVOKE SELECT ON s.b FROM {role}",
            "{role}_{database}_s_table",
        ),
        (
            {"objectType": "table", "schema": "s", "objects": ["a", "b"], "privileges": ["ALL"]},
            "REVOKE DELETE ON s.b FROM {role}",
            "{role}_{database}_s_table_b_a",
        ),
        (
            {"objectType": "column", "schema": "s", "objects": ["a"], "columns": ["x"], "privileges": ["UPDATE"]},
            "REVOKE UPDATE (x) ON s.a FROM {role}",
            "{role}_{database}_s_column_a_x",
        ),
        (
            {"objectType": "sequence", "schema": "s", "privileges": ["USAGE", "SELECT"]},
            "REVOKE USAGE ON SEQUENCE s.q FROM {role}",
            "{role}_{database}_s_sequence",
        ),
        (
            {"objectType": "function", "schema": "s", "objects": ["f(integer)"], "privileges": ["EXECUTE"]},
            "REVOKE EXECUTE ON FUNCTION s.f(integer) FROM {role}",
            "{role}_{database}_s_function_f(integer)",
        ),
    ],
    ids=lambda value: value["objectType"] if isinstance(value, dict) else "",
)
def test_life_of_a_grant(
    plugin: Plugin, database: Database, reader: str, inputs: dict[str, Value], by_hand: str, resource_id: str
) -> None:
    sql(
        database.server,
        "CREATE SCHEMA s; CREATE TABLE s.a (x int, y int); CREATE TABLE s.b (); CREATE SEQUENCE s.q;"
        "CREATE FUNCTION s.f(integer) RETURNS int LANGUAGE sql AS 'SELECT 1'",
        database.name,
    )
    inputs = {"role": reader, "database": database.name, **inputs}
    made = plugin.create(GRANT, "g", inputs)
    assert made.id == resource_id.format(role=reader, database=database.name)
    assert made.outputs.items() >= {**inputs, "withGrantOption": False, "id": made.id}.items()
    assert changed(plugin, made, inputs) == []
    assert plugin.refresh(made) == made

    sql(database.server, by_hand.format(role=f'"{reader}"', database=f'"{database.name}"'), database.name)
    assert drift(plugin, made) == ["columns" if inputs["objectType"] == "column" else "privileges"]

    plugin.update(made, inputs)
    assert drift(plugin, made) == []
    plugin.delete(made)
    plugin.delete(made)
    left = sql(database.server, f"SELECT count(*) FROM pg_shdepend WHERE refobjid = to_regrole('{reader}')")
    assert left == [(0,)]


def test_a_smaller_grant_takes_privileges_away(plugin: Plugin, database: Database, reader: str) -> None:
    sql(database.server, "CREATE SCHEMA s; CREATE TABLE s.a ()", database.name)
    inputs: dict[str, Value] = {"role": reader, "database": database.name, "schema": "s", "objectType": "table"}
    made = plugin.create(GRANT, "g", {**inputs, "objects": ["a"], "privileges": ["SELECT", "DELETE"]})
    wanted: dict[str, Value] = {**inputs, "objects": ["a"], "privileges": ["SELECT"]}
    assert changed(plugin, made, wanted) == ["privileges"]
    made = plugin.update(made, wanted)
    held = f"SELECT has_table_privilege('{reader}', 's.a', 'DELETE'), has_table_privilege('{reader}', 's.a', 'SELECT')"
    assert sql(database.server, held, database.name) == [(False, True)]
    assert list(plugin.diff(made, {**wanted, "role": "other"}).replaces) == ["role"]
    assert changed(plugin, made, {**wanted, "privileges": ["SELECT"], "objects": ["a"]}) == []


def test_everybody_loses_the_default_rights(plugin: Plugin, database: Database) -> None:
    inputs: dict[str, Value] = {"role": "public", "database": database.name, "objectType": "database", "privileges": []}
    made = plugin.create(GRANT, "g", inputs)
    assert drift(plugin, made) == []
    sql(database.server, f'GRANT CONNECT ON DATABASE "{database.name}" TO public')
    assert drift(plugin, made) == ["privileges"]


def test_grants_on_one_database_at_once(plugin: Plugin, database: Database, names: str) -> None:
    roles = [plugin.create(ROLE, f"r{n}", {"name": f"{names}{n}"}).id for n in range(12)]

    def grant(role: str) -> Resource:
        inputs: dict[str, Value] = {"role": role, "database": database.name, "objectType": "database"}
        return plugin.create(GRANT, role, {**inputs, "privileges": ["CREATE"]})

    with ThreadPoolExecutor(12) as pool:
        for made in list(pool.map(grant, roles)):
            plugin.delete(made)


def test_a_grant_goes_with_its_database_or_role(plugin: Plugin, names: str, reader: str) -> None:
    database = plugin.create(DATABASE, "db", {"name": f"{names}db"})
    inputs: dict[str, Value] = {"role": reader, "database": database.id, "objectType": "database"}
    made = plugin.create(GRANT, "g", {**inputs, "privileges": ["CONNECT"]})
    plugin.delete(database)
    assert plugin.refresh(made) is None
    plugin.delete(made)


@pytest.mark.parametrize(
    ("inputs", "reason"),
    [
        ({"objectType": "table", "privileges": ["SELECT"]}, "schema is missing"),
        ({"objectType": "database", "privileges": ["SELECT"]}, "'SELECT' is no privilege of a database"),
        ({"objectType": "tabel", "privileges": []}, "objectType holds 'tabel'"),
        ({"objectType": "database", "objects": ["a"], "privileges": []}, "objects must be left out"),
        ({"objectType": "column", "schema": "s", "objects": ["a"], "privileges": ["SELECT"]}, "columns are missing"),
        ({"objectType": "database", "privileges": "CONNECT"}, "privileges must be a set of texts"),
        ({"objectType": "database", "privileges": [], "colour": "red"}, "colour is no property"),
        ({"objectType": "database"}, "privileges is missing"),
    ],
)
def test_wrong_grants_are_refused_in_the_preview(plugin: Plugin, inputs: dict[str, Value], reason: str) -> None:
    with pytest.raises(CheckFailedError, match=reason):
        plugin.check(GRANT, "g", {"role": "r", "database": "d", **inputs})


def test_a_name_cannot_become_a_statement(plugin: Plugin, database: Database, reader: str) -> None:
    inputs: dict[str, Value] = {"role": reader, "database": database.name, "schema": "s", "objectType": "function"}
    with pytest.raises(grpc.RpcError, match="only the names of types"):
        plugin.create(GRANT, "g", {**inputs, "objects": ["f(int); drop schema s; --)"], "privileges": ["EXECUTE"]})


@pytest.mark.parametrize("schema", ["s", None], ids=["in a schema", "everywhere"])
def test_default_privileges(plugin: Plugin, database: Database, reader: str, schema: str | None) -> None:
    owner = database.server.username
    sql(database.server, "CREATE SCHEMA s", database.name)
    inputs: dict[str, Value] = {
        "role": reader,
        "database": database.name,
        "owner": owner,
        "objectType": "table",
        "privileges": ["SELECT", "INSERT"],
        **({"schema": schema} if schema else {}),
    }
    made = plugin.create(DEFAULT_PRIVILEGES, "d", inputs)
    assert made.id == f"{reader}_{database.name}_{schema or 'noschema'}_{owner}_table"
    assert changed(plugin, made, inputs) == []
    assert plugin.refresh(made) == made
    sql(database.server, "CREATE TABLE s.t ()", database.name)
    held = f"SELECT has_table_privilege('{reader}', 's.t', 'INSERT')"
    assert sql(database.server, held, database.name) == [(True,)]

    made = plugin.update(made, {**inputs, "privileges": ["SELECT"]})
    assert made.outputs["privileges"] == ["SELECT"]
    scope = f"IN SCHEMA {schema}" if schema else ""
    sql(database.server, f'ALTER DEFAULT PRIVILEGES {scope} GRANT DELETE ON TABLES TO "{reader}"', database.name)
    assert drift(plugin, made) == ["privileges"]
    plugin.delete(made)
    assert plugin.refresh(made) is None
    plugin.delete(made)


def test_grants_cannot_be_imported(plugin: Plugin) -> None:
    for token in (GRANT, GRANT_ROLE, DEFAULT_PRIVILEGES):
        with pytest.raises(grpc.RpcError, match="cannot be imported"):
            plugin.adopt(token, "g", "a_b_c")
