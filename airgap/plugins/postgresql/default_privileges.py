"""`postgresql:index/defaultPrivileges:DefaultPrivileges`."""

from __future__ import annotations

from typing import ClassVar

from airgap.plugins.bridged import BridgedType
from airgap.plugins.postgresql.membership import acting_for
from airgap.plugins.postgresql.privileges import PUBLIC, as_wanted, wrong_privileges
from airgap.plugins.postgresql.server import Connection, NoDatabaseError, Server, run, serialise_grants
from airgap.plugins.shape import Kind, Property, Shape
from airgap.plugins.values import Values
from provider.protocol.errors import ProviderError
from provider.protocol.properties import Properties
from provider.protocol.resource import CheckFailure, CheckRequest, CheckResult
from schemata.dialects.postgresql.quoting import identifier

_LETTERS = {"table": "r", "sequence": "S", "function": "f", "routine": "f", "type": "T", "schema": "n"}

_LIVE = """
SELECT DISTINCT privilege_type
FROM pg_default_acl CROSS JOIN LATERAL aclexplode(defaclacl) AS held
WHERE defaclobjtype = %(letter)s
  AND pg_get_userbyid(defaclrole) = %(owner)s
  AND defaclnamespace = CASE WHEN %(schema)s = '' THEN 0 ELSE to_regnamespace(quote_ident(%(schema)s))::oid END
  AND held.grantee = CASE WHEN %(role)s = 'public' THEN 0 ELSE to_regrole(quote_ident(%(role)s))::oid END
"""


class DefaultPrivileges(BridgedType):
    """What `role` may do with the objects that `owner` will make."""

    token: ClassVar[str] = "postgresql:index/defaultPrivileges:DefaultPrivileges"  # noqa: S105 - a type's token
    shape: ClassVar[Shape] = Shape(
        (
            Property("role", required=True, immutable=True),
            Property("database", required=True, immutable=True),
            Property("owner", required=True, immutable=True),
            Property("schema", immutable=True),
            Property("objectType", required=True, immutable=True, choices=tuple(_LETTERS)),
            Property("privileges", Kind.SET, required=True),
            Property("withGrantOption", Kind.FLAG, immutable=True),
        )
    )

    def __init__(self, server: Server) -> None:
        """Work on `server`."""
        self._server = server

    def check(self, request: CheckRequest) -> CheckResult:
        """Check what concerns several properties too."""
        inputs, failures = request.inputs, [*wrong_privileges(request.inputs)]
        if inputs.get("objectType") == "schema" and inputs.get("schema") is not None:
            failures.append(CheckFailure("schema", "schema must be left out when objectType is 'schema'"))
        if inputs.get("role") == PUBLIC and inputs.get("withGrantOption") is True:
            failures.append(CheckFailure("withGrantOption", "withGrantOption cannot be given to everybody (public)"))
        result = super().check(request)
        return CheckResult(result.inputs, (*result.failures, *failures))

    def identify(self, values: Values) -> str:
        """Return the official plugin's id."""
        names = (values.text(name) for name in ("role", "database"))
        return "_".join((*names, values.text("schema") or "noschema", values.text("owner"), values.text("objectType")))

    def from_id(self, resource_id: str) -> Properties:
        """Refuse: the official plugin has no import, since the id cannot be taken apart."""
        raise ProviderError(
            f"default privileges ({resource_id!r}) cannot be imported: create them, that changes nothing"
        )

    def find(self, known: Values) -> Properties | None:
        """Read the catalogue; no privileges at all count as gone, unless none are wanted."""
        try:
            with self._server.transaction(known.text("database")) as connection:
                held = _held(connection, known)
                version = connection.info.server_version
        except NoDatabaseError:
            return None
        wanted = known.texts("privileges")
        if wanted and not held:
            return None
        same = as_wanted(held, wanted, known.text("objectType"), version)
        return {"privileges": list(wanted) if same else held}

    def make(self, wanted: Values) -> None:
        """Revoke all and grant what is wanted, in one transaction."""
        with self._server.transaction(wanted.text("database")) as connection:
            serialise_grants(connection)
            with acting_for(connection, [wanted.text("owner")]):
                run(connection, _statement(wanted, "REVOKE ALL", "FROM"))
                if privileges := wanted.texts("privileges"):
                    option = " WITH GRANT OPTION" if wanted.flag("withGrantOption") else ""
                    run(connection, _statement(wanted, f"GRANT {', '.join(privileges)}", "TO") + option)

    def change(self, recorded: Values, wanted: Values) -> None:
        """Do as when making them: it sets all privileges."""
        self.make(wanted)

    def remove(self, recorded: Values) -> None:
        """Revoke. Where the role, the owner or the database are gone, the default privileges are too."""
        try:
            with self._server.transaction(recorded.text("database")) as connection:
                serialise_grants(connection)
                if _held(connection, recorded):
                    with acting_for(connection, [recorded.text("owner")]):
                        run(connection, _statement(recorded, "REVOKE ALL", "FROM"))
        except NoDatabaseError:
            return


def _held(connection: Connection, values: Values) -> list[str]:
    names = {name: values.text(name) for name in ("owner", "schema", "role")}
    rows = connection.execute(_LIVE, {**names, "letter": _LETTERS[values.text("objectType")]}).fetchall()
    return sorted(str(row[0]) for row in rows)


def _statement(values: Values, what: str, direction: str) -> str:
    """Return the statement; `what` holds key words only, which Check has compared with the known ones."""
    schema = values.text("schema")
    scope = f" IN SCHEMA {identifier(schema)}" if schema else ""
    kind, role = values.text("objectType").upper(), identifier(values.text("role"))
    return (
        f"ALTER DEFAULT PRIVILEGES FOR ROLE {identifier(values.text('owner'))}{scope} "
        f"{what} ON {kind}S {direction} {role}"
    )
