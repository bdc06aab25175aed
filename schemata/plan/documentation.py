"""The tables of `docs/engine.md`: which kinds of object there are, and which hazards."""

from __future__ import annotations

from collections.abc import Iterator

from schemata.model.text.kinds import OBJECTS, PARTS, TABLE
from schemata.plan.hazards import HAZARDS


def page() -> str:
    """The page as it has to be."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield from (
        "# The engine: objects and hazards",
        "",
        "Made from the code by `python -m schemata.plan.documentation`.",
        "",
    )
    yield from ("## Objects", "", "| Object | Belongs to |", "|---|---|")
    yield from (f"| {kind.word} | the schema |" for kind in (TABLE, *OBJECTS.values()))
    yield from (f"| {kind.word} | a table or view |" for kind in PARTS)
    yield from ("", "Each has a comment. Those of the schema have an owner and grants as well, all but extensions.")
    yield from ("Objects of other kinds are named in an error or a report; they are never touched.", "")
    yield from (
        "## Hazards",
        "",
        "| Code | Has to be allowed | What can happen | What to do instead |",
        "|---|---|---|---|",
    )
    for code, kind in HAZARDS.items():
        sentence = kind.sentence.format(object="The object", detail="...")
        yield f"| `{code.value}` | {'yes' if kind.blocking else 'no'} | {sentence} | {kind.remedy} |"
    yield from ("", "Tables, views and types that are made in the same plan have no hazards.")


if __name__ == "__main__":
    print(page(), end="")
