"""Data types inside statements."""

from __future__ import annotations

import re

from schemata.model import DataType

_NAME = re.compile(
    r"""(?:double\ precision
      | interval(?:\ (?:year|month|day|hour|minute|second)(?:\ to\ (?:month|hour|minute|second))?)?
      | (?:"(?:[^"]|"")+"|[a-z_][a-z0-9_$]*)(?:\.(?:"(?:[^"]|"")+"|[a-z_][a-z0-9_$]*))?)""",
    re.VERBOSE,
)


def type_name(data_type: DataType) -> str:
    """A data type. Raises ValueError where its name is more than a name: it becomes part of a statement as it is."""
    if not _NAME.fullmatch(data_type.name):
        raise ValueError(f"{data_type.name!r} is no name of a data type; quote it if it is one")
    return str(data_type)
