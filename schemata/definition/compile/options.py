"""Storage parameters."""

from __future__ import annotations

from schemata.definition.compile.scope import Scope
from schemata.definition.kinds.options import Options
from schemata.definition.problem import Path, nearest
from schemata.definition.sql.words import words
from schemata.model import Option

_VACUUM = words(
    """
    autovacuum_enabled autovacuum_vacuum_threshold autovacuum_vacuum_max_threshold autovacuum_vacuum_scale_factor
    autovacuum_vacuum_insert_threshold autovacuum_vacuum_insert_scale_factor autovacuum_analyze_threshold
    autovacuum_analyze_scale_factor autovacuum_vacuum_cost_delay autovacuum_vacuum_cost_limit
    autovacuum_freeze_min_age autovacuum_freeze_max_age autovacuum_freeze_table_age
    autovacuum_multixact_freeze_min_age autovacuum_multixact_freeze_max_age autovacuum_multixact_freeze_table_age
    log_autovacuum_min_duration vacuum_index_cleanup vacuum_truncate vacuum_max_eager_freeze_failure_rate
    """
)
OF_TABLE = _VACUUM | {f"toast.{name}" for name in _VACUUM} | {"fillfactor", "toast_tuple_target", "parallel_workers"}
OF_INDEX = words(
    "fillfactor deduplicate_items buffering fastupdate gin_pending_list_limit pages_per_range autosummarize"
)


def compile_options(options: Options, known: frozenset[str], path: Path, scope: Scope) -> tuple[Option, ...]:
    """The parameters, sorted; those that are not `known` are refused."""
    for name in options:
        if name not in known:
            scope.refuse((*path, "options", name), f"unknown parameter {name!r}.{nearest(name, known)}")
    return tuple(sorted(Option(name, _value(value)) for name, value in options.items()))


def _value(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
