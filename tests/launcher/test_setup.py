"""The virtual environment from the lock file."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from launcher import setup
from launcher.errors import ExitCode, LauncherError
from launcher.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A clone whose lock file asks for nothing."""
    (tmp_path / "requirements.lock").write_text("# nothing\n")
    return Project(tmp_path)


def _is_the_one_from_before(project: Project) -> bool:
    return (project.root / ".venv" / "mark").exists()


def _mark(project: Project) -> None:
    (project.root / ".venv" / "mark").touch()


def test_it_is_made_once(project: Project) -> None:
    setup.environment(project)
    assert subprocess.run([project.python, "-c", "import pip"]).returncode == 0
    _mark(project)
    setup.environment(project)
    assert _is_the_one_from_before(project)


def test_a_changed_lock_file_makes_it_anew(project: Project) -> None:
    setup.environment(project)
    _mark(project)
    (project.root / "requirements.lock").write_text("# nothing else\n")
    setup.environment(project)
    assert not _is_the_one_from_before(project)


def test_what_cannot_be_installed_is_named_and_tried_again(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    lock = project.root / "requirements.lock"
    lock.write_text("no-such-package==1.0 --hash=sha256:" + "0" * 64 + "\n")
    for _ in range(2):
        with pytest.raises(LauncherError) as failed:
            setup.environment(project)
        assert "no-such-package" in failed.value.message
        assert failed.value.code is ExitCode.CANNOT_CREATE


def test_a_python_that_makes_no_environments_is_told_with_the_remedy(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(LauncherError) as failed:
        setup.environment(project)
    assert f"apt-get install python{sys.version_info.major}.{sys.version_info.minor}-venv" in failed.value.remedy


def test_make_refuses_a_python_that_is_too_old(tmp_path: Path) -> None:
    python = tmp_path / "python3"
    python.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.8.1 && exit\nexit 1\n')
    python.chmod(0o755)
    clone = Path(__file__).resolve().parents[2]
    done = subprocess.run(["make", "-C", clone, "python", f"PYTHON={python}"], capture_output=True, text=True)
    assert done.returncode != 0
    assert "Python 3.8.1 is too old" in done.stderr


def test_make_names_a_python_that_is_missing() -> None:
    clone = Path(__file__).resolve().parents[2]
    done = subprocess.run(["make", "-C", clone, "python", "PYTHON=python-none"], capture_output=True, text=True)
    assert done.returncode != 0
    assert "python-none is not installed" in done.stderr
