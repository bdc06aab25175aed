"""The canonical text, for schemas of any content."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

import pytest
import yaml
from hypothesis import HealthCheck, given, settings

from schemata.model import Schema
from schemata.model.text import TextError, digest, parse, write
from tests.schemata.strategies import any_schemas, schemas

several = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def everything(value: object) -> object:
    """A value with all its fields, rename hints too, which `==` leaves out."""
    if is_dataclass(value):
        return (type(value).__name__, *(everything(getattr(value, field.name)) for field in fields(value)))
    return tuple(map(everything, value)) if isinstance(value, tuple) else value


@several
@given(any_schemas)
def test_what_is_written_is_read_as_it_was(schema: Schema) -> None:
    assert everything(parse(write(schema))) == everything(schema)


@several
@given(any_schemas)
def test_no_line_is_longer_than_pulumi_shows(schema: Schema) -> None:
    text = write(schema)
    assert text.endswith("\n")
    assert max(len(line.encode()) for line in text.split("\n")) <= 140


@several
@given(any_schemas)
def test_the_text_is_never_yaml(schema: Schema) -> None:
    with pytest.raises(yaml.YAMLError):
        yaml.safe_load(write(schema))


@several
@given(schemas())
def test_the_text_of_what_was_read_is_the_same(schema: Schema) -> None:
    text = write(schema)
    assert write(parse(text)) == text
    assert digest(write(parse(text))) == digest(text)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "line 1: expected"),
        ("orders table\n", "line 1: expected '@schema' and the schema's name"),
        ("@schema s\norders colum id uuid null\n", "line 2"),
        ("@schema s\norders column id uuid\n", "line 2: expected 'not-null', found the end of the line"),
        ("@schema s\norders column id uuid null surplus\n", "line 2: expected the end of the line, found 'surplus'"),
        ("@schema s\norders column-comment id `x`\n", "line 2"),
    ],
)
def test_a_text_that_does_not_fit_is_told_by_its_line(text: str, problem: str) -> None:
    with pytest.raises(TextError) as caught:
        parse(text)
    assert problem in str(caught.value)
