"""Making a new data directory, and removing one. A killed attempt leaves only `data.new.*`: the next clears it away."""

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from servers import binaries, diagnosis, processes, scram
from servers.account import Account
from servers.binaries import Binaries
from servers.cluster import SYSTEM_ROOT
from servers.errors import ServerError
from servers.record import USERNAME

_SPACE_NEEDED = 300_000_000


def make_home(home: Path, account: Account) -> None:
    """Make the folder `home`. The account owns what it writes to (`data`, `log`) and may only read the rest."""
    _make_passable(home.parent)
    home.mkdir(exist_ok=True)
    if not account.is_own and home.stat().st_uid == 0:
        os.chown(home, 0, account.gid)
        home.chmod(0o750)
    else:
        home.chmod(0o700)
    _owned_folder(home / "log", account)


def make_data(home: Path, programs: Binaries, account: Account, password: str) -> None:
    """Make `home/data` with initdb: UTF-8, C.UTF-8, checksums, SCRAM for everybody. Raises ServerError."""
    free = shutil.disk_usage(home).free
    if free < _SPACE_NEEDED:
        raise ServerError(
            f"The disk of {home} has {free // 1_000_000} MB free; a new server needs {_SPACE_NEEDED // 1_000_000} MB.",
            "Make room, then run the command again.",
        )
    binaries.check(programs, account)
    _remove_drafts(home)
    # A name of its own: an initdb that outlived its killed caller clears away only its own folder.
    fresh = home / f"data.new.{uuid.uuid4().hex[:8]}"
    _owned_folder(fresh, account)
    with _password_file(home, account, password) as secret:
        code, said = account.run(_initdb(programs, fresh, secret))
    if code != 0:
        _remove_drafts(home)
        raise diagnosis.failure(f"make a data directory for Postgres {programs.version}", said, home)
    fresh.rename(home / "data")


def remove_home(home: Path, state_directory: Path) -> None:
    """Remove everything that a server has in `home`, and what is then empty of the folders made for it alone."""
    _remove_drafts(home)
    for name in ("data", "log", "software"):
        shutil.rmtree(home / name, ignore_errors=True)
    for name in ("postgresql.conf", "pg_hba.conf", "startup.log"):
        (home / name).unlink(missing_ok=True)
    if home != state_directory:
        _remove_empty(home, SYSTEM_ROOT.parent)


def _remove_drafts(home: Path) -> None:
    """Remove what killed attempts left half made."""
    for data in home.glob("data.new.*"):
        processes.clear_remains(data)
        shutil.rmtree(data, ignore_errors=True)
    for pattern in (".initdb.*", ".*.conf.*", "*.conf.new"):
        for file in home.glob(pattern):
            file.unlink(missing_ok=True)


def _remove_empty(folder: Path, stop: Path) -> None:
    """Remove `folder` and then its parents below `stop`, as long as they are empty."""
    while folder.is_relative_to(stop) and folder != stop:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


def _initdb(programs: Binaries, data: Path, secret: Path) -> list[str]:
    options = ["--locale=C.UTF-8", "--encoding=UTF8", "--data-checksums", "--auth=scram-sha-256", "--no-instructions"]
    return [programs.program("initdb"), "-D", str(data), f"--username={USERNAME}", f"--pwfile={secret}", *options]


@contextmanager
def _password_file(home: Path, account: Account, password: str) -> Iterator[Path]:
    """A short-lived file, for the account alone, with the password's verifier, which initdb takes as it is."""
    descriptor, name = tempfile.mkstemp(dir=home, prefix=".initdb.")
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(scram.verifier(password) + "\n")
            if not account.is_own:
                os.fchown(file.fileno(), account.uid, account.gid)
        yield Path(name)
    finally:
        Path(name).unlink()


def _make_passable(folder: Path) -> None:
    """Make the missing ones of these folders so that every account can pass through, whatever the umask."""
    for missing in [each for each in (*reversed(folder.parents), folder) if not each.exists()]:
        missing.mkdir()
        missing.chmod(0o711)


def _owned_folder(path: Path, account: Account) -> None:
    path.mkdir(mode=0o700, exist_ok=True)
    if not account.is_own:
        os.chown(path, account.uid, account.gid)
