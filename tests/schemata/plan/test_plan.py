"""Pairs of schemas as text, and the steps between them: operations, phases, hazards."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from schemata.diff import diff
from schemata.model.text import parse
from schemata.plan import HAZARDS, HazardCode, LockLevel, Phase, Plan, PlanContext, archive_schema_name, plan

BASE = """\
@schema s
orders table
orders column id uuid not-null
orders column amount numeric(10,2) null default `0`
orders column status varchar(20) null
orders column customer_id uuid null
orders primary-key orders_pkey (id)
orders check orders_status_check `status <> ''`
orders index ix_orders_status btree (status)
customers table
customers column id uuid not-null
customers primary-key customers_pkey (id)
"""
LARGE = {"orders": 1_000_000, "customers": 1_000_000}
EMPTY = {"orders": 0, "customers": 0}


def planned(lines: str, rows: Mapping[str, int | None], live: str = BASE) -> Plan:
    """The plan from the base to the base with more lines."""
    return plan(diff(parse(live), parse(BASE + lines)), PlanContext("s", rows, "20260131t120000z"))


def steps(made: Plan) -> list[str]:
    """Steps as short words: `transaction AddColumn orders.priority`."""
    return [f"{step.phase.value} {type(step.operation).__name__} {step.subject}".strip() for step in made.steps]


def hazards(made: Plan) -> list[str]:
    return [f"{hazard.code.value} {hazard.object}" for hazard in made.hazards()]


def edited(part: str, by: str, rows: Mapping[str, int | None]) -> Plan:
    assert part in BASE
    return plan(diff(parse(BASE), parse(BASE.replace(part, by))), PlanContext("s", rows, "20260131t120000z"))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("orders index ix btree (amount)\n", ["concurrent CreateIndexConcurrently orders.ix"]),
        (
            "orders check positive `amount >= 0`\n",
            ["transaction AddConstraintNotValid orders.positive", "validation ValidateConstraint orders.positive"],
        ),
        ("orders check positive `amount >= 0` not-valid\n", ["transaction AddConstraintNotValid orders.positive"]),
        (
            "orders unique orders_key (status)\n",
            ["concurrent CreateIndexConcurrently orders.orders_key", "validation AddKeyUsingIndex orders.orders_key"],
        ),
        (
            "orders foreign-key fk (customer_id) references customers (id)\n",
            ["transaction AddConstraintNotValid orders.fk", "validation ValidateConstraint orders.fk"],
        ),
        (
            "orders foreign-key fk (customer_id) references shared_data.customers (id)\n",
            ["foreign-keys AddConstraintNotValid orders.fk", "foreign-keys ValidateConstraint orders.fk"],
        ),
        (
            "customers column code text not-null default `'x'`\ncustomers unique ck (code)\n"
            "orders column code text null\norders foreign-key fk (code) references customers (code)\n",
            [
                "transaction AddColumn customers.code",
                "transaction AddColumn orders.code",
                "concurrent CreateIndexConcurrently customers.ck",
                "validation AddKeyUsingIndex customers.ck",
                "foreign-keys AddConstraintNotValid orders.fk",
                "foreign-keys ValidateConstraint orders.fk",
            ],
        ),
    ],
)
def test_on_a_table_with_rows_nobody_waits_for_long(lines: str, expected: list[str]) -> None:
    assert steps(planned(lines, {"orders": LARGE["orders"]})) == expected
    assert steps(planned(lines, {})) == expected
    assert not any(hazard.blocking for hazard in planned(lines, LARGE).hazards())


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("orders index ix btree (amount)\n", ["transaction CreateIndex orders.ix"]),
        ("orders check positive `amount >= 0`\n", ["transaction AddConstraint orders.positive"]),
        ("orders unique orders_key (status)\n", ["transaction AddConstraint orders.orders_key"]),
        (
            "orders foreign-key fk (customer_id) references shared_data.customers (id)\n",
            ["foreign-keys AddConstraint orders.fk"],
        ),
        ("orders column must text not-null\n", ["transaction AddColumn orders.must"]),
        ("orders column made uuid null default `gen_random_uuid()`\n", ["transaction AddColumn orders.made"]),
    ],
)
def test_on_an_empty_table_all_is_plain_and_without_hazards(lines: str, expected: list[str]) -> None:
    made = planned(lines, dict(EMPTY))
    assert steps(made) == expected
    assert made.hazards() == ()


def test_not_null_is_proved_by_a_check_while_others_write() -> None:
    made = edited("status varchar(20) null", "status varchar(20) not-null", {})
    assert steps(made) == [
        "transaction AddNotNullCheck orders.status",
        "validation ValidateNotNullCheck orders.status",
        "validation SetNotNull orders.status",
        "validation DropNotNullCheck orders.status",
    ]
    assert hazards(made) == ["may_fail_on_data s.orders.status"]
    assert steps(edited("status varchar(20) null", "status varchar(20) not-null", dict(EMPTY))) == [
        "transaction SetNotNull orders.status"
    ]


def test_a_wider_varchar_moves_its_checks_aside_and_cannot_fail() -> None:
    made = edited("varchar(20)", "varchar(40)", {})
    assert steps(made) == [
        "transaction DropConstraint orders.orders_status_check",
        "transaction SetType orders.status",
        "transaction AddConstraintNotValid orders.orders_status_check",
        "validation ValidateConstraint orders.orders_status_check",
    ]
    assert made.hazards() == ()
    assert steps(edited("varchar(20)", "varchar(40)", dict(EMPTY))) == ["transaction SetType orders.status"]


@pytest.mark.parametrize(
    ("part", "by", "expected"),
    [
        ("orders column amount numeric(10,2) null default `0`\n", "", ["data_loss s.orders.amount"]),
        ("numeric(10,2)", "numeric(10,0)", ["data_loss s.orders.amount", "rewrite s.orders.amount"]),
        ("numeric(10,2)", "numeric(12,2)", []),
        ("varchar(20)", "varchar(10)", ["rewrite s.orders.status", "may_fail_on_data s.orders.status"]),
        ("orders index ix_orders_status btree (status)\n", "", ["index_drop s.orders.ix_orders_status"]),
        ("status varchar(20) null", "status varchar(20) null collate C", ["access_exclusive_lock s.orders.status"]),
        (
            "customer_id uuid null",
            "client_id uuid null renamed-from customer_id",
            ["backward_incompatible s.orders.client_id"],
        ),
        (
            "(id)\norders check",
            "(id) include (amount)\norders check",
            ["not_online s.orders.orders_pkey", "may_fail_on_data s.orders.orders_pkey"],
        ),
    ],
)  # fmt: skip
def test_hazards_of_changes(part: str, by: str, expected: list[str]) -> None:
    made = edited(part, by, {})
    assert hazards(made) == expected
    assert edited(part, by, dict(EMPTY)).hazards() == ()


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ("a timestamptz not-null default `now()`", []),
        ("a timestamptz not-null default `CURRENT_TIMESTAMP`", []),
        ("a text not-null default `lower('A')`", []),
        ("a jsonb not-null default `'{}'::jsonb`", []),
        ("a text null", []),
        ("a uuid not-null default `gen_random_uuid()`", ["rewrite s.orders.a"]),
        ("a timestamptz null default `clock_timestamp()`", ["rewrite s.orders.a"]),
        ("a numeric null generated `amount * 2`", ["rewrite s.orders.a"]),
        ("a bigint not-null identity always", ["rewrite s.orders.a"]),
        ("a text not-null", ["fails_on_rows s.orders.a"]),
    ],
)
def test_hazards_of_new_columns(column: str, expected: list[str]) -> None:
    assert hazards(planned(f"orders column {column}\n", {})) == expected


def test_a_new_table_has_no_hazards_and_takes_no_locks() -> None:
    lines = (
        "items table\nitems column id uuid not-null default `gen_random_uuid()`\nitems column order_id uuid not-null\n"
        "items primary-key items_pkey (id)\nitems index ix_items btree (order_id)\nitems comment `c`\n"
        "items foreign-key items_order_id_fkey (order_id) references orders (id)\n"
    )
    made = planned(lines, {})
    assert made.hazards() == ()
    assert {step.lock for step in made.steps} == {LockLevel.NONE}
    assert steps(made) == [
        "transaction CreateTable items",
        "transaction CreateIndex items.ix_items",
        "transaction AddConstraint items.items_order_id_fkey",
        "transaction SetComment items",
    ]


def test_tables_that_refer_to_one_another_are_made_before_their_keys() -> None:
    text = BASE + (
        "orders foreign-key fk (customer_id) references customers (id)\n"
        "customers column last_order uuid null\ncustomers foreign-key fk (last_order) references orders (id)\n"
    )
    made = steps(plan(diff(None, parse(text)), PlanContext("s")))
    assert made[0] == "transaction CreateSchema"
    assert max(made.index(f"transaction CreateTable {name}") for name in ("orders", "customers")) < min(
        made.index(f"transaction AddConstraint {name}.fk") for name in ("orders", "customers")
    )


def test_a_table_that_leaves_is_archived_under_its_name() -> None:
    gone = "".join(f"{line}\n" for line in BASE.splitlines() if not line.startswith("customers"))
    made = plan(diff(parse(BASE), parse(gone)), PlanContext("s", {}, "20260131t120000z"))
    assert steps(made) == ["transaction CreateArchiveSchema", "transaction ArchiveTable customers"]
    assert hazards(made) == ["backward_incompatible s.customers"]
    assert "schema 's__archive_20260131t120000z'" in made.hazards()[0].sentence
    assert steps(plan(diff(parse(BASE), parse(gone)), PlanContext("s", dict(EMPTY)))) == steps(made)


def test_the_name_of_an_archive_fits() -> None:
    name = archive_schema_name("ü" * 31, "20260131t120000z")
    assert len(name.encode()) <= 63
    assert name.endswith("__archive_20260131t120000z")


@pytest.mark.parametrize("rows", [{}, EMPTY])
def test_what_others_made_is_not_dropped_silently(rows: Mapping[str, int | None]) -> None:
    live = BASE + (
        "orders column sneaky text null\norders index ix_sneaky btree (sneaky)\norders check sneaked `amount > 1`\n"
        "theirs table\ntheirs column id uuid null\norders check schemata_not_null_status `status IS NOT NULL`\n"
    )
    names = ("orders.sneaky", "orders.ix_sneaky", "orders.sneaked", "theirs", "orders.schemata_not_null_status")
    context = PlanContext("s", rows, unmanaged=frozenset(names))
    made = plan(diff(parse(live), parse(BASE)), context)
    found = {hazard.object for hazard in made.hazards() if hazard.code is HazardCode.UNMANAGED_DROP}
    assert found == {"s.orders.sneaky", "s.orders.ix_sneaky", "s.orders.sneaked", "s.theirs"}


def test_an_index_that_waits_to_become_a_key_is_ours() -> None:
    live = BASE + "orders index orders_key btree (status) unique\n"
    desired = BASE + "orders unique orders_key (status)\n"
    context = PlanContext("s", unmanaged=frozenset({"orders.orders_key"}))
    made = plan(diff(parse(live), parse(desired)), context)
    assert not [hazard for hazard in made.hazards() if hazard.code is HazardCode.UNMANAGED_DROP]


def test_phases_follow_one_another() -> None:
    made = planned(
        "orders unique u (status)\norders check c `amount > 0`\norders column n text null\n"
        "orders foreign-key f (customer_id) references shared_data.customers (id)\n",
        {},
    )
    order = list(Phase)
    positions = [order.index(step.phase) for step in made.steps]
    assert positions == sorted(positions)
    assert tuple(step for phase in Phase for step in made.of(phase)) == made.steps


def test_the_table_of_hazards_is_complete_and_written_for_people() -> None:
    assert set(HAZARDS) == set(HazardCode)
    for kind in HAZARDS.values():
        sentence = kind.sentence.format(object="s.orders", detail="why")
        assert "s.orders" in sentence
        assert sentence.endswith(".")
        assert kind.remedy.endswith(".")
