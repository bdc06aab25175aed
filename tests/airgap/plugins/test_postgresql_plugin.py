"""The stand-in for the official `postgresql` plugin on a real server, called as the engine calls it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version

import grpc
import psycopg
import pytest
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import provider_pb2 as wire

from provider.protocol.properties import UNKNOWN, Properties, Value, read, write
from servers.endpoint import Endpoint
from tests.plugin_process import CheckFailedError, Plugin, Resource, running
from tests.postgres_server import Database

DATABASE = "postgresql:index/database:Database"
ROLE = "postgresql:index/role:Role"
GRANT = "postgresql:index/grant:Grant"
GRANT_ROLE = "postgresql:index/grantRole:GrantRole"
DEFAULT_PRIVILEGES = "postgresql:index/defaultPrivileges:DefaultPrivileges"
EXTENSION = "postgresql:index/extension:Extension"
NONE, SOME = wire.DiffResponse.DIFF_NONE, wire.DiffResponse.DIFF_SOME


def sql(endpoint: Endpoint, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
    with psycopg.connect(endpoint.url(database), autocommit=True) as connection:
        cursor = connection.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []


def changed(plugin: Plugin, resource: Resource, inputs: Properties) -> list[str]:
    return sorted(plugin.diff(resource, inputs).diffs)


def drift(plugin: Plugin, resource: Resource) -> list[str]:
    live = plugin.refresh(resource)
    assert live is not None
    return sorted(plugin.drift(resource, live).diffs)


# Databases


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


# Roles


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


# Privileges


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


# Extensions


def test_life_of_an_extension(plugin: Plugin, database: Database) -> None:
    sql(database.server, "CREATE SCHEMA ext", database.name)
    inputs: dict[str, Value] = {"name": "pg_trgm", "database": database.name}
    made = plugin.create(EXTENSION, "e", inputs)
    assert made.id == f"{database.name}.pg_trgm"
    assert made.outputs["schema"] == "public"
    assert changed(plugin, made, inputs) == []
    assert plugin.refresh(made) == made
    imported = plugin.adopt(EXTENSION, "e", made.id)
    assert imported is not None and changed(plugin, imported, inputs) == []

    inputs |= {"schema": "ext"}
    assert changed(plugin, made, inputs) == ["schema"]
    made = plugin.update(made, inputs)
    assert made.outputs["schema"] == "ext"
    sql(database.server, "ALTER EXTENSION pg_trgm SET SCHEMA public", database.name)
    assert drift(plugin, made) == ["schema"]

    plugin.delete(made)
    assert plugin.refresh(made) is None
    plugin.delete(made)


# An administrator who is no superuser


def test_an_administrator_without_superuser_rights(plugin: Plugin, postgres: Endpoint, names: str) -> None:
    sql(postgres, f"CREATE ROLE \"{names}admin\" LOGIN CREATEROLE CREATEDB PASSWORD 'p'")
    with running("-m", "airgap.plugins.postgresql") as limited:
        address: dict[str, Value] = {"host": postgres.host, "port": postgres.port, "sslmode": "disable"}
        limited.configure({**address, "username": f"{names}admin", "password": "p", "superuser": False})
        owner, reader, heir = (
            limited.create(ROLE, role, {"name": f"{names}{role}"}) for role in ("owner", "reader", "heir")
        )
        database = limited.create(DATABASE, "db", {"name": f"{names}db", "owner": owner.id})
        sql(postgres, f'SET ROLE "{owner.id}"; CREATE SCHEMA s; CREATE TABLE s.t ()', database.id)
        on_tables: dict[str, Value] = {"role": reader.id, "database": database.id, "schema": "s", "objectType": "table"}
        grant = limited.create(GRANT, "g", {**on_tables, "privileges": ["SELECT"]})
        default = limited.create(DEFAULT_PRIVILEGES, "d", {**on_tables, "owner": owner.id, "privileges": ["SELECT"]})
        moved = limited.update(database, {"name": database.id, "owner": heir.id, "connectionLimit": 9})
        assert moved.outputs["owner"] == heir.id
        limited.delete(default)
        limited.delete(grant)
        limited.delete(moved)
        for role in (owner, reader, heir):
            limited.delete(role)


# The plugin itself


def test_its_version_is_that_of_the_sdk(plugin: Plugin) -> None:
    assert plugin.stub.GetPluginInfo(Empty()).version == version("pulumi-postgresql")


def test_other_types_name_the_official_plugin(plugin: Plugin) -> None:
    with pytest.raises(grpc.RpcError, match="pulumi plugin install resource postgresql"):
        plugin.check("postgresql:index/schema:Schema", "s", {"name": "s"})


def test_a_server_that_is_not_there(names: str) -> None:
    with running("-m", "airgap.plugins.postgresql") as started:
        started.configure({"host": "127.0.0.1", "port": "1", "username": "u", "password": "hidden"})
        with pytest.raises(
            grpc.RpcError, match=r"cannot connect to database 'postgres' on 127.0.0.1:1 as 'u'"
        ) as problem:
            started.create(ROLE, "r", {"name": f"{names}r"})
    assert "hidden" not in str(problem.value)
