"""What the command line's exit codes mean."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """The same for every verb. Where two fit, the first of problem, refused, changes is given."""

    DONE = 0
    """Done, or nothing to do."""
    PROBLEM = 1
    """An error, or an object of a kind that is not modelled."""
    CHANGES = 2
    """There are differences."""
    REFUSED = 3
    """Nothing was touched, because of a hazard that nobody allowed."""
