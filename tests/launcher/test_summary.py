"""The table at the end of ``make up``."""

from launcher import summary
from launcher.psql import with_database


def test_the_table_shows_server_and_database_once() -> None:
    server = "127.0.0.1:15432"
    chain: summary.Row = {"server": server, "database": "analytics_db", "indexes": 30.0, "foreignKeys": 4}
    rows: list[summary.Row] = [
        {"server": server, "database": "digi_core"},
        {**chain, "schema": "scor_data", "tables": 1200.0},
        {**chain, "schema": "sales_data", "tables": 9},
    ]
    assert summary.table(rows) == [
        "Server           Database      Schema      Tables  Indexes  Foreign keys",
        "---------------  ------------  ----------  ------  -------  ------------",
        "127.0.0.1:15432  digi_core",
        "                 analytics_db  scor_data    1,200       30             4",
        "                               sales_data       9       30             4",
    ]


def test_an_empty_stack_has_headings_only() -> None:
    assert summary.table([])[0] == "Server  Database  Schema  Tables  Indexes  Foreign keys"


def test_the_next_commands_name_the_database_with_most_tables() -> None:
    rows: list[summary.Row] = [
        {"database": "digi_core"},
        {"database": "metadata_db", "tables": 2},
        {"database": "analytics_db", "tables": 9},
    ]
    assert summary.next_commands("dev", rows) == [
        "Connect:           bin/psql analytics_db",
        "Preview a change:  bin/pulumi preview --stack dev --diff",
        "Stop:              make down",
    ]
    assert summary.next_commands("other", [])[0] == "Connect:           DIGI_STACK=other bin/psql postgres"


def test_psql_gets_a_database_unless_one_is_named() -> None:
    assert with_database([]) == ["--dbname", "postgres"]
    assert with_database(["-c", "select 1"]) == ["--dbname", "postgres", "-c", "select 1"]
    assert with_database(["analytics_db", "-c", "select 1"]) == ["analytics_db", "-c", "select 1"]
