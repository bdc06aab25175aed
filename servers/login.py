"""Talking to a running server as its administrator."""

import time
from collections.abc import Callable

import psycopg

from servers.endpoint import Endpoint
from servers.errors import ServerError

_PATIENCE = 30


def accepted(endpoint: Endpoint) -> bool:
    """Whether the server takes the endpoint's password. Raises ServerError when it cannot be asked."""
    try:
        _connect(endpoint).close()
    except psycopg.OperationalError as error:
        if "password authentication failed" in str(error):
            return False
        raise ServerError(
            f"Postgres does not answer: {error}", "See the server's log, or restart it: `make down up`."
        ) from None
    return True


def await_reload(endpoint: Endpoint, reload: Callable[[], None]) -> None:
    """Call `reload` and wait until new sessions see the settings. Raises ServerError when they never do."""
    before = _loaded_at(endpoint)
    reload()
    deadline = time.monotonic() + _PATIENCE
    while _loaded_at(endpoint) == before:
        if time.monotonic() > deadline:
            raise ServerError("Postgres does not take up its new settings.", "Restart it: `make down up`.")
        time.sleep(0.02)


def _loaded_at(endpoint: Endpoint) -> object:
    with _connect(endpoint) as connection:
        return connection.execute("SELECT pg_conf_load_time()").fetchone()


def _connect(endpoint: Endpoint) -> psycopg.Connection:
    return psycopg.connect(endpoint.url("postgres"), connect_timeout=10, autocommit=True)
