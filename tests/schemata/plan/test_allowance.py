"""Which hazards stop a plan, and what allows them."""

from __future__ import annotations

import pytest
import yaml

from schemata.diff import diff
from schemata.model.text import parse
from schemata.plan import Allowance, HazardCode, Plan, PlanContext, plan, refused

LIVE = "@schema scor_data\norders table\norders column id uuid null\norders column priority integer null\n"


def dropped(name: str = "priority") -> Plan:
    live = LIVE.replace("priority", name)
    return plan(
        diff(parse(live), parse("".join(f"{line}\n" for line in LIVE.splitlines()[:3]))), PlanContext("scor_data")
    )


def test_a_refusal_says_what_would_happen_and_how_to_allow_it() -> None:
    (refusal,) = refused(dropped(), ())
    assert str(refusal) == (
        "data_loss: scor_data.orders.priority loses data: the column is dropped with its values.\n"
        "Keep the object, rename it with renamed_from, or copy the data elsewhere before.\n"
        "To allow it: digi-infrastructure:allow: "
        '[{hazard: data_loss, object: scor_data.orders.priority, reason: "..."}]'
    )


@pytest.mark.parametrize("name", ['"a: b"', '"a\'b"', '"#x"', '"[x]"', '"größe"', '"with "" quotes"'])
def test_the_yaml_of_a_refusal_allows_what_it_says(name: str) -> None:
    (refusal,) = refused(dropped(name), ())
    (entry,) = yaml.safe_load(refusal.remedy.rpartition("allow: ")[2])
    allowance = Allowance(HazardCode(entry["hazard"]), entry["object"], entry["reason"])
    assert refused(dropped(name), [allowance]) == ()


@pytest.mark.parametrize(
    ("pattern", "allowed"),
    [
        ("scor_data.orders.priority", True),
        ("scor_data.*", True),
        ("*.orders.priority", True),
        ("*", True),
        ("scor_data.orders", False),
        ("scor_data.orders.prio", False),
        ("scor.data.orders.priority", False),
        ("scor?data.*", False),
        ("sales_data.*", False),
    ],
)
def test_only_a_star_is_a_pattern(pattern: str, allowed: bool) -> None:
    allowance = Allowance(HazardCode.DATA_LOSS, pattern, "moved to tickets")
    assert (refused(dropped(), [allowance]) == ()) is allowed


def test_an_allowance_is_for_one_kind_of_hazard() -> None:
    assert refused(dropped(), [Allowance(HazardCode.REWRITE, "*", "at night")]) != ()


def test_what_is_only_listed_is_not_refused() -> None:
    made = plan(diff(parse(LIVE), parse(LIVE + "orders check c `priority > 0`\n")), PlanContext("scor_data"))
    assert [hazard.code for hazard in made.hazards()] == [HazardCode.MAY_FAIL_ON_DATA]
    assert refused(made, ()) == ()
