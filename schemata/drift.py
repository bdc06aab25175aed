"""Drift: live objects that are not as they were made. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from schemata.model import Schema
from schemata.model.text import facts
from schemata.objects import paths


class DriftKind(StrEnum):
    """How a live object differs from what was made."""

    MISSING = "missing"
    CHANGED = "changed"
    UNEXPECTED = "unexpected"


@dataclass(frozen=True, slots=True)
class Drift:
    """A live object that is not as it was made.

    `subject` names it as in the canonical text (`orders column status`); `live` is its line of now, empty where it is
    missing.
    """

    subject: str
    kind: DriftKind
    live: str


def fingerprint(digests: Mapping[str, str]) -> str:
    """One digest of all facts of a schema."""
    lines = "".join(f"{key} {value}\n" for key, value in sorted(digests.items()))
    return hashlib.sha256(lines.encode()).hexdigest()[:32]


def find(live: Schema, recorded: Mapping[str, str]) -> tuple[Drift, ...]:
    """Compares a live schema with the digests of its facts when it was made: in the text's order, missing ones last.

    A table or view that is missing or unexpected stands for everything in it, and an object for its comment.
    """
    now = {fact.subject: fact for fact in facts(live)}
    missing = recorded.keys() - now.keys()
    unexpected = now.keys() - recorded.keys()
    found = []
    for key, fact in now.items():
        if key in unexpected and not _is_covered(key, unexpected):
            found.append(Drift(key, DriftKind.UNEXPECTED, " ".join(fact.lines())))
        elif key in recorded and recorded[key] != fact.digest:
            found.append(Drift(key, DriftKind.CHANGED, " ".join(fact.lines())))
    gone = sorted(key for key in missing if not _is_covered(key, missing))
    return (*found, *(Drift(key, DriftKind.MISSING, "") for key in gone))


def unmanaged(live: Schema, recorded: Mapping[str, str]) -> frozenset[str]:
    """The paths (`orders`, `orders.customer_id`) of live objects that nothing records: others made them."""
    return frozenset(path for key, path in paths(live) if key not in recorded)


def _is_covered(key: str, among: AbstractSet[str]) -> bool:
    return any(owner != key and owner in among for owner in _owners(key))


def _owners(key: str) -> Iterator[str]:
    """The subjects of what this is a part of: its table or view, and what a comment, owner or grant is of."""
    end = _end_of_name(key)
    kind, _, rest = key[end + 1 :].partition(" ")
    if key.startswith("@"):
        yield f"{_bare(key[:end])}{key[end:]}"
    else:
        yield from (f"{key[:end]} table", f"@view {key[:end]}", f"@materialized-view {key[:end]}")
        yield f"{key[:end]} {_bare(kind)} {rest}"


def _bare(kind: str) -> str:
    """`column` for `column-comment`."""
    return kind.removesuffix("-comment").removesuffix("-owner").removesuffix("-grants")


def _end_of_name(key: str) -> int:
    """Where the first name ends: at the first blank outside of quotes."""
    inside = False
    for position, character in enumerate(key):
        if character == '"':
            inside = not inside
        elif character == " " and not inside:
            return position
    return len(key)
