"""Extensions installed in a schema."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Extension:
    """An extension. `version` is None where a definition leaves it to the server, and is then not compared."""

    name: str
    version: str | None = None
    comment: str | None = None
