"""Ends a preview that somebody has to look at first.

An error that a provider logs does not end a command, and one from its diff would show a random resource only. So each resource
hands out what it refuses, and the program fails once, for all of them (design: decision 4).
"""

from __future__ import annotations

from collections.abc import Iterable

import pulumi

from provider.sdk import Schema


def stop_on_refusals(schemas: Iterable[Schema]) -> pulumi.Output[str]:
    """Raises RunError in a preview when any schema's change is refused; each refusal was shown beside its resource."""
    refused = pulumi.Output.all(*(schema.refused for schema in schemas))
    return refused.apply(_stop)


def _stop(refused: list[str | None]) -> str:
    count = sum(1 for text in refused if text)
    if count:
        raise pulumi.RunError(
            f"{count} schema{'s' if count > 1 else ''} would be changed in a way that can lose data or lock tables for long. "
            "Nothing was changed. Each is listed above with the way to allow it."
        )
    return "none"
