"""The operating-system account that a server runs under: never root, which Postgres refuses."""

import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from servers.errors import ServerError

SERVICE_ACCOUNT = "digi-postgres"

# A server must not inherit the caller's PG* variables, secrets or language.
CLEAN_ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8"}


@dataclass(frozen=True, slots=True)
class Account:
    """An account by name, uid and gid, and how to run a program under it."""

    name: str
    uid: int
    gid: int

    @property
    def is_own(self) -> bool:
        """Whether this process already runs under the account."""
        return self.uid == os.geteuid()

    def run(self, command: Sequence[str], *, text: str = "", output: IO[bytes] | None = None) -> tuple[int, str]:
        """Run `command` under the account in a session of its own and wait; gives its exit code and what it printed.

        `text` goes to its standard input. With `output`, an open file, what it prints goes there and the text given
        back is empty; a daemon that the command leaves behind must not keep a pipe of ours open.
        A program that cannot be started raises OSError, or for root ends with a code that is not 0.
        """
        done = subprocess.run(
            command if self.is_own else [*self._dropping(), *command],
            input=text.encode(),
            stdout=output or subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=CLEAN_ENVIRONMENT,
            cwd="/",
            umask=0o077,
            start_new_session=True,
            check=False,
        )
        return done.returncode, (done.stdout or b"").decode(errors="replace").strip()

    def _dropping(self) -> list[str]:
        """A program that gives up root for good and then becomes the command that follows.

        The arguments `user` and `group` of `subprocess` would do, but for them Python forks instead of vforks, and a
        fork in a process that serves gRPC may end in gRPC's own fork handlers.
        """
        steps = f"os.setgroups([]); os.setgid({self.gid}); os.setuid({self.uid}); os.execv(sys.argv[1], sys.argv[1:])"
        return [sys.executable, "-I", "-S", "-c", f"import os, sys; {steps}"]


def of_owner(path: Path) -> Account:
    """The account that owns `path`. Raises ServerError when it is root, is unknown, or cannot be used from here."""
    uid = path.stat().st_uid
    if os.geteuid() not in (0, uid):
        raise ServerError(
            f"{path} belongs to {_name(uid)}, and this is {_name(os.geteuid())}.",
            "Run the command as that user, or as root if root made the server.",
        )
    if uid == 0:
        raise ServerError(
            f"{path} belongs to root, and Postgres does not run as root.", f"chown it to {SERVICE_ACCOUNT}."
        )
    return _known(uid)


def for_new_server() -> Account:
    """The account for a new server: the caller's own, or for root a system account, which is made if it is missing."""
    return _service_account() if os.geteuid() == 0 else _known(os.geteuid())


def _known(uid: int) -> Account:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise ServerError(
            f"The user id {uid} has no entry in /etc/passwd, which Postgres needs.",
            f"Add one, for example `useradd --uid {uid} digi`, or run as another user.",
        ) from None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _service_account() -> Account:
    if not _exists(SERVICE_ACCOUNT):
        _create(SERVICE_ACCOUNT)
    return _known(pwd.getpwnam(SERVICE_ACCOUNT).pw_uid)


def _create(name: str) -> None:
    program = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    remedy = f"Install useradd (Debian: apt-get install passwd), or make the system account {name} yourself."
    if program is None:
        raise ServerError(
            f"Postgres does not run as root, and useradd, to make the account {name}, is missing.", remedy
        )
    options = [
        "--system",
        "--user-group",
        "--no-create-home",
        "--home-dir",
        "/nonexistent",
        "--shell",
        "/usr/sbin/nologin",
    ]
    done = subprocess.run([program, *options, name], capture_output=True, text=True, check=False)
    # Another process may have made it in the meantime.
    if done.returncode != 0 and not _exists(name):
        raise ServerError(f"useradd could not make the account {name}: {done.stderr.strip()}", remedy)


def _exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user id {uid}"
