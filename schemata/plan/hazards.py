"""What can go wrong with a step: the kinds of hazard, as a table.

Blocking is what loses data, holds everybody up for longer the larger the table is, or cannot succeed. What may fail on
the data that is there loses nothing and names the constraint in its error: it is listed only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class HazardCode(StrEnum):
    """The kinds of hazard."""

    DATA_LOSS = "data_loss"
    REWRITE = "rewrite"
    ACCESS_EXCLUSIVE_LOCK = "access_exclusive_lock"
    UNMANAGED_DROP = "unmanaged_drop"
    FAILS_ON_ROWS = "fails_on_rows"
    MAY_FAIL_ON_DATA = "may_fail_on_data"
    BACKWARD_INCOMPATIBLE = "backward_incompatible"
    INDEX_DROP = "index_drop"
    NOT_ONLINE = "not_online"
    AUTHZ_CHANGE = "authz_change"
    EXTENSION_UPGRADE = "extension_upgrade"
    UNTRACKABLE_DEPENDENCY = "untrackable_dependency"
    CORRECTNESS = "correctness"
    NON_TRANSACTIONAL = "non_transactional"
    FULL_SCAN = "full_scan"
    REPLICA_IDENTITY = "replica_identity"


@dataclass(frozen=True, slots=True)
class HazardKind:
    """A kind of hazard. `sentence` takes the object and a detail; a blocking one has to be allowed."""

    sentence: str
    blocking: bool
    remedy: str


HAZARDS: Mapping[HazardCode, HazardKind] = MappingProxyType(
    {
        HazardCode.DATA_LOSS: HazardKind(
            "{object} loses data: {detail}.",
            blocking=True,
            remedy="Keep the object, rename it with renamed_from, or copy the data elsewhere before.",
        ),
        HazardCode.REWRITE: HazardKind(
            "The table of {object} is written anew while nobody can read or write it: {detail}.",
            blocking=True,
            remedy="Add a new column, fill it in batches and drop the other one later; or allow it in a quiet hour.",
        ),
        HazardCode.ACCESS_EXCLUSIVE_LOCK: HazardKind(
            "Nobody can read or write the table of {object} for as long as its size takes: {detail}.",
            blocking=True,
            remedy="Drop the index in a change before and put it back in one after; or allow it in a quiet hour.",
        ),
        HazardCode.UNMANAGED_DROP: HazardKind(
            "{object} was not made by this program: {detail}.",
            blocking=True,
            remedy="Put it into the definition to keep it, or drop it by hand.",
        ),
        HazardCode.FAILS_ON_ROWS: HazardKind(
            "{object} cannot be added to a table with rows: {detail}.",
            blocking=True,
            remedy="Give the column a default, or add it nullable, fill it, and make it not null in the next change.",
        ),
        HazardCode.MAY_FAIL_ON_DATA: HazardKind(
            "{object} fails if rows are there that do not fit: {detail}.",
            blocking=False,
            remedy="Look for such rows before; after a failure correct them and run again, nothing is lost.",
        ),
        HazardCode.BACKWARD_INCOMPATIBLE: HazardKind(
            "Programs that use {object} by what it was stop working: {detail}.",
            blocking=False,
            remedy="Change the programs together with the schema, or leave a view under what it was.",
        ),
        HazardCode.INDEX_DROP: HazardKind(
            "Queries that use {object} become slower: {detail}.",
            blocking=False,
            remedy="Look at its use in pg_stat_user_indexes before.",
        ),
        HazardCode.NOT_ONLINE: HazardKind(
            "{object} is not enforced between its removal and its return: {detail}.",
            blocking=False,
            remedy="Apply it while nobody writes what the constraint would refuse.",
        ),
        HazardCode.AUTHZ_CHANGE: HazardKind(
            "Who may see or change what {object} holds is decided anew: {detail}.",
            blocking=False,
            remedy="Look at the roles and expressions before.",
        ),
        HazardCode.EXTENSION_UPGRADE: HazardKind(
            "{object} gets another version, and there is no way back: {detail}.",
            blocking=False,
            remedy="Read the extension's notes, and try it on a copy before.",
        ),
        HazardCode.UNTRACKABLE_DEPENDENCY: HazardKind(
            "What the text of {object} uses is not known before it runs: {detail}.",
            blocking=False,
            remedy="Call it on a copy before.",
        ),
        HazardCode.CORRECTNESS: HazardKind(
            "{object} gives other results from now on: {detail}.",
            blocking=False,
            remedy="Change the programs that rely on it together with it.",
        ),
        HazardCode.NON_TRANSACTIONAL: HazardKind(
            "{object} is changed outside of the transaction: {detail}.",
            blocking=False,
            remedy="Run the plan again after a failure; what is done is left as it is.",
        ),
        HazardCode.FULL_SCAN: HazardKind(
            "All rows of {object} are read: {detail}.",
            blocking=False,
            remedy="Apply it in a quiet hour, or prove it by a validated check before.",
        ),
        HazardCode.REPLICA_IDENTITY: HazardKind(
            "What replication tells rows of {object} apart by is another: {detail}.",
            blocking=False,
            remedy="Use a key where there is one: full writes whole rows to the log, nothing refuses updates.",
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Hazard:
    """A hazard of one step. `object` is the full path: `scor_data.orders.priority`."""

    code: HazardCode
    object: str
    detail: str

    @property
    def sentence(self) -> str:
        """What can happen, as a sentence."""
        return HAZARDS[self.code].sentence.format(object=self.object, detail=self.detail)

    def __str__(self) -> str:
        return self.sentence

    @property
    def blocking(self) -> bool:
        """Whether it has to be allowed."""
        return HAZARDS[self.code].blocking

    @property
    def remedy(self) -> str:
        """What to do instead."""
        return HAZARDS[self.code].remedy
