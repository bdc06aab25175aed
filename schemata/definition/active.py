"""Which of the defined value chains are active, and which of them needs which. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from schemata.definition.definitions import Definitions
from schemata.definition.problem import Problem, nearest
from schemata.model import ForeignKey, Table


def check_active(definitions: Definitions, codes: Sequence[str], where: str) -> tuple[Problem, ...]:
    """What stands against making the chains of `codes` active.

    Unknown codes, codes that stand twice, and foreign keys to chains that are not active. `where` is the list's place.
    """
    messages = [*_unknown(definitions, codes), *_inactive_targets(definitions, codes)]
    return tuple(Problem(where, 0, 0, "", message) for message in dict.fromkeys(messages))


def chain_dependencies(definitions: Definitions, codes: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """For each chain of `codes` the other chains that its foreign keys refer to, sorted. Unknown codes are left out."""
    owners = _owners(definitions)
    return {
        code: tuple(sorted({owners[str(key.referenced_schema)] for _, key in _keys(definitions, code, owners)}))
        for code in codes
        if code in definitions.value_chains
    }


def _unknown(definitions: Definitions, codes: Sequence[str]) -> Iterator[str]:
    for code, count in Counter(codes).items():
        if code not in definitions.value_chains:
            yield f"there is no value chain {code!r}.{nearest(code, definitions.value_chains)}"
        elif count > 1:
            yield f"value chain {code!r} stands {count} times; keep one of them"


def _inactive_targets(definitions: Definitions, codes: Sequence[str]) -> Iterator[str]:
    owners, active = _owners(definitions), frozenset(codes)
    for code in sorted(active & definitions.value_chains.keys()):
        for table, key in _keys(definitions, code, owners):
            target = owners[str(key.referenced_schema)]
            if target not in active:
                name = f"foreign key {key.name!r} of its table {table.name!r}"
                yield f"value chain {code!r} needs {target!r} ({name}), which is not active; activate both or neither"


def _owners(definitions: Definitions) -> dict[str, str]:
    """Chains by the name of their schema."""
    return {chain.schema_name: code for code, chain in definitions.value_chains.items()}


def _keys(definitions: Definitions, code: str, owners: Mapping[str, str]) -> Iterator[tuple[Table, ForeignKey]]:
    """The foreign keys of a chain's tables that lead to other chains."""
    for table in definitions.chain_tables(code):
        for key in table.foreign_keys:
            if owners.get(key.referenced_schema or "", code) != code:
                yield table, key
