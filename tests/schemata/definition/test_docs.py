"""The examples of docs/definitions.md."""

import re
import subprocess
import sys
from pathlib import Path

from schemata.definition import compile_chain, load

ROOT = Path(__file__).parents[3]
TEXT = (ROOT / "docs" / "definitions.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)


def test_the_definitions_load_together(tmp_path: Path) -> None:
    for number, block in enumerate(block for block in blocks("yaml") if "kind:" in block):
        (tmp_path / f"{number}.yaml").write_text(block, encoding="utf-8")
    (tmp_path / "chain.yaml").write_text(
        "kind: ValueChain\ncode: SHIP\nname: Ship\nmodules: [SHIPPING]", encoding="utf-8"
    )
    definitions = load(tmp_path)
    assert [table.name for table in compile_chain(definitions, "SALES").tables] == ["orders"]
    shipping = compile_chain(definitions, "SHIP")
    assert [table.name for table in shipping.tables] == ["parcels", "parcels_2026", "parcels_others"]
    assert [view.name for view in shipping.views] == ["open_parcels"]
    assert [view.name for view in shipping.materialized_views] == ["parcels_a_day"]
    assert definitions.apps.keys() == {"DIGI_CORE"}


def test_the_program_runs() -> None:
    (program,) = blocks("python")
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert "orders" in done.stdout, done.stderr
