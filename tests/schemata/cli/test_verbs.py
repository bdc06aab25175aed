"""The command line on a real server and on folders, as people type it."""

from __future__ import annotations

import json
from pathlib import Path

import psycopg
import pytest

from schemata import pipeline
from schemata.dialects.postgresql.connection import Server
from schemata.errors import NotOurs
from schemata.model.text import parse, write
from tests.postgres_server import Database
from tests.schemata.cli.command import PROJECT, run
from tests.schemata.shop import FIRST, ROWS

YAML = """kind: Schema
schema: shop
database: analytics
description: What is sold.
tables:
  orders:
    description: What was bought.
    columns:
      - {name: id, type: bigint, primary_key: true, description: The number.}
      - {name: note, type: text, description: What they said.}
"""


def folder(tmp_path: Path, name: str, text: str) -> str:
    (tmp_path / name).mkdir()
    (tmp_path / name / "shop.yaml").write_text(text)
    return str(tmp_path / name)


def test_inspect_prints_what_was_applied(server: Server, database: Database) -> None:
    pipeline.apply(server, database.name, FIRST, applied_by="test")
    found = run("inspect", database.url, "--schema", "shop")
    assert (found.returncode, found.stdout, found.stderr) == (0, FIRST, "")
    assert json.loads(run("inspect", database.url, "--schema", "shop", "--json").stdout) == {"shop": FIRST}


def test_a_bare_name_is_a_database_where_the_variables_say(server: Server, database: Database) -> None:
    pipeline.apply(server, database.name, FIRST, applied_by="test")
    endpoint = database.server
    found = run(
        *("inspect", database.name, "--schema", "shop"),
        PGHOST=endpoint.host,
        PGPORT=str(endpoint.port),
        PGUSER=endpoint.username,
        PGPASSWORD=endpoint.password,
    )
    assert found.stdout == FIRST


def test_inspecting_a_definition_and_what_it_makes_is_the_same(
    server: Server, database: Database, tmp_path: Path
) -> None:
    defined = folder(tmp_path, "defined", YAML)
    text = run("inspect", defined).stdout
    assert write(parse(text)) == text
    pipeline.apply(server, database.name, text, applied_by="test")
    assert run("inspect", database.url, "--schema", "shop").stdout == text
    for verb in ("plan", "diff"):
        for source, target in ((defined, database.url), (database.url, defined)):
            found = run(verb, "--from", source, "--to", target)
            assert (found.returncode, found.stderr) == (0, "")


def test_plan_and_diff_of_two_folders_end_with_2(tmp_path: Path) -> None:
    live = folder(tmp_path, "live", YAML)
    desired = folder(tmp_path, "desired", YAML.replace("name: note, type: text", "name: remark, type: text"))
    planned = run("plan", "--from", live, "--to", desired)
    assert planned.returncode == 2
    assert 'ALTER TABLE "shop"."orders" DROP COLUMN "note";' in planned.stdout
    assert "data_loss (must be allowed)" in planned.stdout
    compared = run("diff", "--from", live, "--to", desired)
    assert compared.returncode == 2
    assert {"drop column shop.orders.note", "add column shop.orders.remark"} <= set(compared.stdout.splitlines())
    (found,) = json.loads(run("plan", "--from", live, "--to", desired, "--json").stdout)
    assert found["schema"] == "shop"
    assert {"sql", "object", "lock", "phase", "transaction", "hazards"} == set(found["statements"][0])


