"""What can be checked only when all files are known. One concern a file."""

from __future__ import annotations

from collections.abc import Iterator

from schemata.definition.checks.claims import check_claims
from schemata.definition.checks.cycles import check_cycles
from schemata.definition.checks.foreign_keys import check_foreign_keys
from schemata.definition.checks.formulas import check_formulas
from schemata.definition.checks.names import check_names
from schemata.definition.checks.objects import check_objects
from schemata.definition.checks.references import check_references
from schemata.definition.definitions import Definitions
from schemata.definition.problem import Problem


def check(definitions: Definitions, broken: frozenset[str]) -> Iterator[Problem]:
    """All problems between files. `broken` are names that unusable files would have defined: they pass as known."""
    yield from check_references(definitions, broken)
    yield from check_names(definitions)
    yield from check_objects(definitions)
    yield from check_claims(definitions, broken)
    yield from check_foreign_keys(definitions, broken)
    yield from check_cycles(definitions)
    yield from check_formulas(definitions, broken)
