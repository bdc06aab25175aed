"""Drift: live objects that are not as they were made. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from schemata.model import Schema
from schemata.model.text import facts


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


def find(live: Schema, recorded: Mapping[str, str]) -> tuple[Drift, ...]:
    """Compares a live schema with the digests of its facts when it was made: in the text's order, missing ones last.

    A table that is missing or unexpected stands for everything in it, and an object for its comment.
    """
    now = {fact.subject: fact for fact in facts(live)}
    missing = recorded.keys() - now.keys()
    unexpected = now.keys() - recorded.keys()
    found = []
    for subject, fact in now.items():
        if subject in unexpected and not _is_covered(subject, unexpected):
            found.append(Drift(subject, DriftKind.UNEXPECTED, " ".join(fact.lines())))
        elif subject in recorded and recorded[subject] != fact.digest:
            found.append(Drift(subject, DriftKind.CHANGED, " ".join(fact.lines())))
    gone = sorted(subject for subject in missing if not _is_covered(subject, missing))
    return (*found, *(Drift(subject, DriftKind.MISSING, "") for subject in gone))


def _is_covered(subject: str, among: AbstractSet[str]) -> bool:
    return any(owner != subject and owner in among for owner in _owners(subject))


def _owners(subject: str) -> Iterator[str]:
    """The subjects of what this is a part of: its table, and the object that a comment is of."""
    end = _end_of_name(subject)
    yield f"{subject[:end]} table"
    kind, _, rest = subject[end + 1 :].partition(" ")
    yield f"{subject[:end]} {kind.removesuffix('-comment')} {rest}"


def _end_of_name(subject: str) -> int:
    """Where the table's name ends: at the first blank outside of quotes."""
    inside = False
    for position, character in enumerate(subject):
        if character == '"':
            inside = not inside
        elif character == " " and not inside:
            return position
    return len(subject)
