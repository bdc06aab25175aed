"""The resource `Schema` over gRPC, on a real Postgres."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from pulumi.runtime.proto import provider_pb2 as wire

from provider.protocol.properties import UNKNOWN, Properties
from tests.plugin_process import CheckFailedError, Plugin, Resource, running
from tests.postgres_server import Database
from tests.provider.resources.calls import (
    ERROR,
    INFO,
    WARNING,
    Told,
    preview_create,
    preview_update,
    problem_of,
    told,
    urn_of,
)

TOKEN = "schemata:index:Schema"
URN = urn_of(TOKEN, "SALES")
SALES = """@schema sales
@comment `What is sold.`
customers table
customers column id uuid not-null default `gen_random_uuid()`
customers column name varchar(50) not-null
customers primary-key customers_pkey (id)
orders table
orders column id uuid not-null default `gen_random_uuid()`
orders column customer_id uuid not-null
orders column status varchar(20) not-null default `'new'`
orders column note text null
orders primary-key orders_pkey (id)
orders check orders_status_check `status IN ('new', 'done')`
orders foreign-key orders_customer_id_fkey (customer_id) references customers (id)
orders index orders_status_idx btree (status) where `status <> 'done'`
"""
WITH_TOTAL = SALES.replace("orders primary-key", "orders column total numeric(10,2) null\norders primary-key")
WITHOUT_NOTE = SALES.replace("orders column note text null\n", "")
COUNTS = {"tables": 2.0, "indexes": 3.0, "foreignKeys": 1.0}
Everything = Callable[[], str]


@pytest.fixture
def inputs(database: Database) -> Properties:
    return {"database": database.name, "name": "sales", "definition": SALES, "allow": ""}


@pytest.fixture
def made(schemata: Plugin, inputs: Properties) -> Resource:
    return schemata.create(TOKEN, "SALES", inputs)


def column(by_hand: psycopg.Connection, relation: str, name: str) -> str | None:
    """The type of a live column."""
    query = "SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = %s::regclass AND attname = %s"
    row = by_hand.execute(query, [relation, name]).fetchone()
    return str(row[0]) if row else None


def add_order(by_hand: psycopg.Connection, schema: str = "sales") -> None:
    """A customer and an order with a note."""
    insert = f"INSERT INTO {schema}.customers (name) VALUES ('Ann') RETURNING id"
    [[customer]] = by_hand.execute(insert.encode()).fetchall()
    statement = f"INSERT INTO {schema}.orders (customer_id, note) VALUES (%s, 'kept')"
    by_hand.execute(statement.encode(), [customer])


@pytest.mark.parametrize(
    ("wrong", "failures"),
    [
        ({"database": None, "name": 1.0, "definition": None}, {"database", "name", "definition"}),
        ({"definition": "orders:\n  id: uuid\n"}, {"definition"}),
        ({"definition": "@schema sales\norders column id\n"}, {"definition"}),
        ({"name": "marketing"}, {"definition"}),
        ({"allow": "dataloss sales.* because"}, {"allow"}),
        ({"allow": "data_loss sales.orders.note"}, {"allow"}),
    ],
)
def test_wrong_inputs_fail_the_check(schemata: Plugin, inputs: Properties, wrong: Any, failures: set[str]) -> None:
    with pytest.raises(CheckFailedError) as refusal:
        schemata.check(TOKEN, "SALES", {**inputs, **wrong})
    assert {name for name, _ in refusal.value.args[0]} == failures


def test_a_check_says_where_and_what(schemata: Plugin, inputs: Properties) -> None:
    with pytest.raises(CheckFailedError, match="line 2: expected"):
        schemata.check(TOKEN, "SALES", {**inputs, "definition": "@schema sales\norders column id\n"})
    with pytest.raises(CheckFailedError, match="is of the schema 'sales', not of 'marketing'"):
        schemata.check(TOKEN, "SALES", {**inputs, "name": "marketing"}, inputs)


def test_the_preview_of_a_create_touches_nothing(schemata: Plugin, inputs: Properties, everything: Everything) -> None:
    before = everything()
    outputs, messages = told(schemata, lambda: preview_create(schemata, TOKEN, "SALES", inputs))
    assert messages == [Told(INFO, URN, "2 tables, 3 indexes, 1 foreign key")]
    assert outputs == {**inputs, **COUNTS, "refused": ""}
    assert everything() == before


def test_create_makes_the_schema(schemata: Plugin, inputs: Properties, by_hand: psycopg.Connection) -> None:
    made, messages = told(schemata, lambda: schemata.create(TOKEN, "SALES", inputs))
    assert made.id == f"{inputs['database']}/sales"
    assert {key: made.outputs[key] for key in (*COUNTS, "refused")} == {**COUNTS, "refused": ""}
    preview, done = messages
    assert preview.text == "2 tables, 3 indexes, 1 foreign key"
    assert (done.severity, done.urn) == (INFO, URN)
    assert " statements in " in done.text
    assert column(by_hand, "sales.orders", "status") == "character varying(20)"


def test_without_a_change_there_is_no_diff(schemata: Plugin, made: Resource, inputs: Properties) -> None:
    assert schemata.diff(made, inputs).changes == wire.DiffResponse.DIFF_NONE
    allowed = {**inputs, "allow": "data_loss sales.orders.note unused"}
    assert schemata.diff(made, allowed).changes == wire.DiffResponse.DIFF_NONE


def test_a_change_is_made_in_place_and_another_database_replaces(
    schemata: Plugin, made: Resource, inputs: Properties
) -> None:
    changed = schemata.diff(made, {**inputs, "definition": WITH_TOTAL})
    assert (list(changed.diffs), list(changed.replaces)) == (["definition"], [])
    moved = schemata.diff(made, {**inputs, "database": "elsewhere"})
    assert list(moved.replaces) == ["database"]


def test_the_preview_of_an_update_shows_the_sql_once_and_touches_nothing(
    schemata: Plugin, made: Resource, inputs: Properties, everything: Everything
) -> None:
    before = everything()
    outputs, messages = told(schemata, lambda: preview_update(schemata, made, {**inputs, "definition": WITH_TOTAL}))
    assert messages == [
        Told(INFO, URN, '1 statement, 0 hazards\n  ALTER TABLE "sales"."orders" ADD COLUMN "total" numeric(10,2);')
    ]
    assert outputs["refused"] == ""
    assert everything() == before


def test_an_update_is_applied_and_keeps_the_rows(
    schemata: Plugin, made: Resource, inputs: Properties, by_hand: psycopg.Connection
) -> None:
    add_order(by_hand)
    wanted = {**inputs, "definition": WITH_TOTAL}
    changed, messages = told(schemata, lambda: schemata.update(made, wanted))
    assert [message.severity for message in messages] == [INFO, INFO]
    assert messages[1].text.startswith("1 statement in ")
    assert column(by_hand, "sales.orders", "total") == "numeric(10,2)"
    assert by_hand.execute("SELECT note FROM sales.orders").fetchall() == [("kept",)]
    assert schemata.diff(changed, wanted).changes == wire.DiffResponse.DIFF_NONE
    assert schemata.refresh(changed) == changed


def test_a_refused_change_is_an_error_of_its_resource_in_the_preview(
    schemata: Plugin, made: Resource, inputs: Properties, by_hand: psycopg.Connection, everything: Everything
) -> None:
    add_order(by_hand)
    before = everything()
    wanted = {**inputs, "definition": WITHOUT_NOTE}
    outputs, messages = told(schemata, lambda: preview_update(schemata, made, wanted))
    plan, refusal = messages
    assert (plan.severity, plan.text.split("\n")[0]) == (INFO, "1 statement, 1 hazard")
    assert (refusal.severity, refusal.urn) == (ERROR, URN)
    assert refusal.text.startswith("data_loss: sales.orders.note loses data")
    assert '[{hazard: data_loss, object: sales.orders.note, reason: "..."}]' in refusal.text
    assert outputs["refused"] == refusal.text
    problem = problem_of(lambda: schemata.update(made, wanted))
    assert "nothing was touched" in problem and "sales.orders.note loses data" in problem
    assert everything() == before


def test_an_allowed_change_is_made(
    schemata: Plugin, made: Resource, inputs: Properties, by_hand: psycopg.Connection
) -> None:
    allow = "data_loss sales.orders.note nobody reads it"
    changed = schemata.update(made, {**inputs, "definition": WITHOUT_NOTE, "allow": allow})
    assert changed.outputs["refused"] == ""
    assert column(by_hand, "sales.orders", "note") is None


def test_what_somebody_changed_is_told_object_by_object_in_the_definitions_terms(
    schemata: Plugin, made: Resource, inputs: Properties, by_hand: psycopg.Connection
) -> None:
    by_hand.execute("ALTER TABLE sales.orders ALTER status SET DEFAULT 'done'")
    live, messages = told(schemata, lambda: schemata.refresh(made))
    assert live is not None
    assert [(message.severity, message.urn) for message in messages] == [(WARNING, URN)]
    head, *objects = messages[0].text.split("\n")
    assert head == "1 object changed outside of this program"
    assert len(objects) == 1
    assert objects[0].startswith("""  changed: orders column status varchar(20) not-null default `'done'""")

    text = str(live.inputs["definition"])
    assert [line for line in text.split("\n") if line not in SALES.split("\n")] == [
        "orders column status varchar(20) not-null default `'done'::character varying`"
    ]
    assert list(schemata.drift(made, live).detailedDiff) == ["definition"]


def test_the_next_update_puts_back_what_somebody_changed(
    schemata: Plugin, made: Resource, inputs: Properties, by_hand: psycopg.Connection
) -> None:
    by_hand.execute("DROP INDEX sales.orders_status_idx")
    live = schemata.refresh(made)
    assert live is not None
    back, messages = told(schemata, lambda: schemata.update(live, inputs))
    assert messages[0].text.startswith("1 statement, 0 hazards\n  CREATE INDEX")
    assert "changed by hand: missing orders index orders_status_idx" in messages[0].text
    assert schemata.refresh(back) == back == made


def test_an_untouched_schema_is_no_drift_and_is_read_in_silence(schemata: Plugin, made: Resource) -> None:
    live, messages = told(schemata, lambda: schemata.refresh(made))
    assert live == made
    assert messages == []
    assert schemata.drift(made, made).changes == wire.DiffResponse.DIFF_NONE


def test_many_schemas_are_refreshed_alike(schemata: Plugin, inputs: Properties, by_hand: psycopg.Connection) -> None:
    """From the third on they are read together."""
    names = [f"sales{number}" for number in range(5)]
    made = [
        schemata.create(
            TOKEN, name, {**inputs, "name": name, "definition": SALES.replace("@schema sales", f"@schema {name}")}
        )
        for name in names
    ]
    by_hand.execute("ALTER TABLE sales4.orders DROP note")
    by_hand.execute("DROP SCHEMA sales3 CASCADE")
    live, messages = told(schemata, lambda: [schemata.refresh(resource) for resource in made])
    assert live[:3] == made[:3]
    assert live[3] is None
    assert [message.text.split("\n") for message in messages] == [
        ["1 object changed outside of this program", "  missing: orders column note"]
    ]


def test_what_the_model_lacks_is_named_and_left_alone(
    schemata: Plugin, made: Resource, by_hand: psycopg.Connection
) -> None:
    by_hand.execute("CREATE STATISTICS sales.totals ON id, status FROM sales.orders")
    live, messages = told(schemata, lambda: schemata.refresh(made))
    assert live == made
    assert messages == [Told(INFO, URN, "1 object not modelled\n  not modelled, left alone: statistics totals")]


def test_an_existing_schema_is_imported_and_adopted(
    schemata: Plugin, inputs: Properties, by_hand: psycopg.Connection, everything: Everything
) -> None:
    by_hand.execute("CREATE SCHEMA sales CREATE TABLE orders (id int PRIMARY KEY, status varchar(20) DEFAULT 'new')")
    by_hand.execute("ALTER TABLE sales.orders ADD CONSTRAINT c CHECK (status IN ('new', 'done'))")
    before = everything()
    found = schemata.adopt(TOKEN, "SALES", f"{inputs['database']}/sales")
    assert found is not None
    assert {key: found.inputs[key] for key in ("database", "name")} == {"database": inputs["database"], "name": "sales"}
    assert everything() == before

    wanted = {
        **inputs,
        "definition": "@schema sales\norders table\norders column id integer not-null\n"
        "orders column status varchar(20) null default `'new'`\norders primary-key orders_pkey (id)\n"
        "orders check c `status IN ('new', 'done')`\n",
    }
    assert list(schemata.diff(found, wanted).diffs) == ["definition"]
    _, messages = told(schemata, lambda: preview_update(schemata, found, wanted))
    assert [message.text.split("\n")[0] for message in messages] == ["0 statements, 0 hazards"]
    ours = schemata.update(found, wanted)
    assert schemata.refresh(ours) == ours
    assert schemata.create(TOKEN, "SALES", wanted).outputs == ours.outputs


def test_an_id_that_names_nothing_cannot_be_imported(schemata: Plugin, inputs: Properties) -> None:
    assert schemata.adopt(TOKEN, "SALES", f"{inputs['database']}/nothing") is None
    assert "give <database>/<schema>" in problem_of(lambda: schemata.adopt(TOKEN, "SALES", "sales"))


def test_a_delete_archives_and_the_schema_can_be_made_again(
    schemata: Plugin, made: Resource, inputs: Properties, by_hand: psycopg.Connection
) -> None:
    add_order(by_hand)
    _, messages = told(schemata, lambda: schemata.delete(made))
    [message] = messages
    archive = message.text.removeprefix("archived as ")
    assert (message.severity, message.urn) == (INFO, URN)
    assert archive.startswith("sales__archived_")
    assert by_hand.execute(f'SELECT note FROM "{archive}".orders'.encode()).fetchall() == [("kept",)]
    assert schemata.refresh(made) is None
    schemata.delete(made)

    again = schemata.create(TOKEN, "SALES", inputs)
    assert again.id == made.id
    assert by_hand.execute("SELECT count(*) FROM sales.orders").fetchall() == [(0,)]


def test_a_lost_state_is_no_loss(
    schemata: Plugin, made: Resource, inputs: Properties, by_hand: psycopg.Connection
) -> None:
    add_order(by_hand)
    again = schemata.create(TOKEN, "SALES", {**inputs, "definition": WITH_TOTAL})
    assert again.id == made.id
    assert column(by_hand, "sales.orders", "total") == "numeric(10,2)"
    assert by_hand.execute("SELECT note FROM sales.orders").fetchall() == [("kept",)]


def test_a_lost_state_hides_no_refusal(
    schemata: Plugin, made: Resource, inputs: Properties, by_hand: psycopg.Connection
) -> None:
    add_order(by_hand)
    wanted = {**inputs, "definition": WITHOUT_NOTE}
    outputs, messages = told(schemata, lambda: preview_create(schemata, TOKEN, "SALES", wanted))
    assert [message.severity for message in messages] == [INFO, ERROR]
    assert "sales.orders.note loses data" in str(outputs["refused"])


def test_a_schema_of_somebody_else_is_refused_with_the_remedy(
    schemata: Plugin, inputs: Properties, by_hand: psycopg.Connection, everything: Everything
) -> None:
    by_hand.execute("CREATE SCHEMA sales CREATE TABLE orders (id int)")
    before = everything()
    problem = problem_of(lambda: preview_create(schemata, TOKEN, "SALES", inputs))
    assert "'sales' exists and was not made by this program" in problem
    assert "bin/schemata adopt DATABASE sales" in problem
    assert everything() == before


def test_what_is_unknown_in_a_preview_is_left_open(
    schemata: Plugin, made: Resource, inputs: Properties, everything: Everything
) -> None:
    before = everything()
    for name in ("database", "definition", "allow"):
        unknown = {**inputs, name: UNKNOWN}
        assert schemata.diff(made, unknown).changes == (
            wire.DiffResponse.DIFF_NONE if name == "allow" else wire.DiffResponse.DIFF_SOME
        )
        for outputs in (
            preview_create(schemata, TOKEN, "SALES", unknown),
            preview_update(schemata, made, unknown),
        ):
            assert outputs == {**unknown, "refused": ""}
    assert everything() == before


def test_a_new_name_is_a_rename_in_place(
    schemata: Plugin, made: Resource, inputs: Properties, by_hand: psycopg.Connection
) -> None:
    add_order(by_hand)
    renamed = {
        **inputs,
        "name": "revenue",
        "definition": SALES.replace("@schema sales", "@schema revenue renamed-from sales"),
    }
    assert not schemata.diff(made, renamed).replaces
    _, messages = told(schemata, lambda: preview_update(schemata, made, renamed))
    assert messages[0].text.startswith('1 statement, 1 hazard\n  ALTER SCHEMA "sales" RENAME TO "revenue";')
    moved = schemata.update(made, renamed)
    assert moved.outputs["refused"] == ""
    assert by_hand.execute("SELECT note FROM revenue.orders").fetchall() == [("kept",)]
    assert schemata.refresh(moved) == moved, "it is found by its new name, though the id stays"

    settled = {**renamed, "definition": SALES.replace("@schema sales", "@schema revenue")}
    _, messages = told(schemata, lambda: preview_update(schemata, moved, settled))
    assert messages[0].text.startswith("0 statements")
    schemata.delete(schemata.update(moved, settled))
    assert by_hand.execute("SELECT to_regclass('revenue.orders')").fetchall() == [(None,)]


def test_without_a_server_a_preview_is_made_from_the_definitions(database: Database, inputs: Properties) -> None:
    with running("-m", "provider") as plugin:
        plugin.configure({"host": "127.0.0.1", "port": "1", "username": "postgres", "password": "never shown"})
        recorded = Resource(URN, f"{database.name}/sales", inputs, {**inputs, **COUNTS})
        _, messages = told(plugin, lambda: preview_create(plugin, TOKEN, "SALES", inputs))
        assert messages[0].text.startswith("2 tables, 3 indexes, 1 foreign key\n")
        assert "planned from the definitions" in messages[0].text
        _, messages = told(plugin, lambda: preview_update(plugin, recorded, {**inputs, "definition": WITH_TOTAL}))
        assert 'ADD COLUMN "total"' in messages[0].text
        problem = problem_of(lambda: plugin.create(TOKEN, "SALES", inputs))
        assert "cannot connect" in problem
        assert "never shown" not in problem + "".join(plugin.texts())


def test_a_wrong_password_is_in_no_message(database: Database, inputs: Properties) -> None:
    server = database.server
    with running("-m", "provider") as plugin:
        secret = "wrong-and-secret"
        plugin.configure({"host": server.host, "port": str(server.port), "username": "postgres", "password": secret})
        problem = problem_of(lambda: plugin.create(TOKEN, "SALES", inputs))
        assert "password authentication failed" in problem
        assert secret not in problem + "".join(plugin.texts())


def test_what_was_in_a_dropped_database_is_gone_with_it(
    schemata: Plugin, made: Resource, inputs: Properties, database: Database
) -> None:
    gone = {**inputs, "database": "not_there"}
    lost = Resource(made.urn, "not_there/sales", gone, {**made.outputs, **gone})
    assert schemata.refresh(lost) is None
    assert schemata.adopt(TOKEN, "SALES", lost.id) is None
    schemata.delete(lost)
    assert "cannot connect" in problem_of(lambda: schemata.update(lost, gone))


def test_a_server_that_does_not_answer_is_no_lost_schema(inputs: Properties) -> None:
    with running("-m", "provider") as plugin:
        plugin.configure({"host": "127.0.0.1", "port": "1"})
        recorded = Resource(URN, "d/sales", inputs, {**inputs, **COUNTS})
        assert "cannot connect" in problem_of(lambda: plugin.refresh(recorded))
        assert "cannot connect" in problem_of(lambda: plugin.delete(recorded))


def test_no_output_and_no_record_holds_the_password(made: Resource, database: Database, everything: Everything) -> None:
    assert database.server.password not in str(made)
    assert database.server.password not in everything()
