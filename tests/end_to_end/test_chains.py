"""Value chains that leave and come back, import, targets, protection, and the end of a stack."""

import json

from tests.end_to_end.clone import Clone, Step
from tests.end_to_end.database import Observer
from tests.end_to_end.platform import ORDERS, insert_rows, orders

SETTINGS = "Pulumi.dev.yaml"
ALL = "[SUPPLY_CHAIN, SALES, CUSTOMER_SUCCESS]"
FEWER = "[SUPPLY_CHAIN, CUSTOMER_SUCCESS]"
STATUS = "select status from metadata.value_chains where code = 'SALES'"


def test_a_preview_says_which_schema_leaves_with_its_rows(clone: Clone, database: Observer) -> None:
    insert_rows(database)
    database.do("analytics_db", "analyze")
    clone.edit(SETTINGS, ALL, FEWER)
    preview = clone.preview()
    assert Step("delete", "Schema", "SALES") in preview.steps
    said = preview.messages["analytics_db-contents"]
    assert "sales_data" in said
    assert "300 rows" in said
    assert "bin/schemata archive restore" in said


def test_a_chain_that_is_taken_out_is_archived_and_inactive(clone: Clone, database: Observer) -> None:
    clone.up()
    assert "sales_data" not in database.schemas("analytics_db")
    archived = clone.run("bin/schemata", "archive", "list", "analytics_db").succeeded()
    assert "sales_data" in archived
    assert database.value("metadata_db", STATUS) != "active"
    assert clone.nothing_to_do()


def test_it_comes_back_with_its_rows(clone: Clone, database: Observer) -> None:
    (entry,) = database.column("analytics_db", "select id from schemata.archive")
    clone.run("bin/schemata", "archive", "restore", "analytics_db", str(entry)).succeeded()
    assert orders(database) == ORDERS
    clone.edit(SETTINGS, FEWER, ALL)
    clone.up()
    assert orders(database) == ORDERS
    assert database.value("metadata_db", STATUS) == "active"
    assert clone.nothing_to_do()


def test_the_history_tells_what_was_applied(clone: Clone) -> None:
    said = clone.run("bin/schemata", "history", "analytics_db").succeeded()
    assert "sales_data" in said
    assert "scor_data" in said


def test_a_target_is_changed_alone(clone: Clone, database: Observer) -> None:
    clone.edit("definitions/object_models/order.yaml", "type: varchar(20)", "type: varchar(40)")
    kind = "digi:valuechains:ValueChain$schemata:index:Schema"
    urn = f"urn:pulumi:dev::digi-infrastructure::{kind}::SALES"
    clone.pulumi("up", "--yes", "--skip-preview", "--target", urn).succeeded()
    assert "status character varying(40) NOT NULL" in database.dump("analytics_db", "sales_data")
    assert "status character varying(40) NOT NULL" not in database.dump("analytics_db", "scor_data")
    clone.up()
    assert clone.nothing_to_do()


def test_an_existing_schema_is_imported(clone: Clone, database: Observer) -> None:
    database.do(
        "analytics_db",
        "create schema legacy create table things (id bigint primary key, label text check (label <> ''))",
    )
    before = database.dump("analytics_db", "legacy")
    arguments = [
        "schemata:index:Schema",
        "legacy",
        "analytics_db/legacy",
        "--provider",
        f"schemata={_provider(clone)}",
        "--protect=false",
    ]
    said = clone.pulumi("import", *arguments, "--yes", "--skip-preview", "--generate-code=false").succeeded()
    assert "import" in said
    assert "things column label text" in clone.run("bin/pulumi", "stack", "export", "--stack", "dev").succeeded()
    assert database.dump("analytics_db", "legacy") == before
    clone.pulumi(
        "state", "delete", "urn:pulumi:dev::digi-infrastructure::schemata:index:Schema::legacy", "--yes"
    ).succeeded()


def test_a_protected_database_is_not_destroyed(clone: Clone, database: Observer) -> None:
    said = clone.pulumi("destroy", "--yes", "--skip-preview").failed()
    assert "protect" in said
    assert "analytics_db" in database.databases()
    assert orders(database) == ORDERS


def test_the_daily_commands_of_make(clone: Clone, database: Observer) -> None:
    assert "unchanged" in clone.run("make", "preview").output
    clone.run("make", "refresh").succeeded()
    clone.run("make", "down").succeeded()
    assert not clone.processes()
    clone.run("make", "preview").succeeded()
    assert orders(database) == ORDERS


def test_make_destroy_asks(clone: Clone, database: Observer) -> None:
    assert "nothing is removed" in clone.run("make", "destroy", given="no\n").failed()
    assert orders(database) == ORDERS
    clone.run("make", "destroy", given="dev\n").succeeded()
    assert not (clone.server / "server.json").exists()
    assert not clone.processes()


def test_after_a_destroy_make_up_makes_it_anew(clone: Clone) -> None:
    clone.restore_files()
    clone.run("make", "up").succeeded()
    assert clone.nothing_to_do()


def _provider(clone: Clone) -> str:
    """The URN of the provider `schemata` of the stack's server."""
    state = json.loads(clone.run("bin/pulumi", "stack", "export", "--stack", "dev").succeeded())
    urns = (resource["urn"] for resource in state["deployment"]["resources"])
    return next(str(urn) for urn in urns if urn.endswith("pulumi:providers:schemata::postgres-schemata"))
