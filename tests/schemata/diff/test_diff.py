"""Pairs of schemas as text, and the changes between them."""

from __future__ import annotations

import pytest

from schemata.diff import Change, DiffError, changes, diff, invert, subject
from schemata.model.text import parse

BASE = """\
orders table
orders column id uuid not-null
orders column amount numeric(10,2) null default `0`
orders column status varchar(20) null
orders column doubled numeric null generated `amount * 2`
orders column customer_id uuid null
orders primary-key orders_pkey (id)
orders unique orders_status_key (status)
orders check orders_status_check `status in ('a', 'b')`
orders foreign-key orders_customer_id_fkey (customer_id) references customers (id)
orders index ix_orders_amount btree (amount) where `status <> 'a'`
customers table
customers column id uuid not-null
customers primary-key customers_pkey (id)
"""


def edited(*edits: tuple[str, str]) -> str:
    """The base with lines, or parts of lines, replaced."""
    text = BASE
    for part, by in edits:
        assert part in text
        text = text.replace(part, by)
    return text


def compare(live: str, desired: str) -> tuple[Change, ...]:
    return diff(parse(f"@schema s\n{live}"), parse(f"@schema s\n{desired}"))


def told(found: tuple[Change, ...]) -> set[str]:
    """Changes as short words: `AddColumn orders.priority`."""
    return {f"{type(change).__name__} {subject(change)}".strip() for change in found}


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([], set()),
        ([("(id)\norders un", "(id)\norders column priority integer null\norders un")], {"AddColumn orders.priority"}),
        ([("varchar(20)", "varchar(40)")], {"AlterType orders.status"}),
        ([("default `0`", "default `1`")], {"SetDefault orders.amount"}),
        ([("status varchar(20) null", "status varchar(20) not-null")], {"SetNotNull orders.status"}),
        ([("id uuid not-null", "id uuid null")], set()),
        ([("orders primary", "orders column-comment status `New.`\norders primary")], {"SetComment orders.status"}),
        (
            [("('a', 'b')", "('a')")],
            {"DropConstraint orders.orders_status_check", "AddConstraint orders.orders_status_check"},
        ),
        ([("orders_status_check", "status_known")], {"RenameConstraint orders.status_known"}),
        ([("ix_orders_amount", "ix_amount")], {"RenameIndex orders.ix_amount"}),
        (
            [("btree (amount)", "btree (amount desc)")],
            {"DropIndex orders.ix_orders_amount", "CreateIndex orders.ix_orders_amount"},
        ),
        (
            [("amount * 2", "amount * 3")],
            {"DropColumn orders.doubled", "AddColumn orders.doubled"},
        ),
        (
            [("numeric(10,2)", "numeric(12,2)")],
            {"AlterType orders.amount", "DropColumn orders.doubled", "AddColumn orders.doubled"},
        ),
        ([(" generated `amount * 2`", "")], {"DropExpression orders.doubled"}),
        (
            [("customers primary-key customers_pkey (id)", "customers primary-key customers_pkey (id) include (id)")],
            {
                "DropConstraint customers.customers_pkey",
                "AddConstraint customers.customers_pkey",
                "DropConstraint orders.orders_customer_id_fkey",
                "AddConstraint orders.orders_customer_id_fkey",
            },
        ),
        (
            [("id uuid not-null", "id bigint not-null"), ("customer_id uuid", "customer_id bigint")],
            {
                "AlterType customers.id",
                "AlterType orders.id",
                "AlterType orders.customer_id",
                "DropConstraint orders.orders_customer_id_fkey",
                "AddConstraint orders.orders_customer_id_fkey",
            },
        ),
    ],
)  # fmt: skip
def test_changes(edits: list[tuple[str, str]], expected: set[str]) -> None:
    assert told(compare(BASE, edited(*edits))) == expected


def test_the_order_of_columns_is_no_change() -> None:
    lines = BASE.splitlines()
    lines[1], lines[4] = lines[4], lines[1]
    assert compare(BASE, "\n".join(lines) + "\n") == ()


def test_a_schema_that_is_not_live_is_made() -> None:
    assert told(diff(None, parse(f"@schema s renamed-from r\n@comment `c`\n{BASE}"))) == {
        "CreateSchema",
        "SetComment",
        "CreateTable customers",
        "CreateTable orders",
    }


