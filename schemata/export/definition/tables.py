"""Tables of a definition: columns, keys, checks, indexes, triggers, policies."""

from __future__ import annotations

import re
from typing import Any

from schemata.export.definition.access import owned
from schemata.export.definition.partitions import partition_by
from schemata.export.definition.values import Mapping, mapping, options, unless, words
from schemata.model import Check, Column, Exclusion, ForeignKey, Index, PrimaryKey, RowSecurity, Table, Unique
from schemata.model.constraint import Deferrable
from schemata.model.index import IndexKey
from schemata.model.policy import Policy
from schemata.model.sequence import Numbering
from schemata.model.trigger import Trigger

_NEXT = re.compile(r"nextval\('(?:\w+\.)?(?P<name>[a-z_][a-z0-9_]*)'(?:::regclass)?\)")


def table(item: Table) -> Mapping:
    """A table that is no partition."""
    return {
        **mapping(description=item.comment, columns=[column(each) for each in item.columns]),
        **mapping(primary_key=_primary_key(item.primary_key), unique=[_unique(each) for each in item.uniques]),
        **mapping(checks=[check(each) for each in item.checks]),
        **mapping(foreign_keys=[_foreign_key(each) for each in item.foreign_keys]),
        **mapping(indexes=[index(each) for each in item.indexes]),
        **mapping(exclusions=[_exclusion(each) for each in item.exclusions]),
        **mapping(triggers=[trigger(each) for each in item.triggers]),
        **mapping(rls=_row_security(item.row_security), policies=[_policy(each) for each in item.policies]),
        **mapping(partition_by=partition_by(item.partition_by), options=options(item.options), unlogged=item.unlogged),
        **mapping(replica_identity=item.replica_identity),
        **owned(item),
    }


def column(item: Column) -> Mapping:
    """A column."""
    return {
        **mapping(name=item.name, type=str(item.type), description=item.comment),
        **({} if item.nullable or item.identity else {"nullable": False}),
        **mapping(default=default(item.default)),
        **mapping(generated=item.generated, virtual=item.virtual, identity=words(item.identity)),
        **mapping(numbering=None if item.numbering is None else numbering(item.numbering)),
        **mapping(collation=item.collation, storage=item.storage, compression=item.compression),
        **mapping(statistics=item.statistics),
    }


def default(expression: str | None) -> Mapping | None:
    """A default: the next number of a sequence of the schema, or an expression."""
    if expression is None:
        return None
    match = _NEXT.fullmatch(expression)
    return {"sequence": match["name"]} if match else {"sql": expression}


def numbering(item: Numbering) -> Mapping:
    """How a sequence or identity counts."""
    return {
        **mapping(start=item.start, increment=unless(item.increment, 1), minimum=item.minimum, maximum=item.maximum),
        **mapping(cache=unless(item.cache, 1), cycle=item.cycle),
    }


def check(item: Check) -> Mapping:
    """A check of a table or domain."""
    found = mapping(name=item.name, expression=item.expression, description=item.comment)
    return {**found, **_validity(item), **mapping(no_inherit=item.no_inherit)}


def index(item: Index) -> Mapping:
    """An index of a table or materialised view."""
    return {
        **mapping(name=item.name, columns=[_key(each) for each in item.keys], unique=item.unique),
        **mapping(method=unless(item.method, "btree"), nulls_not_distinct=item.nulls_not_distinct),
        **mapping(include=list(item.include), where=item.where, options=options(item.options)),
        **mapping(description=item.comment),
    }


def trigger(item: Trigger) -> Mapping:
    """A trigger of a table or view."""
    function = item.function if item.function_schema is None else f"{item.function_schema}.{item.function}"
    return {
        **mapping(name=item.name, timing=words(item.timing), events=[words(event) for event in item.events]),
        **mapping(columns=list(item.columns), function=function, arguments=list(item.arguments)),
        **mapping(each="row" if item.each_row else "statement", when=item.when),
        **mapping(old_table=item.old_table, new_table=item.new_table, constraint=item.constraint),
        **mapping(deferrable=_deferrable(item.deferrable), firing=unless(words(item.firing), "origin")),
        **mapping(description=item.comment),
    }


def _primary_key(item: PrimaryKey | None) -> Mapping | None:
    return None if item is None else {**_key_of(item), **mapping(without_overlaps=item.without_overlaps)}


def _unique(item: Unique) -> Mapping:
    found = mapping(nulls_not_distinct=item.nulls_not_distinct, without_overlaps=item.without_overlaps)
    return {**_key_of(item), **found}


def _key_of(item: PrimaryKey | Unique) -> Mapping:
    return {
        **mapping(name=item.name, columns=list(item.columns), include=list(item.include)),
        **mapping(deferrable=_deferrable(item.deferrable), description=item.comment),
    }


def _foreign_key(item: ForeignKey) -> Mapping:
    target = item.referenced_table
    if item.referenced_schema is not None:
        target = f"{item.referenced_schema}.{target}"
    return {
        **mapping(name=item.name, columns=list(item.columns)),
        "references": {"table": target, "columns": list(item.referenced_columns)},
        **mapping(on_delete=unless(words(item.on_delete), "no action")),
        **mapping(on_update=unless(words(item.on_update), "no action")),
        **mapping(match="full" if item.match_full else None, set_columns=list(item.set_columns), period=item.period),
        **mapping(deferrable=_deferrable(item.deferrable), description=item.comment),
        **_validity(item),
    }


def _exclusion(item: Exclusion) -> Mapping:
    elements = [{**_key(each.key, short=False), "operator": each.operator} for each in item.elements]
    return {
        **mapping(name=item.name, elements=elements, method=unless(item.method, "gist"), include=list(item.include)),
        **mapping(where=item.where, deferrable=_deferrable(item.deferrable), description=item.comment),
    }


def _key(item: IndexKey, *, short: bool = True) -> Any:
    nulls = None if item.nulls_first is None else ("first" if item.nulls_first else "last")
    found = {
        **mapping(column=item.column, expression=item.expression, order="desc" if item.descending else None),
        **mapping(nulls=nulls, opclass=item.operator_class, collation=item.collation),
    }
    return item.column if short and list(found) == ["column"] else found


def _validity(item: Check | ForeignKey) -> Mapping:
    return {name: False for name in ("valid", "enforced") if getattr(item, name) is False}


def _deferrable(item: Deferrable | None) -> str | None:
    return words(item)


def _row_security(item: RowSecurity) -> Mapping | None:
    match item:
        case RowSecurity.NONE:
            return None
        case RowSecurity.ENABLED:
            return {"enabled": True, "forced": False}
        case RowSecurity.FORCED:
            return {"enabled": True, "forced": True}
        case RowSecurity.FORCED_DISABLED:
            return {"enabled": False, "forced": True}


def _policy(item: Policy) -> Mapping:
    return {
        **mapping(name=item.name, for_=words(item.command), to=list(item.roles), using=item.using, check=item.check),
        **({} if item.permissive else {"permissive": False}),
        **mapping(description=item.comment),
    }
