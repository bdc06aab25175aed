"""Owners, grants and default privileges, as the reader finds them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from schemata.model import PUBLIC, DefaultKind, DefaultPrivilege, Grant
from tests.postgres_server import Database
from tests.schemata.catalogue.conftest import Load


@pytest.fixture
def role(database: Database, by_hand: psycopg.Connection) -> Iterator[str]:
    """A role of this test alone."""
    name = f"clerk of {database.name}"
    by_hand.execute(f'CREATE ROLE "{name}"'.encode())
    yield name
    by_hand.execute(f'DROP OWNED BY "{name}" CASCADE; DROP ROLE "{name}"'.encode())


def test_grants_are_those_of_others_than_the_owner(load: Load, role: str) -> None:
    schema = load(
        f"""CREATE TABLE t (a int, b int); CREATE SEQUENCE s; CREATE VIEW v AS SELECT 1; CREATE TYPE e AS ENUM ();
            CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
            CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT 1';
            GRANT SELECT ON t TO "{role}" WITH GRANT OPTION; GRANT UPDATE (b, a) ON t TO "{role}", PUBLIC;
            GRANT USAGE ON SEQUENCE s TO "{role}"; GRANT SELECT ON v TO PUBLIC; REVOKE ALL ON FUNCTION g FROM PUBLIC;
            REVOKE ALL ON TYPE e FROM PUBLIC; GRANT USAGE ON SCHEMA shop TO "{role}" """
    )
    assert schema.table("t").grants == (
        Grant(role, "SELECT", True),
        Grant(role, "UPDATE", columns=("a", "b")),
        Grant(PUBLIC, "UPDATE", columns=("a", "b")),
    )
    assert [item.grants for item in schema.sequences] == [(Grant(role, "USAGE"),)]
    assert [item.grants for item in schema.views] == [(Grant(PUBLIC, "SELECT"),)]
    assert [item.grants for item in schema.functions] == [(Grant(PUBLIC, "EXECUTE"),), ()]
    assert [item.grants for item in schema.enums] == [()]
    assert schema.grants == (Grant(role, "USAGE"),)


def test_everything_has_an_owner(load: Load, role: str) -> None:
    schema = load(
        f"""GRANT CREATE ON SCHEMA shop TO "{role}"; CREATE TABLE t (a int); ALTER TABLE t OWNER TO "{role}";
            CREATE DOMAIN d AS int; ALTER DOMAIN d OWNER TO "{role}"; CREATE VIEW v AS SELECT 1;
            ALTER VIEW v OWNER TO "{role}"; CREATE PROCEDURE p() LANGUAGE sql AS '';
            ALTER PROCEDURE p OWNER TO "{role}" """
    )
    objects: tuple[Any, ...] = (*schema.tables, *schema.domains, *schema.views, *schema.functions)
    assert [item.owner for item in objects] == [role] * 4
    assert schema.owner is not None
    assert schema.owner != role


def test_default_privileges_are_read(load: Load, role: str) -> None:
    schema = load(
        f"""ALTER DEFAULT PRIVILEGES FOR ROLE "{role}" IN SCHEMA shop GRANT SELECT ON TABLES TO PUBLIC;
            ALTER DEFAULT PRIVILEGES FOR ROLE "{role}" IN SCHEMA shop
              GRANT EXECUTE ON FUNCTIONS TO pg_monitor WITH GRANT OPTION"""
    )
    assert schema.default_privileges == (
        DefaultPrivilege(role, DefaultKind.FUNCTIONS, "pg_monitor", "EXECUTE", True),
        DefaultPrivilege(role, DefaultKind.TABLES, PUBLIC, "SELECT"),
    )


def test_without_default_privileges_there_are_none(load: Load) -> None:
    assert load("").default_privileges == ()
