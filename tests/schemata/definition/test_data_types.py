"""Types in definitions."""

from typing import Any

import psycopg
import pytest

from schemata.definition.claims import OWN
from schemata.definition.sql.data_types import BUILT_IN, comparable, parse_type, type_claim
from schemata.model import DataType


@pytest.mark.parametrize(
    ("text", "data_type"),
    [
        ("VARCHAR(50)", DataType("varchar", (50,))),
        ("character varying (50)", DataType("varchar", (50,))),
        ("DECIMAL(15,2)", DataType("numeric", (15, 2))),
        ("TIMESTAMP", DataType("timestamp")),
        ("timestamp(3) with time zone", DataType("timestamptz", (3,))),
        ("FLOAT", DataType("double precision")),
        ("int8", DataType("bigint")),
        ("uuid[]", DataType("uuid", (), 1)),
        ("jsonb", DataType("jsonb")),
        ("tstzrange", DataType("tstzrange")),
    ],
)
def test_types_are_read_by_any_of_their_names(text: str, data_type: DataType) -> None:
    assert parse_type(text) == data_type


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("varchr(50)", "unknown type 'varchr(50)'. Did you mean 'varchar'?"),
        ("ARRAY", "unknown type 'ARRAY'; write the type of its elements with brackets, as in text[]"),
        ("serial", "unknown type 'serial'; write integer with identity: by default"),
        ("order_status(5)", "unknown type 'order_status(5)'."),
        ("varchar(0)", "type 'varchar(0)': 0 is not between 1 and 10485760"),
        ("numeric(1001)", "type 'numeric(1001)': 1001 is not between 1 and 1000"),
        ("uuid(3)", "type 'uuid(3)': uuid takes no number in parentheses"),
        ("varchar(1,2)", "type 'varchar(1,2)': varchar takes one number in parentheses"),
        ("text); drop table x; --", "'text); drop table x; --' does not read as a type; "
         "write it as in varchar(50), numeric(15,2) or text[]"),
        ('"text"', "unknown type '\"text\"'. Did you mean 'text'?"),
        ("", "'' does not read as a type; write it as in varchar(50), numeric(15,2) or text[]"),
    ],
)  # fmt: skip
def test_other_types_are_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse_type(text)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("text", "data_type", "key"),
    [
        ("order_status", DataType(f"{OWN}.order_status"), f"type {OWN} order_status"),
        ("Order_Status[]", DataType(f"{OWN}.order_status", (), 1), f"type {OWN} order_status"),
        ("shared_data.unit", DataType("shared_data.unit"), "type shared_data unit"),
        ("user", DataType(f'{OWN}."user"'), f"type {OWN} user"),
        ("anyelement", DataType(f"{OWN}.anyelement"), f"type {OWN} anyelement"),
    ],
)
def test_other_names_are_types_of_a_schema(text: str, data_type: DataType, key: str) -> None:
    found = parse_type(text)
    claim = type_claim(text, found)
    assert found == data_type
    assert claim is not None
    assert claim.keys == (key,)


def test_types_of_extensions_may_be_in_public() -> None:
    found = parse_type("public.vector(3)")
    assert found == DataType("public.vector", (3,))
    assert type_claim("public.vector(3)", found) is None


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [("uuid", "uuid", True), ("integer", "bigint", True), ("varchar(5)", "text", True), ("uuid", "text", False),
     ("text[]", "text", False), ("numeric(5,2)", "numeric(9,2)", True)],
)  # fmt: skip
def test_types_that_a_foreign_key_may_join(left: str, right: str, expected: bool) -> None:
    assert comparable(parse_type(left), parse_type(right)) is expected


def test_every_type_is_one_of_postgres(database: Any) -> None:
    with psycopg.connect(database.url) as connection:
        for name in sorted(BUILT_IN):
            connection.execute(f"SELECT NULL::{name}")
