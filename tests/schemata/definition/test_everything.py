"""A definition with an object of every kind, on a real server."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemata import pipeline
from schemata.definition import compile_schema, load
from schemata.definition.claims import OWN
from schemata.dialects.postgresql.connection import Server
from schemata.model import Schema
from schemata.model.text import parse, write
from tests.postgres_server import Database
from tests.schemata.shop import EVERYTHING_ALLOWED

FILE = Path(__file__).with_name("everything.yaml")
CHAIN = "kind: ValueChain\ncode: SHOP\nname: Shop\nmodules: [SHOP]\n"


@pytest.fixture
def shop(tmp_path: Path) -> Schema:
    (tmp_path / "shop.yaml").write_text(FILE.read_text(encoding="utf-8"), encoding="utf-8")
    return compile_schema(load(tmp_path), "shop_data")


def test_it_survives_the_canonical_text(shop: Schema) -> None:
    text = write(shop)
    assert OWN not in text
    assert parse(text) == shop


def test_it_is_made_and_planning_it_again_is_empty(shop: Schema, server: Server, database: Database) -> None:
    text = write(shop)
    pipeline.apply(server, database.name, text, EVERYTHING_ALLOWED, applied_by="test")
    assert pipeline.preview(server, database.name, text, None).statements == ()
