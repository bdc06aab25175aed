"""From a fresh clone to a platform, and a change of a shared object model under rows, on each version of Postgres."""

import json
import stat
from collections import Counter
from collections.abc import Iterator

import psycopg
import pytest

from servers.binaries import DEFAULT_VERSION, WHEELS
from tests.end_to_end import clone as clones
from tests.end_to_end.clone import Clone, Step
from tests.end_to_end.database import Observer
from tests.end_to_end.platform import ORDERS, Platform, bring_up, insert_rows, orders

ORDER = "definitions/object_models/order.yaml"
SHARED_MODEL_CHANGED = {
    Step("update", "Schema", "SUPPLY_CHAIN"),
    Step("update", "Schema", "SALES"),
    Step("update", "ReferenceRows", "metadata-rows"),
}
# Each statement of the change below, without the chain's schema.
STATEMENTS = [
    'ALTER TABLE "{}"."orders" ALTER COLUMN "status" TYPE varchar(30)',
    'ALTER TABLE "{}"."orders" ADD COLUMN "approved_by" uuid',
    'ALTER TABLE "{}"."orders" ADD COLUMN "priority" smallint NOT NULL DEFAULT 3',
    'ALTER TABLE "{}"."orders" ADD CONSTRAINT "chk_orders_priority" CHECK (priority BETWEEN 1 AND 5) NOT VALID',
    'ALTER TABLE "{}"."orders" ADD CONSTRAINT "orders_approved_by_fkey" FOREIGN KEY ("approved_by") '
    'REFERENCES "shared_data"."employees" ("id") NOT VALID',
    'CREATE INDEX CONCURRENTLY "idx_orders_priority" ON "{}"."orders" USING btree ("priority", "order_date")',
    'ALTER TABLE "{}"."orders" VALIDATE CONSTRAINT "chk_orders_priority"',
    'ALTER TABLE "{}"."orders" VALIDATE CONSTRAINT "orders_approved_by_fkey"',
]
METADATA_TABLES = {"value_chains", "modules", "kpis", "benchmarks", "object_models", "industries"}


@pytest.fixture(scope="module", params=sorted(WHEELS), ids=lambda version: f"pg{version}")
def platform(request: pytest.FixtureRequest) -> Iterator[Platform]:
    """A platform on each version of Postgres."""
    clone = clones.make()
    try:
        if request.param != DEFAULT_VERSION:
            key = "digi-infrastructure:postgres.version"
            clone.run("bin/pulumi", "config", "set", "--stack", "dev", "--path", key, request.param).succeeded()
            clone.commit("another version")
        yield bring_up(clone)
    finally:
        clone.discard()


def test_what_was_made_is_there(platform: Platform, database: Observer) -> None:
    release = str(database.value("postgres", "show server_version"))
    assert release.startswith(database.version)
    assert database.databases() == {"metadata_db", "analytics_db", "digi_core", "lernmi", "beep_boop"}
    chains = {"scor_data", "sales_data", "customer_success_data"}
    assert database.schemas("analytics_db") == {*chains, "shared_data", "public", "schemata"}
    assert all(len(database.tables("analytics_db", chain)) >= 8 for chain in chains)
    assert database.tables("metadata_db", "metadata") >= METADATA_TABLES
    shared = {"customers", "products", "locations", "employees", "users", "permissions", "audit_logs"}
    assert database.tables("analytics_db", "shared_data") == shared


def test_the_closing_table_counts_what_is_there(platform: Platform, database: Observer) -> None:
    closing = platform.first_output.partition("\nServer ")[2]
    for schema in ("shared_data", "scor_data", "sales_data", "customer_success_data"):
        counted = database.rows(
            "analytics_db",
            f"""select (select count(*) from pg_tables where schemaname = '{schema}'),
                       (select count(*) from pg_constraint
                        where contype = 'f' and connamespace = '{schema}'::regnamespace)""",
        )
        ((tables, keys),) = counted
        (line,) = (line for line in closing.splitlines() if schema in line.split())
        numbers = line.split()[-3:]
        assert (int(numbers[0]), int(numbers[2])) == (tables, keys), line
    for command in ("bin/psql", "bin/pulumi preview --stack dev --diff", "make down"):
        assert command in closing


def test_the_metadata_says_which_chains_are_active(database: Observer) -> None:
    codes = database.column(
        "metadata_db", "select code from metadata.value_chains where status = 'active' order by code"
    )
    assert codes == ["CUSTOMER_SUCCESS", "SALES", "SUPPLY_CHAIN"]
    assert database.value(
        "metadata_db", "select jsonb_array_length(table_schema->'columns') > 5 from metadata.object_models limit 1"
    )


