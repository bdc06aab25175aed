"""Settings: what a stack may set, and that Postgres reads a value exactly as it was given."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servers import binaries, server_log
from servers.errors import ServerError
from servers.settings import Settings, configuration


def test_a_stacks_setting_wins_whatever_its_case() -> None:
    values = Settings(extra={"Shared_Buffers": "1GB", "pg_stat_statements.max": "7"}).values(5432)
    assert (values["shared_buffers"], values["pg_stat_statements.max"], values["port"]) == ("1GB", "7", "5432")


def test_every_bad_setting_is_listed() -> None:
    bad = {"Port": "1", "listen_addresses": "*", "a b": "c", "work_mem": "1\n2"}
    with pytest.raises(ServerError) as refusal:
        Settings(extra=bad).values(5432)
    assert [repr(name) in str(refusal.value) for name in bad] == [True] * 4


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp"]), max_size=40))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_postgres_reads_the_value_that_was_given(tmp_path: Path, value: str) -> None:
    file = tmp_path / "postgresql.conf"
    file.write_text(configuration({"digi.probe": value}))
    # The one option that Postgres takes as root too.
    query = [
        binaries.find("18").program("postgres"),
        "-C",
        "digi.probe",
        "-D",
        str(tmp_path),
        "-c",
        f"config_file={file}",
    ]
    said = subprocess.run(query, capture_output=True, text=True, check=True)
    assert said.stdout == value + "\n"


def test_old_log_files_go(tmp_path: Path) -> None:
    (tmp_path / "log").mkdir()
    for day in range(10, 25):
        (tmp_path / "log" / f"postgresql-2030-01-{day}_000000.log").write_text(f"day {day}\n")
    server_log.prune(tmp_path)
    assert sorted(path.name[19:21] for path in (tmp_path / "log").iterdir()) == [str(day) for day in range(15, 25)]
    assert server_log.tail(tmp_path) == "day 24"


def test_a_link_among_the_logs_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "log").mkdir()
    (tmp_path / "log" / "postgresql-2030.log").symlink_to(tmp_path / "secret")
    assert server_log.tail(tmp_path) == ""
