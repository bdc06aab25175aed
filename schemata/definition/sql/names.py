"""The tables and columns that a query names, and those that it only may name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeGuard

from sqlglot import exp
from sqlglot.optimizer.scope import Scope, traverse_scope

from schemata.definition.claims import OWN, Claim, key


@dataclass(slots=True)
class Names:
    """`columns` belong to no table of the query itself; `outputs` are the names of its own columns."""

    columns: set[tuple[str, ...]] = field(default_factory=set)
    claims: list[Claim] = field(default_factory=list)
    outputs: list[str] = field(default_factory=list)


def names_of(tree: exp.Expr) -> Names:
    """The names in an expression or query; its tables get their schema's name in front. Raises ValueError."""
    for table in list(tree.find_all(exp.Table)):
        _qualify(table)
    for star in tree.find_all(exp.Star):
        if not isinstance(star.parent, exp.Anonymous):
            raise ValueError("'*' is not allowed in a query; list the columns")
    found = Names()
    if isinstance(tree, exp.Query):
        found.outputs = _outputs(tree)
    for query in _outermost(tree):
        for scope in traverse_scope(query):
            found.claims += _scope_claims(scope, tree)
    found.claims += [claim for table in tree.find_all(exp.Table) for claim in _table_claims(table)]
    found.columns = {_parts(column) for column in tree.find_all(exp.Column) if not _inside_query(column)}
    return found


def _parts(column: exp.Column) -> tuple[str, ...]:
    return tuple(part.name for part in column.parts)


def _inside_query(node: exp.Expr) -> bool:
    return node.find_ancestor(exp.Query) is not None


def _outermost(tree: exp.Expr) -> Iterator[exp.Expr]:
    """Queries that stand in no other."""
    for query in tree.find_all(exp.Query):
        if not _inside_query(query):
            yield query.unnest()


def _outputs(query: exp.Query) -> list[str]:
    names = [select.alias_or_name for select in query.selects]
    if not names:
        raise ValueError("a query begins with SELECT and names its columns")
    if "" in names:
        raise ValueError(f"column {names.index('') + 1} of the query has no name; write one behind 'as'")
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise ValueError(f"two columns of the query are called {twice!r}; write another name behind 'as'")
    return names


def _qualify(table: exp.Table) -> None:
    if not isinstance(table.this, exp.Identifier):
        return
    if table.catalog:
        raise ValueError(f"{table.catalog}.{table.db}.{table.name} is not a table; write table or schema.table")
    if not table.db and table.name not in _with_names(table):
        table.set("db", exp.Identifier(this=OWN, quoted=False))


def _with_names(node: exp.Expr) -> set[str]:
    """What WITH clauses around a node name."""
    names: set[str] = set()
    above = node.parent
    while above is not None:
        if isinstance(above, exp.Query):
            names |= {cte.alias for cte in above.ctes}
        above = above.parent
    return names


def _table_claims(table: exp.Table) -> Iterator[Claim]:
    if isinstance(table.this, exp.Identifier) and table.db:
        written = table.name if table.db == OWN else f"{table.db}.{table.name}"
        yield Claim((key("relation", table.db, table.name),), f"there is no table or view {written!r}")


def _scope_claims(scope: Scope, tree: exp.Expr) -> Iterator[Claim]:
    """The tables that each column may be of; where it is sure to be of one of them, it has to be there."""
    sources = scope.sources.values()
    tables: dict[str, exp.Table] = {name: source for name, source in scope.sources.items() if _is_relation(source)}
    # Other columns may be of a query around this one, or of what has no table.
    closed = len(tables) == len(sources) and scope.parent is None and isinstance(tree, exp.Query)
    aliases = {select.alias for select in getattr(scope.expression, "selects", ()) if isinstance(select, exp.Alias)}
    for column in scope.columns:
        if column.table:
            candidates = [tables[column.table]] if column.table in tables else []
        else:
            candidates = list(tables.values()) if _query_of(column) is scope.expression else []
        if candidates:
            sure = bool(column.table) or (closed and column.name not in aliases)
            yield Claim(_keys(column, candidates), _missing(column, candidates) if sure else "")


def _is_relation(source: object) -> TypeGuard[exp.Table]:
    return isinstance(source, exp.Table) and isinstance(source.this, exp.Identifier) and bool(source.db)


def _query_of(column: exp.Column) -> exp.Expr | None:
    return column.find_ancestor(exp.Select)


def _keys(column: exp.Column, tables: list[exp.Table]) -> tuple[str, ...]:
    return tuple(key("column", table.db, table.name, column.name) for table in tables)


def _missing(column: exp.Column, tables: list[exp.Table]) -> str:
    return f"there is no column {'.'.join(_parts(column))!r} in {', '.join(repr(table.name) for table in tables)}"
