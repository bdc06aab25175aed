"""The rows of the metadata database."""

from pathlib import Path

import pytest

from schemata.definition import Definitions, load, rows
from schemata.model.reference_rows import TableRows

from .conftest import Load

SHIPPED = Path(__file__).parents[3] / "definitions"


@pytest.fixture(scope="module")
def shipped() -> Definitions:
    return load(SHIPPED)


def by_table(found: tuple[TableRows, ...]) -> dict[str, TableRows]:
    return {table.table: table for table in found}


def test_active_chains_are_marked(shipped: Definitions) -> None:
    records = by_table(rows(shipped, ["SALES"]))["value_chains"].records()
    assert {record["code"]: record["status"] for record in records} == {
        "CUSTOMER_SUCCESS": "inactive",
        "SALES": "active",
        "SUPPLY_CHAIN": "inactive",
    }


def test_rows_are_in_key_order_and_keys_are_unique(shipped: Definitions) -> None:
    for table in rows(shipped, []):
        keys = [table.key(record) for record in table.records()]
        assert keys == sorted(keys, key=lambda key: [str(part) for part in key])
        assert len(set(map(repr, keys))) == len(keys)


def test_every_reference_row_refers_to_rows_before_it(shipped: Definitions) -> None:
    tables = {table.name: table for table in shipped.schema_tables["metadata"]}
    seen: dict[str, TableRows] = {}
    for table in rows(shipped, []):
        for key in tables[table.table].foreign_keys:
            target = {record["code"] for record in seen[key.referenced_table].records()}
            assert {record[key.columns[0]] for record in table.records()} <= target
        seen[table.table] = table


def test_an_object_model_has_its_definition(shipped: Definitions) -> None:
    (order,) = (r for r in by_table(rows(shipped, []))["object_models"].records() if r["code"] == "ORDER")
    schema, users = order["table_schema"], order["metadata_"]
    assert isinstance(schema, dict)
    assert isinstance(users, dict)
    assert isinstance(columns := schema["columns"], list)
    assert columns[0] == {
        "name": "id",
        "type": "uuid",
        "description": "Surrogate key.",
        "primary_key": True,
        "default": "uuid",
    }
    assert {"SALES", "SUPPLY_CHAIN"} <= set(users["value_chains"])  # type: ignore[arg-type]  # a list of codes
    assert order["is_hypertable"] is False


def test_without_a_metadata_schema_there_are_no_rows(load_files: Load) -> None:
    assert rows(load_files({"a.yaml": "kind: Industries\nindustries: [{code: A, name: A}]"}), []) == ()


def test_columns_that_the_metadata_schema_lacks_are_left_out(load_files: Load) -> None:
    metadata = "kind: Schema\nschema: metadata\ndatabase: metadata_db\ntables:\n  industries:\n    columns:\n"
    metadata += "      - {name: name, type: text}\n      - {name: code, type: text, primary_key: true}"
    found = rows(
        load_files(
            {"m.yaml": metadata, "a.yaml": "kind: Industries\nindustries: [{code: B, name: b}, {code: A, name: a}]"}
        ),
        [],
    )
    assert found == (TableRows("industries", ("code",), ("name", "code"), (("a", "A"), ("b", "B"))),)
