"""What privileges an object has when nobody has said anything."""

from __future__ import annotations

from collections.abc import Iterable

from schemata.diff.ref import ObjectKind
from schemata.model import PUBLIC, DefaultKind, DefaultPrivilege, Grant

_KINDS = {
    ObjectKind.TABLE: DefaultKind.TABLES,
    ObjectKind.VIEW: DefaultKind.TABLES,
    ObjectKind.MATERIALIZED_VIEW: DefaultKind.TABLES,
    ObjectKind.SEQUENCE: DefaultKind.SEQUENCES,
    ObjectKind.FUNCTION: DefaultKind.FUNCTIONS,
    ObjectKind.PROCEDURE: DefaultKind.FUNCTIONS,
    ObjectKind.TYPE: DefaultKind.TYPES,
    ObjectKind.DOMAIN: DefaultKind.TYPES,
}
_BUILT_IN = {DefaultKind.FUNCTIONS: (Grant(PUBLIC, "EXECUTE"),), DefaultKind.TYPES: (Grant(PUBLIC, "USAGE"),)}


def given_by_postgres(kind: ObjectKind) -> tuple[Grant, ...]:
    """The privileges that every new object of a kind has."""
    family = _KINDS.get(kind)
    return () if family is None else _BUILT_IN.get(family, ())


def given_by_default(kind: ObjectKind, defaults: Iterable[DefaultPrivilege]) -> tuple[Grant, ...]:
    """The privileges that a new object may have by the schema's default privileges: that depends on who makes it."""
    family = _KINDS.get(kind)
    return tuple(Grant(item.grantee, item.privilege, item.grantable) for item in defaults if item.kind is family)
