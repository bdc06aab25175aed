"""The resource `ReferenceRows` over gRPC, on a real Postgres."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from pulumi.runtime.proto import provider_pb2 as wire

from provider.protocol.properties import UNKNOWN, Properties
from tests.plugin_process import CheckFailedError, Plugin, Resource
from tests.postgres_server import Database
from tests.provider.resources.calls import (
    INFO,
    WARNING,
    Told,
    preview_create,
    preview_update,
    problem_of,
    told,
    urn_of,
)

TOKEN = "schemata:index:ReferenceRows"
URN = urn_of(TOKEN, "rows")
TABLES = """
CREATE SCHEMA metadata;
CREATE TABLE metadata.modules (code text PRIMARY KEY, name text NOT NULL, settings jsonb, noted text DEFAULT 'by hand');
CREATE TABLE metadata.kpis (code text PRIMARY KEY, module text NOT NULL REFERENCES metadata.modules, target numeric);
INSERT INTO metadata.modules VALUES ('THEIRS', 'Of somebody else');
"""
ROWS = """@rows metadata
modules (code) code name settings
modules ["SALES"]
modules ["SALES"] name "Sales"
modules ["SALES"] settings {"a":[1,null]}
modules ["SCOR"]
modules ["SCOR"] name "Supply chain"
kpis (code) code module target
kpis ["OTIF"]
kpis ["OTIF"] module "SCOR"
kpis ["OTIF"] target 0.95
"""
CHANGED = ROWS.replace('"Sales"', '"Sales and more"')
WITHOUT_SCOR = "".join(line for line in ROWS.splitlines(keepends=True) if "SCOR" not in line and "OTIF" not in line)
Everything = Callable[[], str]


@pytest.fixture
def inputs(database: Database, by_hand: psycopg.Connection) -> Properties:
    by_hand.execute(TABLES)
    return {"database": database.name, "rows": ROWS}


@pytest.fixture
def made(schemata: Plugin, inputs: Properties) -> Resource:
    return schemata.create(TOKEN, "rows", inputs)


def modules(by_hand: psycopg.Connection) -> list[tuple[Any, ...]]:
    return by_hand.execute("SELECT code, name, settings, noted FROM metadata.modules ORDER BY code").fetchall()


def kpis(by_hand: psycopg.Connection) -> list[tuple[Any, ...]]:
    return by_hand.execute("SELECT code, module, target::text FROM metadata.kpis ORDER BY code").fetchall()


THEIRS = ("THEIRS", "Of somebody else", None, "by hand")
OURS = [("SALES", "Sales", {"a": [1, None]}, "by hand"), ("SCOR", "Supply chain", None, "by hand")]


@pytest.mark.parametrize(
    ("wrong", "failures"),
    [
        ({"database": None, "rows": 1.0}, {"database", "rows"}),
        ({"rows": "kpis:\n- OTIF\n"}, {"rows"}),
        ({"rows": "@rows metadata\nkpis [1\n"}, {"rows"}),
    ],
)
def test_wrong_inputs_fail_the_check(schemata: Plugin, wrong: Any, failures: set[str]) -> None:
    with pytest.raises(CheckFailedError) as refusal:
        schemata.check(TOKEN, "rows", {"database": "d", "rows": ROWS, **wrong})
    assert {name for name, _ in refusal.value.args[0]} == failures


def test_previews_touch_nothing(
    schemata: Plugin, inputs: Properties, everything: Everything, by_hand: psycopg.Connection
) -> None:
    before = everything()
    outputs, messages = told(schemata, lambda: preview_create(schemata, TOKEN, "rows", inputs))
    assert messages == [Told(INFO, URN, "3 rows inserted, 0 updated, 0 removed")]
    assert outputs == inputs
    assert everything() == before

    made = schemata.create(TOKEN, "rows", inputs)
    before = everything()
    _, messages = told(schemata, lambda: preview_update(schemata, made, {**inputs, "rows": CHANGED}))
    assert messages == [Told(INFO, URN, "0 rows inserted, 1 updated, 0 removed")]
    assert everything() == before


def test_rows_are_inserted_beside_those_of_others(
    schemata: Plugin, inputs: Properties, by_hand: psycopg.Connection
) -> None:
    made, messages = told(schemata, lambda: schemata.create(TOKEN, "rows", inputs))
    assert made.id == f"{inputs['database']}/metadata"
    assert [message.text for message in messages] == ["3 rows inserted, 0 updated, 0 removed"] * 2
    assert modules(by_hand) == [*OURS, THEIRS]
    assert kpis(by_hand) == [("OTIF", "SCOR", "0.95")]


def test_without_a_change_there_is_no_diff(schemata: Plugin, made: Resource, inputs: Properties) -> None:
    assert schemata.diff(made, inputs).changes == wire.DiffResponse.DIFF_NONE
    assert list(schemata.diff(made, {**inputs, "rows": CHANGED}).diffs) == ["rows"]
    assert list(schemata.diff(made, {**inputs, "database": "other"}).replaces) == ["database"]


def test_an_update_writes_what_changed_alone(
    schemata: Plugin, made: Resource, inputs: Properties, by_hand: psycopg.Connection
) -> None:
    by_hand.execute("UPDATE metadata.modules SET noted = 'theirs' WHERE code = 'SALES'")
    place = "SELECT ctid::text FROM metadata.modules WHERE code = 'SCOR'"
    before = by_hand.execute(place).fetchall()
    changed, messages = told(schemata, lambda: schemata.update(made, {**inputs, "rows": CHANGED}))
    assert messages[-1].text == "0 rows inserted, 1 updated, 0 removed"
    assert modules(by_hand)[0] == ("SALES", "Sales and more", {"a": [1, None]}, "theirs")
    assert by_hand.execute(place).fetchall() == before, "an unchanged row is not written again"
    assert schemata.refresh(changed) == changed


def test_a_row_that_leaves_is_removed_and_no_other(
    schemata: Plugin, made: Resource, inputs: Properties, by_hand: psycopg.Connection
) -> None:
    gone, messages = told(schemata, lambda: schemata.update(made, {**inputs, "rows": WITHOUT_SCOR}))
    assert messages[-1].text == "0 rows inserted, 0 updated, 2 removed"
    assert modules(by_hand) == [OURS[0], THEIRS]
    assert kpis(by_hand) == []
    assert schemata.refresh(gone) == gone


def test_a_row_that_others_refer_to_stays_with_a_message(
    schemata: Plugin, made: Resource, inputs: Properties, by_hand: psycopg.Connection, everything: Everything
) -> None:
    by_hand.execute("INSERT INTO metadata.kpis VALUES ('MINE', 'SCOR')")
    before = everything()
    problem = problem_of(lambda: schemata.update(made, {**inputs, "rows": WITHOUT_SCOR}))
    assert 'violates foreign key constraint "kpis_module_fkey"' in problem
    assert "(SCOR)" in problem
    assert "Nothing was changed; change or remove the rows that refer to it first" in problem
    assert everything() == before


def test_drift_of_ours_is_told_and_put_back(
    schemata: Plugin, made: Resource, inputs: Properties, by_hand: psycopg.Connection
) -> None:
    by_hand.execute("UPDATE metadata.modules SET name = 'Changed' WHERE code IN ('SCOR', 'THEIRS')")
    by_hand.execute("DELETE FROM metadata.kpis")
    live, messages = told(schemata, lambda: schemata.refresh(made))
    assert live is not None
    assert messages == [Told(WARNING, URN, "rows changed outside of this program: 1 changed, 1 missing")]
    text = str(live.inputs["rows"])
    assert set(text.splitlines()) ^ set(ROWS.splitlines()) == {
        'modules ["SCOR"] name "Supply chain"',
        'modules ["SCOR"] name "Changed"',
        'kpis ["OTIF"]',
        'kpis ["OTIF"] module "SCOR"',
        'kpis ["OTIF"] target 0.95',
    }
    assert list(schemata.drift(made, live).detailedDiff) == ["rows"]

    back, messages = told(schemata, lambda: schemata.update(live, inputs))
    assert [message.text for message in messages] == ["1 rows inserted, 1 updated, 0 removed"] * 2
    assert modules(by_hand) == [*OURS, ("THEIRS", "Changed", None, "by hand")]
    assert schemata.refresh(back) == back == made


def test_a_delete_removes_ours_alone(schemata: Plugin, made: Resource, by_hand: psycopg.Connection) -> None:
    schemata.delete(made)
    assert modules(by_hand) == [THEIRS]
    assert kpis(by_hand) == []
    schemata.delete(made)


def test_a_lost_state_takes_the_rows_over(
    schemata: Plugin, made: Resource, inputs: Properties, by_hand: psycopg.Connection
) -> None:
    again, messages = told(schemata, lambda: schemata.create(TOKEN, "rows", {**inputs, "rows": CHANGED}))
    assert messages[-1].text == "0 rows inserted, 1 updated, 0 removed"
    assert schemata.refresh(again) == again
    assert modules(by_hand)[-1] == THEIRS


def test_a_table_that_is_gone_took_its_rows_with_it(
    schemata: Plugin, made: Resource, inputs: Properties, by_hand: psycopg.Connection
) -> None:
    by_hand.execute("DROP TABLE metadata.kpis")
    live, messages = told(schemata, lambda: schemata.refresh(made))
    assert live is not None
    assert [message.text for message in messages] == ["rows changed outside of this program: 0 changed, 1 missing"]
    assert 'kpis ["OTIF"]' not in str(live.inputs["rows"])

    without = {**inputs, "rows": ROWS[: ROWS.index("kpis (code)")]}
    schemata.update(made, without)
    by_hand.execute("DROP SCHEMA metadata CASCADE")
    schemata.delete(made)


def test_what_was_in_a_dropped_database_is_gone_with_it(schemata: Plugin, made: Resource, inputs: Properties) -> None:
    gone = {**inputs, "database": "not_there"}
    lost = Resource(made.urn, "not_there/metadata", gone, gone)
    assert schemata.refresh(lost) is None
    schemata.delete(lost)


def test_a_column_that_is_gone_is_drift(
    schemata: Plugin, made: Resource, inputs: Properties, by_hand: psycopg.Connection
) -> None:
    by_hand.execute("ALTER TABLE metadata.kpis DROP target")
    live = schemata.refresh(made)
    assert live is not None
    assert live.inputs["rows"] == ROWS.replace('kpis ["OTIF"] target 0.95\n', "")
    assert 'column "target"' in problem_of(lambda: schemata.update(live, inputs))


def test_what_is_unknown_in_a_preview_is_left_open(schemata: Plugin, made: Resource, inputs: Properties) -> None:
    for name in ("database", "rows"):
        unknown = {**inputs, name: UNKNOWN}
        assert preview_create(schemata, TOKEN, "rows", unknown) == unknown
        assert preview_update(schemata, made, unknown) == unknown


def test_rows_cannot_be_imported(schemata: Plugin, inputs: Properties) -> None:
    assert "declare them" in problem_of(lambda: schemata.adopt(TOKEN, "rows", f"{inputs['database']}/metadata"))
