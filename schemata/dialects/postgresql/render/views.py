"""Statements on views and materialised views."""

from __future__ import annotations

from collections.abc import Iterator

from schemata.dialects.postgresql.quoting import qualified
from schemata.dialects.postgresql.render.options import with_options
from schemata.model import CheckOption, MaterializedView, View

_CHECKS = {CheckOption.LOCAL: "LOCAL", CheckOption.CASCADED: "CASCADED"}


def create(view: View | MaterializedView, schema_name: str) -> str:
    """The statement that makes a view. The query is SQL as a whole: it is parsed where it comes from."""
    name = qualified(schema_name, view.name)
    if isinstance(view, MaterializedView):
        return f"CREATE MATERIALIZED VIEW {name}{with_options(view.options)} AS\n{view.query}"
    options = ", ".join(_options(view))
    check = "" if view.check_option is None else f"\nWITH {_CHECKS[view.check_option]} CHECK OPTION"
    return f"CREATE VIEW {name}{f' WITH ({options})' if options else ''} AS\n{view.query}{check}"


def _options(view: View) -> Iterator[str]:
    if view.security_barrier:
        yield "security_barrier = true"
    if view.security_invoker:
        yield "security_invoker = true"
