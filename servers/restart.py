"""Whether a change of the server's record needs a new start, which ends every session."""

from servers.account import Account
from servers.binaries import Binaries
from servers.record import Record


def changed(made: Record, wanted: Record) -> list[str]:
    """The names of the settings that differ."""
    names = sorted({*made.values, *wanted.values})
    return [name for name in names if made.values.get(name) != wanted.values.get(name)]


def needed(made: Record, wanted: Record, programs: Binaries, account: Account) -> bool:
    """Whether another release of the wheel, or a setting that is read only at a start, lies between the two."""
    if made.release != wanted.release:
        return True
    _, described = account.run([programs.program("postgres"), "--describe-config"])
    rows = [line.split("\t") for line in described.splitlines()]
    contexts = {row[0].lower(): row[1] for row in rows if len(row) > 1}
    # Postgres does not describe the settings of an extension: these are taken to need a start.
    return any(contexts.get(name, "postmaster") == "postmaster" for name in changed(made, wanted))
