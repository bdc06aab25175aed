"""The stand-in for the official `postgresql` plugin: extensions, and the plugin as a whole."""

from __future__ import annotations

from importlib.metadata import version

import grpc
import pytest
from google.protobuf.empty_pb2 import Empty

from provider.protocol.properties import Value
from servers.endpoint import Endpoint
from tests.airgap.plugins.steps import (
    DATABASE,
    DEFAULT_PRIVILEGES,
    EXTENSION,
    GRANT,
    ROLE,
    changed,
    drift,
    sql,
)
from tests.plugin_process import CheckFailedError, Plugin, running
from tests.postgres_server import Database


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


def test_login_through_a_cloud_is_refused() -> None:
    with running("-m", "airgap.plugins.postgresql") as started, pytest.raises(CheckFailedError) as problem:
        started.configure({"host": "h", "port": "x", "awsRdsIamAuth": "true", "scheme": "awspostgres"})
    text = str(problem.value)
    assert "awsRdsIamAuth is not in this stand-in" in text
    assert "scheme is not in this stand-in" in text
    assert "port is 'x'" in text


def test_the_configuration_of_the_official_plugin_is_taken() -> None:
    with running("-m", "airgap.plugins.postgresql") as started:
        hints: dict[str, Value] = {
            "superuser": "false",
            "scheme": "postgres",
            "expectedVersion": "17",
            "__internal": {},
        }
        started.configure({"host": "h", "port": "5432", "connectTimeout": "180", "version": "3.18.2", **hints})
