"""The engine's problems as the provider's: their text reaches the user as it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from provider.protocol.errors import ProviderError
from schemata.dialects.postgresql.connection import reason
from schemata.diff import DiffError
from schemata.errors import SchemataError
from schemata.model.text import TextError
from schemata.rows.text import RowsTextError

_REMEDY = "change or remove the rows that refer to it first, or keep it in the definition"


@contextmanager
def told() -> Iterator[None]:
    """Raises every problem that a user can act on as ProviderError."""
    try:
        yield
    except (SchemataError, DiffError, TextError, RowsTextError) as error:
        raise ProviderError(str(error)) from None
    except psycopg.errors.ForeignKeyViolation as error:
        raise ProviderError(f"{reason(error)} Nothing was changed; {_REMEDY}") from None
    except psycopg.Error as error:
        raise ProviderError(reason(error)) from None
