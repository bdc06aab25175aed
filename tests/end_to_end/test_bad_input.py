"""What people get wrong in their files: each is named with its place, all together, and nothing is touched."""

from collections.abc import Iterator

import pytest

from tests.end_to_end.clone import Clone
from tests.end_to_end.database import Observer

MODELS = "definitions/object_models"
SETTINGS = "Pulumi.dev.yaml"
LONG = "a" * 64


@pytest.fixture(autouse=True)
def _nothing_is_touched(clone: Clone, database: Observer) -> Iterator[None]:
    before = (clone.state(), database.touched("analytics_db"), database.touched("metadata_db"))
    yield
    clone.restore_files()
    assert (clone.state(), database.touched("analytics_db"), database.touched("metadata_db")) == before


def test_all_problems_are_listed_together(clone: Clone) -> None:
    clone.edit(f"{MODELS}/deal.yaml", "table: deals", "tabel: deals")
    clone.edit(f"{MODELS}/order.yaml", "type: varchar(20)", "type: varchr(20)")
    clone.edit(f"{MODELS}/order.yaml", "references: shared_data.customers.id", "references: shared_data.clients.id")
    clone.edit(f"{MODELS}/carrier.yaml", "  - name: id\n", f"  - name: {LONG}\n    type: uuid\n  - name: id\n")
    clone.edit(f"{MODELS}/quote.yaml", "  - name: id\n", "  - name: ctid\n    type: uuid\n  - name: id\n")
    clone.edit(f"{MODELS}/survey.yaml", "  - name: id\n", "  - {name: q, type: integer, default: many}\n  - name: id\n")
    clone.edit(f"{MODELS}/ticket.yaml", "  - name: id\n", "  - {name: id, type: uuid}\n  - name: id\n")
    clone.write(f"{MODELS}/second_lead.yaml", (clone.root / MODELS / "lead.yaml").read_text())
    clone.write(f"{MODELS}/broken.yaml", "kind: ObjectModel\ncode: [BROKEN\n")
    said = clone.pulumi("up", "--yes").failed()
    expected = {
        (f"{MODELS}/deal.yaml", "tabel"): ["unknown key 'tabel'", "'table'"],
        (f"{MODELS}/order.yaml", "varchr"): ["unknown type 'varchr(20)'"],
        (f"{MODELS}/order.yaml", "clients"): ["no table 'clients'"],
        (f"{MODELS}/carrier.yaml", LONG): ["64 bytes"],
        (f"{MODELS}/quote.yaml", "ctid"): ["reserved name"],
        (f"{MODELS}/survey.yaml", "many"): ["'many' is not a value of type integer"],
        (f"{MODELS}/ticket.yaml", "  - name: id"): ["defined twice"],
    }
    for (file, part), words in expected.items():
        place = f"{file}:{clone.line(file, part)}:"
        (line,) = (line for line in said.splitlines() if place in line and words[0] in line)
        assert all(word in line for word in words), line
    assert f"{MODELS}/broken.yaml:" in said
    assert "second_lead.yaml" in said
    assert "defined already" in said


def test_a_stack_s_settings_are_checked_with_their_place(clone: Clone) -> None:
    clone.edit(SETTINGS, "[SUPPLY_CHAIN, SALES, CUSTOMER_SUCCESS]", "[SUPPLY_CHAN, SALES]")
    said = clone.pulumi("preview").failed()
    assert f"{SETTINGS}:{clone.line(SETTINGS, 'SUPPLY_CHAN')}:" in said
    assert "Did you mean 'SUPPLY_CHAIN'?" in said


def test_a_setting_that_does_not_exist_is_named(clone: Clone) -> None:
    clone.edit(SETTINGS, "digi-infrastructure:apps:", "digi-infrastructure:aps:")
    said = clone.pulumi("preview").failed()
    assert f"{SETTINGS}:{clone.line(SETTINGS, 'aps')}:" in said
    assert "'aps'" in said
    assert "'apps'" in said


def test_a_cycle_of_keys_across_chains_is_shown(clone: Clone) -> None:
    key = "  - {{name: loop_id, type: uuid, references: {}}}\n  - name: id\n"
    clone.edit(f"{MODELS}/deal.yaml", "  - name: id\n", key.format("customer_success_data.tickets.id"))
    clone.edit(f"{MODELS}/ticket.yaml", "  - name: id\n", key.format("sales_data.deals.id"))
    said = clone.pulumi("preview").failed()
    assert "sales_data" in said
    assert "customer_success_data" in said
    assert ".yaml:" in said


def test_a_key_to_a_chain_that_is_not_active(clone: Clone) -> None:
    clone.edit(
        f"{MODELS}/deal.yaml",
        "  - name: id\n",
        "  - {name: t, type: uuid, references: customer_success_data.tickets.id}\n  - name: id\n",
    )
    clone.edit(SETTINGS, "SALES, CUSTOMER_SUCCESS]", "SALES]")
    said = clone.pulumi("preview").failed()
    assert "customer_success_data" in said or "CUSTOMER_SUCCESS" in said


def test_broken_settings_are_no_traceback(clone: Clone) -> None:
    clone.write(SETTINGS, "config:\n  digi-infrastructure:apps: [\n")
    assert SETTINGS in clone.pulumi("preview").failed()


def test_an_unknown_stack_is_named(clone: Clone) -> None:
    said = clone.run("bin/pulumi", "preview", "--stack", "prod", "--non-interactive").failed()
    assert "prod" in said
