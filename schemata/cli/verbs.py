"""All verbs of the command line."""

from __future__ import annotations

import typer

from schemata.cli.adopt import adopt
from schemata.cli.apply import apply
from schemata.cli.archive import archive
from schemata.cli.diff import diff
from schemata.cli.drift import drift
from schemata.cli.history import history
from schemata.cli.import_schema import import_schema
from schemata.cli.inspect import inspect
from schemata.cli.plan import plan
from schemata.cli.rollback import rollback

app = typer.Typer(
    name="schemata",
    help="Postgres schemas and their definitions, inspected, compared, planned. Passwords: in the URL or PGPASSWORD.",
    add_completion=False,
    pretty_exceptions_enable=False,
)
for verb in (plan, apply, diff, inspect, adopt, drift, history, rollback):
    app.command()(verb)
app.command("import")(import_schema)
app.add_typer(archive, name="archive")
