"""The JSON Schema of definition files, for editors: draft-07, made from the kinds.

`python -m schemata.definition.json_schema FILE` writes it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from pydantic.json_schema import models_json_schema

from schemata.definition.kinds import KINDS
from schemata.definition.kinds.short_forms import JsonSchema


def definition_schema() -> JsonSchema:
    """The schema of one definition file of any kind."""
    references, schema = models_json_schema([(kind, "validation") for kind in KINDS.values()], by_alias=True)
    branches = [{"if": _is_kind(kind.__name__), "then": references[kind, mode]} for kind, mode in references]
    whole = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Definition",
        "description": "A definition of the data platform: an object model, module, KPI, value chain, schema or app.",
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"enum": list(KINDS), "description": "The kind of definition."}},
        "allOf": branches,
        "definitions": dict(sorted(schema["$defs"].items())),
    }
    cleaned: JsonSchema = _draft_07(whole)
    return cleaned


def _is_kind(name: str) -> JsonSchema:
    return {"properties": {"kind": {"const": name}}, "required": ["kind"]}


def _draft_07(schema: Any) -> Any:
    """The schema without what draft-07 does not know, and without the titles that pydantic makes of names."""
    if isinstance(schema, list):
        return [_draft_07(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    result = {key: _keyword(key, value) for key, value in schema.items() if key != "title" or value == "Definition"}
    if "$ref" in result and len(result) > 1:
        # draft-07 looks at nothing beside a $ref.
        result["allOf"] = [{"$ref": result.pop("$ref")}]
    return result


def _keyword(key: str, value: Any) -> Any:
    if key == "$ref":
        return value.replace("#/$defs/", "#/definitions/")
    if key == "enum":
        return _spellings(value)
    if key in ("properties", "patternProperties", "definitions"):
        return {name: _draft_07(body) for name, body in value.items()}
    return value if key in ("examples", "default", "const") else _draft_07(value)


def _spellings(words: list[str]) -> list[str]:
    """SQL's words of two are accepted with `_` as well."""
    return [*words, *(word.replace(" ", "_") for word in words if " " in word)]


def render() -> str:
    """The schema as the text of its file."""
    return json.dumps(definition_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(render(), encoding="utf-8")
