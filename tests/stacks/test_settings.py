"""A stack's settings: every problem at once, with its place in the file that people edit."""

from __future__ import annotations

from pathlib import Path

import pytest

from stacks.settings import SettingsErrors, load_settings

GIVEN = {
    "digi-infrastructure:postgresPort": "54321",
    "digi-infrastructure:postgresAdminPassword": "hunter2-hunter2",
}


def test_defaults() -> None:
    settings = load_settings(GIVEN | {"postgresql:host": "elsewhere"}, Path("Pulumi.dev.yaml"))
    assert settings.postgres.mode == "embedded"
    assert settings.postgres_port == 54321
    assert settings.protect_databases
    assert "hunter2" not in repr(settings)


def test_lists_and_mappings_travel_as_json() -> None:
    config = GIVEN | {
        "digi-infrastructure:valueChains": '["SALES"]',
        "digi-infrastructure:allow": '[{"hazard": "data_loss", "object": "sales_data.leads.note", "reason": "unused"}]',
        "digi-infrastructure:protectDatabases": "false",
    }
    settings = load_settings(config, Path("Pulumi.dev.yaml"))
    assert settings.value_chains == ("SALES",)
    assert settings.allowances() == ("data_loss sales_data.leads.note unused",)
    assert not settings.protect_databases


def test_every_problem_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "Pulumi.dev.yaml"
    file.write_text(
        "config:\n"
        "  digi-infrastructure:valueChain: [SALES]\n"
        "  digi-infrastructure:postgres:\n"
        "    mode: embeded\n"
        "    versoin: '17'\n"
    )
    config = {
        "digi-infrastructure:valueChain": '["SALES"]',
        "digi-infrastructure:postgres": '{"mode": "embeded", "versoin": "17"}',
        "digi-infrastructure:postgresAdminPassword": "hunter2-hunter2",
    }
    with pytest.raises(SettingsErrors) as caught:
        load_settings(config, file)
    assert str(caught.value).splitlines() == [
        "Pulumi.dev.yaml:1:1: digi-infrastructure:postgresPort: is missing. bin/pulumi chooses a port; without it: "
        "pulumi config set digi-infrastructure:postgresPort 5432",
        "Pulumi.dev.yaml:2:3: digi-infrastructure:valueChain: unknown setting 'valueChain'. "
        "Did you mean 'valueChains'?",
        "Pulumi.dev.yaml:4:5: digi-infrastructure:postgres.mode: Input should be 'embedded' or 'external'; "
        "found 'embeded'.",
        "Pulumi.dev.yaml:5:5: digi-infrastructure:postgres.versoin: unknown setting 'versoin'. Did you mean 'version'?",
    ]
