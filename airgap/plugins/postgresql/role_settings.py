"""The settings that a role has at login: `ALTER ROLE ... SET`, and `pg_roles.rolconfig`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from airgap.plugins.values import Values
from provider.protocol.properties import Properties
from schemata.dialects.postgresql.quoting import identifier

_TIMEOUTS = {
    "statementTimeout": "statement_timeout",
    "idleInTransactionSessionTimeout": "idle_in_transaction_session_timeout",
}

_QUOTED_OR_BARE = re.compile(r'"((?:[^"]|"")*)"|([^,\s]+)')


def setting_statements(wanted: Values) -> Iterator[str]:
    """Give the statements that set what is wanted and reset the rest; timeouts in milliseconds."""
    role = f"ALTER ROLE {identifier(wanted.text('name'))}"
    paths = ", ".join(identifier(path) for path in wanted.texts("searchPaths"))
    yield f"{role} SET search_path TO {paths}" if paths else f"{role} RESET search_path"
    for name, setting in _TIMEOUTS.items():
        timeout = wanted.number(name)
        yield f"{role} SET {setting} TO {timeout}" if timeout else f"{role} RESET {setting}"
    assumed = wanted.text("assumeRole")
    yield f"{role} SET role TO {identifier(assumed)}" if assumed else f"{role} RESET role"


def read_settings(config: Iterable[str]) -> Properties:
    """Return the properties that `rolconfig` (`name=value` each) holds."""
    found = dict(entry.split("=", 1) for entry in config)
    return {
        "searchPaths": _names(found.get("search_path", "")),
        **{name: int(found.get(setting, "0")) for name, setting in _TIMEOUTS.items()},
        "assumeRole": next(iter(_names(found.get("role", ""))), ""),
    }


def _names(listed: str) -> list[str]:
    return [quoted.replace('""', '"') or bare for quoted, bare in _QUOTED_OR_BARE.findall(listed)]
