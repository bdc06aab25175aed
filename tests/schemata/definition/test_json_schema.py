"""The JSON Schema for editors."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from schemata.definition.json_schema import definition_schema, render
from schemata.definition.kinds import KINDS

ROOT = Path(__file__).parents[3]
FILE = ROOT / "docs" / "schema" / "definition.schema.json"


def test_the_file_is_current() -> None:
    assert FILE.read_text(encoding="utf-8") == render(), f"run: python -m schemata.definition.json_schema {FILE}"


def properties(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, body in schema["definitions"].items():
        for key, value in body.get("properties", {}).items():
            yield f"{name}.{key}", value


def test_every_key_is_described() -> None:
    assert [key for key, body in properties(definition_schema()) if not body.get("description")] == []


def test_every_kind_is_closed_but_for_free_keys() -> None:
    definitions = definition_schema()["definitions"]
    for kind in KINDS:
        assert definitions[kind]["additionalProperties"] is False
        assert definitions[kind]["patternProperties"] == {"^x-": {}}


def test_it_is_draft_07() -> None:
    text = render()
    assert json.loads(text)["$schema"] == "http://json-schema.org/draft-07/schema#"
    for newer in ("$defs", "prefixItems", "unevaluatedProperties", "$dynamicRef", "dependentRequired", "discriminator"):
        assert f'"{newer}"' not in text


def test_every_shipped_definition_names_it() -> None:
    for file in (ROOT / "definitions").rglob("*.yaml"):
        first = file.read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith("# yaml-language-server: $schema=")
        assert (file.parent / first.partition("=")[2]).resolve() == FILE
