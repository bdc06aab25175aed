"""Definitions of three chains: support refers to sales, and both to shared data."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = """kind: Schema
schema: shared_data
database: analytics_db
tables:
  customers:
    columns:
      - {name: id, type: uuid, primary_key: true}
"""
METADATA = """kind: Schema
schema: metadata
database: metadata_db
tables:
  notes:
    columns:
      - {name: id, type: uuid, primary_key: true}
"""
APP = "kind: App\ncode: CORE\nname: Core\ndatabase: core\nuser: core_user\n"


@pytest.fixture
def definitions_folder(tmp_path: Path) -> Path:
    """A folder of definitions."""
    folder = tmp_path / "definitions"
    folder.mkdir()
    texts = {"shared": SHARED, "metadata": METADATA, "core": APP}
    texts |= _chain("SALES", "shared_data.customers.id")
    texts |= _chain("A_SUPPORT", "sales_data.sales.id")
    texts |= _chain("FINANCE", "shared_data.customers.id")
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text)
    return folder


def _chain(code: str, references: str) -> dict[str, str]:
    """A chain of one table that refers to another."""
    return {
        f"{code}_chain": f"kind: ValueChain\ncode: {code}\nname: {code}\nmodules: [{code}_M]\n",
        f"{code}_module": f"kind: Module\ncode: {code}_M\nname: M\nobject_models: [{code}_ROW]\n",
        f"{code}_model": f"kind: ObjectModel\ncode: {code}_ROW\nname: Row\ntable: {code.lower()}\ncolumns:\n"
        "  - {name: id, type: uuid, primary_key: true}\n"
        f"  - {{name: other_id, type: uuid, references: {references}}}\n",
    }
