"""The resource classes of the provider `schemata`, for Pulumi programs."""

from provider.sdk.database_contents import DatabaseContents
from provider.sdk.embedded_postgres import EmbeddedPostgres
from provider.sdk.password import Password
from provider.sdk.provider import Provider
from provider.sdk.reference_rows import ReferenceRows
from provider.sdk.schema import Schema

__all__ = ["DatabaseContents", "EmbeddedPostgres", "Password", "Provider", "ReferenceRows", "Schema"]
