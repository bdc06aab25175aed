"""Names in expressions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemata.diff.expressions import functions, mentions, renamed


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("status in ('status', 'x')", "state in ('status', 'x')"),
        ("status(status)", "status(state)"),
        ('"status" > 1', "state > 1"),
        ('"Status" > STATUS', '"Status" > state'),
        ("E'it\\'s status' || status", "E'it\\'s status' || state"),
        ("$a$status$a$ || status", "$a$status$a$ || state"),
        ("value::status", "value::status"),
        ("status::text", "state::text"),
        ("order_status", "order_status"),
        ("1.5e3 + status", "1.5e3 + state"),
    ],
)
def test_a_column_is_renamed_and_nothing_else(expression: str, expected: str) -> None:
    assert renamed(expression, {"status": "state"}) == expected


def test_a_name_that_needs_quotes_gets_them() -> None:
    assert renamed("status > 1", {"status": 'my "state"'}) == '"my ""state""" > 1'


def test_what_an_expression_mentions_and_calls() -> None:
    assert mentions("lower(Status) = 'a'", {"status"})
    assert not mentions("lower('status')", {"status"})
    assert not mentions(None, {"status"})
    assert functions("pg_catalog.lower(a) || coalesce(b, random())") == {"lower", "coalesce", "random"}


@given(st.text())
def test_no_rename_changes_nothing(expression: str) -> None:
    assert renamed(expression, {}) == expression
