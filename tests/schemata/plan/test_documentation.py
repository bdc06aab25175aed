"""The page about the engine says what the code says."""

from __future__ import annotations

from pathlib import Path

from schemata.plan.documentation import page


def test_the_page_is_that_of_the_code() -> None:
    written = Path(__file__).parents[3] / "docs" / "engine.md"
    assert written.read_text() == page(), "run: python -m schemata.plan.documentation > docs/engine.md"
