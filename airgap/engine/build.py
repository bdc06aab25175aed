"""Builds the Pulumi CLI from its Go modules into the cache, once for all clones of a user."""

import shutil
import subprocess
import tempfile
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

from airgap import filelock
from airgap.engine import cache, layout, toolchain
from airgap.engine.cache import VERSION, Engine
from airgap.engine.toolchain import Go
from airgap.errors import EngineError
from airgap.progress import Progress

_MODULE = Path(__file__).parent
_COMMAND = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
_SDK = "github.com/pulumi/pulumi/sdk/v3"
_LINKER = f"-s -w -X {_SDK}/go/common/version.Version={VERSION}"
_UNFINISHED = "unfinished-"
_RUNNER = Path("python", "cmd", "pulumi-language-python-exec")


def ensure(tell: Callable[[str], None]) -> Engine:
    """The built engine, which is built first where it is not there; two processes build it once.

    ``tell`` is given lines for the user.  Raises EngineError when it cannot be built; nothing half made stays.
    """
    engine = cache.built()
    if engine.is_complete():
        return engine
    with filelock.held(cache.root() / "build.lock", lambda: tell("another process builds the engine; waiting for it")):
        if not engine.is_complete():
            tell(
                f"building Pulumi {VERSION} from its Go modules into {engine.directory}, "
                "once for all clones: 5 to 10 minutes on 2 cores"
            )
            _build(engine)
    return engine


def _build(engine: Engine) -> None:
    """Build in a temporary folder beside the engine's own, which gets its name when it is complete."""
    versions = engine.directory.parent
    versions.mkdir(parents=True, exist_ok=True)
    for killed in versions.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(killed, ignore_errors=True)
    workspace = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=versions))
    try:
        unfinished = Engine(workspace / "engine")
        with toolchain.go(workspace) as go:
            layout.lay_out(unfinished, _compile(go, workspace / "pulumi"), _runner(go))
        unfinished.directory.rename(engine.directory)
    finally:
        shutil.rmtree(workspace, ignore_errors=True)


def _compile(go: Go, executable: Path) -> Path:
    """Download the modules, then compile; Go says a line for each module and each package."""
    with Progress("downloading Pulumi's Go modules") as progress:
        packages = 0
        for line in _lines(go, "list", "-deps", _COMMAND):
            packages += not line.startswith("go: ")
            progress.at(line.removeprefix("go: ") if line.startswith("go: ") else f"{packages:,} packages found")
    with Progress("compiling Pulumi") as progress:
        lines = _lines(go, "build", "-v", "-trimpath", "-ldflags", _LINKER, "-o", str(executable), _COMMAND)
        for count, _ in enumerate(lines, start=1):
            progress.at(f"{count:,} of {packages:,} packages")
    return executable


def _runner(go: Go) -> Path:
    """Pulumi's Python runner, which its Go module for the SDK carries."""
    return Path(*_lines(go, "list", "-m", "-f", "{{.Dir}}", _SDK)) / _RUNNER


def _lines(go: Go, *arguments: str) -> Iterator[str]:
    """What a Go command prints, line by line.

    Raises EngineError with its last lines when it fails.
    """
    command = [str(go.executable), *arguments]
    last: deque[str] = deque(maxlen=15)
    with subprocess.Popen(
        command, cwd=_MODULE, env=go.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            last.append(line.rstrip())
            yield line.rstrip()
    if process.returncode != 0:
        raise EngineError(
            "`{}` failed:\n  {}".format(" ".join(command[:2]), "\n  ".join(last)),
            "Go needs a module proxy it can reach (`go env GOPROXY`) and about 4 GB of free disk. "
            "Run the command again, or install Pulumi itself.",
        )