def test_a_schema_is_renamed() -> None:
    assert told(diff(parse("@schema r\n" + BASE), parse("@schema s renamed-from r\n" + BASE))) == {"RenameSchema"}


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        (
            [("orders column status varchar(20) null", "orders column state varchar(20) null renamed-from status"),
             ("(status)", "(state)"), ("`status in", "`state in"), ("`status <>", "`state <>")],
            {"RenameColumn orders.state"},
        ),
        (
            [("orders column status varchar(20) null", "orders column state varchar(20) null renamed-from status"),
             ("(status)", "(state)"), ("`status in", "`state in"), ("`status <>", "`state <>"),
             ("orders_status_key", "orders_state_key"), ("orders_status_check", "orders_state_check")],
            {"RenameColumn orders.state", "RenameConstraint orders.orders_state_key",
             "RenameConstraint orders.orders_state_check"},
        ),
        (
            [("customers table", "clients table renamed-from customers"),
             ("references customers", "references clients"), ("customers column", "clients column"),
             ("customers primary-key cust", "clients primary-key cust"),
             ("customers_pkey", "clients_pkey")],
            {"RenameTable clients", "RenameConstraint clients.clients_pkey"},
        ),
    ],
)  # fmt: skip
def test_a_rename_is_one_change_and_done_once(edits: list[tuple[str, str]], expected: set[str]) -> None:
    assert told(compare(BASE, edited(*edits))) == expected
    assert compare(edited(*edits).replace(" renamed-from status", ""), edited(*edits)) == ()


def test_hints_of_new_objects_are_no_hints() -> None:
    new = "items table renamed-from orders\nitems column id uuid null renamed-from nothing\n"
    with pytest.raises(DiffError, match="still defined"):
        compare(BASE, BASE + new)
    assert told(compare(BASE, BASE + new.replace(" renamed-from orders", ""))) == {"CreateTable items"}


STATUS = "orders column status varchar(20) null"


def test_all_hints_that_lead_nowhere_are_told() -> None:
    live = BASE.replace(STATUS, "orders column more text null")
    desired = BASE.replace(STATUS, f"{STATUS} renamed-from gone") + "lost table renamed-from nowhere\n"
    with pytest.raises(DiffError) as caught:
        compare(live, desired)
    assert [problem.subject for problem in caught.value.problems] == ["lost", "orders.status"]
    assert "s.orders.status: renamed_from 'gone' names nothing that is live" in str(caught.value)


def test_a_hint_whose_both_names_are_live_is_told() -> None:
    live = BASE.replace(STATUS, f"orders column state varchar(20) null\n{STATUS}")
    with pytest.raises(DiffError, match="both names are live"):
        compare(live, BASE.replace(STATUS, f"{STATUS} renamed-from state"))


def test_what_looks_like_a_rename_is_pointed_out() -> None:
    column = compare(BASE, BASE.replace("customer_id", "client_id"))
    drop = next(change for change in column if isinstance(change, changes.DropColumn))
    assert drop.resembles == "client_id"
    table = compare(
        BASE, BASE.replace("\ncustomers", "\nclients").replace("references customers", "references clients")
    )
    archive = next(change for change in table if isinstance(change, changes.ArchiveTable))
    assert archive.resembles == "clients"


def test_an_archived_table_keeps_no_key_to_one_that_stays() -> None:
    customers = "".join(f"{line}\n" for line in BASE.splitlines() if line.startswith("customers"))
    assert told(compare(BASE, customers)) == {"ArchiveTable orders", "DropConstraint orders.orders_customer_id_fkey"}


def test_what_is_not_valid_is_repaired() -> None:
    live = edited(
        ("('a', 'b')`", "('a', 'b')` not-valid"), ("where `status <> 'a'`", "where `status <> 'a'` not-valid")
    )
    assert told(compare(live, BASE)) == {
        "ValidateConstraint orders.orders_status_check",
        "DropIndex orders.ix_orders_amount",
        "CreateIndex orders.ix_orders_amount",
    }


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([("(id)\norders un", "(id)\norders column priority integer null\norders un")], {"DropColumn orders.priority"}),
        ([("default `0`", "default `1`")], {"SetDefault orders.amount"}),
        ([("varchar(20)", "varchar(40)")], {"AlterType orders.status"}),
        (
            [
                ("orders column customer_id uuid null\n", ""),
                ("orders foreign-key orders_customer_id_fkey (customer_id) references customers (id)\n", ""),
            ],
            {"None", "AddConstraint orders.orders_customer_id_fkey"},
        ),
    ],
)  # fmt: skip
def test_a_change_is_taken_back_unless_data_is_gone(edits: list[tuple[str, str]], expected: set[str]) -> None:
    inverted = [invert(change) for change in compare(BASE, edited(*edits))]
    found = {"None" if change is None else f"{type(change).__name__} {subject(change)}" for change in inverted}
    assert found == expected
