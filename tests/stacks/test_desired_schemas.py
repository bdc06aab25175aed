"""Which schemas a stack wants, where, and in which order."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemata.definition import load
from stacks.desired_schemas import DesiredSchema, desired_schemas


@pytest.fixture
def desired(definitions_folder: Path) -> tuple[DesiredSchema, ...]:
    return desired_schemas(load(definitions_folder), ["SALES", "A_SUPPORT"], "chains_db")


def test_each_schema_has_its_database_and_its_chain(desired: tuple[DesiredSchema, ...]) -> None:
    assert {item.name: (item.database, item.chain) for item in desired} == {
        "shared_data": ("analytics_db", None),
        "metadata": ("metadata_db", None),
        "sales_data": ("chains_db", "SALES"),
        "a_support_data": ("chains_db", "A_SUPPORT"),
    }


def test_a_schema_stands_behind_those_that_it_refers_to(desired: tuple[DesiredSchema, ...]) -> None:
    names = [item.name for item in desired]
    assert names.index("shared_data") < names.index("sales_data") < names.index("a_support_data")
    assert {item.name: set(item.references()) for item in desired} == {
        "shared_data": set(),
        "metadata": set(),
        "sales_data": {"shared_data"},
        "a_support_data": {"sales_data"},
    }


def test_the_order_is_the_same_however_the_chains_are_listed(definitions_folder: Path) -> None:
    definitions = load(definitions_folder)
    orders = (["SALES", "A_SUPPORT", "FINANCE"], ["FINANCE", "A_SUPPORT", "SALES"])
    first, second = ([item.name for item in desired_schemas(definitions, chains, "d")] for chains in orders)
    assert first == second


def test_without_active_chains_there_are_shared_data_and_metadata(definitions_folder: Path) -> None:
    assert {item.name for item in desired_schemas(load(definitions_folder), [], "d")} == {"shared_data", "metadata"}
