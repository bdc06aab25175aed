"""Plain values -> a definition of one kind: pydantic's errors become findings in the words of this project."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from schemata.definition.kinds import KINDS, Spec
from schemata.definition.problem import Findings, Path, nearest
from schemata.definition.yaml_document import Json

_EXPECTED = {
    "string_type": "text; put it in quotes",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
}


def validate(value: Json, findings: Findings) -> Spec | None:
    """The definition that `value` (without free keys) is, or None after noting in `findings` why it is none."""
    kind = _kind(value, findings)
    if kind is None:
        return None
    try:
        return kind.model_validate(value)
    except ValidationError as error:
        paths = []
        for detail in error.errors(include_url=False):
            paths.append(_path(detail["loc"], value))
            findings.add(paths[-1], _message(detail, kind, value))
        return _rest(kind, value, paths)


def _rest(kind: type[Spec], value: Json, wrong: Iterable[Path]) -> Spec | None:
    """The definition without its wrong keys, so that what else is wrong in it is told in the same run."""
    rest = copy.deepcopy(value)
    for path in wrong:
        _remove(rest, path)
    try:
        return kind.model_validate(rest)
    except ValidationError:
        return None


def _remove(value: Json, path: Path) -> None:
    *way, last = path or ("",)
    current: Any = value
    for step in way:
        current = current[step] if isinstance(current, list) and isinstance(step, int) else current.get(step, {})
    if isinstance(current, dict):
        current.pop(last, None)


def without_extensions(value: Json) -> Json:
    """The value without the free keys `x-...`. What a default holds is data and stays."""
    if isinstance(value, list):
        return [without_extensions(item) for item in value]
    if isinstance(value, dict):
        return {
            key: item if key == "default" else without_extensions(item)
            for key, item in value.items()
            if not key.startswith("x-")
        }
    return value


def _kind(value: Json, findings: Findings) -> type[Spec] | None:
    if not isinstance(value, dict):
        findings.add((), "a definition is a mapping; its first key is 'kind'")
        return None
    if "kind" not in value:
        findings.add((), f"key 'kind' is missing; write one of {', '.join(KINDS)}")
        return None
    name = value["kind"]
    if not isinstance(name, str) or name not in KINDS:
        close = nearest(str(name), KINDS)
        findings.add(("kind",), f"unknown kind {name!r}; it is one of {', '.join(KINDS)}.{close}")
        return None
    return KINDS[name]


def _path(loc: tuple[int | str, ...], value: Json) -> Path:
    """pydantic's location without the steps that it adds itself (branches of unions, keys of short forms)."""
    path: list[str | int] = []
    current: Any = value
    for step in loc:
        if isinstance(current, dict) and isinstance(step, str):
            if step == "[key]":
                continue
            path.append(step)
            current = current.get(step)
        elif isinstance(current, list) and isinstance(step, int) and step < len(current):
            path.append(step)
            current = current[step]
    return tuple(path)


def _message(detail: ErrorDetails, kind: type[Spec], value: Json) -> str:
    code, given, context = detail["type"], detail["input"], detail.get("ctx", {})
    last = str(detail["loc"][-1]) if detail["loc"] else ""
    if code == "extra_forbidden":
        known = _known_keys(kind, detail["loc"], value)
        return f"unknown key {last!r}.{nearest(last, known)} Known keys: {', '.join(known)}"
    if code == "missing":
        return f"key {last!r} is missing"
    if code == "literal_error":
        close = nearest(str(given), context["expected"].replace("'", "").replace(" or ", ", ").split(", "))
        return f"{given!r} is not one of {context['expected']}.{close}"
    if code in _EXPECTED:
        return f"{_shown(given)} is not {_EXPECTED[code]}"
    if code == "string_pattern_mismatch":
        return f"{given!r} does not have the form {context['pattern']}"
    if code == "too_short":
        return "the list is empty; write at least one item or remove the key"
    return detail["msg"] if code in _OWN else f"{_shown(given)}: {detail['msg']}"


_OWN = {"name", "reserved", "code", "text", "reference"}


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _known_keys(kind: type[BaseModel], loc: Iterable[int | str], value: Json) -> list[str]:
    """The keys that the mapping around `loc` may have."""
    model: type[BaseModel] = kind
    for step in tuple(loc)[:-1]:
        model = _model_of(model, step) or model
    return sorted(_key(name, field) for name, field in model.model_fields.items())


def _key(name: str, field: Any) -> str:
    return str(field.alias or name)


def _model_of(model: type[BaseModel], step: int | str) -> type[BaseModel] | None:
    for name, field in model.model_fields.items():
        choices = getattr(field.validation_alias, "choices", [field.validation_alias])
        if step == name or step in choices:
            return _model_in(field.annotation)
    return None


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model in an annotation such as `list[Column]`, `dict[Name, Table]` or `PrimaryKey | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    arguments = getattr(annotation, "__args__", ())
    return next((found for argument in arguments if (found := _model_in(argument))), None)
