"""Whether a default is one value for all rows, or must be computed for each row, which writes the table anew."""

from __future__ import annotations

from schemata.diff.expressions import functions

STABLE = frozenset(
    {
        "abs", "array", "array_append", "array_cat", "cast", "ceil", "ceiling", "char_length", "coalesce", "concat",
        "concat_ws", "current_database", "current_schema", "current_setting", "date", "date_part", "date_trunc",
        "decode", "encode", "extract", "floor", "format", "greatest", "initcap", "interval", "jsonb_build_array",
        "jsonb_build_object", "json_build_array", "json_build_object", "least", "left", "length", "lower", "lpad",
        "ltrim", "make_date", "make_interval", "make_time", "make_timestamp", "make_timestamptz", "md5", "now",
        "nullif", "numeric", "octet_length", "overlay", "position", "power", "repeat", "replace", "reverse", "right",
        "round", "row", "rpad", "rtrim", "sha256", "split_part", "statement_timestamp", "strpos", "substr", "substring",
        "timezone", "to_char", "to_date", "to_jsonb", "to_json", "to_number", "to_timestamp", "transaction_timestamp",
        "trim", "trunc", "upper", "varchar", "char", "character", "varying", "timestamp", "timestamptz", "time", "bit",
        "and", "or", "not", "in", "when", "then", "else", "any", "all", "is",
    }
)  # fmt: skip
"""Functions that are immutable or stable (`provolatile` in pg_proc), types and key words before a parenthesis."""


def is_volatile(expression: str | None) -> bool:
    """Whether an expression calls a function that is not known to be stable. `now()` is stable, `random()` is not."""
    return expression is not None and not functions(expression) <= STABLE
