"""Values of enums: which are renamed, which are new, and whether a change can be made in place."""

from __future__ import annotations

from schemata.model import Enum


def renamed_values(live: Enum, desired: Enum) -> dict[str, str]:
    """The renames to do: live value -> desired value, as the hints say."""
    hints = {hint.source: hint.name for hint in desired.renamed_values}
    known = {*live.values}
    return {source: name for source, name in hints.items() if source in known and name not in known}


def _kept(live: Enum, desired: Enum) -> tuple[str, ...]:
    """The live values under their desired names."""
    renames = renamed_values(live, desired)
    return tuple(renames.get(value, value) for value in live.values)


def is_in_place(live: Enum, desired: Enum) -> bool:
    """Whether values are only added and renamed: the live ones stand in the desired ones in their order."""
    rest = iter(desired.values)
    return all(value in rest for value in _kept(live, desired))


def added_values(live: Enum, desired: Enum) -> list[tuple[str, str | None]]:
    """The new values in the order of making, each with the value that it stands before, None at the end."""
    there = {*_kept(live, desired)}
    found = []
    for at, value in enumerate(desired.values):
        if value not in there:
            found.append((value, next((other for other in desired.values[at:] if other in there), None)))
    return found
