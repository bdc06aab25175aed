"""The engine's calls: what each does, on one screen.

    text -> parse -> desired \
                              diff -> changes -> plan -> steps with hazards -> render -> SQL -> apply -> history
    catalogue -> live -------/

`server` is a `schemata.dialects.postgresql.connection.Server`, `database` a name of a database on it. Every call may
raise `ConnectionProblem`; what else each raises stands with it (all in `schemata.errors`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schemata.dialects.postgresql.connection import Server
from schemata.outcomes import Applied, Archived, LiveSchema, Preview, Progress
from schemata.plan import Allowance


def preview(
    server: Server | None,
    database: str,
    desired_text: str,
    recorded_text: str | None,
    allowances: Sequence[Allowance] = (),
) -> Preview:
    """What `apply` would do, from one read of what is live. A server that does not answer within 3 s is no error.

    `recorded_text` is the definition that was applied last (from a state), or None for a schema to create. Without a
    server (None, or no answer) the plan is from `recorded_text` to `desired_text`, and a note says so.
    Raises TextError, DiffError (a rename's hint that matches nothing), NotOurs.
    """
    raise NotImplementedError


def apply(
    server: Server,
    database: str,
    desired_text: str,
    allowances: Sequence[Allowance] = (),
    *,
    applied_by: str,
    progress: Progress | None = None,
) -> Applied:
    """Makes the live schema what the text says. Creates a schema that is absent, goes on with one that was interrupted.

    Planned again from what is live. Where nothing differs no table is touched. `applied_by` is for the history.
    Raises TextError, DiffError, NotOurs (remedy: import), Refused, Busy, ApplyFailed.
    """
    raise NotImplementedError


def read(server: Server, database: str, names: Sequence[str]) -> Mapping[str, LiveSchema]:
    """The live schemas of those names, in a constant number of queries. A name that does not exist is left out."""
    raise NotImplementedError


def adopt(server: Server, database: str, name: str) -> str:
    """Records an existing schema as ours, as it is live, and returns its canonical text. Raises NotThere.

    A definition of the same content plans to nothing afterwards, however it spells its expressions.
    """
    raise NotImplementedError


def archive(server: Server, database: str, name: str, stamp: str) -> str:
    """Renames the schema to `<name>__archived_<stamp>` (cut to 63 bytes) and returns that name.

    Foreign keys that leave or enter it are dropped, and recorded to be restored. Archiving what is not there any
    more is no error: the name it was archived as is returned, or an empty string. Raises NotOurs, Busy.
    """
    raise NotImplementedError


def restore(server: Server, database: str, entry: int) -> str:
    """Brings an archived schema or table back under its own name, with its foreign keys. Returns that name.

    Raises NotThere (no such entry), ApplyFailed (the name is taken, rows no longer fit a key), Busy.
    """
    raise NotImplementedError


def purge(server: Server, database: str, entry: int) -> str:
    """Drops an archived schema or table for good. Raises NotThere, ApplyFailed (something outside needs it), Busy."""
    raise NotImplementedError


def drop(server: Server, database: str, name: str) -> None:
    """Drops a schema of ours with its rows, without an archive. Objects that are not ours in it stop the drop.

    A schema that is not there is no error. Raises NotOurs, ApplyFailed, Busy.
    """
    raise NotImplementedError


def archived(server: Server, database: str) -> tuple[Archived, ...]:
    """The archive of a database, the newest first."""
    raise NotImplementedError
