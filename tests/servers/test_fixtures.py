"""The fixtures that other tests build on."""

import psycopg

from servers.endpoint import Endpoint
from tests.postgres_server import Database


def test_the_administrator_enters_with_a_password(postgres: Endpoint) -> None:
    with psycopg.connect(postgres.url("postgres")) as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("postgres",)


def test_a_database_is_empty_and_our_own(database: Database) -> None:
    with psycopg.connect(database.url) as connection:
        connection.execute("CREATE TABLE here ()")
        assert connection.execute("SELECT current_database()").fetchone() == (database.name,)


def test_another_test_sees_nothing_of_it(database: Database) -> None:
    with psycopg.connect(database.url) as connection:
        assert connection.execute("SELECT to_regclass('here')").fetchone() == (None,)
