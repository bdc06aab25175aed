"""Starting, stopping and reloading one data directory's server, through pg_ctl."""

import shlex
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from servers import diagnosis, files, ports, processes, scram, server_log
from servers.account import Account
from servers.binaries import Binaries
from servers.record import USERNAME
from servers.settings import configuration

# Recovery after a crash can take minutes; pg_ctl returns at once when the server ends.
_PATIENCE = 600

_HBA = """\
# Everybody, the administrator too, needs a password.
host all all 127.0.0.1/32 scram-sha-256
host replication all 127.0.0.1/32 scram-sha-256
"""


@dataclass(frozen=True, slots=True)
class Postmaster:
    """The server of `home/data`, run by `account` with `binaries`.

    The configuration lies in `home`, outside the data directory, where the server cannot change it.
    """

    home: Path
    binaries: Binaries
    account: Account

    @property
    def data(self) -> Path:
        """Postgres' data directory."""
        return self.home / "data"

    def is_running(self) -> bool:
        """Whether the server's main process is alive."""
        return processes.postmaster(self.data) is not None

    def validate(self, values: Mapping[str, str]) -> None:
        """Raise ServerError, in Postgres' own words, unless it takes these settings. Touches nothing that is in use."""
        draft = self.home / "postgresql.conf.new"
        files.write(draft, configuration(values))
        query = ["-C", "port", "-D", str(self.home), "-c", f"config_file={draft}"]
        code, said = self.account.run([self.binaries.program("postgres"), *query])
        draft.unlink()
        if code != 0:
            raise diagnosis.failure("use the Postgres settings", said.replace(str(draft), "postgresql.conf"), self.home)

    def configure(self, values: Mapping[str, str]) -> None:
        """Write postgresql.conf and pg_hba.conf; they take effect at the next start or reload."""
        files.write(self.home / "pg_hba.conf", _HBA)
        files.write(self.home / "postgresql.conf", configuration(values))

    def start(self, port: int) -> None:
        """Start the server, clearing what a killed one left, and wait until it is ready. Raises ServerError."""
        processes.clear_remains(self.data)
        ports.require_free(port)
        server_log.prune(self.home)
        path = self.home / "startup.log"
        path.unlink(missing_ok=True)
        with path.open("wb") as log:
            code, _ = self._control("start", "-o", shlex.join(self._places()), output=log)
        if code != 0:
            raise diagnosis.failure(f"start Postgres {self.binaries.version}", server_log.tail(self.home), self.home)

    def await_ready(self) -> None:
        """Wait for a server that another command has begun to start. Raises ServerError when it ends instead."""
        deadline = time.monotonic() + _PATIENCE
        while not processes.is_ready(self.data):
            if not self.is_running() or time.monotonic() > deadline:
                said = server_log.tail(self.home)
                raise diagnosis.failure(f"start Postgres {self.binaries.version}", said, self.home)
            time.sleep(0.05)

    def stop(self) -> None:
        """End sessions, write everything out, and wait; does nothing when not running. Raises ServerError."""
        if self.is_running():
            code, said = self._control("stop", "-m", "fast")
            if code != 0:
                raise diagnosis.failure(f"stop Postgres {self.binaries.version}", said, self.home)

    def reload(self) -> None:
        """Let the running server read its configuration again. Raises ServerError."""
        code, said = self._control("reload")
        if code != 0:
            raise diagnosis.failure("reload the Postgres settings", said, self.home)

    def set_password(self, password: str) -> None:
        """Give the administrator another password, while the server is stopped. Raises ServerError."""
        silent = {"log_statement": "none", "log_min_duration_statement": "-1", "log_min_error_statement": "panic"}
        options = [f"-c{name}={value}" for name, value in {**silent, "logging_collector": "off"}.items()]
        single = [self.binaries.program("postgres"), "--single", "-D", str(self.data)]
        # The verifier has no quote in it: base64, digits, `$`, `:`.
        statement = f"ALTER ROLE {USERNAME} PASSWORD '{scram.verifier(password)}'\n"
        code, said = self.account.run([*single, *self._places(), *options, "postgres"], text=statement)
        if code != 0 or "ERROR:" in said:
            raise diagnosis.failure("set the administrator's password", said, self.home)

    def _control(self, action: str, *options: str, output: IO[bytes] | None = None) -> tuple[int, str]:
        command = [self.binaries.program("pg_ctl"), action, "-D", str(self.data), *options]
        waiting = [] if action == "reload" else ["-w", "-t", str(_PATIENCE)]
        return self.account.run([*command, *waiting], output=output)

    def _places(self) -> list[str]:
        return [f"-cconfig_file={self.home / 'postgresql.conf'}", f"-chba_file={self.home / 'pg_hba.conf'}"]
