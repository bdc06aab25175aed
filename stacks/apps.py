"""The layer of apps: a database and roles for each."""

from __future__ import annotations

from components.app_database import AppDatabase, AppDatabaseArgs
from components.postgres_server import PostgresServer
from schemata.definition import Definitions
from stacks.settings import StackSettings


def deploy(settings: StackSettings, definitions: Definitions, server: PostgresServer) -> dict[str, AppDatabase]:
    """Declares the stack's apps, by the name of their database."""
    apps = [definitions.apps[code] for code in settings.apps]
    return {
        app.database: AppDatabase(
            app.database,
            AppDatabaseArgs(app.database, app.user, app.connection_limit),
            server,
            protect=settings.protect_databases,
        )
        for app in apps
    }
