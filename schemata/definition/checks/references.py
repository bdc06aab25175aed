"""Codes that definitions name have to be defined."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from schemata.definition.definitions import Definitions
from schemata.definition.problem import Path, Problem, nearest
from schemata.definition.source import Source


def check_references(definitions: Definitions, broken: frozenset[str]) -> Iterator[Problem]:
    """Unknown codes of industries, modules, object models and KPIs, and codes that stand twice in a list."""
    for source, path, codes, known, what in _lists(definitions):
        for position, code in enumerate(codes):
            if code not in known and code not in broken:
                message = f"there is no {what} {code!r}.{nearest(code, known)}"
                yield source.problem((*path, position), message)
            if code in codes[:position]:
                yield source.problem((*path, position), f"{what} {code!r} stands twice; keep one of them")
    yield from _benchmarks(definitions, broken)


def _benchmarks(definitions: Definitions, broken: frozenset[str]) -> Iterator[Problem]:
    for code, kpi in definitions.kpis.items():
        seen: set[tuple[str, int]] = set()
        for position, benchmark in enumerate(kpi.benchmarks):
            if (benchmark.industry, benchmark.year) in seen:
                message = f"{benchmark.industry!r} has a benchmark of {benchmark.year} already; keep one of them"
                yield definitions.sources["Kpi", code].problem(("benchmarks", position), message)
            seen.add((benchmark.industry, benchmark.year))
            if benchmark.industry not in definitions.industries and benchmark.industry not in broken:
                message = (
                    f"there is no industry {benchmark.industry!r}.{nearest(benchmark.industry, definitions.industries)}"
                )
                yield definitions.sources["Kpi", code].problem(("benchmarks", position, "industry"), message)


_List = tuple[Source, Path, Sequence[str], Mapping[str, object], str]


def _lists(definitions: Definitions) -> Iterator[_List]:
    """Every list of codes: where it stands, its codes, and what they are looked up in."""
    sources = definitions.sources
    for code, chain in definitions.value_chains.items():
        source = sources["ValueChain", code]
        yield source, ("modules",), chain.modules, definitions.modules, "module"
        yield source, ("industries",), chain.industries, definitions.industries, "industry"
    for code, module in definitions.modules.items():
        source = sources["Module", code]
        yield source, ("object_models",), module.object_models, definitions.object_models, "object model"
        yield source, ("kpis",), module.kpis, definitions.kpis, "KPI"
    for code, kpi in definitions.kpis.items():
        yield sources["Kpi", code], ("object_models",), kpi.object_models, definitions.object_models, "object model"
