"""Every command in the pages does what it is shown for: they are typed one after the other in one clone."""

from collections.abc import Iterator

import pytest

from tests.documents.pages import Block, blocks
from tests.end_to_end import clone as clones
from tests.end_to_end.clone import Clone

# Inside a test, `make test` means some of the tests.
_TESTS = "tests/documents/test_links.py"


@pytest.fixture(scope="module")
def clone() -> Iterator[Clone]:
    """A clone in which the pages are followed from the first command on."""
    made = clones.make()
    yield made
    made.discard()


@pytest.mark.parametrize("block", list(blocks("sh")), ids=lambda block: block.place)
def test_commands(clone: Clone, block: Block) -> None:
    # `dev` is what a person answers who is asked for the stack's name.
    clone.run("sh", "-e", "-c", block.text, given="dev\n", TESTS=_TESTS).succeeded()
    assert clone.changed_files() == ""


@pytest.mark.parametrize("block", list(blocks("python")), ids=lambda block: block.place)
def test_programs(clone: Clone, block: Block) -> None:
    clone.run(".venv/bin/python", "-c", block.text).succeeded()
