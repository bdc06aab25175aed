"""The resource `DatabaseContents` over gRPC: a preview says which schemas leave."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from pulumi.runtime.proto import provider_pb2 as wire

from provider.protocol.properties import UNKNOWN, Properties
from tests.plugin_process import CheckFailedError, Plugin, running
from tests.postgres_server import Database
from tests.provider.resources.calls import WARNING, Told, preview_update, problem_of, told, urn_of

TOKEN = "schemata:index:DatabaseContents"
URN = urn_of(TOKEN, "contents")


def listed(database: str, *names: str) -> Properties:
    return {"database": database, "schemas": "".join(f"@schema {name}\n" for name in names)}


def test_its_life(schemata: Plugin, database: Database) -> None:
    inputs = listed(database.name, "hr", "sales")
    made, messages = told(schemata, lambda: schemata.create(TOKEN, "contents", inputs))
    assert (made.id, made.outputs, messages) == (database.name, inputs, [])
    assert schemata.diff(made, inputs).changes == wire.DiffResponse.DIFF_NONE
    assert list(schemata.diff(made, listed("other", "hr")).replaces) == ["database"]
    assert schemata.refresh(made) == made
    schemata.delete(made)
    assert "cannot be imported" in problem_of(lambda: schemata.adopt(TOKEN, "contents", database.name))


def test_a_preview_says_what_leaves_with_its_rows_and_the_way_back(
    schemata: Plugin, database: Database, by_hand: psycopg.Connection
) -> None:
    by_hand.execute("CREATE SCHEMA sales CREATE TABLE orders (id int)")
    by_hand.execute("INSERT INTO sales.orders SELECT generate_series(1, 3)")
    made = schemata.create(TOKEN, "contents", listed(database.name, "hr", "sales", "stays"))
    wanted = listed(database.name, "comes", "stays")
    _, messages = told(schemata, lambda: preview_update(schemata, made, wanted))
    [message] = messages
    assert (message.severity, message.urn) == (WARNING, URN)
    assert message.text.split("\n") == [
        f"2 schemas leave {database.name}: archived, nothing is dropped",
        "  hr; 'bin/schemata archive restore' brings it back",
        "  sales (3 rows); 'bin/schemata archive restore' brings it back",
    ]
    _, messages = told(schemata, lambda: schemata.update(made, wanted))
    assert len(messages) == 1, "the update itself says nothing more"


def test_a_renamed_schema_does_not_leave(schemata: Plugin, database: Database) -> None:
    made = schemata.create(TOKEN, "contents", listed(database.name, "hr", "sales"))
    renamed = schemata.update(made, listed(database.name, "hr", "revenue renamed-from sales"))
    _, messages = told(schemata, lambda: preview_update(schemata, renamed, listed(database.name, "hr", "revenue")))
    assert messages == []
    _, messages = told(schemata, lambda: preview_update(schemata, renamed, listed(database.name, "hr")))
    assert [message.text.split("\n")[1].split(";")[0] for message in messages] == ["  revenue"]


def test_without_a_server_what_leaves_is_told_without_rows() -> None:
    with running("-m", "provider") as plugin:
        plugin.configure({"host": "127.0.0.1", "port": "1", "username": "postgres", "password": "never shown"})
        made = plugin.create(TOKEN, "contents", listed("analytics", "sales"))
        _, [message] = told(plugin, lambda: preview_update(plugin, made, listed("analytics")))
        head, problem, farewell = message.text.split("\n")
        assert head == "1 schema leaves analytics: archived, nothing is dropped"
        assert problem.startswith("  the rows could not be counted: postgres@127.0.0.1:1/analytics")
        assert farewell.startswith("  sales;")
        assert "never shown" not in message.text


def test_unknown_inputs_are_left_open(schemata: Plugin, database: Database) -> None:
    made = schemata.create(TOKEN, "contents", listed(database.name, "sales"))
    unknown: Properties = {"database": database.name, "schemas": UNKNOWN}
    outputs, messages = told(schemata, lambda: preview_update(schemata, made, unknown))
    assert (outputs, messages) == (unknown, [])


@pytest.mark.parametrize("wrong", [{}, {"database": 1.0, "schemas": None}])
def test_wrong_inputs_fail_the_check(schemata: Plugin, wrong: dict[str, Any]) -> None:
    with pytest.raises(CheckFailedError) as refusal:
        schemata.check(TOKEN, "contents", wrong)
    assert [name for name, _ in refusal.value.args[0]] == ["database", "schemas"]


def test_a_message_names_one_schema_a_line(schemata: Plugin, database: Database) -> None:
    made = schemata.create(TOKEN, "contents", listed(database.name, "Sales data"))
    _, messages = told(schemata, lambda: preview_update(schemata, made, listed(database.name)))
    assert messages == [
        Told(
            WARNING,
            URN,
            f"1 schema leaves {database.name}: archived, nothing is dropped\n"
            "  Sales data; 'bin/schemata archive restore' brings it back",
        )
    ]
