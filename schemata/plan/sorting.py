"""One graph over all steps of a plan. Nothing is ever lost: what comes in goes out."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from schemata.plan.effects import Effects, effects
from schemata.plan.order import Phase, Placed

_PHASES = {phase: number for number, phase in enumerate(Phase)}
_Edges = Mapping[int, set[int]]


def in_order(placed: Sequence[Placed]) -> tuple[Placed, ...]:
    """The operations so that each finds what it needs; what is free goes by phase, rank and the order of coming.

    An operation runs no earlier than in the phase of what it needs. Where needs go round in a circle, the rank decides.
    """
    found = [effects(item.operation) for item in placed]
    after = _edges(found)
    moved = _in_late_phases(placed, after)
    keys = [(_PHASES[item.phase], item.rank, number) for number, item in enumerate(moved)]
    order = tuple(_topological(keys, after))
    assert len(order) == len(placed), "a step was lost in ordering"
    return tuple(moved[number] for number in order)


def _edges(found: Sequence[Effects]) -> dict[int, set[int]]:
    """From each operation to those that come after it: what releases, before what takes, makes, uses."""
    releases, takes, makes, uses = (
        _index(getattr(item, name) for item in found) for name in ("releases", "takes", "makes", "uses")
    )
    after: dict[int, set[int]] = defaultdict(set)
    for name, users in uses.items():
        _link(after, makes.get(name, ()), users)
    for name, takers in takes.items():
        _link(after, releases.get(name, ()), takers)
        _link(after, takers, makes.get(name, ()))
    return after


def _index(sets: Iterable[Iterable[str]]) -> dict[str, list[int]]:
    """The operations by subject."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, names in enumerate(sets):
        for name in names:
            found[name].append(number)
    return found


def _link(after: dict[int, set[int]], first: Iterable[int], then: Iterable[int]) -> None:
    for number in first:
        after[number].update(other for other in then if other != number)


def _in_late_phases(placed: Sequence[Placed], after: _Edges) -> list[Placed]:
    """Operations that need what a later phase makes, moved to that phase; those of the preparation stay first."""
    moved = list(placed)
    waiting = [number for number, item in enumerate(moved) if _PHASES[item.phase] > _PHASES[Phase.TRANSACTION]]
    while waiting:
        number = waiting.pop()
        phase = _LATEST[moved[number].phase]
        for other in after.get(number, ()):
            if _PHASES[Phase.PREPARATION] < _PHASES[moved[other].phase] < _PHASES[phase]:
                moved[other] = replace(moved[other], phase=phase)
                waiting.append(other)
    return moved


_LATEST = {phase: Phase.VALIDATION if phase is Phase.CONCURRENT else phase for phase in Phase}
"""The phase for what follows a step: what needs a concurrent build runs in a transaction of its own after it."""


def _topological(keys: Sequence[tuple[int, int, int]], after: _Edges) -> Iterator[int]:
    missing = [0] * len(keys)
    for others in after.values():
        for other in others:
            missing[other] += 1
    left = set(range(len(keys)))
    free = [keys[number] for number in left if not missing[number]]
    heapq.heapify(free)
    while left:
        number = heapq.heappop(free)[2] if free else min(left, key=lambda item: keys[item])
        if number not in left:
            continue
        left.remove(number)
        yield number
        for other in after.get(number, ()):
            missing[other] -= 1
            if not missing[other] and other in left:
                heapq.heappush(free, keys[other])
