"""Folders for servers that a test makes itself."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from servers import embedded_postgres
from tests import postgres_server


@pytest.fixture
def folder() -> Iterator[Path]:
    """A temporary folder that other accounts can be let into, unlike pytest's own."""
    run = Path(os.environ["TEST_SERVERS"])
    postgres_server.prepare(run, int(os.environ["TEST_SERVERS_OWNER"]))
    path = Path(tempfile.mkdtemp(dir=run))
    yield path
    shutil.rmtree(path)


@pytest.fixture
def state(folder: Path) -> Iterator[Path]:
    """The state directory of a stack in a clone that, for root, the server's account cannot enter."""
    path = folder / ".state" / "dev" / "postgres"
    yield path
    embedded_postgres.remove(path)
