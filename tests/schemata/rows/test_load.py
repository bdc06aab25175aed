"""Reference rows on a real Postgres: brought to what is desired, compared, removed."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from schemata.model.reference_rows import Json, TableRows
from schemata.rows import changes, load
from schemata.rows.changes import RowCounts
from schemata.rows.text import ReferenceRows

ONE, TWO = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
COLUMNS = ("id", "name", "rank", "price", "since", "settings", "tags")
FIRST: tuple[Json, ...] = (ONE, "it's", 3, 12.5, "2026-01-31", {"a": [1, None], "b": "'); --"}, ["x", "y z"])
SECOND: tuple[Json, ...] = (TWO, "größe\n", None, None, None, None, None)


def desired(*kinds: tuple[Json, ...], orders: tuple[tuple[Json, ...], ...] = ()) -> ReferenceRows:
    """Rows of kinds, of orders that refer to them, and a link."""
    return ReferenceRows(
        "Meta data",
        (
            TableRows("kinds", ("id",), COLUMNS, kinds),
            TableRows("order", ("a", "select"), ("a", "select", "kind"), orders),
            TableRows("links", ("a", "b"), ("a", "b"), (("x", "y"),)),
        ),
    )


FIRST_ROWS = desired(FIRST, SECOND, orders=(("o", 1, ONE), ("o", 2, None)))


def count(connection: psycopg.Connection, table: str) -> int:
    [[number]] = connection.execute(f'SELECT count(*) FROM "Meta data".{table}'.encode()).fetchall()
    return int(number)


def test_rows_of_all_types_are_inserted_as_the_columns_store_them(connection: psycopg.Connection) -> None:
    assert load.apply(connection, FIRST_ROWS, None) == RowCounts(inserted=5)
    query = 'SELECT name, rank, price::text, since::text, settings, tags, noted FROM "Meta data".kinds ORDER BY id'
    assert connection.execute(query).fetchall() == [
        ("it's", 3, "12.50", "2026-01-31", {"a": [1, None], "b": "'); --"}, ["x", "y z"], "kept"),
        ("größe\n", None, None, None, None, None, "kept"),
    ]
    assert load.live(connection, FIRST_ROWS) == FIRST_ROWS


def test_again_nothing_is_written(connection: psycopg.Connection) -> None:
    load.apply(connection, FIRST_ROWS, None)
    assert load.apply(connection, FIRST_ROWS, FIRST_ROWS) == RowCounts()
    assert load.apply(connection, FIRST_ROWS, None) == RowCounts()


def test_what_changed_is_updated_and_what_left_is_removed(connection: psycopg.Connection) -> None:
    load.apply(connection, FIRST_ROWS, None)
    changed = desired((ONE, "other", *FIRST[2:]), orders=(("o", 1, None),))
    assert load.apply(connection, changed, FIRST_ROWS) == RowCounts(updated=2, removed=2)
    assert load.live(connection, changed) == changed
    assert (count(connection, "kinds"), count(connection, '"order"')) == (1, 1)


@pytest.mark.parametrize(
    ("kinds", "counts"),
    [
        ((FIRST, SECOND), RowCounts(removed=2)),
        ((FIRST,), RowCounts(removed=3)),
        (((ONE, "new", *FIRST[2:]), SECOND), RowCounts(updated=1, removed=2)),
    ],
)
def test_a_preview_counts_what_an_apply_does(
    connection: psycopg.Connection, kinds: tuple[tuple[Json, ...], ...], counts: RowCounts
) -> None:
    load.apply(connection, FIRST_ROWS, None)
    wanted = desired(*kinds)
    assert changes.count_changes(FIRST_ROWS, wanted) == counts
    assert load.apply(connection, wanted, FIRST_ROWS) == counts


def test_rows_of_others_are_neither_changed_nor_removed(connection: psycopg.Connection) -> None:
    connection.execute("INSERT INTO \"Meta data\".links VALUES ('their', 'row')")
    load.apply(connection, FIRST_ROWS, None)
    load.remove(connection, FIRST_ROWS)
    assert connection.execute('SELECT a, b FROM "Meta data".links').fetchall() == [("their", "row")]
    assert count(connection, "kinds") == 0


def test_what_is_removed_goes_before_what_it_refers_to(connection: psycopg.Connection) -> None:
    load.apply(connection, FIRST_ROWS, None)
    assert load.remove(connection, FIRST_ROWS) == RowCounts(removed=5)
    assert load.remove(connection, FIRST_ROWS) == RowCounts()


def test_a_failure_changes_nothing(connection: psycopg.Connection) -> None:
    load.apply(connection, FIRST_ROWS, None)
    wrong = desired((ONE, "changed", *FIRST[2:]), (TWO, "x" * 21, *SECOND[2:]))
    with pytest.raises(psycopg.errors.StringDataRightTruncation):
        load.apply(connection, wrong, FIRST_ROWS)
    assert load.live(connection, FIRST_ROWS) == FIRST_ROWS


@pytest.mark.parametrize(
    ("by_whom", "expected"),
    [
        ("UPDATE kinds SET rank = 4 WHERE name = 'it''s'", desired((*FIRST[:2], 4, *FIRST[3:]), SECOND)),
        ("UPDATE kinds SET price = NULL", desired((*FIRST[:3], None, *FIRST[4:]), SECOND)),
        ("UPDATE kinds SET settings = settings || '{\"c\": 1}'", None),
        ("DELETE FROM kinds WHERE rank IS NULL", desired(FIRST)),
        ("UPDATE kinds SET noted = 'theirs'", desired(FIRST, SECOND)),
        ("DROP TABLE kinds CASCADE", desired()),
        ("ALTER TABLE kinds DROP id CASCADE", desired()),
        ("ALTER TABLE kinds DROP rank", desired((*FIRST[:2], None, *FIRST[3:]), SECOND)),
        ('DROP SCHEMA "Meta data" CASCADE', None),
    ],
)
def test_live_rows_are_as_somebody_left_them(
    connection: psycopg.Connection, by_whom: str, expected: ReferenceRows | None
) -> None:
    recorded = desired(FIRST, SECOND)
    load.apply(connection, recorded, None)
    connection.execute('SET search_path TO "Meta data"')
    connection.execute(by_whom.encode())
    live = load.live(connection, recorded)
    if expected is not None:
        assert live == expected
    else:
        assert live != recorded


def test_a_null_is_told_from_a_value(connection: psycopg.Connection) -> None:
    load.apply(connection, desired(SECOND), None)
    filled = desired((TWO, *FIRST[1:]))
    assert load.apply(connection, filled, desired(SECOND)) == RowCounts(updated=1)
    assert load.live(connection, desired(SECOND)) == filled


def test_many_rows_go_in_batches(connection: psycopg.Connection) -> None:
    number = 2 * changes.BATCH + 1
    links = TableRows("links", ("a", "b"), ("a", "b"), tuple((str(n), "x") for n in range(number)))
    many = ReferenceRows("Meta data", (links,))
    assert load.apply(connection, many, None) == RowCounts(inserted=number)
    assert load.live(connection, many) == many
    assert load.remove(connection, many) == RowCounts(removed=number)


@pytest.mark.parametrize("key", ["11111111-1111-4111-8111-11111111111A", "{11111111-1111-4111-8111-11111111111a}"])
def test_a_key_in_another_spelling_is_the_same_row(connection: psycopg.Connection, key: str) -> None:
    rest: tuple[Any, ...] = FIRST[1:]
    recorded = desired((key, *rest))
    load.apply(connection, recorded, None)
    assert load.live(connection, recorded) == recorded
    connection.execute('UPDATE "Meta data".kinds SET rank = 9')
    assert load.live(connection, recorded) == desired((key, *FIRST[1:2], 9, *FIRST[3:]))
    connection.execute('DELETE FROM "Meta data".kinds')
    assert load.live(connection, recorded) == desired()
