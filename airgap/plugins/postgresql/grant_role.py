"""`postgresql:index/grantRole:GrantRole`."""

from __future__ import annotations

from typing import ClassVar

from airgap.plugins.bridged import BridgedType
from airgap.plugins.postgresql.server import Server, run, serialise_grants
from airgap.plugins.shape import Kind, Property, Shape
from airgap.plugins.values import Values
from provider.protocol.errors import ProviderError
from provider.protocol.properties import Properties
from schemata.dialects.postgresql.quoting import identifier

_LIVE = """
SELECT bool_or(admin_option) FROM pg_auth_members
WHERE pg_get_userbyid(member) = %s AND pg_get_userbyid(roleid) = %s
"""


class GrantRole(BridgedType):
    """The membership of `role` in `grantRole`."""

    token: ClassVar[str] = "postgresql:index/grantRole:GrantRole"  # noqa: S105 - a type's token
    shape: ClassVar[Shape] = Shape(
        (
            Property("role", required=True, immutable=True),
            Property("grantRole", required=True, immutable=True),
            Property("withAdminOption", Kind.FLAG, immutable=True),
        )
    )

    def __init__(self, server: Server) -> None:
        """Work on `server`."""
        self._server = server

    def identify(self, values: Values) -> str:
        """Return the official plugin's id."""
        return f"{values.text('role')}_{values.text('grantRole')}_{str(values.flag('withAdminOption')).lower()}"

    def from_id(self, resource_id: str) -> Properties:
        """Refuse: the official plugin has no import, since the id cannot be taken apart."""
        raise ProviderError(f"a grant of a role ({resource_id!r}) cannot be imported: create it, that changes nothing")

    def find(self, known: Values) -> Properties | None:
        """Read the catalogue."""
        member, role = known.text("role"), known.text("grantRole")
        with self._server.transaction() as connection:
            row = connection.execute(_LIVE, (member, role)).fetchone()
        if row is None or row[0] is None:
            return None
        return {"role": member, "grantRole": role, "withAdminOption": bool(row[0])}

    def make(self, wanted: Values) -> None:
        """Grant anew, so that an admin option that is not wanted goes."""
        role, member = identifier(wanted.text("grantRole")), identifier(wanted.text("role"))
        option = "WITH ADMIN OPTION" if wanted.flag("withAdminOption") else ""
        with self._server.transaction() as connection:
            serialise_grants(connection)
            run(connection, f"REVOKE {role} FROM {member}")
            run(connection, f"GRANT {role} TO {member} {option}")

    def change(self, recorded: Values, wanted: Values) -> None:
        """Grant anew; every change of a property replaces, so only a repeated update comes here."""
        self.make(wanted)

    def remove(self, recorded: Values) -> None:
        """Revoke the membership."""
        if self.find(recorded) is None:
            return
        with self._server.transaction() as connection:
            serialise_grants(connection)
            run(connection, f"REVOKE {identifier(recorded.text('grantRole'))} FROM {identifier(recorded.text('role'))}")
