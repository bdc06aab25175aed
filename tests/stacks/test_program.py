"""The whole program under Pulumi's mocks: what stack `dev` declares."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent.parent
Declared = list[dict[str, Any]]


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.stacks.recording", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


@pytest.fixture(scope="module")
def declared() -> Declared:
    """What the program declares: type, name and inputs of each resource."""
    run = _run()
    assert run.returncode == 0, run.stderr
    return list(json.loads(run.stdout))


def _of_type(declared: Declared, token: str) -> dict[str, dict[str, Any]]:
    return {item["name"]: item["inputs"] for item in declared if item["type"] == token}


def test_databases(declared: Declared) -> None:
    databases = _of_type(declared, "postgresql:index/database:Database")
    names = sorted(item["name"] for item in databases.values())
    assert names == ["analytics_db", "beep_boop", "digi_core", "lernmi", "metadata_db"]


def test_schemas_come_from_the_active_chains(declared: Declared) -> None:
    schemas = _of_type(declared, "schemata:index:Schema")
    assert {name: (item["database"], item["name"]) for name, item in schemas.items()} == {
        "metadata": ("metadata_db", "metadata"),
        "shared_data": ("analytics_db", "shared_data"),
        "SUPPLY_CHAIN": ("analytics_db", "scor_data"),
        "SALES": ("analytics_db", "sales_data"),
    }
    for chain in ("SALES", "SUPPLY_CHAIN"):
        assert "orders column order_number varchar(50) not-null" in schemas[chain]["definition"].split("\n")


def test_an_app_has_an_owner_without_login_and_a_user(declared: Declared) -> None:
    roles = _of_type(declared, "postgresql:index/role:Role")
    assert roles["digi_core-owner"] == {"name": "digi_core_owner"}
    assert roles["digi_core-user"]["roles"] == ["digi_core_owner"]
    assert _of_type(declared, "postgresql:index/database:Database")["digi_core-database"]["owner"] == "digi_core_owner"


def test_public_has_no_rights_on_any_database(declared: Declared) -> None:
    grants = _of_type(declared, "postgresql:index/grant:Grant").values()
    assert {item["database"]: (item["role"], item["privileges"]) for item in grants} == {
        name: ("public", []) for name in ("analytics_db", "metadata_db", "digi_core", "lernmi", "beep_boop")
    }


def test_the_metadata_rows_say_which_chains_are_active(declared: Declared) -> None:
    lines = _of_type(declared, "schemata:index:ReferenceRows")["metadata-rows"]["rows"].split("\n")
    assert 'value_chains ["SALES"] status "active"' in lines
    assert 'value_chains ["CUSTOMER_SUCCESS"] status "inactive"' in lines


def test_refusals_end_a_preview_once() -> None:
    run = _run("orders.note: data_loss")
    assert run.returncode != 0
    assert run.stderr.count("4 schemas would be changed in a way that can lose data") == 1


def test_a_schema_that_is_not_known_hides_no_refusal() -> None:
    run = _run("orders.note: data_loss", "SALES")
    assert run.returncode != 0
    assert run.stderr.count("1 schema would be changed in a way that can lose data") == 1
