"""Chooses what only this machine can choose for an embedded Postgres: its port and its administrator's password."""

import secrets

from launcher import stack_config, yaml_file
from launcher.session import Session
from servers import ports


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
        yaml_file.write(settings_file, {**settings, "config": {**config, stack_config.PORT: ports.choose()}})
    if stack_config.PASSWORD not in config:
        session.ask("config", "set", "--secret", stack_config.PASSWORD, given=secrets.token_urlsafe(32))
