"""The locks that steps are said to take, against those that a server shows."""

from __future__ import annotations

import psycopg

from schemata.dialects.postgresql.render import render
from schemata.diff import diff
from schemata.model.text import parse
from schemata.plan import LockLevel, Phase, PlanContext, plan
from tests.postgres_server import Database

LIVE = """\
@schema s
orders table
orders column id uuid not-null
orders column amount numeric(10,2) null default `0`
orders column status varchar(20) null
orders column note text null
orders column number bigint not-null
orders column customer_id uuid null
orders column gone integer null
orders primary-key orders_pkey (id)
orders unique orders_status_key (status)
orders check orders_status_check `status <> ''`
orders index ix_orders_status btree (status)
orders index ix_gone btree (amount)
customers table
customers column id uuid not-null
customers primary-key customers_pkey (id)
left_behind table
left_behind column id uuid null
"""
DESIRED = """\
@schema s
purchases table renamed-from orders
purchases comment `What was bought.`
purchases column id uuid not-null
purchases column amount numeric(12,2) not-null default `1`
purchases column state varchar(40) null renamed-from status
purchases column note text null
purchases column number bigint not-null identity always
purchases column customer_id uuid null
purchases column added integer null
purchases primary-key purchases_pkey (id)
purchases unique orders_status_key (state)
purchases unique purchases_note_key (note)
purchases check orders_status_check `state <> ''`
purchases check positive `amount >= 0`
purchases foreign-key fk (customer_id) references customers (id)
purchases index ix_purchases_state btree (state)
purchases index ix_new btree (added)
customers table
customers column id uuid not-null
customers primary-key customers_pkey (id)
"""
LEVELS = {
    "AccessExclusiveLock": LockLevel.ACCESS_EXCLUSIVE,
    "ShareRowExclusiveLock": LockLevel.SHARE_ROW_EXCLUSIVE,
    "ShareLock": LockLevel.SHARE,
    "ShareUpdateExclusiveLock": LockLevel.SHARE_UPDATE_EXCLUSIVE,
}
_TAKEN = """
SELECT l.mode FROM pg_catalog.pg_locks l
WHERE l.pid = pg_catalog.pg_backend_pid() AND l.locktype = 'relation' AND l.granted AND l.relation = ANY (%s::oid[])
"""
_TABLES = """
SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND c.relname = ANY (%s) AND n.nspname ~ '^s(__archive.*)?$'
"""


def strongest(connection: psycopg.Connection, statement: str, names: list[str]) -> LockLevel:
    """Runs a statement in a transaction and tells the strongest lock it holds on the tables of those names."""
    with connection.transaction():
        tables = [oid for (oid,) in connection.execute(_TABLES, [names])]
        connection.execute(statement.encode())
        modes = {mode for (mode,) in connection.execute(_TAKEN, [tables])}
    return next((level for mode, level in LEVELS.items() if mode in modes), LockLevel.NONE)


def test_steps_lock_as_they_say(database: Database) -> None:
    first, second = parse(LIVE), parse(DESIRED)
    seen: set[str] = set()
    with psycopg.connect(database.url, autocommit=True) as connection:
        connection.execute("SET search_path = ''")
        for step in plan(diff(None, first), PlanContext("s")).steps:
            connection.execute(render(step.operation, "s").encode())
        for step in plan(diff(first, second), PlanContext("s")).steps:
            statement, table = render(step.operation, "s"), step.subject.partition(".")[0]
            seen.add(type(step.operation).__name__)
            if step.phase is Phase.CONCURRENT:
                connection.execute(statement.encode())
            else:
                names = ["orders", "purchases"] if table == "purchases" else [table]
                assert strongest(connection, statement, names) is step.lock, statement
    assert len(seen) > 20
