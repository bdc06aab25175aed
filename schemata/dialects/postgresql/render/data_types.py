"""Data types, collations and operator classes inside statements."""

from __future__ import annotations

import re

from schemata.dialects.postgresql.quoting import qualified
from schemata.model import DataType

_NAME = re.compile(
    r"""(?:double\ precision
      | interval(?:\ (?:year|month|day|hour|minute|second)(?:\ to\ (?:month|hour|minute|second))?)?
      | (?:"(?:[^"]|"")+"|[a-z_][a-z0-9_$]*)(?:\.(?:"(?:[^"]|"")+"|[a-z_][a-z0-9_$]*))?)""",
    re.VERBOSE,
)

_ENCODING = re.compile(r"(?:utf|iso|euc|koi|win|cp|latin|sjis|big5|gb)[\w-]*\Z", re.IGNORECASE)


def qualified_name(name: str) -> str:
    """A collation or operator class: `schema.name`, or a bare name of Postgres's own, found without a search path.

    `en_US.utf8` is a bare name: what stands behind its dot is an encoding.
    """
    schema, dot, bare = name.partition(".")
    return qualified(schema, bare) if dot and not _ENCODING.match(bare) else qualified("pg_catalog", name)


def type_name(data_type: DataType) -> str:
    """A data type. Raises ValueError where its name is more than a name: it becomes part of a statement as it is."""
    if not _NAME.fullmatch(data_type.name):
        raise ValueError(f"{data_type.name!r} is no name of a data type; quote it if it is one")
    return str(data_type)
