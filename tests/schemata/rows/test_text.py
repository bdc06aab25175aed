"""The canonical text of reference rows reads back as it was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemata.model.reference_rows import TableRows
from schemata.rows.text import ReferenceRows, RowsTextError, parse, write

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.text(), st.tuples(st.text() | st.none(), JSON), max_size=5))
def test_what_is_written_reads_back(cells: dict[str, tuple[str | None, object]]) -> None:
    rows = tuple((key, name, value) for key, (name, value) in cells.items())
    table = TableRows("kpis", ("code",), ("code", "name", "settings"), rows)  # type: ignore[arg-type]  # JSON by strategy
    reference = ReferenceRows("metadata", (table, TableRows("links", ("a", "b"), ("a", "b"), (("x", 1), ("x", 2)))))
    assert parse(write(reference)) == reference


def test_a_line_a_cell() -> None:
    table = TableRows("kpis", ("code",), ("code", "name", "unit"), (("OTIF", "On time, in full", None),))
    assert write(ReferenceRows("metadata", (table,))) == (
        '@rows metadata\nkpis (code) code name unit\nkpis ["OTIF"]\nkpis ["OTIF"] name "On time, in full"\n'
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1: expected '@rows' and the name of a schema"),
        ("@rows m\nkpis [1]\n", "line 2: cannot read 'kpis [1]'"),
        (
            "@rows m\nkpis (a) a b\nkpis [1,2]\n",
            "line 3: cannot read 'kpis [1,2]': zip() argument 2 is longer than argument 1",
        ),
        ("@rows m\nkpis (a) a b\nkpis [1] b {\n", "line 3: cannot read 'kpis [1] b {'"),
    ],
)
def test_a_text_that_is_none(text: str, message: str) -> None:
    with pytest.raises(RowsTextError) as caught:
        parse(text)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("text", ["\x1b[31m", "\x9b", "<{%reset%}>", "<<{%", "\u2028", "\u202e", "\\u001b"])
def test_nothing_that_a_terminal_or_pulumi_obeys_is_written(text: str) -> None:
    reference = ReferenceRows("metadata", (TableRows("kpis", ("code",), ("code", "name"), ((text, {text: text}),)),))
    written = write(reference)
    assert written.isprintable() or set(filter(lambda part: not part.isprintable(), written)) == {"\n"}
    assert "<{%" not in written
    assert parse(written) == reference
