"""A renamed value chain with the real engine: it keeps its state, and its schema is renamed in place."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from servers.endpoint import Endpoint
from tests.launcher import clone as clones
from tests.launcher.clone import PROJECT, Clone
from tests.postgres_server import Database

PULUMI_YAML = """\
name: digi-infrastructure
runtime: {name: python, options: {virtualenv: .venv}}
plugins: {providers: [{name: schemata, path: ./provider}]}
"""
TABLES = """orders table
orders column id integer not-null
orders column note text null
orders primary-key orders_pkey (id)
"""


class Chain:
    """A clone whose program declares one value chain."""

    def __init__(self, clone: Clone, server: Endpoint, database: str) -> None:
        self.clone = clone
        self.server = server
        self.database = database

    def pulumi(self, *arguments: str, **wanted: str | None) -> str:
        """Run a command with the chain as `wanted`."""
        server = self.server
        place = {"host": server.host, "port": server.port, "username": server.username, "database": self.database}
        variables = {"WANTED": json.dumps({**place, **wanted}), "SERVER_PASSWORD": server.password}
        return self.clone.pulumi(*arguments, **variables)

    def steps(self, **wanted: str | None) -> dict[str, list[str]]:
        """What a preview would do to what, but for what stays."""
        found: dict[str, list[str]] = {}
        for step in json.loads(self.pulumi("preview", "--json", **wanted)).get("steps", []):
            if step["op"] != "same":
                found.setdefault(step["op"], []).append(step["urn"].split("::", 2)[2])
        return found


@pytest.fixture
def chain(tmp_path: Path, database: Database) -> Iterator[Chain]:
    program = Path(__file__).with_name("program.py").read_text()
    clone = clones.make(tmp_path / "clone", tmp_path / "home", program)
    for folder in ("components", "schemata"):
        shutil.copytree(PROJECT / folder, clone.root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    (clone.root / "Pulumi.yaml").write_text(PULUMI_YAML)
    name = f"{database.name}_chains"
    yield Chain(clone, database.server, name)
    with psycopg.connect(database.url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())


def sales() -> dict[str, Any]:
    return {
        "code": "SALES",
        "schema": "sales_data",
        "definition": f"@schema sales_data\n{TABLES}",
        "former_code": None,
        "former_schema": None,
    }


def revenue() -> dict[str, Any]:
    return {
        "code": "REVENUE",
        "schema": "revenue_data",
        "definition": f"@schema revenue_data renamed-from sales_data\n{TABLES}",
        "former_code": "SALES",
        "former_schema": "sales_data",
    }


# The engine is the same on every version of Postgres.
@pytest.mark.parametrize("postgres", ["17"], indirect=True)
def test_a_renamed_chain_keeps_its_state_and_its_rows(chain: Chain) -> None:
    chain.pulumi("up", "--yes", **sales())
    with psycopg.connect(chain.server.url(chain.database), autocommit=True) as connection:
        connection.execute("INSERT INTO sales_data.orders VALUES (1, 'kept')")

    steps = chain.steps(**revenue())
    assert {operation: Counter(urn.split("::")[-1] for urn in urns) for operation, urns in steps.items()} == {
        "update": {"REVENUE": 1, "analytics-contents": 1}
    }
    said = chain.pulumi("up", "--yes", **revenue())
    assert 'ALTER SCHEMA "sales_data" RENAME TO "revenue_data"' in said
    assert "leaves" not in said
    with psycopg.connect(chain.server.url(chain.database), autocommit=True) as connection:
        assert connection.execute("SELECT id, note FROM revenue_data.orders").fetchall() == [(1, "kept")]
        assert connection.execute("SELECT to_regnamespace('sales_data')").fetchall() == [(None,)]

    chain.pulumi("preview", "--expect-no-changes", **revenue())
    assert "is gone" not in chain.pulumi("refresh", "--yes", **revenue())
    chain.pulumi("preview", "--expect-no-changes", **revenue())

    settled = {**revenue(), "definition": f"@schema revenue_data\n{TABLES}", "former_code": None, "former_schema": None}
    assert set(chain.steps(**settled)) == {"update"}
