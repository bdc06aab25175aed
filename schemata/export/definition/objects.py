"""Types, sequences, views and functions of a definition."""

from __future__ import annotations

from schemata.export.definition.access import owned
from schemata.export.definition.tables import check, default, index, numbering, trigger
from schemata.export.definition.values import Mapping, Value, mapping, options, unless, words
from schemata.model import (
    CompositeType,
    Domain,
    Enum,
    Extension,
    Function,
    MaterializedView,
    RangeType,
    Sequence,
    View,
)
from schemata.model.function import Argument
from schemata.model.sequence import BIGINT

_RANGE_OPTIONS = {"subtype_opclass": "opclass", "multirange_type_name": "multirange"}


def extension(item: Extension) -> Value:
    """An extension; a version is not asked for, so that the server's own will do."""
    return item.name if item.comment is None else {"name": item.name, "description": item.comment}


def enum(item: Enum) -> Mapping:
    """An enum."""
    return {"values": list(item.values), **mapping(description=item.comment), **owned(item)}


def domain(item: Domain) -> Mapping:
    """A domain."""
    return {
        "type": str(item.type),
        **({} if item.nullable else {"nullable": False}),
        **mapping(default=default(item.default), collation=item.collation),
        **mapping(checks=[check(each) for each in item.checks], description=item.comment),
        **owned(item),
    }


def composite_type(item: CompositeType) -> Mapping:
    """A composite type."""
    attributes = [
        mapping(name=each.name, type=str(each.type), collation=each.collation, description=each.comment)
        for each in item.attributes
    ]
    return {"attributes": attributes, **mapping(description=item.comment), **owned(item)}


def range_type(item: RangeType) -> Mapping:
    """A range type."""
    named = {_RANGE_OPTIONS.get(option.name, option.name): option.value for option in item.options}
    return {"subtype": str(item.subtype), **named, **mapping(description=item.comment), **owned(item)}


def sequence(item: Sequence) -> Mapping:
    """A sequence."""
    owner = None if item.owned_by is None else f"{item.owned_by.table}.{item.owned_by.column}"
    return {
        **mapping(type=None if item.type == BIGINT else str(item.type)),
        **numbering(item.numbering),
        **mapping(owned_by=owner, unlogged=item.unlogged, description=item.comment),
        **owned(item),
    }


def view(item: View) -> Mapping:
    """A view."""
    return {
        "query": item.query,
        **_columns(item),
        **({} if item.security_invoker else {"security_invoker": False}),
        **mapping(security_barrier=item.security_barrier, check_option=words(item.check_option)),
        **mapping(triggers=[trigger(each) for each in item.triggers], description=item.comment),
        **owned(item),
    }


def materialized_view(item: MaterializedView) -> Mapping:
    """A materialised view."""
    return {
        "query": item.query,
        **_columns(item),
        **mapping(indexes=[index(each) for each in item.indexes], options=options(item.options)),
        **mapping(description=item.comment),
        **owned(item),
    }


def function(item: Function) -> Mapping:
    """A function or procedure."""
    settings = options(item.settings)
    path = settings.pop("search_path", None)
    return {
        **mapping(name=item.name, arguments=[_argument(each) for each in item.arguments], returns=item.returns),
        **mapping(language=item.language, volatility=unless(words(item.volatility), "volatile")),
        **mapping(strict=item.strict, leakproof=item.leakproof, parallel=unless(words(item.parallel), "unsafe")),
        **mapping(window=item.window, security_definer=item.security_definer, settings=settings),
        **({} if path is None else {"search_path": _path(path)}),
        **mapping(cost=_number(item.cost), rows=_number(item.rows), description=item.comment),
        "body": item.body,
        **owned(item),
    }


def _columns(item: View | MaterializedView) -> Mapping:
    return mapping(columns={each.name: each.comment for each in item.columns if each.comment is not None})


def _argument(item: Argument) -> Mapping:
    found = mapping(name=item.name or None, type=str(item.type), mode=unless(words(item.mode), "in"))
    return {**found, **mapping(default=default(item.default))}


def _path(text: str) -> list[str]:
    """`pg_catalog, ""` as a list; an empty path has no entries."""
    names = (name.strip().strip("'\"") for name in text.split(","))
    return [name for name in names if name]


def _number(text: str | None) -> Value:
    if text is None:
        return None
    return float(text) if "." in text else int(text)
