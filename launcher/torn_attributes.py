"""Repairs what a CLI leaves that is killed while it writes a stack's state to the clone's own backend.

The backend replaces the state as a whole, but writes the file of attributes beside it (``dev.json.attrs``: content
type, digest) in place.  An empty one makes the whole state unreadable ("failed to load checkpoint: EOF"); without one
the state is read as it is.
"""

from launcher.session import Session
from launcher.stack import state_file


def remove(session: Session) -> None:
    """Remove empty files of attributes beside the stack's state; one that is just being written is not needed."""
    state = state_file(session)
    for file in (state, state.with_name(f"{state.name}.bak")):
        attributes = file.with_name(f"{file.name}.attrs")
        if attributes.is_file() and attributes.stat().st_size == 0:
            attributes.unlink(missing_ok=True)
