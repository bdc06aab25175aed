"""Live objects in the definition's own terms. Pure.

Postgres keeps `status in ('new')` as `((status)::text = 'new'::text)`. So the record of a schema has, beside the
definition, the digest of each live object as it was when it was made: as long as a live object has that digest, it is
what the definition says, however it is spelled.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any

from schemata.model import Column, MaterializedView, Schema, View, ViewColumn
from schemata.model.text import digests
from schemata.objects import by_subject, merged


def untouched(live: Schema, live_digests: Mapping[str, str]) -> frozenset[str]:
    """The subjects of what is as it was when `live_digests` were taken."""
    return frozenset(key for key, value in digests(live).items() if live_digests.get(key) == value)


def managed(live: Schema, definition: Schema) -> Schema:
    """`live` without the owners, grants and default privileges that the definition leaves alone (they are None there).

    An object that the definition does not have keeps them.
    """

    def choose(_key: str, _path: str, item: Any, other: Any, /) -> Any:
        return item if other is None else _without_unmanaged(item, other)

    found: Schema = _without_unmanaged(merged(live, definition, choose), definition)
    return found if definition.default_privileges is not None else replace(found, default_privileges=None)


def in_definition_terms(live: Schema, recorded: Schema, live_digests: Mapping[str, str]) -> Schema:
    """`live` with every object that has its recorded digest replaced by the recorded definition's.

    Comments, owners and grants stay live. Columns stand in the order of `recorded`, those it does not know last.
    """
    same = untouched(live, live_digests)

    def choose(key: str, _path: str, item: Any, other: Any, /) -> Any:
        return _with_attachments(other, item) if other is not None and key in same else _hinted(item, other)

    return replace(merged(live, recorded, choose), renamed_from=recorded.renamed_from)


def to_record(
    live: Schema, desired: Schema, before: Schema | None, unchanged: AbstractSet[str], pending: AbstractSet[str]
) -> Schema:
    """What to record while steps are pending: each live object in its desired form where it was made, else as before.

    `before` is the schema before the plan in the definition's terms; `unchanged` are the subjects of what is as it was
    then; `pending` are paths (`orders.customer_id`) of objects with steps to come.
    """
    earlier = by_subject(before) if before else {}

    def choose(key: str, path: str, item: Any, other: Any, /) -> Any:
        waiting = path in pending
        if other is not None and not (waiting and key in unchanged):
            return _with_state(other, item) if waiting else other
        known = earlier.get(key)
        return known if isinstance(known, type(item)) and key in unchanged else item

    return managed(replace(merged(live, desired, choose), renamed_from=desired.renamed_from), desired)


def _without_unmanaged(item: Any, other: Any) -> Any:
    left = {name: None for name in ("owner", "grants") if hasattr(other, name) and getattr(other, name) is None}
    return replace(item, **left) if left else item


def _with_attachments(desired: Any, live: Any) -> Any:
    """The desired object with the comment, owner and grants of the live one."""
    attached = {name: getattr(live, name) for name in ("comment", "owner", "grants") if hasattr(live, name)}
    if isinstance(live, View | MaterializedView):
        attached["columns"] = _commented(desired.columns, live.columns)
    return replace(desired, **attached)


def _commented(columns: tuple[ViewColumn, ...], live: tuple[ViewColumn, ...]) -> tuple[ViewColumn, ...]:
    comments = {column.name: column.comment for column in live if column.comment is not None}
    if not comments.keys() <= {column.name for column in columns}:
        return live
    return tuple(replace(column, comment=comments.get(column.name)) for column in columns)


def _hinted(live: Any, other: Any) -> Any:
    """The live object with the definition's hint of a rename where it is a table, whose parts may be untouched."""
    if other is None or not hasattr(live, "primary_key"):
        return live
    return replace(live, renamed_from=other.renamed_from)


def _with_state(desired: Any, live: Any) -> Any:
    """The desired object with what a step to come will change: nullability, validity, comment, owner, grants."""
    found = _with_attachments(desired, live)
    if isinstance(live, Column):
        return replace(found, nullable=live.nullable)
    return replace(found, valid=live.valid) if hasattr(live, "valid") else found
