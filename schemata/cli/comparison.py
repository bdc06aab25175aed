"""Two sources compared, schema by schema, for `plan`, `apply` and `diff`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schemata import pipeline
from schemata.cli.allowances import read_allowances
from schemata.cli.renames import read_rename, with_hints
from schemata.cli.source import Database, Side, Source, chosen, opened, placed, read_side, read_source
from schemata.model import Schema
from schemata.model.text import parse, write
from schemata.ordering import in_order, in_stages
from schemata.outcomes import Preview, Unmodelled
from schemata.plan import Allowance, Removal


@dataclass(frozen=True, slots=True)
class Question:
    """What to compare, as it was asked."""

    live: str
    desired: str
    schemas: tuple[str, ...] = ()
    drop: bool = False
    allow: tuple[str, ...] = ()
    renames: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """A schema's desired text (None for one that leaves) and what makes it out of what is."""

    name: str
    text: str | None
    preview: Preview

    @property
    def schema(self) -> Schema | None:
        """The desired schema."""
        return None if self.text is None else parse(self.text)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The schemas that were compared, in the order of making; what the model lacks in them on either side."""

    live: Side
    goal: Side
    schemas: tuple[Compared, ...]
    unmodelled: tuple[Unmodelled, ...]
    lacking: tuple[Unmodelled, ...]
    allowances: tuple[Allowance, ...]
    removal: Removal

    @property
    def differs(self) -> bool:
        """Whether there is anything to do."""
        return any(item.preview.statements for item in self.schemas)


def compare(question: Question) -> Comparison:
    """What makes FROM into TO. Raises SchemataError, DefinitionErrors, DiffError.

    Without names: between databases every schema of either; from a database to a folder, what the folder places there.
    """
    allowances = read_allowances(question.allow)
    live, goal = read_source(question.live), read_source(question.desired)
    desired = read_side(goal, question.schemas)
    wanted = _wanted(live, desired, question.schemas)
    renames = [read_rename(text) for text in question.renames]
    hinted = in_order(with_hints([_of_goal(desired, name, live) for name in wanted], renames))
    removal = Removal.DROP if question.drop or _are_databases(live, goal) else Removal.ARCHIVE
    known = read_side(live, () if _are_databases(live, goal) and not question.schemas else _names(hinted))
    first, last = in_stages(known.schemas, hinted) if _are_databases(live, goal) else (hinted, ())
    found = [*_planned(known, first, allowances, removal)]
    if _are_databases(live, goal):
        kept = {schema.name: schema for schema in first}
        found += [_removed(kept[schema.name], schema, allowances) for schema in last]
        leaving = in_order(schema for name, schema in known.schemas.items() if name not in _names(hinted))
        found += [_leaving(schema, allowances) for schema in reversed(leaving)]
    unmodelled = dict.fromkeys((*known.unmodelled, *desired.unmodelled))
    return Comparison(known, desired, tuple(found), tuple(unmodelled), desired.unmodelled, allowances, removal)


def _wanted(live: Source, desired: Side, names: Sequence[str]) -> list[str]:
    """The schemas that are compared, of those that the desired side has."""
    if names or type(live) is type(desired.source):
        return chosen(desired, names)
    if isinstance(live, Database):
        return placed(desired, live.name)
    defined = read_side(live, ()).schemas
    return [name for name in chosen(desired, ()) if name in defined]


def _removed(kept: Schema, desired: Schema, allowances: tuple[Allowance, ...]) -> Compared:
    """What leaves a schema after others have let go of it."""
    return Compared(desired.name, write(desired), pipeline.compare(kept, desired, allowances, Removal.DROP))


def _leaving(schema: Schema, allowances: tuple[Allowance, ...]) -> Compared:
    return Compared(schema.name, None, pipeline.compare(schema, None, allowances, Removal.DROP))


def _of_goal(goal: Side, name: str, live: Source) -> Schema:
    """What is desired: as Postgres writes it for a database, which does so too; in the definition's terms else."""
    return goal.schemas[name] if isinstance(live, Database) else goal.ours[name]


def _are_databases(*sources: object) -> bool:
    return all(isinstance(source, Database) for source in sources)


def _names(schemas: Iterable[Schema]) -> tuple[str, ...]:
    return tuple(name for schema in schemas for name in (schema.name, schema.renamed_from) if name)


def _planned(
    live: Side, desired: Sequence[Schema], allowances: tuple[Allowance, ...], removal: Removal
) -> Iterable[Compared]:
    texts = [write(schema) for schema in desired]
    if isinstance(live.source, Database):
        with opened(live.source) as server:
            previews = pipeline.preview_all(server, live.source.name, texts, allowances, removal)
    else:
        befores = [live.schemas.get(schema.name) or live.schemas.get(schema.renamed_from or "") for schema in desired]
        previews = tuple(
            pipeline.compare(before, schema, allowances, removal)
            for before, schema in zip(befores, desired, strict=True)
        )
    return (Compared(schema.name, text, seen) for schema, text, seen in zip(desired, texts, previews, strict=True))
