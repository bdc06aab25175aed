"""Makes stacks, and finds the folder for the commands that change a stack as a whole.

Those commands know no ``--config-file``: they write the ``Pulumi.<stack>.yaml`` beside ``Pulumi.yaml``.  So they run in
the folder of the private copy, and what they write or remove is the private copy.
"""

from pathlib import Path

from launcher import yaml_file
from launcher.project import Project
from launcher.session import Session


def folder_for_whole_stack_commands(project: Project, stack: str) -> Path:
    """The folder in which such commands run, made ready."""
    folder = project.of_stack(stack)
    minimal: yaml_file.Mapping = {"name": project_name(project), "runtime": "python"}
    if yaml_file.read(folder / "Pulumi.yaml") != minimal:
        yaml_file.write(folder / "Pulumi.yaml", minimal)
    return folder


def ensure_exists(session: Session) -> None:
    """Make the stack if git has settings for it and the backend does not have it yet.

    Raises LauncherError with Pulumi's own words when it cannot be made.
    """
    known = _known(session)
    if known.exists() or not session.project.tracked_settings(session.stack).exists():
        return
    folder = folder_for_whole_stack_commands(session.project, session.stack)
    session.ask("stack", "select", "--create", "--stack", session.stack, directory=folder)
    known.parent.mkdir(parents=True, exist_ok=True)
    known.touch()


def state_file(session: Session) -> Path:
    """The stack's state in the clone's own backend."""
    return session.project.backend / ".pulumi" / "stacks" / project_name(session.project) / f"{session.stack}.json"


def project_name(project: Project) -> str:
    """The name in ``Pulumi.yaml``."""
    return str(yaml_file.read(project.root / "Pulumi.yaml").get("name"))


def _known(session: Session) -> Path:
    """A file that is there if the stack is: the state, or a mark of our own where another backend keeps that."""
    return state_file(session) if session.has_local_backend else session.project.of_stack(session.stack) / "exists"
