"""The server's settings: defaults for thousands of small tables, and what a stack sets besides."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from servers.errors import ServerError

IN_THE_STACK = "`settings` of `digi-infrastructure:postgres` in the stack's file"

# What the embedded server relies on; a stack may not change it.
FIXED = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "password_encryption": "scram-sha-256",
    "logging_collector": "on",
    "log_directory": "../log",
    "log_filename": "postgresql-%Y-%m-%d_%H%M%S.log",
    "log_file_mode": "0600",
}
_PLACES = frozenset(
    {"port", "data_directory", "config_file", "hba_file", "ident_file", "include", "include_dir", "include_if_exists"}
)
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)?")


@dataclass(frozen=True, slots=True)
class Settings:
    """Postgres settings by their own names, with Postgres' own units; `extra` holds any other, and wins."""

    max_connections: int = 100
    # One lock for each table and index that a transaction touches: the default of 64 fails at 63 schemas.
    max_locks_per_transaction: int = 1024
    shared_buffers: str = "256MB"
    max_wal_size: str = "4GB"
    # Shared data reaches other servers by logical replication.
    wal_level: str = "logical"
    # After a crash the default syncs each file on its own: 86 s with 20,000 tables, 0.2 s with syncfs.
    recovery_init_sync_method: str = "syncfs"
    # A database is visited once in a round, so the default of a minute starves some of many databases.
    autovacuum_max_workers: int = 5
    autovacuum_naptime: str = "15s"
    timezone: str = "UTC"
    log_timezone: str = "UTC"
    log_min_duration_statement: str = "1s"
    log_lock_waits: str = "on"
    log_rotation_age: str = "1d"
    log_rotation_size: str = "10MB"
    log_line_prefix: str = "%m [%p] %q%u@%d "
    # Settings come from the stack, so that what runs is what is declared.
    allow_alter_system: str = "off"
    extra: Mapping[str, str] = field(default_factory=dict)

    def require_allowed(self) -> None:
        """Raise ServerError, all problems at once, unless `extra` holds only what a stack may set."""
        if problems := list(_problems(self.extra)):
            raise ServerError("\n".join(problems), f"Correct {IN_THE_STACK}.")

    def values(self, port: int) -> dict[str, str]:
        """Every setting of a server on `port`, name in lower case to text. Raises ServerError, all problems at once."""
        self.require_allowed()
        named = {each.name: str(getattr(self, each.name)) for each in fields(self) if each.name != "extra"}
        extra = {name.lower(): value for name, value in self.extra.items()}
        return {**named, **extra, **FIXED, "port": str(port)}


def configuration(values: Mapping[str, str]) -> str:
    """The text of postgresql.conf for `values`."""
    lines = [f"{name} = {quoted(value)}" for name, value in sorted(values.items())]
    return "\n".join(["# Written from the stack's settings at every `up`; changes made here are lost.", *lines, ""])


def quoted(value: str) -> str:
    """A value as postgresql.conf reads it: in single quotes, with quotes and backslashes doubled."""
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"


def _problems(extra: Mapping[str, str]) -> list[str]:
    problems = []
    for name, value in extra.items():
        if not _NAME.fullmatch(name):
            problems.append(f"Postgres setting {name!r}: not a setting's name (letters, digits, underscores).")
        elif name.lower() in FIXED or name.lower() in _PLACES:
            problems.append(f"Postgres setting {name!r}: the embedded server sets it itself.")
        if any(not character.isprintable() for character in value):
            problems.append(f"Postgres setting {name!r}: the value {value!r} has a control character.")
    return problems
