"""Lines of columns: type, null, default first."""

from __future__ import annotations

from schemata.model.column import Identity
from schemata.model.sequence import Numbering
from schemata.model.text.fields import (
    NAME,
    NUMBER,
    RENAMED_FROM,
    TEXT,
    TYPE,
    Codec,
    Field,
    flag,
    record,
    word,
)
from schemata.model.text.tokens import Tokens


def _nullable(tokens: Tokens) -> bool:
    if tokens.accept("null"):
        return True
    tokens.demand("not-null")
    return False


NULLABLE = Field("nullable", Codec(lambda value: ["null" if value else "not-null"], _nullable))
NUMBERING = (
    Field("start", NUMBER, "start"),
    Field("increment", NUMBER, "increment", 1),
    Field("minimum", NUMBER, "minimum"),
    Field("maximum", NUMBER, "maximum"),
    Field("cache", NUMBER, "cache", 1),
    flag("cycle", "cycle"),
)
FIELDS = (
    Field("type", TYPE),
    NULLABLE,
    Field("default", TEXT, "default"),
    Field("generated", TEXT, "generated"),
    flag("virtual", "virtual"),
    Field("identity", word(Identity), "identity"),
    Field("numbering", record(Numbering, NUMBERING), "numbering"),
    Field("collation", NAME, "collate"),
    Field("storage", NAME, "storage"),
    Field("compression", NAME, "compression"),
    Field("statistics", NUMBER, "statistics"),
    RENAMED_FROM,
)
