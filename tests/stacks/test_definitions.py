"""A stack's lists against the definitions: every problem with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from schemata.definition import DefinitionErrors
from stacks.definitions import definition_problems, load_definitions
from stacks.settings import StackSettings

SETTINGS = """config:
  digi-infrastructure:apps: [CORE, CROE, CORE]
  digi-infrastructure:valueChains:
    - A_SUPPORT
    - SALE
"""
SUPPORT_NEEDS_SALES = (
    "value chain 'A_SUPPORT' needs 'SALES' (foreign key 'a_support_other_id_fkey' of its table 'a_support'), which is "
    "not active; activate both or neither"
)


def settings(folder: Path, chains: tuple[str, ...], apps: tuple[str, ...] = ()) -> StackSettings:
    return StackSettings(
        postgres_port=5432,
        postgres_admin_password=SecretStr("secret"),
        definitions=str(folder),
        value_chains=chains,
        apps=apps,
    )


def problems(wanted: StackSettings, file: Path) -> list[str]:
    with pytest.raises(DefinitionErrors) as caught:
        load_definitions(wanted, file)
    return str(caught.value).splitlines()


def test_what_fits_is_loaded(definitions_folder: Path, tmp_path: Path) -> None:
    wanted = settings(definitions_folder, ("SALES", "A_SUPPORT"), ("CORE",))
    assert set(load_definitions(wanted, tmp_path / "Pulumi.dev.yaml").value_chains) == {"SALES", "A_SUPPORT", "FINANCE"}


def test_every_problem_of_the_lists_with_its_place(definitions_folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "Pulumi.dev.yaml"
    file.write_text(SETTINGS)
    found = problems(settings(definitions_folder, ("A_SUPPORT", "SALE"), ("CORE", "CROE", "CORE")), file)
    assert found == [
        "Pulumi.dev.yaml:2:36: digi-infrastructure:apps: there is no definition of 'CROE'. Did you mean 'CORE'?",
        "Pulumi.dev.yaml:2:42: digi-infrastructure:apps: 'CORE' stands here twice; keep one of them.",
        f"Pulumi.dev.yaml:3:3: digi-infrastructure:valueChains: {SUPPORT_NEEDS_SALES}",
        "Pulumi.dev.yaml:5:7: digi-infrastructure:valueChains: there is no definition of 'SALE'. Did you mean 'SALES'?",
    ]


def test_without_the_file_the_place_is_its_name(definitions_folder: Path, tmp_path: Path) -> None:
    [problem] = problems(settings(definitions_folder, ("A_SUPPORT",)), tmp_path / "Pulumi.prod.yaml")
    assert problem == f"Pulumi.prod.yaml:1:1: digi-infrastructure:valueChains: {SUPPORT_NEEDS_SALES}"


def test_a_chain_that_is_listed_twice(definitions_folder: Path, tmp_path: Path) -> None:
    [problem] = problems(settings(definitions_folder, ("SALES", "SALES")), tmp_path / "Pulumi.dev.yaml")
    assert problem.endswith("value chain 'SALES' stands 2 times; keep one of them")


def test_wrong_definitions_are_told_with_file_and_line(definitions_folder: Path, tmp_path: Path) -> None:
    (definitions_folder / "FINANCE_module.yaml").write_text("kind: Module\ncode: FINANCE_M\nnmae: M\n")
    [missing, unknown] = problems(settings(definitions_folder, ("FINANCE",)), tmp_path / "Pulumi.dev.yaml")
    assert "FINANCE_module.yaml:1:1: name" in missing
    assert "FINANCE_module.yaml:3:1: nmae" in unknown
    assert [str(problem) for problem in definition_problems(definitions_folder)] == [missing, unknown]


def test_definitions_without_problems_have_none(definitions_folder: Path) -> None:
    assert definition_problems(definitions_folder) == ()
