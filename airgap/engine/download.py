"""Gets Pulumi's own release into the cache, where this machine reaches Pulumi's downloads."""

import http.client
import platform
import shutil
import tarfile
import tempfile
import urllib.request
from pathlib import Path, PurePosixPath

from airgap.engine import cache
from airgap.engine.cache import VERSION, Engine
from airgap.progress import Progress

ADDRESS = "https://get.pulumi.com/releases/sdk/pulumi-v{version}-{system}-{machine}.tar.gz"
_MACHINES = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}
_SILENCE_SECONDS = 5.0
_NEEDED = frozenset(
    {"pulumi", "pulumi-language-python", "pulumi-language-python-exec", "pulumi-analyzer-policy-python"}
)


def release() -> Engine | None:
    """Pulumi's release in the cache, downloaded first where it is not there; None where it cannot be had."""
    engine = cache.downloaded()
    if engine.is_complete():
        return engine
    machine = _MACHINES.get(platform.machine().lower())
    if machine is None:
        return None
    address = ADDRESS.format(version=VERSION, system=platform.system().lower(), machine=machine)
    try:
        return _download(address, engine)
    except (OSError, http.client.HTTPException, tarfile.TarError, EOFError):
        return None  # whatever it was: the engine is built instead


def _download(address: str, engine: Engine) -> Engine | None:
    engine.directory.parent.mkdir(parents=True, exist_ok=True)
    with (
        urllib.request.urlopen(address, timeout=_SILENCE_SECONDS) as response,  # noqa: S310 - the address is a constant
        tempfile.TemporaryDirectory(prefix="unfinished-", dir=engine.directory.parent) as workspace,
        Progress(f"downloading Pulumi {VERSION}") as progress,
    ):
        unfinished = Engine(Path(workspace, "engine"))
        unfinished.directory.mkdir()
        with tarfile.open(fileobj=response, mode="r|gz") as archive:
            for member in archive:
                progress.at(member.name)
                _extract(archive, member, unfinished.directory)
        if not unfinished.is_complete():
            return None
        unfinished.directory.rename(engine.directory)
    return engine


def _extract(archive: tarfile.TarFile, member: tarfile.TarInfo, directory: Path) -> None:
    """Write ``member`` into ``directory`` under its bare name, if it is one of the files that are needed."""
    name = PurePosixPath(member.name).name
    content = archive.extractfile(member) if name in _NEEDED and member.isfile() else None
    if content is None:
        return
    with content, Path(directory, name).open("wb") as file:
        shutil.copyfileobj(content, file)
    Path(directory, name).chmod(0o755)
