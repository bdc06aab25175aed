"""Long lines of the canonical text: none is longer than Pulumi shows, whatever the names and texts are."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from schemata.model import Check, Column, DataType, ForeignKey, Index, IndexKey, PrimaryKey, Schema, Table
from schemata.model.text import parse, write
from schemata.model.text.wrapping import LIMIT, join, wrap

several = settings(max_examples=150, deadline=None)

printable = st.characters(exclude_categories=("C", "Z"))
# Quotes are doubled, so names full of them are the one thing that makes a longer line.
characters = st.characters(exclude_categories=("C", "Z"), exclude_characters='"') | st.sampled_from(" +`.(,)")


def _cut(text: str) -> str:
    """The text as long as a name in Postgres may be: 63 bytes."""
    return text.encode()[:63].decode(errors="ignore")


short_names = st.sampled_from(("orders", "id", "Order lines", "+", "a + b", "größe", "null", "renamed"))
long_names = st.text(characters, min_size=1, max_size=63).filter(str.isprintable).map(_cut).filter(bool)
longest_names = st.sampled_from(("x" * 63, "X" * 63, "ü" * 31, "表" * 21, "`" * 63, "a + b " * 10, ". (," * 15))
names = short_names | long_names | longest_names
quoted_names = names | st.sampled_from(('"' * 63, '" + "', 'a" + b', '"x'))
hard = st.sampled_from(
    (
        "\u0085",
        "\u2028",
        "\x1b",
        "\\u001b",
        "`",
        "``",
        "\\",
        "\\n",
        "\n",
        '"',
        "'",
        " + ",
        "<{%",
        "x" * 300,
        "表" * 100,
        " ",
    )
)
texts = st.lists(hard | st.text(st.characters(exclude_categories=["Cs"]), max_size=5), max_size=60).map("".join)


@st.composite
def _schemas(draw: st.DrawFn, names: st.SearchStrategy[str]) -> Schema:
    column, text = draw(names), st.none() | texts
    columns = (
        Column(column, DataType.parse("varchar(20)"), default=draw(text), comment=draw(text), renamed_from=draw(names)),
    )
    several_names = st.lists(names, min_size=1, max_size=4).map(tuple)
    key = ForeignKey(
        draw(names), draw(several_names), draw(names), draw(several_names), draw(st.none() | names), comment=draw(text)
    )
    keys = (IndexKey(draw(names), collation=draw(names), descending=True), IndexKey(expression=draw(texts)))
    table = Table(
        draw(names),
        columns,
        primary_key=PrimaryKey(draw(names), draw(several_names), comment=draw(text)),
        checks=(Check(draw(names), draw(texts), comment=draw(text)),),
        foreign_keys=(key,),
        indexes=(Index(draw(names), keys, where=draw(text), comment=draw(text)),),
        comment=draw(text),
        renamed_from=draw(names),
    )
    return Schema(draw(names), (table,), comment=draw(text), renamed_from=draw(names))


@several
@given(_schemas(names))
def test_no_line_is_longer_than_pulumi_shows(schema: Schema) -> None:
    text = write(schema)
    assert [line for line in text.split("\n") if len(line.encode()) > LIMIT] == []
    assert parse(text) == schema


@several
@given(_schemas(quoted_names))
def test_names_full_of_quotes_are_read_as_they_were(schema: Schema) -> None:
    assert write(parse(write(schema))) == write(schema)
    assert parse(write(schema)) == schema


@given(st.lists(st.sampled_from(("default", "`a + b`", "(id,", "x" * 60, f"`{'a b ' * 60}`")), max_size=6))
@example(["`" + "\\n" * 200 + "`"])
def test_every_line_names_its_object_and_the_lines_are_one(tokens: list[str]) -> None:
    lines = list(wrap("orders column id", tokens))
    assert all(line.startswith("orders column id") for line in lines)
    [(number, whole)] = join(lines)
    assert number == 1
    assert whole.replace("` `", "") == " ".join(("orders column id", *tokens)).replace("` `", "")


def test_a_long_text_is_cut_at_blanks() -> None:
    lines = list(wrap("orders comment", [f"`{'word ' * 40}`"]))
    assert [len(line) for line in lines] == [137, 99]
    assert lines[1].startswith("orders comment + `word ")


def test_a_long_subject_goes_on_under_its_table() -> None:
    table, key = "sales_territory_assignments_of_last_year", "sales_territory_assignments_of_last_year_territory_fkey"
    wide = "w" * 60
    lines = list(wrap(f"{table} foreign-key {key}", ["(territory_id)", "references", wide, "(id)"]))
    assert lines == [f"{table} foreign-key {key} (territory_id) references", f"{table} + {wide} (id)"]


@pytest.mark.parametrize("stranger", ["invoices + null", "@comment + `x`"])
def test_a_line_that_continues_another_object_is_a_line_of_its_own(stranger: str) -> None:
    assert list(join(["orders column id uuid", stranger])) == [(1, "orders column id uuid"), (2, stranger)]


@given(texts)
def test_nothing_that_a_terminal_or_pulumi_obeys_is_written(text: str) -> None:
    written = write(Schema("s", comment=text))
    assert all(part.isprintable() or part == "\n" for part in written if ord(part) < 0xA0)
    assert not {"\u2028", "\u202e", "\u2066"} & set(written)
    assert "<{%" not in written
    assert parse(written).comment == text
