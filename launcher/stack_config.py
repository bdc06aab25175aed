"""A stack's settings: what is in git, and what only this machine knows.

``Pulumi.<stack>.yaml`` is in git and holds no salt, no secret and no port: each of them would break another clone.
Pulumi reads a private copy instead (`Project.settings_file`), made anew for each command: the tracked file, and from
the previous copy what is private: the salt, every secret (``secure:``), and an embedded server's port.  Of a key that
both have, the tracked file's value holds.

``config set KEY VALUE`` goes to the tracked file; with ``--secret``, or for what is private, to the private copy.
"""

from collections.abc import Mapping

from launcher import yaml_file
from launcher.command_line import CommandLine
from launcher.errors import ExitCode, LauncherError
from launcher.project import Project

PROJECT = "digi-infrastructure"
SERVER = f"{PROJECT}:postgres"
PORT = f"{PROJECT}:postgresPort"
PASSWORD = f"{PROJECT}:postgresAdminPassword"

ENCRYPTION_KEYS = frozenset({"encryptionsalt", "encryptedkey", "secretsprovider"})
"""How Pulumi encrypts a stack's secrets."""

Settings = Mapping[str, object]


def write_private_copy(project: Project, stack: str) -> None:
    """Make the private copy of the stack's settings anew. Raises LauncherError when a file is no YAML mapping."""
    previous = yaml_file.read(project.settings_file(stack))
    merged = merge(yaml_file.read(project.tracked_settings(stack)), previous)
    if merged != previous:
        yaml_file.write(project.settings_file(stack), merged)


def merge(tracked: Settings, previous: Settings) -> dict[str, object]:
    """The tracked settings and what is private in the previous copy."""
    local = local_keys(tracked)
    kept = {key: value for key, value in config(previous).items() if key in local or _holds_secret(value)}
    encryption = {key: value for key, value in previous.items() if key in ENCRYPTION_KEYS}
    return {**encryption, **tracked, "config": {**kept, **config(tracked)}}


def local_keys(settings: Settings) -> frozenset[str]:
    """The settings that differ between machines: an embedded server's port."""
    return frozenset({PORT}) if has_embedded_server(settings) else frozenset()


def has_embedded_server(settings: Settings) -> bool:
    """Whether the stack runs a Postgres on this machine, which is the default."""
    server = config(settings).get(SERVER)
    return not isinstance(server, Mapping) or server.get("mode", "embedded") == "embedded"


def config(settings: Settings) -> dict[str, object]:
    """The part of the settings that the program reads."""
    values = settings.get("config")
    return values if isinstance(values, dict) else {}


def goes_to_tracked_file(project: Project, line: CommandLine) -> bool:
    """Whether the command ``config set``, ``config set-all`` or ``config rm`` changes the tracked file.

    Raises LauncherError for a ``config set-all`` that would change both files.
    """
    tracked = yaml_file.read(project.tracked_settings(line.stack))
    keys = {qualified(key) for key in line.operands()[:1]}
    if line.command == "config rm":
        return bool(keys & config(tracked).keys())
    if line.command == "config set-all":
        return _set_all_goes_to_tracked_file(line)
    return line.command == "config set" and not line.has_flag("--secret") and not keys & local_keys(tracked)


def _set_all_goes_to_tracked_file(line: CommandLine) -> bool:
    if not line.has_flag("--secret"):
        return True
    if line.has_flag("--plaintext"):
        message = "`config set-all` with both --plaintext and --secret would change two files"
        raise LauncherError(message, "Give the plain settings and the secrets in a command each.", ExitCode.USAGE)
    return False


def qualified(key: str) -> str:
    """A setting's name with its namespace; the project's own may be left out."""
    return key if ":" in key else f"{PROJECT}:{key}"


def _holds_secret(value: object) -> bool:
    if isinstance(value, Mapping):
        return "secure" in value or any(_holds_secret(part) for part in value.values())
    return isinstance(value, list) and any(_holds_secret(part) for part in value)
