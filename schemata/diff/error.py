"""The error of definitions that cannot be compared with what is live."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HintProblem:
    """A rename hint that cannot be followed: the object (`orders.customer_id`), its hint, what is wrong, what to do."""

    subject: str
    renamed_from: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.subject}: renamed_from {self.renamed_from!r} {self.what}; {self.remedy}"


class DiffError(ValueError):
    """Rename hints that cannot be followed, all of them."""

    def __init__(self, schema: str, problems: tuple[HintProblem, ...]) -> None:
        self.schema = schema
        self.problems = problems
        super().__init__("\n".join(f"{schema}.{problem}" for problem in problems))
