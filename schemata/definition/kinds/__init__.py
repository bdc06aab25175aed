"""The kinds of definition files, one pydantic model a kind: the documented form, as people write it."""

from schemata.definition.kinds.app import App
from schemata.definition.kinds.base import Spec
from schemata.definition.kinds.industries import Industries, Industry
from schemata.definition.kinds.kpi import Benchmark, Kpi
from schemata.definition.kinds.module import Module
from schemata.definition.kinds.object_model import ObjectModel
from schemata.definition.kinds.schema import Schema
from schemata.definition.kinds.value_chain import ValueChain

KINDS: dict[str, type[Spec]] = {
    kind.__name__: kind for kind in (ObjectModel, Module, Kpi, ValueChain, Industries, Schema, App)
}
"""The kinds by the value of their key `kind`."""

__all__ = [
    "KINDS",
    "App",
    "Benchmark",
    "Industries",
    "Industry",
    "Kpi",
    "Module",
    "ObjectModel",
    "Schema",
    "Spec",
    "ValueChain",
]
