"""What the command line's exit codes mean."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """The same for every verb."""

    DONE = 0
    """Done, or nothing to do."""
    PROBLEM = 1
    """An error, or something that the model lacks."""
    CHANGES = 2
    """There are differences."""
