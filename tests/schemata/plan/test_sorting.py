"""The order of steps: what is needed comes first, what is let go goes first, and nothing is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from schemata.diff import diff
from schemata.model import Column, DataType, Enum, Function, Schema, Table, View, ViewColumn
from schemata.plan import Phase, PlanContext, plan
from schemata.plan import operations as op
from schemata.plan.order import Placed, Rank
from schemata.plan.sorting import in_order

INTEGER = DataType("integer")


def view(number: int, needs: set[int]) -> View:
    return View(f"v{number}", "SELECT 1", needs=tuple(f"@view v{need}" for need in sorted(needs)))


@given(st.lists(st.sets(st.integers(0, 9)), min_size=1, max_size=10))
def test_nothing_is_lost_even_in_circles(needs: list[set[int]]) -> None:
    placed = [Placed(op.CreateObject(view(at, found)), Rank.CREATE_VIEW) for at, found in enumerate(needs)]
    assert sorted(map(repr, in_order(placed))) == sorted(map(repr, placed))


@given(st.permutations(range(8)))
def test_views_are_made_after_what_they_read_and_dropped_before(names: list[int]) -> None:
    chain = tuple(view(name, {names[at - 1]} if at else set()) for at, name in enumerate(names))
    filled, empty = Schema("s", views=tuple(sorted(chain, key=lambda item: item.name))), Schema("s")
    context = PlanContext("s")
    assert [step.subject for step in plan(diff(empty, filled), context).steps] == [f"v{name}" for name in names]
    dropped = [step.subject for step in plan(diff(filled, empty), context).steps]
    assert dropped == [f"v{name}" for name in reversed(names)]


def orders(kind: str) -> Table:
    return Table("orders", (Column("id", DataType(kind)),))


def reading(kind: str) -> View:
    columns = (ViewColumn("id", DataType(kind)),)
    return View("recent", "SELECT id FROM s.orders", columns, owner="o", comment="c", needs=("orders column id",))


def test_a_column_s_type_takes_the_views_over_it_along() -> None:
    live = Schema("s", (orders("integer"),), views=(reading("integer"),))
    desired = Schema("s", (orders("bigint"),), views=(reading("bigint"),))
    steps = [step.operation for step in plan(diff(live, desired), PlanContext("s")).steps]
    assert [type(step) for step in steps] == [op.DropObject, op.SetType, op.CreateObject, op.SetOwner, op.SetComment]


def test_values_of_an_enum_are_added_before_the_transaction() -> None:
    live, desired = (Schema("s", enums=(Enum("e", values),)) for values in (("a", "c"), ("a", "b", "c", "d")))
    steps = plan(diff(live, desired), PlanContext("s")).steps
    assert [(step.operation, step.phase) for step in steps] == [
        (op.AddEnumValue("e", "b", "c"), Phase.PREPARATION),
        (op.AddEnumValue("e", "d"), Phase.PREPARATION),
    ]


def test_a_function_is_replaced_in_place_unless_its_result_changes() -> None:
    def made(returns: str, body: str) -> Schema:
        return Schema("s", functions=(Function("f", (), returns, "sql", body),))

    context = PlanContext("s")
    (step,) = plan(diff(made("integer", "select 1"), made("integer", "select 2")), context).steps
    assert isinstance(step.operation, op.ReplaceObject)
    steps = plan(diff(made("integer", "select 1"), made("text", "select ''")), context).steps
    assert [type(step.operation) for step in steps] == [op.DropObject, op.CreateObject]
