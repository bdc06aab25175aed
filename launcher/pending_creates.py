"""Resources that a killed command had begun to make: each exists or does not, and Pulumi does not know which.

The state forgets them, so that the next ``up`` makes them anew. What our own provider makes is adopted then. A role or
a database of the postgresql plugin is not, so those that exist are imported first.
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from launcher.errors import LauncherError
from launcher.session import Session
from launcher.stack import project_name, state_file

_PENDING = b'"pending_operations"'
_IMPORTED = frozenset({"postgresql:index/role:Role", "postgresql:index/database:Database"})
"""Types whose creation fails where the object exists, and whose id is their name."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A creation that was interrupted, as the state has it; ``provider`` is the URN of its provider."""

    urn: str
    token: str
    parent: str
    provider: str
    object_name: str

    @property
    def name(self) -> str:
        """The resource's name in the program."""
        return self.urn.rsplit("::", 1)[-1]


def settle(session: Session) -> None:
    """Forget what was being made, and import what of it exists and would not be adopted. The server has to run."""
    pending = _read(state_file(session)) if session.has_local_backend else []
    if not pending:
        return
    names = ", ".join(f"{item.token} {item.name}" for item in pending)
    print(f"interrupted while being made, to be adopted or made again: {names}", file=sys.stderr)
    _forget(session)
    for item in pending:
        if item.token in _IMPORTED:
            _import(session, item)


def _forget(session: Session) -> None:
    project = project_name(session.project)
    stack_itself = f"urn:pulumi:{session.stack}::{project}::pulumi:pulumi:Stack::{project}-{session.stack}"
    arguments = ("--clear-pending-creates", "--yes", "--skip-preview", "--target", stack_itself)
    session.ask("refresh", "--stack", session.stack, *arguments)


def _import(session: Session, item: Pending) -> None:
    related = ("--parent", f"parent={item.parent}", "--provider", f"postgresql={item.provider}")
    quiet = ("--yes", "--skip-preview", "--protect=false", "--generate-code=false", "--stack", session.stack)
    try:
        session.ask("import", item.token, item.name, item.object_name, *related, *quiet)
    except LauncherError:
        return  # it had not been made yet: the next up makes it


def _read(state: Path) -> list[Pending]:
    content = state.read_bytes() if state.is_file() else b""
    if _PENDING not in content:
        return []
    operations = json.loads(content)["checkpoint"]["latest"].get("pending_operations") or []
    return [_pending(operation["resource"]) for operation in operations if operation["type"] == "creating"]


def _pending(resource: dict[str, object]) -> Pending:
    inputs = resource.get("inputs")
    object_name = inputs.get("name") if isinstance(inputs, dict) else None
    provider = str(resource.get("provider") or "").rsplit("::", 1)[0]
    parent = str(resource.get("parent") or "")
    return Pending(str(resource["urn"]), str(resource["type"]), parent, provider, str(object_name or ""))
