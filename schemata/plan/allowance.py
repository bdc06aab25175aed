"""Hazards that a stack or definition allows, and the refusals of those that it does not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from schemata.plan.hazards import Hazard, HazardCode
from schemata.plan.planner import Plan


@dataclass(frozen=True, slots=True)
class Allowance:
    """A hazard that is taken on knowingly.

    Args:
        code: the kind of hazard.
        object: the path of the object, `scor_data.orders.priority`; `*` stands for any text: `scor_data.*`.
        reason: why, for those who read it later.
    """

    code: HazardCode
    object: str
    reason: str

    def covers(self, hazard: Hazard) -> bool:
        """Whether this allows `hazard`."""
        pattern = ".*".join(map(re.escape, self.object.split("*")))
        return self.code is hazard.code and re.fullmatch(pattern, hazard.object, re.DOTALL) is not None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A blocking hazard that nothing allows."""

    hazard: Hazard

    @property
    def remedy(self) -> str:
        """How to go on: what to do instead, and the exact YAML that allows it in the stack's file."""
        entry = f'{{hazard: {self.hazard.code.value}, object: {_yaml(self.hazard.object)}, reason: "..."}}'
        return f"{self.hazard.remedy}\nTo allow it: digi-infrastructure:allow: [{entry}]"

    def __str__(self) -> str:
        return f"{self.hazard.code.value}: {self.hazard.sentence}\n{self.remedy}"


def _yaml(text: str) -> str:
    return text if re.fullmatch(r"[A-Za-z_][\w.]*", text, re.ASCII) else json.dumps(text)


def refused(plan: Plan, allowances: Iterable[Allowance]) -> tuple[Refusal, ...]:
    """The blocking hazards of a plan that no allowance covers, each once."""
    allowed = tuple(allowances)
    blocking = (hazard for hazard in plan.hazards() if hazard.blocking)
    return tuple(Refusal(hazard) for hazard in blocking if not any(item.covers(hazard) for item in allowed))
