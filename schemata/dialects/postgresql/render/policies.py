"""Statements on policies."""

from __future__ import annotations

from collections.abc import Iterator

from schemata.dialects.postgresql.quoting import identifier, qualified
from schemata.dialects.postgresql.render.access import role
from schemata.dialects.postgresql.render.expressions import in_parentheses
from schemata.model import Command, Policy


def create(policy: Policy, table: str, schema_name: str) -> str:
    """The statement that makes a policy."""
    words = [f"CREATE POLICY {identifier(policy.name)} ON {qualified(schema_name, table)}"]
    if not policy.permissive:
        words.append("AS RESTRICTIVE")
    if policy.command is not Command.ALL:
        words.append(f"FOR {policy.command.value.upper()}")
    return " ".join((*words, *_rest(policy)))


def alter(policy: Policy, table: str, schema_name: str) -> str:
    """The statement that changes roles and expressions."""
    return " ".join((f"ALTER POLICY {identifier(policy.name)} ON {qualified(schema_name, table)}", *_rest(policy)))


def _rest(policy: Policy) -> Iterator[str]:
    yield f"TO {', '.join(map(role, policy.roles))}"
    if policy.using is not None:
        yield f"USING {in_parentheses(policy.using)}"
    if policy.check is not None:
        yield f"WITH CHECK {in_parentheses(policy.check)}"
