"""An index that no constraint owns."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemata.model.option import Option


@dataclass(frozen=True, slots=True)
class IndexKey:
    """One key of an index: a column or an expression, never both.

    `nulls_first` is None where it is the default of the order (last ascending, first descending).
    """

    column: str | None = None
    expression: str | None = None
    descending: bool = False
    nulls_first: bool | None = None
    operator_class: str | None = None
    collation: str | None = None


@dataclass(frozen=True, slots=True)
class Index:
    """An index. `method` is Postgres's name of the access method: btree, hash, gin, gist, spgist or brin.

    An index that is not `valid` was left by an interrupted concurrent build; no definition asks for one.
    """

    name: str
    keys: tuple[IndexKey, ...]
    method: str = "btree"
    unique: bool = False
    nulls_not_distinct: bool = False
    include: tuple[str, ...] = ()
    where: str | None = None
    options: tuple[Option, ...] = ()
    valid: bool = True
    comment: str | None = None
    renamed_from: str | None = field(default=None, compare=False)
    needs: tuple[str, ...] = field(default=(), compare=False)
