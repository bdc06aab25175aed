"""The hazards of steps on what stands beside tables, on parts and on settings."""

from __future__ import annotations

from collections.abc import Iterator

from schemata.diff.ref import ObjectKind
from schemata.model import Extension, Function, MaterializedView, Policy, Sequence, Trigger
from schemata.plan import operations as op
from schemata.plan.hazards import HazardCode
from schemata.plan.operations import Operation

Finding = tuple[HazardCode, str]
"""A hazard and its detail."""


def assess_object(operation: Operation) -> Iterator[Finding]:  # noqa: C901 - one case a kind
    """The hazards of an operation; those that are not here have none."""
    match operation:
        case op.DropObject(item=item, again=again):
            yield from _drop(item, again=again)
        case op.RenameObject(item=item):
            yield HazardCode.BACKWARD_INCOMPATIBLE, f"it was {item.name!r}"
        case op.CreateObject(item=Function(standard=False)) | op.ReplaceObject(item=Function(standard=False)):
            yield HazardCode.UNTRACKABLE_DEPENDENCY, "the body of a function is text"
        case op.ReplaceObject():
            yield HazardCode.CORRECTNESS, "its query is replaced"
        case op.RenameEnumValue(source=source):
            yield HazardCode.BACKWARD_INCOMPATIBLE, f"the value was {source!r}"
        case op.AddEnumValue(value=value):
            yield HazardCode.NON_TRANSACTIONAL, f"the value {value!r} stays if a later step fails"
        case op.SetDomainNotNull(not_null=True) | op.ValidateDomainCheck():
            yield HazardCode.MAY_FAIL_ON_DATA, "all columns of the domain are checked"
        case op.DropAttribute(name=name):
            yield HazardCode.DATA_LOSS, f"the attribute {name!r} is dropped with its values"
        case op.AlterAttribute():
            yield HazardCode.MAY_FAIL_ON_DATA, "no table may hold values of the type"
        case op.SetLogged():
            yield HazardCode.REWRITE, "all rows are written to another kind of file"
        case op.AttachPartition():
            yield HazardCode.FULL_SCAN, "its rows are checked against the bound, unless a valid check says the same"
        case op.CreatePart(item=Trigger()) | op.AlterPart(desired=Trigger()):
            yield HazardCode.CORRECTNESS, "what is written from now on runs through the trigger"
        case op.CreatePart(item=Policy()) | op.AlterPart(desired=Policy()):
            yield HazardCode.AUTHZ_CHANGE, "a policy decides which rows are seen"
        case op.DropPart(item=Policy()) | op.SetRowSecurity():
            yield HazardCode.AUTHZ_CHANGE, "other rows are seen from now on"
        case op.SetOwner(target=target) if target.kind is not ObjectKind.SCHEMA:
            yield HazardCode.AUTHZ_CHANGE, f"it belongs to {operation.owner!r} from now on"
        case op.GrantPrivilege(grant=grant):
            yield HazardCode.AUTHZ_CHANGE, f"{grant.grantee!r} gets {grant.privilege}"
        case op.RevokePrivilege(grant=grant):
            yield HazardCode.AUTHZ_CHANGE, f"{grant.grantee!r} loses {grant.privilege}"
        case op.UpdateExtension(live=live, version=version):
            yield HazardCode.EXTENSION_UPGRADE, f"{live} becomes {version}"
        case op.SetReplicaIdentity(identity="full" | "nothing" as identity):
            yield HazardCode.REPLICA_IDENTITY, f"it becomes {identity}"
        case _:
            return


def _drop(item: object, *, again: bool) -> Iterator[Finding]:
    if again:
        if isinstance(item, MaterializedView):
            yield HazardCode.FULL_SCAN, "it is filled again"
        return
    if isinstance(item, Extension):
        yield HazardCode.DATA_LOSS, "what the extension made is dropped with it"
    elif isinstance(item, Sequence):
        yield HazardCode.DATA_LOSS, "where it had counted to is forgotten"
    else:
        yield HazardCode.BACKWARD_INCOMPATIBLE, "it is dropped"
