"""Privileges by kind of object, and what `ALL` means."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from provider.protocol.properties import Properties
from provider.protocol.resource import CheckFailure

PUBLIC: Final = "public"
"""The role that stands for everybody; its oid in an access list is 0."""

ALLOWED: Final = {
    "database": ("CREATE", "CONNECT", "TEMPORARY"),
    "table": ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN"),
    "sequence": ("USAGE", "SELECT", "UPDATE"),
    "schema": ("CREATE", "USAGE"),
    "function": ("EXECUTE",),
    "procedure": ("EXECUTE",),
    "routine": ("EXECUTE",),
    "type": ("USAGE",),
    "foreign_data_wrapper": ("USAGE",),
    "foreign_server": ("USAGE",),
    "column": ("SELECT", "INSERT", "UPDATE", "REFERENCES"),
}

_MAINTAIN_SINCE: Final = 170000


def wrong_privileges(inputs: Properties) -> Iterator[CheckFailure]:
    """Give a failure for each privilege that the kind of object does not have."""
    allowed = ALLOWED.get(str(inputs.get("objectType")))
    privileges = inputs.get("privileges")
    if allowed is None or not isinstance(privileges, list):
        return
    for privilege in privileges:
        if isinstance(privilege, str) and privilege not in (*allowed, "ALL"):
            kind = inputs["objectType"]
            yield CheckFailure(
                "privileges", f"{privilege!r} is no privilege of a {kind}: give ALL or {', '.join(allowed)}"
            )


def as_wanted(granted: Collection[str], wanted: Sequence[str], object_type: str, server_version: int) -> bool:
    """Tell whether the granted privileges are the wanted ones, `ALL` spelt out for the server's version."""
    if "ALL" not in wanted:
        return set(granted) == set(wanted)
    every = set(ALLOWED[object_type])
    return set(granted) == {"ALL"} or set(granted) == (
        every if server_version >= _MAINTAIN_SINCE else every - {"MAINTAIN"}
    )
