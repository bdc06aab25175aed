"""What becomes of tables that leave."""

from __future__ import annotations

from enum import StrEnum


class Removal(StrEnum):
    """How a table that is not desired any more is removed."""

    ARCHIVE = "archive"
    """It moves to an archive schema with its rows, to be restored."""
    DROP = "drop"
    """It is dropped with its rows, which is a hazard where it has any."""
