"""Property bags on the wire and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provider.protocol.comparison import input_changes, top_level
from provider.protocol.properties import SECRET, SIGNATURE, UNKNOWN, UNKNOWN_ON_THE_WIRE, Value, is_known, read, write
from provider.protocol.resource import DiffKind

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
PLAIN = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | TEXTS | st.just(UNKNOWN),
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
    max_leaves=20,
)


@given(st.dictionaries(TEXTS, PLAIN))
def test_what_is_written_is_read_back(properties: dict[str, Value]) -> None:
    assert read(write(properties)) == properties


@pytest.mark.parametrize("wire", sorted(UNKNOWN_ON_THE_WIRE))
def test_every_kind_of_unknown_is_kept(wire: str) -> None:
    assert read(write({"a": [wire]})) == {"a": [UNKNOWN]}


def test_secrets_are_unwrapped() -> None:
    assert read(write({"a": {SIGNATURE: SECRET, "value": {"b": UNKNOWN}}})) == {"a": {"b": UNKNOWN}}


def test_known() -> None:
    assert is_known({"a": [1, "x", None]})
    assert not is_known({"a": [{"b": UNKNOWN}]})


def test_a_foreign_object_is_refused() -> None:
    with pytest.raises(TypeError, match="a set cannot be a property"):
        write({"a": {1}})  # type: ignore[dict-item]  # the mistake under test


@pytest.mark.parametrize(
    ("path", "name"), [("a", "a"), ("a.b[1]", "a"), ("a[1].b", "a"), ('["a.b"].c', "a.b"), ('["a.b"]', "a.b")]
)
def test_the_property_that_a_path_begins_with(path: str, name: str) -> None:
    assert top_level(path) == name


def test_input_changes() -> None:
    old: dict[str, Value] = {
        "same": 1,
        "gone": 2,
        "changed": [1],
        "none": None,
        "ignored": 1,
        "__defaults": ["x"],
        "fixed": 1,
    }
    new: dict[str, Value] = {"same": 1.0, "changed": [2], "added": UNKNOWN, "ignored": 2, "fixed": 2}
    result = input_changes(old, new, ignore_changes=["ignored[0]"], immutable={"fixed", "same"})
    assert {path: diff.kind for path, diff in result.changes.items()} == {
        "gone": DiffKind.DELETE,
        "changed": DiffKind.UPDATE,
        "added": DiffKind.ADD,
        "fixed": DiffKind.UPDATE,
    }
    assert result.replaces == {"fixed"}
