"""Comments of objects that stay. A new object brings its own."""

from __future__ import annotations

from collections.abc import Iterator

from schemata.diff.changes import SetComment
from schemata.diff.ref import ObjectKind


def compare(
    kind: ObjectKind, table: str, name: str, live: str | None, desired: str | None, types: tuple[str, ...] = ()
) -> Iterator[SetComment]:
    """The change from one comment to another."""
    if live != desired:
        yield SetComment(kind, table, name, live, desired, types)
