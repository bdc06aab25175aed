"""Rename hints: which live object is the source of a desired one.

A hint is a wish for one moment, but it stays in the definition for years. So it is followed where the source is live
and the target is not, done where the target is live and the source is not (or is defined
anew), and everything else is an error: a hint that is ignored would drop the object and make an empty one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Protocol

from schemata.diff.error import HintProblem


class Hinted(Protocol):
    """Anything with a name and a hint."""

    @property
    def name(self) -> str: ...

    @property
    def renamed_from(self) -> str | None: ...


def renames(
    owner: str, live: Collection[str], desired: Collection[Hinted], problems: list[HintProblem]
) -> dict[str, str]:
    """The renames to do among objects of one kind and one owner: live name -> desired name.

    Args:
        owner: the path of what the objects belong to, for problems; empty for tables.
        live: the names that are live.
        desired: the objects that are desired.
        problems: takes the hints that cannot be followed.
    """
    names = {item.name for item in desired}
    found: dict[str, str] = {}
    for item in _hinted(desired):
        problem = _problem(item, live, names, found)
        if problem is not None:
            problems.append(HintProblem(f"{owner}.{item.name}".lstrip("."), str(item.renamed_from), *problem))
        elif item.renamed_from in live and item.name not in live:
            found[str(item.renamed_from)] = item.name
    return found


def _hinted(desired: Iterable[Hinted]) -> Iterable[Hinted]:
    return [item for item in desired if item.renamed_from is not None and item.renamed_from != item.name]


def _problem(
    item: Hinted, live: Collection[str], desired: Collection[str], found: dict[str, str]
) -> tuple[str, str] | None:
    """(what is wrong, what to do), or None where the hint can be followed or is done already."""
    source = str(item.renamed_from)
    if source in found:
        return f"is also the hint of {found[source]!r}", "keep one of the two hints"
    if source in desired and source in live and item.name not in live:
        return "names an object that is still defined", "take the hint or the other object out of the definition"
    if source in live and item.name in live and source not in desired:
        return "cannot be followed, because both names are live", "remove the hint, or rename in two steps"
    if source not in live and item.name not in live:
        return "names nothing that is live", "correct the name, or remove the hint to make a new object"
    return None
