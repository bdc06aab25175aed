"""docs/cli.md is what the code says."""

from __future__ import annotations

from schemata.cli.reference import reference
from tests.schemata.cli.command import PROJECT


def test_the_reference_is_up_to_date() -> None:
    path = PROJECT / "docs" / "cli.md"
    assert path.read_text() == reference(), f"run: python -m schemata.cli.reference {path.relative_to(PROJECT)}"
