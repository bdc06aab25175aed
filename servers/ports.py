"""TCP ports of the loopback address: is one free, who holds it, which one to take."""

import contextlib
import random
import socket
from pathlib import Path

from servers.errors import ServerError

LOOPBACK = "127.0.0.1"
SETTING = "digi-infrastructure:postgresPort"


# Below the ports that Linux gives to outgoing connections, which could hold a server's port while it is stopped.
_CHOICE = range(20_000, 32_000)


def choose() -> int:
    """A port that is free now. Raises ServerError when none is found."""
    for port in random.sample(_CHOICE, 200):
        if _refusal(port) is None:
            return port
    raise ServerError("No free port was found on the loopback address.", "End programs that listen there.")


def require_free(port: int) -> None:
    """Raise ServerError, naming the holder where /proc tells, unless a server can listen on `port`."""
    if refusal := _refusal(port):
        raise ServerError(
            f"Postgres cannot listen on {LOOPBACK}:{port}: {refusal} ({holder(port) or 'holder unknown'}).",
            f"Stop that program, or choose another port: `bin/pulumi config set {SETTING} {choose()}`.",
        )


def holder(port: int) -> str | None:
    """The process that listens on `port`, such as `process 12 (nginx in /srv)`; None where the system does not tell."""
    sockets = {f"socket:[{inode}]" for inode in _listening(port)}
    for process in Path("/proc").glob("[0-9]*"):
        if sockets & _open_files(process):
            return f"process {process.name} ({_description(process)})"
    return None


def _refusal(port: int) -> str | None:
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((LOOPBACK, port))
        except (OSError, OverflowError) as error:
            return str(error)
    return None


def _listening(port: int) -> set[str]:
    inodes = set()
    for table in (Path("/proc/net/tcp"), Path("/proc/net/tcp6")):
        rows = table.read_text().splitlines()[1:] if table.exists() else []
        for fields in map(str.split, rows):
            if fields[3] == "0A" and int(fields[1].rsplit(":", 1)[1], 16) == port:
                inodes.add(fields[9])
    return inodes


def _open_files(process: Path) -> set[str]:
    found = set()
    # The process may end meanwhile or be another user's, and each of its files may be closed meanwhile.
    with contextlib.suppress(OSError):
        for descriptor in (process / "fd").iterdir():
            with contextlib.suppress(OSError):
                found.add(str(descriptor.readlink()))
    return found


def _description(process: Path) -> str:
    try:
        return f"{(process / 'comm').read_text().strip()} in {(process / 'cwd').readlink()}"
    except OSError:
        return "ended meanwhile"
