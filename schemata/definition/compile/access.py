"""Owners, grants and default privileges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemata.definition.compile.scope import Scope
from schemata.definition.kinds.access import DefaultPrivilege as DefaultPrivilegeSpec
from schemata.definition.kinds.access import Grant as GrantSpec
from schemata.definition.kinds.access import Owned
from schemata.definition.problem import Path
from schemata.model import DefaultKind, DefaultPrivilege, Grant

ON_TABLE = ("delete", "insert", "references", "select", "trigger", "truncate", "update")
ON_SEQUENCE = ("select", "update", "usage")
ON_FUNCTION = ("execute",)
ON_TYPE = ("usage",)
ON_SCHEMA = ("create", "usage")
_ON_COLUMN = ("insert", "references", "select", "update")
_BY_NAME_ONLY: dict[tuple[str, ...], tuple[str, ...]] = {ON_TABLE: ("maintain",)}
"""Privileges that only newer servers have: `all` leaves them out."""

_BY_KIND = {
    DefaultKind.TABLES: ON_TABLE,
    DefaultKind.SEQUENCES: ON_SEQUENCE,
    DefaultKind.FUNCTIONS: ON_FUNCTION,
    DefaultKind.TYPES: ON_TYPE,
}


def compile_grants(spec: Owned, known: tuple[str, ...], path: Path, scope: Scope) -> tuple[Grant, ...] | None:
    """The grants on an object whose privileges are `known`; None where they are not managed."""
    if spec.grants is None:
        return None
    columns: dict[tuple[str, str, bool], set[str]] = {}
    whole: set[Grant] = set()
    for position, grant in enumerate(spec.grants):
        where = (*path, "grants", position)
        _check(spec, grant, known, where, scope)
        for entry in _entries(grant, _ON_COLUMN if grant.columns else known):
            if grant.columns:
                columns.setdefault(entry, set()).update(grant.columns)
            else:
                whole.add(Grant(*entry))
    return tuple(sorted({*whole, *(Grant(*entry, tuple(sorted(names))) for entry, names in columns.items())}))


def _check(spec: Owned, grant: GrantSpec, known: tuple[str, ...], path: Path, scope: Scope) -> None:
    if grant.columns and known != ON_TABLE:
        scope.refuse((*path, "columns"), "only tables and views have columns to grant; remove the key")
    elif grant.columns and scope.columns:
        scope.expect_columns(grant.columns, (*path, "columns"))
    _check_privileges(grant.privileges, _ON_COLUMN if grant.columns else known, path, scope)
    if spec.owner in grant.to:
        scope.refuse((*path, "to"), f"{spec.owner!r} is the owner, who may do everything; remove it here")
    if grant.grantable and "public" in grant.to:
        scope.refuse((*path, "grantable"), "what every role may do cannot be granted on; remove the key")


def _check_privileges(privileges: Sequence[str], known: tuple[str, ...], path: Path, scope: Scope) -> None:
    for privilege in privileges:
        if privilege not in ("all", *known, *_BY_NAME_ONLY.get(known, ())):
            scope.refuse((*path, "privileges"), f"{privilege!r} is no privilege here; write {', '.join(known)} or all")


def _entries(grant: GrantSpec | DefaultPrivilegeSpec, known: tuple[str, ...]) -> Iterator[tuple[str, str, bool]]:
    for role in grant.to:
        for privilege in grant.privileges:
            for single in known if privilege == "all" else (privilege,):
                yield role, single.upper(), grant.grantable


def compile_default_privileges(
    specs: list[DefaultPrivilegeSpec] | None, scope: Scope
) -> tuple[DefaultPrivilege, ...] | None:
    """The default privileges of a schema; None where they are not managed."""
    if specs is None:
        return None
    found = set()
    for position, spec in enumerate(specs):
        kind = DefaultKind(spec.kind)
        _check_privileges(spec.privileges, _BY_KIND[kind], ("default_privileges", position), scope)
        for role, privilege, grantable in _entries(spec, _BY_KIND[kind]):
            found.add(DefaultPrivilege(spec.creator, kind, role, privilege, grantable))
    return tuple(sorted(found))
