"""Statements on owners and privileges."""

from __future__ import annotations

import re
from typing import assert_never

from schemata.dialects.postgresql.quoting import identifier
from schemata.dialects.postgresql.render import names
from schemata.diff.ref import ObjectKind, Ref
from schemata.model import PUBLIC, DefaultPrivilege, Grant
from schemata.plan import operations as op

_PRIVILEGE = re.compile(r"[A-Z ]+\Z")
# What GRANT and REVOKE call a kind; ALTER and COMMENT have other words.
_WORDS = {ObjectKind.VIEW: "TABLE", ObjectKind.MATERIALIZED_VIEW: "TABLE", ObjectKind.DOMAIN: "TYPE"}


def role(name: str) -> str:
    """A role, or PUBLIC."""
    return "PUBLIC" if name == PUBLIC else identifier(name)


def render(operation: op.AccessOperation, schema_name: str) -> str:
    """The statement of an operation."""
    match operation:
        case op.SetOwner(target=target, owner=owner):
            return f"ALTER {names.of(target, schema_name)} OWNER TO {identifier(owner)}"
        case op.GrantPrivilege(target=target, grant=grant):
            option = " WITH GRANT OPTION" if grant.grantable else ""
            return f"GRANT {_what(target, grant, schema_name)} TO {role(grant.grantee)}{option}"
        case op.RevokePrivilege(target=target, grant=grant):
            return f"REVOKE {_what(target, grant, schema_name)} FROM {role(grant.grantee)}"
        case op.GrantDefault(privilege=privilege):
            option = " WITH GRANT OPTION" if privilege.grantable else ""
            return f"{_default(privilege, schema_name, 'GRANT')} TO {role(privilege.grantee)}{option}"
        case op.RevokeDefault(privilege=privilege):
            return f"{_default(privilege, schema_name, 'REVOKE')} FROM {role(privilege.grantee)}"
        case _:
            assert_never(operation)


def _what(target: Ref, grant: Grant, schema_name: str) -> str:
    columns = f" ({', '.join(map(identifier, grant.columns))})" if grant.columns else ""
    word = _WORDS.get(target.kind, target.kind.value.upper())
    return f"{_privilege(grant.privilege)}{columns} ON {word} {names.name(target, schema_name)}"


def _default(privilege: DefaultPrivilege, schema_name: str, verb: str) -> str:
    head = f"ALTER DEFAULT PRIVILEGES FOR ROLE {identifier(privilege.creator)} IN SCHEMA {identifier(schema_name)}"
    return f"{head} {verb} {_privilege(privilege.privilege)} ON {privilege.kind.value.upper()}"


def _privilege(text: str) -> str:
    if not _PRIVILEGE.match(text):
        raise ValueError(f"{text!r} is no privilege; write it as Postgres does: SELECT, USAGE, EXECUTE")
    return text
