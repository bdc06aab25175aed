"""`plan`: the SQL that makes one source out of the other, with its hazards. Nothing is applied."""

from __future__ import annotations

from typing import Annotated

import typer

from schemata.cli import plan_formats
from schemata.cli.arguments import Allow, Drop, Format, From, Json, Renames, Schemas, Shown, To
from schemata.cli.comparison import Question, compare
from schemata.cli.exit_codes import ExitCode
from schemata.cli.proving import prove_all


def plan(
    *,
    from_: From,
    to: To,
    schema: Schemas = None,
    format_: Shown = Format.TEXT,
    json: Json = False,
    drop: Drop = False,
    allow: Allow = None,
    rename: Renames = None,
    prove: Annotated[bool, typer.Option("--prove", help="Try the plan on a scratch copy first; see below.")] = False,
) -> None:
    """Prints the SQL that makes FROM into TO, with its hazards; nothing is applied.

    Ends with 2 where there is any, with 1 where something is of a kind that is not modelled: it is named.

    With --prove each distinct plan is first carried out in a scratch database on the server of FROM (or TO): the state
    of FROM is made there, filled with rows, changed, and compared with TO. Ends with 1 where that shows a fault.
    """
    question = Question(from_, to, tuple(schema or ()), drop, tuple(allow or ()), tuple(rename or ()))
    found = compare(question)
    if prove:
        prove_all(found)
    plan_formats.show(found, Format.JSON if json else format_)
    raise typer.Exit(_exit_code(found.differs, bool(found.unmodelled)))


def _exit_code(differs: bool, lacks: bool) -> ExitCode:  # noqa: FBT001 - two facts
    if lacks:
        return ExitCode.PROBLEM
    return ExitCode.CHANGES if differs else ExitCode.DONE
