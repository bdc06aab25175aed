"""sqlglot's Postgres as definitions are read and written in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from sqlglot import exp
from sqlglot.dialects.postgres import Postgres
from sqlglot.generators.postgres import PostgresGenerator
from sqlglot.parsers.postgres import PostgresParser
from sqlglot.tokenizer_core import TokenType

_SPECIAL_CALLS = ("CAST", "EXTRACT", "OVERLAY", "POSITION", "SUBSTRING", "TRIM")


class Dialect(Postgres):
    """Postgres, but calls stay what they were written as: only those with a syntax of their own become typed nodes."""

    class Parser(PostgresParser):
        FUNCTIONS: ClassVar[dict[str, Callable[..., exp.Expr]]] = {}
        FUNCTION_PARSERS = {name: PostgresParser.FUNCTION_PARSERS[name] for name in _SPECIAL_CALLS} | {
            "SUBSTRING": lambda parser: _substring(parser)  # noqa: PLW0108  # it is defined below
        }
        NO_PAREN_FUNCTION_PARSERS = {name: PostgresParser.NO_PAREN_FUNCTION_PARSERS[name] for name in ("ANY", "CASE")}

    class Generator(PostgresGenerator):
        def not_sql(self, expression: exp.Not) -> str:
            """`a NOT IN (1)` as people write it: Postgres keeps it apart from `NOT a IN (1)`."""
            operation = expression.this
            operator = _NEGATED.get(type(operation))
            if operator is None or operation.args.get("negate"):
                return super().not_sql(expression)
            left, written = self.sql(operation, "this"), self.sql(operation)
            return written.replace(f"{left} {operator[0]} ", f"{left} {operator[1]} ", 1)


def _substring(parser: PostgresParser) -> exp.Expr:
    """`substring(a, 1, 2)` is a plain call, which Postgres keeps apart from `substring(a from 1 for 2)`."""
    start = parser._index
    arguments = parser._parse_csv(parser._parse_assignment)
    if parser._match(TokenType.R_PAREN, advance=False):
        return exp.Anonymous(this="substring", expressions=arguments)
    parser._retreat(start)
    return parser._parse_substring()


_NEGATED: dict[type[exp.Expr], tuple[str, str]] = {
    exp.In: ("IN", "NOT IN"),
    exp.Between: ("BETWEEN", "NOT BETWEEN"),
    exp.SimilarTo: ("SIMILAR TO", "NOT SIMILAR TO"),
    exp.RegexpLike: ("~", "!~"),
    exp.RegexpILike: ("~*", "!~*"),
    exp.Is: ("IS", "IS NOT"),
}
