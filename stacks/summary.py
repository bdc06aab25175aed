"""What `make up` shows at the end, as an output of the stack."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi

from components.app_database import AppDatabase
from components.endpoint import Endpoint
from provider.sdk import Schema
from stacks.desired_schemas import DesiredSchema

# A stack's outputs are read whole by every stack that refers to it, so they stay small.
MOST_SCHEMAS = 50


def summary(
    endpoint: Endpoint, apps: Mapping[str, AppDatabase], schemas: Mapping[DesiredSchema, Schema]
) -> list[dict[str, pulumi.Input[object]]]:
    """One row an app's database, one row a schema with its counts (the first 50 schemas)."""
    server = f"{endpoint.host}:{endpoint.port}"
    rows: list[dict[str, pulumi.Input[object]]] = [{"server": server, "database": database} for database in apps]
    for item, schema in list(schemas.items())[:MOST_SCHEMAS]:
        rows.append(
            {
                "server": server,
                "database": item.database,
                "schema": item.name,
                "tables": schema.tables,
                "indexes": schema.indexes,
                "foreignKeys": schema.foreign_keys,
            }
        )
    return rows
