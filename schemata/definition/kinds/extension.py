"""Extensions, as they are written."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field

from schemata.definition.kinds.base import Spec, Text

ExtensionName = Literal[
    "btree_gin", "btree_gist", "citext", "cube", "dict_int", "fuzzystrmatch", "hstore", "intarray", "isn", "lo",
    "ltree", "pg_trgm", "pgcrypto", "seg", "tablefunc", "tcn", "timescaledb", "tsm_system_rows", "tsm_system_time",
    "unaccent", "uuid-ossp", "vector",
]  # fmt: skip
"""Extensions that need no superuser and reach nothing outside the database."""

EXTENSIONS: tuple[str, ...] = get_args(ExtensionName)


class Extension(Spec):
    """An extension that is installed in the schema."""

    name: ExtensionName = Field(description="Name of the extension.", examples=["citext"])
    version: str | None = Field(
        None, pattern=r"^[0-9A-Za-z_.]+$", description="Its version; the server's own if not given."
    )
    description: Text | None = Field(None, description="Why it is there; becomes the comment in the database.")
