"""Steps for owners and privileges."""

from __future__ import annotations

from collections.abc import Iterator

from schemata.diff import changes
from schemata.plan import operations as op
from schemata.plan.order import Placed, Rank
from schemata.plan.situation import Situation

AccessChange = changes.SetOwner | changes.SetGrants | changes.SetDefaultPrivileges


def expand(change: AccessChange, situation: Situation) -> Iterator[Placed]:
    """The operations of a change: what goes before what comes, since a column's privileges hang on the table's."""
    match change:
        case changes.SetOwner(target=target, live=live, desired=owner):
            if live is not None or owner != situation.context.user:
                yield Placed(op.SetOwner(target, owner), Rank.OWNER)
        case changes.SetGrants():
            yield from _grants(change)
        case changes.SetDefaultPrivileges(live=before, desired=after):
            for privilege in sorted({*before} - {*after}):
                yield Placed(op.RevokeDefault(privilege), Rank.DEFAULT_PRIVILEGES)
            for privilege in sorted({*after} - {*before}):
                yield Placed(op.GrantDefault(privilege), Rank.DEFAULT_PRIVILEGES)


def _grants(change: changes.SetGrants) -> Iterator[Placed]:
    for grant in sorted({*change.live, *change.doubtful} - {*change.desired}):
        yield Placed(op.RevokePrivilege(change.target, grant), Rank.REVOKE)
    for grant in sorted({*change.desired} - {*change.live}):
        yield Placed(op.GrantPrivilege(change.target, grant), Rank.GRANT)