def test_an_app_reaches_its_own_database_only(clone: Clone) -> None:
    output = clone.run("bin/pulumi", "stack", "output", "appUrls", "--stack", "dev", "--show-secrets", "--json")
    urls = json.loads(output.succeeded())
    assert set(urls) == {"digi_core", "lernmi", "beep_boop"}
    with psycopg.connect(urls["lernmi"]) as connection:
        connection.execute("create table lessons (id int primary key)")
        connection.rollback()
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(urls["lernmi"], dbname="digi_core")


def test_the_printed_line_connects(platform: Platform, clone: Clone) -> None:
    line = next(line for line in platform.first_output.splitlines() if line.startswith("Connect:"))
    answer = clone.run(*line.removeprefix("Connect:").split(), "-Atc", "select 40 + 2").succeeded()
    assert answer.strip() == "42"


def test_nothing_is_left_to_do_and_git_is_clean(clone: Clone) -> None:
    clone.pulumi("preview", "--expect-no-changes").succeeded()
    assert clone.changed_files() == ""


def test_secrets_stay_secret(clone: Clone, database: Observer) -> None:
    assert stat.S_IMODE((clone.root / ".state/passphrase").stat().st_mode) == 0o600
    password = database.endpoint.password
    assert len(password) > 20
    for path in (clone.root / ".state").rglob("*"):
        assert not path.is_file() or password.encode() not in path.read_bytes(), path


def test_a_second_up_touches_no_table(clone: Clone, database: Observer) -> None:
    before = {name: database.touched(name) for name in ("analytics_db", "metadata_db")}
    clone.run("make", "up").succeeded()
    assert {name: database.touched(name) for name in ("analytics_db", "metadata_db")} == before


def test_a_change_of_a_shared_model_is_previewed_in_both_chains(clone: Clone, database: Observer) -> None:
    insert_rows(database)
    clone.edit(ORDER, "type: varchar(20)", "type: varchar(30)")
    clone.edit(ORDER, "  - name: metadata\n", _NEW_COLUMNS + "  - name: metadata\n")
    clone.edit(
        ORDER, "\nchecks:\n", "\nchecks:\n  - {name: chk_orders_priority, expression: priority between 1 and 5}\n"
    )
    clone.edit(ORDER, "\nindexes:\n", "\nindexes:\n  - {name: idx_orders_priority, columns: [priority, order_date]}\n")
    preview = clone.preview()
    assert preview.steps == SHARED_MODEL_CHANGED
    for chain, schema in (("SUPPLY_CHAIN", "scor_data"), ("SALES", "sales_data")):
        said = preview.messages[chain]
        assert all(statement.format(schema) in said for statement in STATEMENTS), said
        assert said.count("ALTER TABLE") + said.count("CREATE INDEX") == len(STATEMENTS)
        assert "0 hazards" in said or "may_fail_on_data" in said


def test_the_difference_is_shown_at_the_column(clone: Clone) -> None:
    shown = clone.pulumi("preview", "--diff").succeeded()
    changed = [line.strip() for line in shown.splitlines() if line.strip().startswith(("+ orders ", "- orders "))]
    # Each line once for each of the two chains.
    assert sorted(changed) == sorted(2 * [line.strip() for line in _CHANGED_LINES.strip().splitlines()])


def test_the_change_keeps_the_rows_and_changes_nothing_else(clone: Clone, database: Observer) -> None:
    before = Counter(database.dump("analytics_db"))
    clone.up()
    after = Counter(database.dump("analytics_db"))
    assert orders(database) == ORDERS
    assert before - after == Counter({"status character varying(20) NOT NULL": 2})
    added = after - before
    assert added.total() == 2 * _LINES_ADDED, added
    words = ("priority", "approved_by", "status", "ALTER TABLE ONLY")
    assert all(any(word in line for word in words) for line in added), added
    database.do("analytics_db", "update scor_data.orders set priority = 5")
    clone.pulumi("preview", "--expect-no-changes").succeeded()


# In the dump of a chain: three columns, a check, a comment, an index; a key on two lines.
_LINES_ADDED = 8
_NEW_COLUMNS = """\
  - {name: priority, type: smallint, nullable: false, default: 3, description: The priority of the order.}
  - {name: approved_by, type: uuid, references: shared_data.employees.id}
"""

_CHANGED_LINES = """
- orders column status varchar(20) not-null
+ orders column status varchar(30) not-null
+ orders column priority smallint not-null default `3`
+ orders column-comment priority `The priority of the order.`
+ orders column approved_by uuid null
+ orders check chk_orders_priority `priority BETWEEN 1 AND 5`
+ orders foreign-key orders_approved_by_fkey (approved_by) references shared_data.employees (id)
+ orders index idx_orders_priority btree (priority, order_date)
"""
