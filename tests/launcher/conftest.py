"""Clones for tests with the real engine."""

from pathlib import Path

import pytest

from tests.launcher import clone as clones
from tests.launcher.clone import Clone


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    """A clone whose program makes nothing and has one output."""
    return clones.make(tmp_path / "clone", tmp_path / "home", clones.EMPTY_PROGRAM)


@pytest.fixture
def gated(tmp_path: Path) -> Clone:
    """A clone whose program makes one resource, which waits for the file ``open``."""
    return clones.make(tmp_path / "clone", tmp_path / "home", clones.GATE_PROGRAM)
