"""The Pulumi home with stand-ins for plugins."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from airgap import home


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """Installed packages, with the SDK of `postgresql`."""
    _install_sdk(tmp_path / "packages", "3.18.2")
    return tmp_path / "packages"


def _install_sdk(packages: Path, version: str) -> None:
    description = packages / "pulumi_postgresql" / "pulumi-plugin.json"
    description.parent.mkdir(parents=True, exist_ok=True)
    description.write_text(json.dumps({"resource": True, "name": "postgresql", "version": version}))


def test_a_stand_in_lies_where_the_engine_looks(packages: Path, tmp_path: Path) -> None:
    home.prepare(tmp_path / "home", packages)
    (executable,) = (tmp_path / "home").rglob("pulumi-resource-*")
    assert executable.relative_to(tmp_path) == Path(
        "home/plugins/resource-postgresql-v3.18.2/pulumi-resource-postgresql"
    )


def test_it_runs_the_project_s_code_with_the_project_s_python(packages: Path, tmp_path: Path) -> None:
    home.prepare(tmp_path / "home", packages)
    (executable,) = (tmp_path / "home").rglob("pulumi-resource-*")
    python = tmp_path / "python"
    python.write_text('#!/bin/sh\necho "$PYTHONPATH" "$@"\n')
    python.chmod(0o755)
    variables = {**os.environ, "DIGI_PYTHON": str(python), "DIGI_PROJECT": "/the/clone"}
    done = subprocess.run([executable, "127.0.0.1:1"], env=variables, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["/the/clone", "-u", "-P", "-m", "airgap.plugins.postgresql", "127.0.0.1:1"]


def test_outside_of_bin_pulumi_it_says_so(packages: Path, tmp_path: Path) -> None:
    home.prepare(tmp_path / "home", packages)
    (executable,) = (tmp_path / "home").rglob("pulumi-resource-*")
    done = subprocess.run([executable], env={"PATH": "/usr/bin:/bin"}, capture_output=True, text=True)
    assert done.returncode != 0
    assert "use bin/pulumi" in done.stderr


def test_an_updated_sdk_takes_the_place_of_the_one_before(packages: Path, tmp_path: Path) -> None:
    home.prepare(tmp_path / "home", packages)
    _install_sdk(packages, "3.19.0")
    home.prepare(tmp_path / "home", packages)
    assert [folder.name for folder in (tmp_path / "home" / "plugins").iterdir()] == ["resource-postgresql-v3.19.0"]


def test_the_engine_s_own_notes_beside_a_stand_in_are_left(packages: Path, tmp_path: Path) -> None:
    home.prepare(tmp_path / "home", packages)
    note = tmp_path / "home" / "plugins" / "resource-postgresql-v3.18.2.lastused"
    note.touch()
    home.prepare(tmp_path / "home", packages)
    assert note.exists()


def test_without_the_sdk_there_is_no_stand_in(tmp_path: Path) -> None:
    home.prepare(tmp_path / "home", tmp_path)
    assert not list(tmp_path.rglob("pulumi-resource-*"))
