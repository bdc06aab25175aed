"""Changes in, ordered steps with their phases, locks and hazards out. Pure."""

from schemata.plan.allowance import Allowance, Refusal, refused
from schemata.plan.archiving import archive_schema_name
from schemata.plan.hazards import HAZARDS, Hazard, HazardCode, HazardKind
from schemata.plan.locks import LockLevel
from schemata.plan.operations import Operation
from schemata.plan.order import Phase
from schemata.plan.planner import Plan, Step, plan
from schemata.plan.removal import Removal
from schemata.plan.situation import PlanContext

__all__ = [
    "HAZARDS",
    "Allowance",
    "Hazard",
    "HazardCode",
    "HazardKind",
    "LockLevel",
    "Operation",
    "Phase",
    "Plan",
    "PlanContext",
    "Refusal",
    "Removal",
    "Step",
    "archive_schema_name",
    "plan",
    "refused",
]
