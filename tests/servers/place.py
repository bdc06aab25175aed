"""Where a test's own server lies, and running a scenario as a normal user when the tests run as root."""

import os
import pwd
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path

import psycopg

from servers import account, binaries, ports
from servers.binaries import WHEELS, Binaries
from servers.cluster import Cluster
from servers.endpoint import Endpoint
from servers.settings import Settings

PASSWORD = "correct horse battery"
ROOT = Path(__file__).resolve().parent.parent.parent


def cluster(state: Path, version: str = "17", **extra: str) -> Cluster:
    """A small server in `state` with the settings `extra`."""
    return Cluster(ports.choose(), state, version, Settings(shared_buffers="16MB", max_wal_size="256MB", extra=extra))


def ask(endpoint: Endpoint, query: str) -> object:
    """The one value that `query`, which the test wrote, gives."""
    with psycopg.connect(endpoint.url("postgres"), autocommit=True) as connection:
        row = connection.execute(query.encode()).fetchone()
        assert row is not None
        return row[0]


def do(endpoint: Endpoint, statement: str) -> None:
    """Run a statement that gives nothing back."""
    with psycopg.connect(endpoint.url("postgres"), autocommit=True) as connection:
        connection.execute(statement.encode())


def as_normal_user(scenario: Callable[[Path], None], folder: Path) -> None:
    """Run `scenario` with a state directory in `folder`, in a process of a user who is not root."""
    if os.geteuid() != 0:
        scenario(folder / ".state" / "dev" / "postgres")
        return
    nobody = pwd.getpwnam("nobody")
    releases = {wheel.package: binaries.release(wheel) for wheel in WHEELS.values()}
    site = _public_programs(folder)
    clone = folder / "clone"
    clone.mkdir()
    os.chown(clone, nobody.pw_uid, nobody.pw_gid)
    reader, writer = os.pipe()
    with warnings.catch_warnings(action="ignore"):
        # Python warns of a fork beside threads; a fresh interpreter might lie where the other user cannot read.
        child = os.fork()
    if child == 0:
        _run_as(nobody, site, lambda: scenario(clone / ".state" / "dev" / "postgres"), writer, releases)
    os.close(writer)
    with os.fdopen(reader) as said:
        failure = said.read()
    os.waitpid(child, 0)
    assert not failure, failure


def _run_as(
    user: pwd.struct_passwd, site: Path, scenario: Callable[[], None], writer: int, releases: dict[str, str]
) -> None:
    """Become `user` for good, run `scenario`, write the traceback of its failure to `writer`, and end the process."""
    try:
        os.setgroups([])
        os.setgid(user.pw_gid)
        os.setuid(user.pw_uid)
        binaries.find = lambda version: Binaries(version, WHEELS[version], site / version)
        binaries.release = lambda wheel: releases[wheel.package]
        scenario()
    except BaseException:
        os.write(writer, traceback.format_exc().encode())
    finally:
        os._exit(0)


def _public_programs(folder: Path) -> Path:
    """Copies of the wheels' programs that everybody can run: the clone may lie under /root."""
    folder.chmod(0o711)
    for version in WHEELS:
        (folder / "programs" / version).mkdir(parents=True)
        copy = binaries.for_account(binaries.find(version), account.Account("nobody", -1, -1), folder / "programs")
        (folder / "programs" / version).rmdir()
        copy.site.rename(folder / "programs" / version)
    return folder / "programs"
