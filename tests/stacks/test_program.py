"""The whole program under Pulumi's mocks: what stack `dev` declares."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pulumi
import pytest
from pulumi.runtime import stack as pulumi_stack

from stacks.program import deploy
from tests.stacks.recording import Recording

CONFIG = {
    "digi-infrastructure:postgresPort": "54321",
    "digi-infrastructure:postgresAdminPassword": "hunter2-hunter2",
    "digi-infrastructure:apps": '["DIGI_CORE", "LERNMI", "BEEP_BOOP"]',
    "digi-infrastructure:valueChains": '["SUPPLY_CHAIN", "SALES"]',
}


@pytest.fixture
def event_loop_of_pulumi() -> Iterator[asyncio.AbstractEventLoop]:
    """Pulumi's mocks run on the thread's current loop."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    yield loop
    loop.close()
    asyncio.set_event_loop(None)


def _run(loop: asyncio.AbstractEventLoop, mocks: Recording, *, preview: bool = False) -> None:
    pulumi.runtime.set_mocks(mocks, project="digi-infrastructure", stack="dev", preview=preview)
    pulumi.runtime.set_all_config(CONFIG)
    loop.run_until_complete(pulumi_stack.run_pulumi_func(deploy))


def test_what_stack_dev_declares(event_loop_of_pulumi: asyncio.AbstractEventLoop) -> None:
    recording = Recording()
    _run(event_loop_of_pulumi, recording)
    databases = recording.of_type("postgresql:index/database:Database")
    assert sorted(item["name"] for item in databases.values()) == [
        "analytics_db",
        "beep_boop",
        "digi_core",
        "lernmi",
        "metadata_db",
    ]
    schemas = recording.of_type("schemata:index:Schema")
    assert {name: (item["database"], item["name"]) for name, item in schemas.items()} == {
        "metadata": ("metadata_db", "metadata"),
        "shared_data": ("analytics_db", "shared_data"),
        "SUPPLY_CHAIN": ("analytics_db", "scor_data"),
        "SALES": ("analytics_db", "sales_data"),
    }
    assert "orders column order_number varchar(50) not-null" in schemas["SALES"]["definition"].split("\n")


def test_an_app_has_its_own_user_and_nothing_for_public(event_loop_of_pulumi: asyncio.AbstractEventLoop) -> None:
    recording = Recording()
    _run(event_loop_of_pulumi, recording)
    roles = recording.of_type("postgresql:index/role:Role")
    assert roles["digi_core-owner"]["name"] == "digi_core_owner"
    assert "login" not in roles["digi_core-owner"]
    assert roles["digi_core-user"]["roles"] == ["digi_core_owner"]
    grants = recording.of_type("postgresql:index/grant:Grant")
    assert {item["database"]: (item["role"], item["privileges"]) for item in grants.values()} == {
        name: ("public", []) for name in ("analytics_db", "metadata_db", "digi_core", "lernmi", "beep_boop")
    }


def test_the_metadata_rows_say_which_chains_are_active(event_loop_of_pulumi: asyncio.AbstractEventLoop) -> None:
    recording = Recording()
    _run(event_loop_of_pulumi, recording)
    lines = recording.of_type("schemata:index:ReferenceRows")["metadata-rows"]["rows"].split("\n")
    assert 'value_chains ["SALES"] status "active"' in lines
    assert 'value_chains ["CUSTOMER_SUCCESS"] status "inactive"' in lines


def test_every_refusal_is_counted_once(event_loop_of_pulumi: asyncio.AbstractEventLoop) -> None:
    with pytest.raises(pulumi.RunError, match="4 schemas would be changed in a way that can lose data"):
        _run(event_loop_of_pulumi, Recording(refused="orders.note: data_loss"), preview=True)
