"""Which CLI is used."""

from pathlib import Path

import pytest

from airgap.engine import cache, download
from launcher import cli, installed
from launcher.cli import Cli, Origin
from launcher.project import Project

_HERE = ".".join(map(str, installed.MINIMUM))


def _install(folder: Path, version: str, with_host: bool) -> Path:
    """A Pulumi that says its version; with its Python language host beside it or without."""
    folder.mkdir(parents=True)
    executable = folder / "pulumi"
    executable.write_text(f"#!/bin/sh\necho v{version}\n")
    executable.chmod(0o755)
    if with_host:
        (folder / "pulumi-language-python").touch(mode=0o755)
    return executable


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with an engine in the cache that was built here, and no other Pulumi."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("PULUMI_HOME", raising=False)
    monkeypatch.delenv(cli.ENGINE_VARIABLE, raising=False)
    _install(cache.built().directory, _HERE, with_host=True)
    return tmp_path


def _obtain(machine: Path) -> Cli:
    (machine / "clone").mkdir(exist_ok=True)
    return cli.obtain(Project(machine / "clone"))


def test_the_built_engine_is_used_where_there_is_no_other(machine: Path) -> None:
    assert _obtain(machine) == Cli(cache.built().executable, Origin.BUILT)


@pytest.mark.parametrize("folder", ["bin", ".pulumi/bin"])
def test_an_installed_pulumi_wins(machine: Path, folder: str) -> None:
    executable = _install(machine / folder, _HERE, with_host=True)
    assert _obtain(machine) == Cli(executable, Origin.OFFICIAL)


def test_a_pulumi_that_is_too_old_is_passed_over(machine: Path) -> None:
    _install(machine / "bin", "3.100.0", with_host=True)
    assert _obtain(machine).origin is Origin.BUILT


def test_a_pulumi_without_language_host_is_passed_over(machine: Path) -> None:
    _install(machine / "bin", _HERE, with_host=False)
    assert _obtain(machine).origin is Origin.BUILT


def test_an_updated_pulumi_is_asked_again(machine: Path) -> None:
    executable = _install(machine / "bin", "3.100.0", with_host=True)
    assert _obtain(machine).origin is Origin.BUILT
    executable.write_text(f"#!/bin/sh\necho version: {_HERE} >&2; echo {_HERE}\n")
    assert _obtain(machine).origin is Origin.OFFICIAL


def test_a_downloaded_release_is_official(machine: Path) -> None:
    executable = _install(cache.downloaded().directory, _HERE, with_host=True)
    assert _obtain(machine) == Cli(executable, Origin.OFFICIAL)


def test_the_built_engine_can_be_asked_for(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _install(machine / "bin", _HERE, with_host=True)
    monkeypatch.setenv(cli.ENGINE_VARIABLE, "build")
    assert _obtain(machine).origin is Origin.BUILT


def test_nothing_is_downloaded_once_an_engine_is_built(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise AssertionError("a download was tried")

    monkeypatch.setattr(download, "release", refuse)
    assert _obtain(machine).origin is Origin.BUILT


def test_the_built_engine_stays_what_it_is_on_the_path(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{cache.built().directory}:/usr/bin:/bin")
    assert _obtain(machine).origin is Origin.BUILT


@pytest.mark.parametrize(
    ("version", "parsed"), [("v3.259.0", (3, 259, 0)), ("3.260.1-dev.7", (3, 260, 1)), ("dev", ()), ("", ())]
)
def test_versions(version: str, parsed: tuple[int, ...]) -> None:
    assert installed.parse(version) == parsed
