"""Chooses what only this machine can choose for an embedded Postgres: its port and its administrator's password."""

import secrets
from collections.abc import Iterator

from launcher import stack_config, yaml_file
from launcher.errors import ExitCode, LauncherError
from launcher.session import Session
from servers import ports
from servers.errors import ServerError

_PORTS = range(15432, 25432)
"""Below the ports that the system hands out to connections, so that a kept port stays free while the server is down."""

_ATTEMPTS = 50


def complete(session: Session) -> None:
    """Add port and password to the private settings of a stack with an embedded server, where they are missing.

    The password goes to Pulumi by standard input, never in arguments or the environment.
    """
    settings_file = session.project.settings_file(session.stack)
    settings = yaml_file.read(settings_file)
    if not stack_config.has_embedded_server(settings):
        return
    config = stack_config.config(settings)
    if stack_config.PORT not in config:
        yaml_file.write(settings_file, {**settings, "config": {**config, stack_config.PORT: _free_port()}})
    if stack_config.PASSWORD not in config:
        session.ask("config", "set", "--secret", stack_config.PASSWORD, given=secrets.token_urlsafe(32))


def _free_port() -> int:
    for port in _candidates():
        try:
            ports.require_free(port)
        except ServerError:
            continue
        return port
    remedy = f"Choose one: `bin/pulumi config set {stack_config.PORT} N`."
    raise LauncherError(
        f"no free port was found from {_PORTS.start} to {_PORTS.stop - 1}", remedy, ExitCode.UNAVAILABLE
    )


def _candidates() -> Iterator[int]:
    """Chosen at random, so that two clones on one machine seldom meet."""
    for _ in range(_ATTEMPTS):
        yield secrets.choice(_PORTS)
