"""Row-level security: policies, and the wall between tenants."""

from __future__ import annotations

from schemata.definition.claims import needs
from schemata.definition.compile.names import derived_name
from schemata.definition.compile.scope import Scope
from schemata.definition.kinds.policy import Policy as PolicySpec
from schemata.definition.kinds.policy import RowSecurity as RowSecuritySpec
from schemata.definition.kinds.table import Table as TableSpec
from schemata.definition.problem import Path
from schemata.definition.sql.expression import Expression
from schemata.definition.sql.functions import Use
from schemata.definition.sql.quoting import plain
from schemata.dialects.postgresql.quoting import literal
from schemata.model import Column, Command, Policy, RowSecurity

_STATES = {
    (False, False): RowSecurity.NONE,
    (True, False): RowSecurity.ENABLED,
    (True, True): RowSecurity.FORCED,
    (False, True): RowSecurity.FORCED_DISABLED,
}


def compile_row_security(spec: TableSpec) -> RowSecurity:
    """Whether policies decide; a table without the key has it where it has policies."""
    rls = spec.rls or (RowSecuritySpec.model_validate({}) if spec.policies else None)
    return _STATES[rls.enabled, rls.forced] if rls else RowSecurity.NONE


def compile_policies(spec: TableSpec, columns: tuple[Column, ...], scope: Scope) -> tuple[Policy, ...]:
    """The policies by name, with that of the tenant column."""
    found = [_policy(policy, ("policies", position), scope) for position, policy in enumerate(spec.policies)]
    if spec.rls and spec.rls.tenant_column:
        found.append(_tenant_policy(spec.rls, bool(spec.policies), columns, scope))
    for position, policy in enumerate(found):
        if policy.name in {other.name for other in found[:position]}:
            scope.refuse(("policies",), f"policy {policy.name!r} is defined twice; give one another name")
    return tuple(sorted(found, key=lambda policy: policy.name))


def _policy(spec: PolicySpec, path: Path, scope: Scope) -> Policy:
    if spec.for_ == "insert" and spec.using:
        scope.refuse((*path, "using"), "a policy for insert has 'check' only; write the condition there")
    if spec.for_ in ("select", "delete") and spec.check:
        scope.refuse((*path, "check"), f"a policy for {spec.for_} has 'using' only; write the condition there")
    if not spec.using and not spec.check:
        scope.refuse(path, "a policy has a condition: 'using' or 'check'")
    using = _condition(spec.using, (*path, "using"), scope)
    check = _condition(spec.check, (*path, "check"), scope)
    return Policy(
        spec.name,
        Command(spec.for_),
        spec.permissive,
        tuple(sorted(set(spec.to))),
        using.sql if using else None,
        check.sql if check else None,
        spec.description,
        spec.renamed_from,
        needs((*(using.claims if using else ()), *(check.claims if check else ()))),
    )


def _condition(text: str | None, path: Path, scope: Scope) -> Expression | None:
    return scope.expression(text, Use.POLICY, path) if text else None


def _tenant_policy(rls: RowSecuritySpec, others: bool, columns: tuple[Column, ...], scope: Scope) -> Policy:  # noqa: FBT001 - a fact
    """Only rows of the session's tenant. Beside other policies it restricts them, so that none widens it.

    The setting stands in a query of its own, which is computed once for a statement and not for each row; a setting
    that was taken back is an empty text, which is no tenant.
    """
    name = str(rls.tenant_column)
    scope.expect_columns([name], ("rls", "tenant_column"))
    types = {column.name: column.type for column in columns}
    setting = literal(rls.setting or f"app.{name}")
    value = f"nullif(current_setting({setting}, TRUE), '')"
    condition = f"{plain(name)} = (SELECT CAST({value} AS {types.get(name, 'text')}))"
    return Policy(
        derived_name(scope.table, "tenant"),
        permissive=not others,
        roles=tuple(sorted(set(rls.to))),
        using=condition,
        check=condition,
    )
