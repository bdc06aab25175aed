"""The report of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from tests.schemata.cases.judge import Outcome, Verdict


def report(verdicts: Iterable[Verdict]) -> str:
    """How many directions ended how, then each that did not converge, with its reason."""
    found = sorted(verdicts)
    return "\n".join((*_counts(found), "", *_each(found))) + "\n"


def _counts(found: list[Verdict]) -> Iterator[str]:
    count = Counter(verdict.outcome for verdict in found)
    applicable = len(found) - count[Outcome.NOT_APPLICABLE]
    for outcome in Outcome:
        share = "" if outcome is Outcome.NOT_APPLICABLE else f" ({count[outcome] / max(applicable, 1):.1%})"
        yield f"{outcome.value}: {count[outcome]}{share}"


def _each(found: list[Verdict]) -> Iterator[str]:
    for outcome in (Outcome.WRONG, Outcome.REFUSED, Outcome.NOT_APPLICABLE):
        for verdict in found:
            if verdict.outcome is outcome:
                yield f"{outcome.value} | {verdict.case} | {verdict.direction} | {verdict.reason}"
