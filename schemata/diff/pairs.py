"""Which live object is which desired one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar


class Named(Protocol):
    """Anything with a name."""

    @property
    def name(self) -> str: ...


T = TypeVar("T", bound=Named)


@dataclass(frozen=True, slots=True)
class Pairs(Generic[T]):
    """Objects on both sides (live, desired), objects that are only live, and objects that are only desired."""

    both: tuple[tuple[T, T], ...]
    gone: tuple[T, ...]
    new: tuple[T, ...]


def by_name(live: Iterable[T], desired: Iterable[T], renames: Mapping[str, str]) -> Pairs[T]:
    """Pairs objects by name. `renames`: live name -> desired name, for those whose name changes."""
    names = {item.name: item for item in desired}
    found = {renames.get(item.name, item.name): item for item in live}
    return Pairs(
        tuple((found[name], names[name]) for name in names if name in found),
        tuple(item for name, item in found.items() if name not in names),
        tuple(item for name, item in names.items() if name not in found),
    )


def with_equal_content(pairs: Pairs[T], content: Callable[[T], T], taken: Collection[str]) -> Pairs[T]:
    """Pairs what is left by content too: what is the same under another name is renamed, not made again.

    Names derived from a table or column change with it. `taken` are live names, which a rename cannot use.
    """
    both, gone, new = list(pairs.both), list(pairs.gone), []
    for item in pairs.new:
        same = [other for other in gone if item.name not in taken and content(other) == content(item)]
        if same:
            gone.remove(same[0])
            both.append((same[0], item))
        else:
            new.append(item)
    return Pairs(tuple(both), tuple(gone), tuple(new))
