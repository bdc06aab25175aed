"""What the engine's calls raise for its users. Each text says where, what, and what to do; none holds a password."""

from __future__ import annotations


class SchemataError(Exception):
    """The base of all problems that a user can act on."""


class ConnectionProblem(SchemataError):
    """A server or database cannot be used: it does not answer, refuses the user, or went away."""


class NotOurs(SchemataError):
    """A schema of that name exists, and nothing records that this program made it."""


class Refused(SchemataError):
    """A plan has hazards that nobody allowed; nothing was touched."""


class Busy(SchemataError):
    """Somebody else holds the schema, or a lock that a statement needs, for longer than we wait."""


class ApplyFailed(SchemataError):
    """A statement failed. The text names it, Postgres's reason, and what stands of the plan."""


class NotThere(SchemataError):
    """A schema or an archive entry that was asked for does not exist."""
