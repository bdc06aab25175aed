"""The environment for the CLI: a user's variables and login win."""

import json
from pathlib import Path

import pytest

from launcher import environment
from launcher.cli import Origin
from launcher.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path / "clone")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "pulumi-home"


def _log_in(home: Path, backend: str) -> None:
    home.mkdir()
    (home / "credentials.json").write_text(json.dumps({"current": backend}))


def test_without_a_login_the_state_lies_in_the_clone(project: Project, home: Path) -> None:
    made = environment.variables(project, Origin.OFFICIAL, "dev", {"PULUMI_HOME": str(home)})
    assert made["PULUMI_BACKEND_URL"] == f"file://{project.root}/.state/backend"
    assert made["PULUMI_CONFIG_PASSPHRASE_FILE"] == str(project.passphrase)
    assert made["PULUMI_STACK"] == "dev"


def test_the_passphrase_stays_the_same(project: Project, home: Path) -> None:
    user = {"PULUMI_HOME": str(home)}
    environment.variables(project, Origin.BUILT, "dev", user)
    first = project.passphrase.read_text()
    environment.variables(project, Origin.BUILT, "dev", user)
    assert project.passphrase.read_text() == first


@pytest.mark.parametrize("variable", ["PULUMI_BACKEND_URL", "PULUMI_ACCESS_TOKEN"])
def test_a_variable_for_a_backend_wins(project: Project, home: Path, variable: str) -> None:
    user = {"PULUMI_HOME": str(home), variable: "theirs"}
    made = environment.variables(project, Origin.BUILT, "dev", user)
    assert made[variable] == "theirs"
    assert "PULUMI_CONFIG_PASSPHRASE_FILE" not in made
    assert not project.state.exists()


def test_a_login_wins(project: Project, home: Path) -> None:
    _log_in(home, "s3://states")
    made = environment.variables(project, Origin.BUILT, "dev", {"PULUMI_HOME": str(home)})
    assert "PULUMI_BACKEND_URL" not in made
    assert made["PULUMI_CREDENTIALS_PATH"] == str(home)


def test_an_earlier_login_that_has_ended_is_none(project: Project, home: Path) -> None:
    _log_in(home, "")
    assert environment.uses_local_backend({"PULUMI_HOME": str(home)})


def test_a_passphrase_of_the_user_wins(project: Project, home: Path) -> None:
    user = {"PULUMI_HOME": str(home), "PULUMI_CONFIG_PASSPHRASE": ""}
    made = environment.variables(project, Origin.BUILT, "dev", user)
    assert "PULUMI_CONFIG_PASSPHRASE_FILE" not in made


def test_only_the_engine_built_here_gets_a_home_of_its_own(project: Project, home: Path) -> None:
    user = {"PULUMI_HOME": str(home)}
    official = environment.variables(project, Origin.OFFICIAL, "dev", user)
    built = environment.variables(project, Origin.BUILT, "dev", user)
    assert official["PULUMI_HOME"] == str(home)
    assert "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION" not in official
    assert built["PULUMI_HOME"] == str(project.home)
    assert built["PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION"] == "true"
