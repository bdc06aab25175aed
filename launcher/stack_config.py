"""A stack's settings: what is in git, and what only this machine knows.

``Pulumi.<stack>.yaml`` is in git and holds no salt, no secret and no port: each of them would break another clone.  Pulumi
reads a private copy instead (``.state/<stack>/Pulumi.<stack>.yaml``), made anew for each command: the tracked file, and
from the previous copy what is private: the salt, every secret (``secure:``), and `PRIVATE_KEYS`.

``config set KEY VALUE`` goes to the tracked file, with ``--secret`` or one of `PRIVATE_KEYS` to the private copy.
A stack whose tracked file already names its way of encrypting is used as it is: its team keeps secrets in git on purpose.
"""

import os
from collections.abc import Mapping
from pathlib import Path

import yaml

from launcher.errors import ExitCode, LauncherError
from launcher.project import Project

PORT = "digi-infrastructure:postgresPort"
"""The embedded server's port on this machine."""

PRIVATE_KEYS = frozenset({PORT})
"""Settings that differ between machines and so never go to the tracked file."""

ENCRYPTION_KEYS = frozenset({"encryptionsalt", "encryptedkey", "secretsprovider"})
"""How Pulumi encrypts a stack's secrets."""

Settings = dict[str, object]


def write_private_copy(project: Project, stack: str) -> Path:
    """Make the private copy of the stack's settings anew; the path of the file that Pulumi shall use.

    Raises LauncherError when one of the files is no YAML mapping.
    """
    tracked_file, private_file = project.tracked_settings(stack), project.private_settings(stack)
    tracked = _read(tracked_file)
    if ENCRYPTION_KEYS & tracked.keys():
        return tracked_file
    merged = merge(tracked, _read(private_file))
    private_file.parent.mkdir(parents=True, exist_ok=True)
    _replace(private_file, yaml.safe_dump(merged, sort_keys=False, allow_unicode=True))
    return private_file


def merge(tracked: Settings, previous: Settings) -> Settings:
    """The tracked settings and what is private in the previous copy; a key that both have is the tracked one's."""
    kept = {key: value for key, value in _config(previous).items() if _is_private(key, value)}
    encryption = {key: value for key, value in previous.items() if key in ENCRYPTION_KEYS}
    return {**encryption, **tracked, "config": {**kept, **_config(tracked)}}


def private_value(project: Project, stack: str, key: str) -> object | None:
    """What the private copy says for ``key``, None when it says nothing."""
    return _config(_read(project.private_settings(stack))).get(key)


def _is_private(key: str, value: object) -> bool:
    return key in PRIVATE_KEYS or _holds_secret(value)


def _holds_secret(value: object) -> bool:
    if isinstance(value, Mapping):
        return "secure" in value or any(_holds_secret(part) for part in value.values())
    return isinstance(value, list) and any(_holds_secret(part) for part in value)


def _config(settings: Settings) -> Settings:
    config = settings.get("config")
    return config if isinstance(config, dict) else {}


def _read(path: Path) -> Settings:
    """The mapping in ``path``; an absent or empty file is an empty one."""
    try:
        content = yaml.load(path.read_text(), Loader=yaml.CSafeLoader)
    except FileNotFoundError:
        return {}
    except yaml.YAMLError as error:
        raise _unreadable(path, error) from error
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise LauncherError(f"{path}: a mapping is expected, not {type(content).__name__}", _REMEDY, ExitCode.SETTINGS)
    return content


_REMEDY = "The file must look like `config:` with indented `digi-infrastructure:<key>: <value>` lines below it."


def _unreadable(path: Path, error: yaml.YAMLError) -> LauncherError:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        place = f"{path}:{error.problem_mark.line + 1}:{error.problem_mark.column + 1}"
        return LauncherError(f"{place}: {error.problem or error}", _REMEDY, ExitCode.SETTINGS)
    return LauncherError(f"{path}: {error}", _REMEDY, ExitCode.SETTINGS)


def _replace(path: Path, text: str) -> None:
    """Write ``path`` so that it is whole at every moment; only the user may read it."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    unfinished.replace(path)
