"""Expressions through sqlglot: parsed in full, walked against a list of what is allowed, written anew."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp, parse_one
from sqlglot.errors import SqlglotError
from sqlglot.tokenizer_core import TokenType

from schemata.definition.claims import Claim, key
from schemata.definition.problem import nearest
from schemata.definition.sql.data_types import parse_type, type_claim
from schemata.definition.sql.dialect import Dialect
from schemata.definition.sql.expression import Expression
from schemata.definition.sql.functions import ALLOWED, BUILT_IN, IMMUTABLE_USES, Use
from schemata.definition.sql.keywords import RESERVED
from schemata.definition.sql.names import Names, names_of
from schemata.definition.sql.quoting import qualified
from schemata.definition.sql.words import words

_NODES = words(
    """
    Column Identifier Literal Boolean Null Paren Tuple And Or Not EQ NEQ GT GTE LT LTE NullSafeEQ NullSafeNEQ Is In
    Between Like ILike SimilarTo RegexpLike RegexpILike Add Sub Mul Div Mod Neg DPipe Case If Cast DataType
    DataTypeParam Anonymous Dot Array Bracket Any Collate Var Interval Extract Overlay StrPosition Substring Trim
    AtTimeZone JSONExtract JSONExtractScalar JSONBExtract JSONBExtractScalar JSONPath JSONPathRoot JSONPathKey
    JSONPathSubscript JSONBContainsTopKey JSONBContainsAllTopKeys JSONBContainsAnyTopKeys ArrayContainsAll
    ArrayContainedBy ArrayOverlaps CurrentDate CurrentTime CurrentTimestamp CurrentUser CurrentRole SessionUser
    Localtime Localtimestamp
    """
)
_AGGREGATE_NODES = frozenset({"Star", "Distinct", "Filter", "Where", "WithinGroup", "Order", "Ordered"})
_QUERY_NODES = _AGGREGATE_NODES | words(
    """
    Select Subquery Table TableAlias From Join Group Having Limit Offset Fetch LimitOptions Union Except Intersect With
    CTE Window WindowSpec Alias Exists Lateral Unnest Values GroupingSets Rollup Cube Dot
    """
)
_MORE_NODES = {Use.FORMULA: _AGGREGATE_NODES, Use.QUERY: _QUERY_NODES, Use.POLICY: _QUERY_NODES}

_SCHEMA_IN_FRONT = "a call with a schema in front is not allowed; write the function's name alone"
_REFUSED = {
    exp.Query: "a query inside an expression is not allowed; name columns of the table only",
    exp.Exists: "a query inside an expression is not allowed; name columns of the table only",
    exp.Pow: "the operator ^ is not allowed; write power(a, b)",
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
    if _texts(_emit(tree)) != _texts(text):
        raise ValueError(f"{_cut(text)!r} cannot be written anew without a change; write it in another way")
    names = names_of(tree) if use in _MORE_NODES and use is not Use.FORMULA else _columns_only(tree)
    if use is Use.DEFAULT and names.columns:
        raise ValueError(f"a default cannot name columns, but {'.'.join(min(names.columns))!r} is none else")
    claims = [*names.claims, *(claim for node in nodes for claim in _claims(node, use))]
    outputs = tuple(names.outputs)
    return Expression(_emit(tree), tuple(sorted(names.columns)), tuple(dict.fromkeys(claims)), outputs)


def _columns_only(tree: exp.Expr) -> Names:
    return Names(columns={tuple(part.name for part in node.parts) for node in tree.find_all(exp.Column)})


def _texts(sql: str) -> list[str]:
    """The texts in quotes. sqlglot may put calls in another order, but no text may get lost."""
    return sorted(token.text.lower() for token in Dialect().tokenize(sql) if token.token_type is TokenType.STRING)


def _cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."


def _tree(text: str) -> exp.Expr:
    try:
        return parse_one(text, dialect=Dialect)
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
        return tree.sql(dialect=Dialect, comments=False, normalize_functions="lower")
    except RecursionError:
        raise ValueError("the expression is nested too deeply") from None


def _check(node: exp.Expr, use: Use) -> None:
    kind = type(node).__name__
    more = _MORE_NODES.get(use, frozenset())
    for refused, message in _REFUSED.items():
        if isinstance(node, refused) and kind not in more:
            raise ValueError(message)
    if kind not in _NODES and kind not in more:
        raise ValueError(f"{_excerpt(node)!r} is not allowed in {use.value}")
    if isinstance(node, exp.Anonymous) and not isinstance(node.this, str):
        raise ValueError(f"function name {node.name!r} is in quotes; write it without")
    if kind in _KEYWORD_CALLS and _KEYWORD_CALLS[kind] not in ALLOWED[use]:
        raise ValueError(_not_allowed(_KEYWORD_CALLS[kind], use))
    if isinstance(node, exp.Cast):
        parse_type(_type_text(node))
    if isinstance(node, exp.Dot) and not isinstance(node.parent, exp.DataType):
        _check_dot(node)
    if isinstance(node, exp.Column) and len(node.parts) > 2:
        raise ValueError(f"{_excerpt(node)!r} is not a column; write column or table.column")


def _check_dot(node: exp.Dot) -> None:
    """`schema.function(...)` and `(value).attribute` only."""
    call = isinstance(node.this, exp.Identifier) and isinstance(node.expression, exp.Anonymous)
    if not call and not (isinstance(node.this, exp.Paren) and isinstance(node.expression, exp.Identifier)):
        raise ValueError(_SCHEMA_IN_FRONT)


def _excerpt(node: exp.Expr) -> str:
    return _cut(node.sql(dialect=Dialect, comments=False))


def _type_text(node: exp.Cast) -> str:
    return str(node.to.sql(dialect=Dialect))


def _claims(node: exp.Expr, use: Use) -> Iterator[Claim]:
    """What a node names that is not built in; its name gets the own schema's in front."""
    if isinstance(node, exp.Cast):
        yield from _type_claims(node)
    if isinstance(node, exp.Dot) and isinstance(node.expression, exp.Anonymous):
        yield Claim((_function_key(node.this.name, node.expression.name.lower(), use),), _SCHEMA_IN_FRONT)
    elif isinstance(node, exp.Anonymous) and not isinstance(node.parent, exp.Dot):
        name = node.name.lower()
        if name not in ALLOWED[use] and name not in _OPERATOR_CALLS:
            if use is Use.FORMULA or name in BUILT_IN:
                raise ValueError(_not_allowed(name, use))
            node.set("this", qualified(None, name))
            yield Claim((_function_key(None, name, use),), _not_allowed(name, use))


def _type_claims(node: exp.Cast) -> Iterator[Claim]:
    text = _type_text(node)
    data_type = parse_type(text)
    if claim := type_claim(text, data_type):
        for part in node.to.find_all(exp.DataType):
            if part.args.get("kind"):
                part.set("kind", exp.Var(this=str(data_type.element)))
        yield claim


def _function_key(schema: str | None, name: str, use: Use) -> str:
    return key("immutable" if use in IMMUTABLE_USES else "function", schema, name)


def _not_allowed(name: str, use: Use) -> str:
    elsewhere = sorted(other.value for other in Use if name in ALLOWED[other])
    hint = f" It may stand in: {', '.join(elsewhere)}." if elsewhere else nearest(name, ALLOWED[use])
    return f"function {name!r} is not allowed in {use.value}.{hint}"


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
