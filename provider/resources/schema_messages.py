"""What a `Schema` tells the user in a preview and after an update. The first line stands in the resource's row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemata.model import ObjectCounts
from schemata.outcomes import Applied, LiveSchema, Preview, Unmodelled


def creation(counts: ObjectCounts, preview: Preview) -> str:
    """The line of a schema that will be made."""
    made = (_count(counts.tables, "table"), _count(counts.indexes, "index"), _count(counts.foreign_keys, "foreign key"))
    return "\n".join((", ".join(made), *_remarks(preview)))


def plan(preview: Preview) -> str:
    """The statements of an update and what can go wrong with them."""
    hazards = [(step, hazard) for step in preview.plan.steps for hazard in step.hazards]
    head = f"{_count(len(preview.statements), 'statement')}, {_count(len(hazards), 'hazard')}"
    lines = [head]
    for step, statement in zip(preview.plan.steps, preview.statements, strict=True):
        lines.append(_indented(f"{statement};"))
        lines.extend(_indented(f"-- {hazard.code.value}: {hazard.sentence}", 4) for hazard in step.hazards)
    return "\n".join((*lines, *_remarks(preview)))


def refusals(preview: Preview) -> str:
    """What stands in the way, and how to allow it."""
    return "\n".join(str(refusal) for refusal in preview.refusals)


def done(applied: Applied) -> str:
    """The line after an update."""
    return f"{_count(len(applied.statements), 'statement')} in {applied.seconds:.2f} s"


def drift(live: LiveSchema) -> str:
    """Every object that is not as it was made."""
    lines = [f"{_count(len(live.drift), 'object')} changed outside of this program"]
    lines.extend(f"  {item.kind.value}: {item.live or item.subject}" for item in live.drift)
    lines.extend(_unmodelled(live.unmodelled))
    return "\n".join(lines)


def not_modelled(live: LiveSchema) -> str:
    """What is of a kind that the model does not have."""
    return "\n".join((f"{_count(len(live.unmodelled), 'object')} not modelled", *_unmodelled(live.unmodelled)))


def _remarks(preview: Preview) -> Iterator[str]:
    for item in preview.live_changed:
        yield f"  changed by hand: {item.kind.value} {item.subject}"
    yield from _unmodelled(preview.unmodelled)
    yield from (f"  {note}" for note in preview.notes)


def _unmodelled(things: Iterable[Unmodelled]) -> Iterator[str]:
    return (f"  not modelled, left alone: {thing.kind} {thing.name}" for thing in things)


def _indented(text: str, width: int = 2) -> str:
    return "\n".join(" " * width + line for line in text.split("\n"))


def _count(number: int, noun: str) -> str:
    plural = {"index": "indexes"}.get(noun, f"{noun}s")
    return f"{number} {noun if number == 1 else plural}"
