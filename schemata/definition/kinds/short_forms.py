"""Short forms of keys in the JSON Schema: what the validators of the kinds accept beside the full form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

JsonSchema = dict[str, Any]

TEXT: JsonSchema = {"type": "string"}
VALUE_LIST: JsonSchema = {"type": "array", "items": {"type": ["string", "object"]}, "minItems": 1}
COLUMN_LIST: JsonSchema = {"type": "array", "items": {"type": "string"}, "minItems": 1}


def short_value(form: JsonSchema) -> Callable[[JsonSchema], None]:
    """Lets the value of a key have `form` too."""

    def extend(schema: JsonSchema) -> None:
        schema["anyOf"] = [form, *schema["anyOf"]]

    return extend


def short_items(form: JsonSchema) -> Callable[[JsonSchema], None]:
    """Lets each item of a list have `form` too."""

    def extend(schema: JsonSchema) -> None:
        schema["items"] = {"anyOf": [form, schema["items"]]}

    return extend


def short_entries(form: JsonSchema) -> Callable[[JsonSchema], None]:
    """Lets each value of a mapping have `form` too."""

    def extend(schema: JsonSchema) -> None:
        entries = schema["patternProperties"]
        schema["patternProperties"] = {name: {"anyOf": [form, body]} for name, body in entries.items()}

    return extend
