"""Sequences, and the numbering of identity columns."""

from __future__ import annotations

from schemata.definition.claims import Claim, key
from schemata.definition.compile.access import ON_SEQUENCE, compile_grants
from schemata.definition.compile.scope import UNREADABLE, Scope
from schemata.definition.kinds.sequence import Numbering as NumberingSpec
from schemata.definition.kinds.sequence import Sequence as SequenceSpec
from schemata.definition.sql.data_types import INTEGERS
from schemata.model import DataType, Numbering, OwnedBy, Sequence


def compile_numbering(spec: NumberingSpec, data_type: DataType) -> Numbering:
    """How numbers are counted; what Postgres takes by itself is left out."""
    limit = INTEGERS.get(data_type.name, 2**63)
    up = spec.increment > 0
    minimum = None if spec.minimum == (1 if up else -limit) else spec.minimum
    maximum = None if spec.maximum == (limit - 1 if up else -1) else spec.maximum
    first = (1 if minimum is None else minimum) if up else (-1 if maximum is None else maximum)
    start = None if spec.start == first else spec.start
    return Numbering(start, spec.increment, minimum, maximum, spec.cache, spec.cycle)


def compile_sequence(name: str, spec: SequenceSpec, scope: Scope) -> Sequence:
    """The model's sequence."""
    data_type = scope.type(spec.type, ("type",))
    if data_type.name not in INTEGERS and data_type != UNREADABLE:
        scope.refuse(("type",), f"a sequence is of type {', '.join(INTEGERS)}, not {spec.type!r}")
    if spec.increment == 0:
        scope.refuse(("increment",), "a step of 0 gives the same number always; write another")
    return Sequence(
        name,
        data_type,
        compile_numbering(spec, data_type),
        _owned_by(spec, scope),
        unlogged=spec.unlogged,
        comment=spec.description,
        owner=spec.owner,
        grants=compile_grants(spec, ON_SEQUENCE, (), scope),
        renamed_from=spec.renamed_from,
    )


def _owned_by(spec: SequenceSpec, scope: Scope) -> OwnedBy | None:
    if spec.owned_by is None:
        return None
    table, _, column = spec.owned_by.partition(".")
    message = f"there is no column {spec.owned_by!r}; write table.column"
    scope.claim(Claim((key("column", None, table, column),), message), ("owned_by",))
    return OwnedBy(table, column)
