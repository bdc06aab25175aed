"""Parsed files -> definitions by kind and code; two definitions of one thing are refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from schemata.definition.compile import EMPTY
from schemata.definition.definitions import Definitions
from schemata.definition.kinds import Industries, Spec
from schemata.definition.parse import Parsed
from schemata.definition.problem import Problem
from schemata.definition.source import Source
from schemata.model import Table

_T = TypeVar("_T")
_Entries = dict[tuple[str, str], tuple[Source, Spec, Parsed]]


def collect(files: Iterable[tuple[Source, Parsed]], problems: list[Problem]) -> Definitions:
    """The definitions of all files; second definitions are added to `problems` and left out."""
    entries: _Entries = {}
    for source, parsed in files:
        for kind, code, origin, spec in _defined(source, parsed):
            if (kind, code) in entries:
                first = entries[kind, code][0].place()
                problems.append(origin.problem((), f"{kind} {code!r} is defined already in {first}; keep one of them"))
            else:
                entries[kind, code] = (origin, spec, parsed)
    return _definitions(entries)


def _defined(source: Source, parsed: Parsed) -> Iterator[tuple[str, str, Source, Spec]]:
    """Kind, code, place and definition of everything that a file defines."""
    spec: Any = parsed.spec
    if isinstance(spec, Industries):
        for position, industry in enumerate(spec.industries):
            yield "Industry", industry.code, Source(source.file, ("industries", position)), industry
    elif spec.kind == "Schema":
        yield "Schema", spec.schema_, source, spec
    else:
        yield spec.kind, spec.code, source, spec


def _definitions(entries: _Entries) -> Definitions:
    parsed = {key: entry[2] for key, entry in entries.items()}
    return Definitions(
        **{field: _of_kind(entries, kind) for kind, field in _FIELDS.items()},
        tables=_sorted({code: _own_table(p) for (kind, code), p in parsed.items() if kind == "ObjectModel"}),
        contents=_sorted({key: p.content for key, p in parsed.items() if p.content is not EMPTY}),
        schema_tables=_sorted(
            {name: p.content.schema.tables for (kind, name), p in parsed.items() if kind == "Schema"}
        ),
        formulas=_sorted({code: p.formula for (_, code), p in parsed.items() if p.formula}),
        sources=_sorted({key: entry[0] for key, entry in entries.items()}),
    )


def _own_table(parsed: Parsed) -> Table:
    """An object model's table; its partitions follow it."""
    return parsed.content.schema.tables[0]


_FIELDS = {
    "ObjectModel": "object_models",
    "Module": "modules",
    "Kpi": "kpis",
    "ValueChain": "value_chains",
    "Industry": "industries",
    "Schema": "schemas",
    "App": "apps",
}


def _of_kind(entries: _Entries, kind: str) -> Any:
    return _sorted({code: entry[1] for (other, code), entry in entries.items() if other == kind})


def _sorted(mapping: dict[Any, _T]) -> Mapping[Any, _T]:
    return MappingProxyType(dict(sorted(mapping.items())))
