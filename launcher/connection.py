"""How a program of libpq's reaches the stack's embedded server: by environment variables, never by arguments."""

from launcher import command_line, preparation, session, stack_config
from launcher.project import Project
from servers import embedded_postgres, record


def variables(clone: Project, stack: str) -> dict[str, str]:
    """libpq's variables for the administrator of the stack's server, which is started if it was stopped.

    Without a server on this machine there are none.
    """
    if not embedded_postgres.start_if_made(clone.server(stack)):
        return {}
    made = record.read(clone.server(stack))
    assert made is not None  # it was started a moment ago
    opened = session.start(clone, stack)
    get = command_line.read(["config", "get", stack_config.PASSWORD, "--stack", stack], None)
    preparation.prepare(opened, get)
    endpoint = made.endpoint(opened.ask(*get.arguments).strip())
    return {
        "PGHOST": endpoint.host,
        "PGPORT": str(endpoint.port),
        "PGUSER": endpoint.username,
        "PGPASSWORD": endpoint.password,
        "PGSSLMODE": "disable",  # an embedded server listens on loopback only, without TLS
    }