def test_a_plan_from_a_database_knows_its_rows_and_names_what_is_not_modelled(
    server: Server, database: Database, by_hand: psycopg.Connection, tmp_path: Path
) -> None:
    defined = folder(tmp_path, "defined", YAML)
    pipeline.apply(server, database.name, run("inspect", defined).stdout, applied_by="test")
    by_hand.execute("INSERT INTO shop.orders (id) VALUES (1)")
    indexed = folder(tmp_path, "indexed", YAML.replace("name: note, type: text", "name: note, type: text, index: true"))
    planned = run("plan", "--from", database.url, "--to", indexed)
    assert (planned.returncode, planned.stdout.count("CONCURRENTLY")) == (2, 1)
    by_hand.execute("CREATE STATISTICS shop.v ON id, note FROM shop.orders")
    planned = run("plan", "--from", database.url, "--to", defined)
    assert (planned.returncode, planned.stdout) == (1, "-- not modelled, left alone: statistics shop.v\n")


def test_the_archive_is_listed_restored_and_purged(
    server: Server, database: Database, by_hand: psycopg.Connection
) -> None:
    pipeline.apply(server, database.name, FIRST, applied_by="test")
    by_hand.execute(ROWS)
    pipeline.archive(server, database.name, "shop", "20261121t120000")
    listed = run("archive", "list", database.url)
    assert "shop__archived_20261121t120000" in listed.stdout
    (entry,) = json.loads(run("archive", "list", database.url, "--json").stdout)
    assert run("archive", "restore", database.url, str(entry["id"])).stdout == "restored shop\n"
    assert by_hand.execute("SELECT count(*) FROM shop.customers").fetchone() == (3,)
    name = pipeline.archive(server, database.name, "shop", "20261121t130000")
    (entry,) = json.loads(run("archive", "list", database.url, "--json").stdout)
    asked = run("archive", "purge", database.url, str(entry["id"]))
    assert (asked.returncode, "5 rows" in asked.stdout) == (1, True)
    assert run("archive", "purge", database.url, str(entry["id"]), "--yes").stdout == f"dropped {name}\n"
    assert run("archive", "restore", database.url, "99").stderr.startswith("error: the archive has no entry 99")


def test_history_lists_what_was_applied(server: Server, database: Database) -> None:
    assert run("history", database.url).returncode == 0
    pipeline.apply(server, database.name, FIRST, applied_by="somebody")
    listed = run("history", database.url)
    assert "somebody" in listed.stdout
    assert all(len(line) > 20 for line in listed.stdout.splitlines())
    (entry,) = json.loads(run("history", database.url, "--schema", "shop", "--json").stdout)
    assert entry["statements"][0] == 'CREATE SCHEMA "shop"'
    assert entry["outcome"] == "applied"


def test_problems_are_one_message_and_end_with_1(database: Database, tmp_path: Path) -> None:
    wrong = folder(tmp_path, "wrong", YAML.replace("type: text", "type: txet"))
    for arguments, words in (
        (("inspect", wrong), "shop.yaml:"),
        (("inspect", database.url, "--schema", "missing"), "no schema 'missing'"),
        (("inspect", "postgresql://nobody:secret@127.0.0.1:1/missing"), "cannot connect"),
        (("inspect", "postgresql://nobody:secret@127.0.0.1:1"), "names no database"),
        (("plan", "--from", wrong), "Missing option '--to'"),
        (
            ("plan", "--from", "postgresql://nobody:secret@127.0.0.1:1/missing", "--to", str(PROJECT / "definitions")),
            "cannot",
        ),
    ):
        found = run(*arguments)
        assert (found.returncode, found.stdout) == (1, "")
        assert words in found.stderr
        assert "Traceback" not in found.stderr
        assert "secret" not in found.stderr


def test_a_schema_that_is_there_is_refused_until_it_is_adopted(server: Server, database: Database) -> None:
    with psycopg.connect(database.url, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA shop")
    with pytest.raises(NotOurs, match="bin/schemata adopt DATABASE shop"):
        pipeline.apply(server, database.name, FIRST, applied_by="test")
    assert run("adopt", database.url, "shop").stdout.startswith("adopted shop")
    pipeline.apply(server, database.name, FIRST, applied_by="test")
    assert run("inspect", database.url, "--schema", "shop").stdout == FIRST
