"""Live schemas, read from pg_catalog in a constant number of queries, however many schemas there are."""

from schemata.dialects.postgresql.catalogue.reader import Catalogue, read, snapshot
from schemata.dialects.postgresql.catalogue.unmodelled import Unmodelled

__all__ = ["Catalogue", "Unmodelled", "read", "snapshot"]
