"""Ends a preview that somebody has to look at first.

An error that a provider logs does not end a command, and one from its diff would show a random resource only. So each
resource hands out what it refuses, and the program fails once, for all of them.
"""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Iterable

import pulumi

from provider.sdk import Schema

# The language host's exit code for "the problem has been reported".
REPORTED = 32


def stop_on_refusals(schemas: Iterable[Schema]) -> None:
    """Ends the program in a preview when any change is refused; each refusal was shown beside its resource."""
    refused: list[Awaitable[str]] = [_text(schema) for schema in schemas]
    pulumi.Output.all(*refused).apply(_stop)


async def _text(schema: Schema) -> str:
    """What a schema refuses. One that is not known, as beside a `--target`, must not hide what the others refuse."""
    return await schema.refused.future() or ""


def _stop(refused: list[str]) -> None:
    count = sum(1 for text in refused if text)
    if count:
        pulumi.log.error(
            f"{count} schema{'s' if count > 1 else ''} would be changed in a way that can lose data or lock tables "
            "for long. Nothing was changed. Each is listed above with the way to allow it."
        )
        sys.exit(REPORTED)
