"""What becomes of rows: they are there after a plan, also after one that failed on them and was planned again."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from schemata.dialects.postgresql.catalogue import read
from schemata.dialects.postgresql.render import render
from schemata.diff import diff
from schemata.model import Schema
from schemata.model.text import parse
from schemata.plan import PlanContext, plan
from tests.postgres_server import Database

LIVE = """\
@schema s
orders table
orders column id bigint not-null
orders column amount numeric(10,2) null
orders column status varchar(20) null
orders primary-key orders_pkey (id)
orders check known `status <> ''`
notes table
notes column order_id bigint not-null
notes foreign-key notes_order_id_fkey (order_id) references orders (id)
"""
DESIRED = """\
@schema s
purchases table renamed-from orders
purchases column id bigint not-null identity by-default
purchases column amount numeric(12,2) not-null
purchases column state varchar(40) null renamed-from status
purchases column created_at timestamptz not-null default `now()`
purchases primary-key purchases_pkey (id)
purchases unique purchases_state_key (state)
purchases check known `state <> ''`
purchases check positive `amount >= 0`
purchases index ix_low btree (`lower(state)`)
"""


@pytest.fixture
def connection(database: Database) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database.url, autocommit=True) as opened:
        opened.execute("SET search_path = ''")
        apply(opened, None, parse(LIVE))
        opened.execute("INSERT INTO s.orders VALUES (7, 1.50, 'new'), (9, 2.50, 'done')")
        opened.execute("INSERT INTO s.notes VALUES (7)")
        yield opened


def apply(connection: psycopg.Connection, live: Schema | None, desired: Schema) -> None:
    context = PlanContext(desired.name, stamp="20260131t120000z")
    for step in plan(diff(live, desired), context).steps:
        connection.execute(render(step.operation, desired.name).encode())


def live_schema(connection: psycopg.Connection) -> Schema:
    return read(connection, ["s"]).schemas["s"]


def test_rows_survive_and_numbers_go_on(connection: psycopg.Connection) -> None:
    apply(connection, parse(LIVE), parse(DESIRED))
    connection.execute("INSERT INTO s.purchases (amount, state) VALUES (3, 'late')")
    rows = connection.execute("SELECT id, amount::text, state FROM s.purchases ORDER BY id").fetchall()
    assert rows == [(7, "1.50", "new"), (9, "2.50", "done"), (10, "3.00", "late")]
    assert connection.execute("SELECT * FROM s__archive_20260131t120000z.notes").fetchall() == [(7,)]


def test_a_table_can_be_archived_again_under_the_same_names(connection: psycopg.Connection) -> None:
    for stamp in ("20260131t120000z", "20260201t120000z"):
        live = live_schema(connection)
        for step in plan(diff(live, Schema("s")), PlanContext("s", stamp=stamp)).steps:
            connection.execute(render(step.operation, "s").encode())
        assert live_schema(connection).tables == ()
        apply(
            connection,
            Schema("s"),
            parse(DESIRED.replace(" renamed-from orders", "").replace(" renamed-from status", "")),
        )
    assert connection.execute("SELECT count(*) FROM s__archive_20260131t120000z.orders").fetchone() == (2,)


@pytest.mark.parametrize(
    ("rows", "error"),
    [
        ("(11, NULL, 'x')", psycopg.errors.CheckViolation),
        ("(11, -1, 'x')", psycopg.errors.CheckViolation),
        ("(11, 1, 'new')", psycopg.errors.UniqueViolation),
    ],
)
def test_after_a_failure_on_data_the_next_plan_goes_on(
    connection: psycopg.Connection, rows: str, error: type[psycopg.Error]
) -> None:
    connection.execute(f"INSERT INTO s.orders VALUES {rows}".encode())
    with pytest.raises(error):
        apply(connection, parse(LIVE), parse(DESIRED))
    connection.execute("DELETE FROM s.purchases WHERE id = 11")

    desired = in_spelling_of(connection)
    apply(connection, live_schema(connection), desired)
    assert diff(live_schema(connection), desired) == ()
    assert connection.execute("SELECT count(*) FROM s.purchases").fetchone() == (2,)


def in_spelling_of(connection: psycopg.Connection) -> Schema:
    """The desired schema as the server writes it: made in a transaction that is rolled back."""
    with connection.transaction(force_rollback=True):
        connection.execute("ALTER SCHEMA s RENAME TO aside")
        plain = parse(DESIRED.replace(" renamed-from orders", "").replace(" renamed-from status", ""))
        apply(connection, None, plain)
        return live_schema(connection)
