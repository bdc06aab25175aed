"""Which chains may be active together."""

import pytest

from schemata.definition import Definitions, chain_dependencies, check_active

from .conftest import Load


def _chain(code: str, references: str = "") -> dict[str, str]:
    table = code.lower()
    column = f"\n  - {{name: other_id, type: uuid, references: {references}}}" if references else ""
    model = f"kind: ObjectModel\ncode: {code}_ROW\nname: Row\ntable: {table}\ncolumns:\n"
    model += f"  - {{name: id, type: uuid, primary_key: true}}{column}"
    return {
        f"{code}_c.yaml": f"kind: ValueChain\ncode: {code}\nname: {code}\nmodules: [{code}_M]",
        f"{code}_m.yaml": f"kind: Module\ncode: {code}_M\nname: M\nobject_models: [{code}_ROW]",
        f"{code}_o.yaml": model,
    }


@pytest.fixture
def definitions(load_files: Load) -> Definitions:
    return load_files({**_chain("SALES"), **_chain("SUPPORT", "sales_data.sales.id"), **_chain("FINANCE")})


def test_dependencies(definitions: Definitions) -> None:
    assert chain_dependencies(definitions, ["SUPPORT", "SALES", "NONE"]) == {"SUPPORT": ("SALES",), "SALES": ()}


def test_chains_that_may_be_active(definitions: Definitions) -> None:
    assert check_active(definitions, ["SALES", "SUPPORT"], "Pulumi.dev.yaml:4") == ()
    assert check_active(definitions, [], "Pulumi.dev.yaml:4") == ()


def test_chains_that_may_not(definitions: Definitions) -> None:
    found = check_active(definitions, ["SUPPORT", "SALE", "FINANCE", "FINANCE"], "Pulumi.dev.yaml:4")
    assert [str(problem) for problem in found] == [
        "Pulumi.dev.yaml:4: there is no value chain 'SALE'. Did you mean 'SALES'?",
        "Pulumi.dev.yaml:4: value chain 'FINANCE' stands 2 times; keep one of them",
        "Pulumi.dev.yaml:4: value chain 'SUPPORT' needs 'SALES' (foreign key 'support_other_id_fkey' of its table "
        "'support'), which is not active; activate both or neither",
    ]
