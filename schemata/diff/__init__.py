"""Two models of a schema in, the changes between them out. Pure."""

from schemata.diff.changes import Change
from schemata.diff.error import DiffError, HintProblem
from schemata.diff.inverse import invert, invert_all
from schemata.diff.schema import diff
from schemata.diff.subject import subject

__all__ = ["Change", "DiffError", "HintProblem", "diff", "invert", "invert_all", "subject"]
