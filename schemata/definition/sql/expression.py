"""SQL expressions of definitions: parsed, checked and written anew; the text of the file never reaches a database."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemata.definition.claims import Claim
from schemata.definition.sql.functions import Use

MAX_LENGTH = 4000
MAX_QUERY_LENGTH = 20_000


@dataclass(frozen=True, slots=True)
class Expression:
    """An accepted expression.

    `sql` is its canonical text, `columns` what it names: (column,) or (table, column), sorted; `claims` are the other
    things that it names. A query has `outputs`, the names of its columns.
    """

    sql: str
    columns: tuple[tuple[str, ...], ...] = ()
    claims: tuple[Claim, ...] = ()
    outputs: tuple[str, ...] = ()


@dataclass(slots=True)
class Expressions:
    """Reads expressions, each text once. `known` can be kept and given to a later run: reading is a pure function."""

    known: dict[tuple[str, Use], Expression] = field(default_factory=dict)

    def read(self, text: str, use: Use) -> Expression:
        """The expression that `text` is. Raises ValueError with what is wrong and how to write it."""
        found = self.known.get((text, use))
        if found is None:
            limit = MAX_QUERY_LENGTH if use is Use.QUERY else MAX_LENGTH
            if len(text) > limit:
                raise ValueError(f"the expression has {len(text)} characters, more than {limit}; shorten it")
            # sqlglot takes a third of a second to import; files read before do not need it.
            from schemata.definition.sql.expression_parser import parse_expression  # noqa: PLC0415

            found = self.known[text, use] = parse_expression(text, use)
        return found
