"""The functions that expressions in definitions may call. Everything else is refused."""

from __future__ import annotations

from enum import Enum

from schemata.definition.sql.words import words


class Use(Enum):
    """Where an expression stands; says which functions it may call."""

    CHECK = "a check"
    DEFAULT = "a default"
    GENERATED = "a generated column"
    INDEX = "an index"
    FORMULA = "a KPI formula"
    TRIGGER = "a trigger's condition"
    POLICY = "a policy"
    QUERY = "a query"


IMMUTABLE_USES = frozenset({Use.GENERATED, Use.INDEX})
"""Where a function has to give the same result always."""


IMMUTABLE = words(
    """
    abs ceil ceiling floor round trunc mod div power sqrt cbrt exp ln log sign gcd lcm greatest least width_bucket
    coalesce nullif lower upper initcap btrim ltrim rtrim trim length char_length character_length octet_length
    bit_length left right lpad rpad repeat replace reverse split_part starts_with strpos position substr substring
    overlay translate concat concat_ws ascii chr md5 sha224 sha256 sha384 sha512 encode decode to_hex quote_literal
    normalize is_normalized regexp_replace regexp_match regexp_like regexp_count regexp_instr regexp_substr format
    date_part date_trunc date_bin extract age make_date make_time make_timestamp make_interval justify_days
    justify_hours justify_interval isfinite to_number to_date jsonb_typeof json_typeof jsonb_array_length
    json_array_length jsonb_extract_path jsonb_extract_path_text json_extract_path json_extract_path_text
    jsonb_strip_nulls jsonb_build_object jsonb_build_array jsonb_path_exists jsonb_path_match jsonb_path_query_first
    jsonb_exists jsonb_contains array_length array_ndims array_lower array_upper array_position array_positions
    array_append array_prepend array_cat array_remove array_replace array_to_string string_to_array cardinality
    lower_inc upper_inc lower_inf upper_inf isempty int4range int8range numrange tsrange tstzrange daterange host
    family masklen network broadcast netmask num_nulls num_nonnulls to_tsvector to_tsquery plainto_tsquery
    phraseto_tsquery websearch_to_tsquery setweight tsvector_to_array point box circle area
    """
)

STABLE = words(
    """
    now current_timestamp current_date current_time localtime localtimestamp transaction_timestamp
    statement_timestamp clock_timestamp current_user session_user current_role to_char to_timestamp to_json to_jsonb
    """
)

VOLATILE = frozenset({"gen_random_uuid", "random", "uuidv4", "uuidv7"})

AGGREGATES = words(
    """
    count sum avg min max stddev stddev_pop stddev_samp variance var_pop var_samp percentile_cont percentile_disc
    mode bool_and bool_or every corr
    """
)

SESSION = words("current_setting pg_has_role pg_trigger_depth")

ROWS = words(
    """
    row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value
    array_agg string_agg json_agg jsonb_agg json_object_agg jsonb_object_agg bit_and bit_or
    generate_series generate_subscripts unnest jsonb_array_elements jsonb_array_elements_text jsonb_each
    jsonb_each_text jsonb_object_keys json_array_elements json_array_elements_text json_each json_each_text
    json_object_keys jsonb_to_record jsonb_to_recordset regexp_matches regexp_split_to_table regexp_split_to_array
    string_to_table json_build_object json_build_array row_to_json array_to_json ts_rank ts_rank_cd ts_headline
    range_agg range_merge
    """
)

ALLOWED = {
    Use.CHECK: IMMUTABLE | STABLE,
    Use.DEFAULT: IMMUTABLE | STABLE | VOLATILE,
    Use.GENERATED: IMMUTABLE,
    Use.INDEX: IMMUTABLE,
    Use.FORMULA: IMMUTABLE | STABLE | AGGREGATES,
    Use.TRIGGER: IMMUTABLE | STABLE | SESSION,
    Use.POLICY: IMMUTABLE | STABLE | AGGREGATES | SESSION,
    Use.QUERY: IMMUTABLE | STABLE | VOLATILE | AGGREGATES | SESSION | ROWS,
}
"""The functions by where they may stand."""

BUILT_IN = frozenset().union(*ALLOWED.values())
"""All of them: a function of a definition cannot have one of these names."""
