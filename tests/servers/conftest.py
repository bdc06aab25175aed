"""Folders for servers that a test makes itself."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from servers import embedded_postgres


@pytest.fixture
def folder() -> Iterator[Path]:
    """A temporary folder that other accounts can be let into, unlike pytest's own."""
    path = Path(tempfile.mkdtemp(prefix="digi-servers-"))
    yield path
    shutil.rmtree(path)


@pytest.fixture
def state(folder: Path) -> Iterator[Path]:
    """The state directory of a stack in a clone that, for root, the server's account cannot enter."""
    path = folder / ".state" / "dev" / "postgres"
    yield path
    embedded_postgres.remove(path)
