"""All definitions of a folder, by kind and code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schemata.definition.compile import Content
from schemata.definition.kinds import App, Industry, Kpi, Module, ObjectModel, Schema, ValueChain
from schemata.definition.source import Source
from schemata.definition.sql.expression import Expression
from schemata.model import Table

VALUE_CHAIN_DATABASE = "analytics_db"
"""The database that value chains' schemas are in, unless a stack places them elsewhere."""


@dataclass(frozen=True, slots=True)
class Definitions:
    """Definitions that were loaded and checked together. All mappings are sorted by key.

    `tables` are the object models' tables by code, `schema_tables` those of each schema by its name, `formulas` the
    KPIs' by code. `contents` is what each definition puts into a schema, and `sources` says where it stands, both by
    kind and code (or name).
    """

    object_models: Mapping[str, ObjectModel]
    modules: Mapping[str, Module]
    kpis: Mapping[str, Kpi]
    value_chains: Mapping[str, ValueChain]
    industries: Mapping[str, Industry]
    schemas: Mapping[str, Schema]
    apps: Mapping[str, App]
    tables: Mapping[str, Table]
    contents: Mapping[tuple[str, str], Content]
    schema_tables: Mapping[str, tuple[Table, ...]]
    formulas: Mapping[str, Expression]
    sources: Mapping[tuple[str, str], Source]

    def chain_object_models(self, code: str) -> tuple[str, ...]:
        """Codes of the object models of a chain's modules, sorted, each once; unknown ones are left out."""
        modules = [self.modules[module] for module in self.value_chains[code].modules if module in self.modules]
        codes = {model for module in modules for model in module.object_models}
        return tuple(sorted(codes & self.object_models.keys()))

    def chain_tables(self, code: str) -> tuple[Table, ...]:
        """The tables of a chain's schema, sorted by name."""
        found = (self.contents["ObjectModel", model].schema.tables for model in self.chain_object_models(code))
        return tuple(sorted((table for tables in found for table in tables), key=lambda table: table.name))

    def parts(self, kind: str, code: str) -> tuple[tuple[str, str], ...]:
        """Kind and code of all definitions whose content stands in the schema of a chain, or of a schema."""
        if kind != "ValueChain":
            return ((kind, code),)
        modules = sorted({module for module in self.value_chains[code].modules if module in self.modules})
        models = self.chain_object_models(code)
        own = [("ObjectModel", model) for model in models], [("Module", module) for module in modules]
        return (*own[0], *own[1], (kind, code))
