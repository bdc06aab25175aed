"""Expressions through sqlglot: parsed in full, walked against a list of what is allowed, written anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from sqlglot import exp, parse_one
from sqlglot.dialects.postgres import Postgres
from sqlglot.errors import SqlglotError
from sqlglot.generators.postgres import PostgresGenerator
from sqlglot.parsers.postgres import PostgresParser
from sqlglot.tokenizer_core import TokenType

from schemata.definition.problem import nearest
from schemata.definition.sql.data_types import parse_type
from schemata.definition.sql.expression import Expression
from schemata.definition.sql.functions import ALLOWED, Use
from schemata.definition.sql.keywords import RESERVED
from schemata.definition.sql.words import words

_SPECIAL_CALLS = ("CAST", "EXTRACT", "OVERLAY", "POSITION", "SUBSTRING", "TRIM")


class _Dialect(Postgres):
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


_NODES = words(
    """
    Column Identifier Literal Boolean Null Paren Tuple And Or Not EQ NEQ GT GTE LT LTE NullSafeEQ NullSafeNEQ Is In
    Between Like ILike SimilarTo RegexpLike RegexpILike Add Sub Mul Div Mod Neg DPipe Case If Cast DataType
    DataTypeParam Anonymous Array Bracket Any Collate Var Interval Extract Overlay StrPosition Substring Trim
    AtTimeZone JSONExtract JSONExtractScalar JSONBExtract JSONBExtractScalar JSONPath JSONPathRoot JSONPathKey
    JSONPathSubscript JSONBContainsTopKey JSONBContainsAllTopKeys JSONBContainsAnyTopKeys ArrayContainsAll
    ArrayContainedBy ArrayOverlaps CurrentDate CurrentTime CurrentTimestamp CurrentUser CurrentRole SessionUser
    Localtime Localtimestamp
    """
)
_AGGREGATE_NODES = frozenset({"Star", "Distinct", "Filter", "Where", "WithinGroup", "Order", "Ordered"})

_REFUSED = {
    exp.Query: "a query inside an expression is not allowed; name columns of the table only",
    exp.Exists: "a query inside an expression is not allowed; name columns of the table only",
    exp.Pow: "the operator ^ is not allowed; write power(a, b)",
    exp.Dot: "a call with a schema in front is not allowed; write the function's name alone",
    exp.Alias: "a name for the expression ('as') is not allowed; leave it out",
    exp.Window: "a window function is not allowed",
    exp.Parameter: "a parameter is not allowed; write the value",
    exp.Placeholder: "a placeholder is not allowed; write the value",
    exp.RawString: "a text in dollar quotes is not allowed; write it in single quotes",
}

# Calls without parentheses, which sqlglot types itself.
_KEYWORD_CALLS = {
    "CurrentDate": "current_date",
    "CurrentTime": "current_time",
    "CurrentTimestamp": "current_timestamp",
    "CurrentUser": "current_user",
    "CurrentRole": "current_role",
    "SessionUser": "session_user",
    "Localtime": "localtime",
    "Localtimestamp": "localtimestamp",
}
_OPERATOR_CALLS = frozenset({"all", "some", "row"})


def parse_expression(text: str, use: Use) -> Expression:
    """The expression that `text` is, where it stands. Raises ValueError with what is wrong and how to write it."""
    tree = _tree(text)
    nodes = list(tree.walk())
    for node in nodes:
        _check(node, use)
    for node in nodes:
        _normalise(node)
    for node in reversed(nodes):
        _enclose(node)
    written = _emit(tree)
    if _texts(written) != _texts(text):
        raise ValueError(f"{_cut(text)!r} cannot be written anew without a change; write it in another way")
    columns = {tuple(part.name for part in node.parts) for node in tree.find_all(exp.Column)}
    if use is Use.DEFAULT and columns:
        raise ValueError(f"a default cannot name columns, but {'.'.join(min(columns))!r} is none else")
    return Expression(written, tuple(sorted(columns)))


def _texts(sql: str) -> list[str]:
    """The texts in quotes. sqlglot may put calls in another order, but no text may get lost."""
    return sorted(token.text.lower() for token in _Dialect().tokenize(sql) if token.token_type is TokenType.STRING)


def _cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."


def _tree(text: str) -> exp.Expr:
    try:
        return parse_one(text, dialect=_Dialect)
    except (SqlglotError, RecursionError) as error:
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else _reason(error)
        raise ValueError(f"{_cut(text)!r} is not one SQL expression: {reason}") from None


def _reason(error: SqlglotError) -> str:
    """sqlglot's own sentence, without the marked source that it prints below it."""
    details = getattr(error, "errors", None)
    if details:
        return f"{details[0]['description'].rstrip('.')} at character {details[0]['col']}"
    return str(error).splitlines()[0]


def _emit(tree: exp.Expr) -> str:
    try:
        return tree.sql(dialect=_Dialect, comments=False, normalize_functions="lower")
    except RecursionError:
        raise ValueError("the expression is nested too deeply") from None


def _check(node: exp.Expr, use: Use) -> None:
    kind = type(node).__name__
    for refused, message in _REFUSED.items():
        if isinstance(node, refused):
            raise ValueError(message)
    if kind not in _NODES and not (use is Use.FORMULA and kind in _AGGREGATE_NODES):
        raise ValueError(f"{_excerpt(node)!r} is not allowed in {use.value}")
    if isinstance(node, exp.Anonymous):
        _check_call(node, use)
    if kind in _KEYWORD_CALLS:
        _check_function(_KEYWORD_CALLS[kind], use)
    if isinstance(node, exp.Cast):
        parse_type(node.to.sql(dialect=_Dialect))
    if isinstance(node, exp.Column) and len(node.parts) > 2:
        raise ValueError(f"{_excerpt(node)!r} is not a column; write column or table.column")


def _excerpt(node: exp.Expr) -> str:
    return _cut(node.sql(dialect=_Dialect, comments=False))


def _check_call(node: exp.Anonymous, use: Use) -> None:
    if not isinstance(node.this, str):
        raise ValueError(f"function name {node.name!r} is in quotes; write it without")
    name = node.name.lower()
    if name not in _OPERATOR_CALLS:
        _check_function(name, use)


def _check_function(name: str, use: Use) -> None:
    if name in ALLOWED[use]:
        return
    elsewhere = sorted(other.value for other in Use if name in ALLOWED[other])
    hint = f" It may stand in: {', '.join(elsewhere)}." if elsewhere else nearest(name, ALLOWED[use])
    raise ValueError(f"function {name!r} is not allowed in {use.value}.{hint}")


def _normalise(node: exp.Expr) -> None:
    """Names without quotes are in small letters; names that Postgres reserves get quotes; comments go."""
    node.comments = None
    if isinstance(node, exp.Identifier):
        name = node.this if node.quoted else node.this.lower()
        node.set("this", name)
        node.set("quoted", name in RESERVED or not name.isidentifier() or name != name.lower())


def _enclose(node: exp.Expr) -> None:
    """`a not in (1) is null` is read as `(not a in (1)) is null`: parentheses keep it so when it is written."""
    if isinstance(node, exp.Not) and node.parent and not isinstance(node.parent, _FREE_PARENTS):
        node.replace(exp.Paren(this=node.copy()))


_FREE_PARENTS = (exp.Paren, exp.And, exp.Or, exp.Not, exp.If, exp.Case, exp.Anonymous, exp.Where)
