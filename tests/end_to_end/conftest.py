"""A clone with the whole platform up for each file of tests, which run in order, each on what the former left."""

from collections.abc import Iterator

import pytest

from tests.end_to_end import clone as clones
from tests.end_to_end.clone import Clone
from tests.end_to_end.database import Observer
from tests.end_to_end.platform import Platform, bring_up


@pytest.fixture(scope="module")
def fresh() -> Iterator[Clone]:
    """A clone in which nothing was done yet."""
    clone = clones.make()
    yield clone
    clone.discard()


@pytest.fixture(scope="module")
def platform(fresh: Clone) -> Platform:
    """A platform on the default version of Postgres."""
    return bring_up(fresh)


@pytest.fixture
def clone(platform: Platform) -> Clone:
    """The platform's clone."""
    return platform.clone


@pytest.fixture
def database(platform: Platform) -> Observer:
    """The platform's server."""
    return platform.database
