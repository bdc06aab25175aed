"""Owners, grants and default privileges of a definition."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from schemata.export.definition.values import Mapping, mapping
from schemata.model import DefaultPrivilege, Grant


def owned(item: Any) -> Mapping:
    """The keys `owner` and `grants` of an object. Grants that are managed are listed, even if there are none."""
    found = mapping(owner=item.owner)
    return found if item.grants is None else {**found, "grants": grants(item.grants)}


def grants(found: Iterable[Grant]) -> list[Mapping]:
    """One entry for the privileges that a role has alike."""
    entries = sorted((grant.grantee, grant.columns, grant.grantable, grant.privilege.lower()) for grant in found)
    return [
        mapping(privileges=[entry[3] for entry in same], to=[grantee], columns=list(columns), grantable=grantable)
        for (grantee, columns, grantable), same in groupby(entries, key=lambda entry: entry[:3])
    ]


def default_privileges(found: Iterable[DefaultPrivilege]) -> list[Mapping]:
    """One entry for the privileges that a role gets alike."""
    entries = sorted(
        (item.creator, item.kind.value, item.grantee, item.grantable, item.privilege.lower()) for item in found
    )
    return [
        mapping(creator=creator, kind=kind, privileges=[entry[4] for entry in same], to=[grantee], grantable=grantable)
        for (creator, kind, grantee, grantable), same in groupby(entries, key=lambda entry: entry[:4])
    ]
