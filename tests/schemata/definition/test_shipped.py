"""The definitions that come with the project."""

from pathlib import Path
from typing import Any

import psycopg
import pytest

from schemata.definition import Definitions, chain_dependencies, check_active, compile_chain, compile_schema, load
from schemata.model import Schema
from schemata.model.text import parse, write

SHIPPED = Path(__file__).parents[3] / "definitions"


@pytest.fixture(scope="module")
def shipped() -> Definitions:
    return load(SHIPPED)


def schemas(definitions: Definitions) -> list[Schema]:
    chains = [compile_chain(definitions, code) for code in definitions.value_chains]
    return [*(compile_schema(definitions, name) for name in definitions.schemas), *chains]


def test_they_load(shipped: Definitions) -> None:
    assert {"SUPPLY_CHAIN", "SALES", "CUSTOMER_SUCCESS"} <= shipped.value_chains.keys()
    assert {"shared_data", "metadata"} <= shipped.schemas.keys()
    assert {"DIGI_CORE", "LERNMI", "BEEP_BOOP"} <= shipped.apps.keys()


def test_all_chains_may_be_active(shipped: Definitions) -> None:
    codes = list(shipped.value_chains)
    assert check_active(shipped, codes, "here") == ()
    assert chain_dependencies(shipped, codes).keys() == set(codes)


def test_each_chain_is_whole(shipped: Definitions) -> None:
    for code, chain in shipped.value_chains.items():
        assert len(shipped.chain_object_models(code)) >= 8
        assert sum(len(shipped.modules[module].kpis) for module in chain.modules) >= 10


def test_every_table_and_column_is_described(shipped: Definitions) -> None:
    bare = [
        f"{table.name}.{column.name}"
        for schema in schemas(shipped)
        for table in schema.tables
        for column in table.columns
        if not (table.comment and column.comment)
    ]
    assert bare == []


def test_they_survive_the_canonical_text(shipped: Definitions) -> None:
    for schema in schemas(shipped):
        assert parse(write(schema)) == schema


def test_postgres_takes_their_expressions(shipped: Definitions, database: Any) -> None:
    with psycopg.connect(database.url) as connection:
        for schema in schemas(shipped):
            for table in schema.tables:
                columns = ", ".join(
                    f'"{column.name}" {column.type}' + (f" DEFAULT {column.default}" if column.default else "")
                    for column in table.columns
                )
                connection.execute("DROP TABLE IF EXISTS t")
                connection.execute(f"CREATE TABLE t ({columns})")
                for check in table.checks:
                    connection.execute(f"ALTER TABLE t ADD CHECK ({check.expression})")
