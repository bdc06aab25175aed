"""Changes of triggers and policies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from schemata.diff import changes, comments, hints
from schemata.diff.changes import Change
from schemata.diff.error import HintProblem
from schemata.diff.pairs import by_name
from schemata.diff.ref import Part, ref
from schemata.model import Firing, Policy, Trigger


def compare(
    relation: str,
    live: tuple[Part, ...],
    desired: tuple[Part, ...],
    taken: frozenset[str],
    problems: list[HintProblem],
) -> Iterator[Change]:
    """The changes of the triggers, or of the policies, of one table or view. `taken` are subjects made again."""
    renames = hints.renames(relation, {item.name for item in live}, desired, problems)
    found = by_name(live, desired, renames)
    for item in found.gone:
        yield changes.DropPart(relation, item)
    for item in found.new:
        yield changes.AddPart(relation, item)
    for before, after in found.both:
        if not taken.isdisjoint(before.needs) or not _is_alterable(before, after):
            yield changes.DropPart(relation, before)
            yield changes.AddPart(relation, after)
        else:
            yield from _kept(relation, before, after)


def _kept(relation: str, live: Part, desired: Part) -> Iterator[Change]:
    if live.name != desired.name:
        yield changes.RenamePart(relation, live, desired.name)
    if _content(live) != _content(desired):
        yield changes.AlterPart(relation, live, desired)
    kind = ref(desired, relation).kind
    yield from comments.compare(kind, relation, desired.name, live.comment, desired.comment)


def _content(item: Part) -> Part:
    return replace(item, name="", comment=None)


def _is_alterable(live: Part, desired: Part) -> bool:
    """Whether ALTER can make the change: of a trigger when it fires, of a policy its roles and expressions."""
    match live, desired:
        case Trigger(), Trigger():
            bare = replace(desired, firing=Firing.ORIGIN)
            return _content(replace(live, firing=Firing.ORIGIN)) == _content(bare)
        case Policy(), Policy():
            same = (live.command, live.permissive) == (desired.command, desired.permissive)
            loses = any(
                a is not None and b is None for a, b in ((live.using, desired.using), (live.check, desired.check))
            )
            return same and not loses
        case _:
            return False
