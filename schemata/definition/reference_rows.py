"""Definitions -> the rows that the metadata database holds about them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from schemata.definition.definitions import Definitions
from schemata.definition.kinds import ObjectModel
from schemata.model import Table
from schemata.model.reference_rows import Json, TableRows

METADATA_SCHEMA = "metadata"

_Records = Iterator[Mapping[str, Json]]
_TABLE_KEYS = {
    *("columns", "primary_key", "unique", "checks", "foreign_keys", "indexes", "exclusions", "triggers"),
    *("rls", "policies", "partition_by", "partitions", "options", "unlogged"),
}


def rows(definitions: Definitions, active_codes: Collection[str]) -> tuple[TableRows, ...]:
    """The rows of the metadata schema's tables, by key; a table stands behind those that it refers to.

    `active_codes` are the chains whose status is active. Where a table or a column is not in the definition of the
    metadata schema, its values are left out. Without a metadata schema there are no rows.
    """
    tables = {table.name: table for table in definitions.schema_tables.get(METADATA_SCHEMA, ())}
    active = frozenset(active_codes)
    return tuple(
        _table_rows(tables[name], list(records(definitions, active)))
        for name, records in _RECORDS.items()
        if name in tables and tables[name].primary_key
    )


def _table_rows(table: Table, records: list[Mapping[str, Json]]) -> TableRows:
    key = table.primary_key.columns if table.primary_key else ()
    known = records[0].keys() if records else frozenset(key)
    columns = tuple(column.name for column in table.columns if column.name in known)
    values = (tuple(record[column] for column in columns) for record in records)
    positions = [columns.index(column) for column in key]
    return TableRows(table.name, key, columns, tuple(sorted(values, key=lambda row: [str(row[p]) for p in positions])))


def _industries(definitions: Definitions, _: frozenset[str]) -> _Records:
    for code, industry in definitions.industries.items():
        yield {"code": code, "name": industry.name, "description": industry.description}


def _value_chains(definitions: Definitions, active: frozenset[str]) -> _Records:
    for code, chain in definitions.value_chains.items():
        yield {
            "code": code,
            "name": chain.name,
            "description": chain.description,
            "version": chain.version,
            "framework": chain.framework,
            "schema_name": chain.schema_name,
            "status": "active" if code in active else "inactive",
        }


def _modules(definitions: Definitions, _: frozenset[str]) -> _Records:
    for code, module in definitions.modules.items():
        yield {"code": code, "name": module.name, "description": module.description}


def _object_models(definitions: Definitions, _: frozenset[str]) -> _Records:
    users = _users(definitions)
    for code, model in definitions.object_models.items():
        yield {
            "code": code,
            "name": model.name,
            "description": model.description,
            "table_name": model.table,
            "table_schema": table_schema(model),
            "metadata_": users[code],
            "is_hypertable": model.hypertable is not None,
            "partition_key": model.hypertable.time_column if model.hypertable else None,
        }


def table_schema(model: ObjectModel) -> dict[str, Json]:
    """An object model's table as it is defined: the same for all spellings of the same definition."""
    return _dump(model, include=_TABLE_KEYS)


def _dump(spec: BaseModel, **selection: Any) -> dict[str, Json]:
    return spec.model_dump(mode="json", exclude_defaults=True, by_alias=True, **selection)


def _users(definitions: Definitions) -> dict[str, dict[str, Json]]:
    """For each object model the modules and value chains that use it."""
    modules: dict[str, list[Json]] = {code: [] for code in definitions.object_models}
    chains: dict[str, list[Json]] = {code: [] for code in definitions.object_models}
    for module_code, module in definitions.modules.items():
        for code in module.object_models:
            modules[code].append(module_code)
    for chain_code in definitions.value_chains:
        for code in definitions.chain_object_models(chain_code):
            chains[code].append(chain_code)
    return {code: {"modules": modules[code], "value_chains": chains[code]} for code in definitions.object_models}


def _kpis(definitions: Definitions, _: frozenset[str]) -> _Records:
    for code, kpi in definitions.kpis.items():
        yield {
            "code": code,
            "name": kpi.name,
            "description": kpi.description,
            "unit": kpi.unit,
            "direction": kpi.direction,
            "frequency": kpi.frequency,
            "formula": kpi.formula,
        }


def _benchmarks(definitions: Definitions, _: frozenset[str]) -> _Records:
    for code, kpi in definitions.kpis.items():
        for benchmark in kpi.benchmarks:
            yield {
                "kpi_code": code,
                "industry_code": benchmark.industry,
                "year": benchmark.year,
                "median": benchmark.median,
                "best_in_class": benchmark.best_in_class,
                "source": benchmark.source,
            }


def _chain_industries(definitions: Definitions, _: frozenset[str]) -> _Records:
    for code, chain in definitions.value_chains.items():
        yield from ({"value_chain_code": code, "industry_code": industry} for industry in chain.industries)


def _chain_modules(definitions: Definitions, _: frozenset[str]) -> _Records:
    for code, chain in definitions.value_chains.items():
        yield from ({"value_chain_code": code, "module_code": module} for module in chain.modules)


def _module_object_models(definitions: Definitions, _: frozenset[str]) -> _Records:
    for code, module in definitions.modules.items():
        yield from ({"module_code": code, "object_model_code": model} for model in module.object_models)


def _module_kpis(definitions: Definitions, _: frozenset[str]) -> _Records:
    for code, module in definitions.modules.items():
        yield from ({"module_code": code, "kpi_code": kpi} for kpi in module.kpis)


def _object_model_kpis(definitions: Definitions, _: frozenset[str]) -> _Records:
    for code, kpi in definitions.kpis.items():
        yield from ({"object_model_code": model, "kpi_code": code} for model in kpi.object_models)


_RECORDS: dict[str, Callable[[Definitions, frozenset[str]], _Records]] = {
    "industries": _industries,
    "value_chains": _value_chains,
    "modules": _modules,
    "object_models": _object_models,
    "kpis": _kpis,
    "benchmarks": _benchmarks,
    "value_chain_industry_association": _chain_industries,
    "value_chain_module_association": _chain_modules,
    "module_objectmodel_association": _module_object_models,
    "module_kpi_association": _module_kpis,
    "objectmodel_kpi_association": _object_model_kpis,
}
"""What fills each table, in the order of their foreign keys."""
