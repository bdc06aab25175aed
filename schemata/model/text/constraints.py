"""Lines of constraints."""

from __future__ import annotations

from schemata.model.constraint import (
    Check,
    Constraint,
    Deferrable,
    Exclusion,
    ExclusionElement,
    ForeignKey,
    ForeignKeyAction,
    PrimaryKey,
    Unique,
)
from schemata.model.text.fields import (
    NAME,
    NAMES,
    QUALIFIED,
    RENAMED_FROM,
    TEXT,
    Field,
    QualifiedField,
    flag,
    items,
    record,
    word,
)
from schemata.model.text.indexes import KEY

KINDS: dict[type[Constraint], str] = {
    PrimaryKey: "primary-key",
    Unique: "unique",
    Check: "check",
    ForeignKey: "foreign-key",
    Exclusion: "exclusion",
}


_DEFERRABLE = Field("deferrable", word(Deferrable), "deferrable")
_INCLUDE = Field("include", NAMES, "include", ())
_VALID = flag("valid", "not-valid", default=True)
_ENFORCED = flag("enforced", "not-enforced", default=True)
_OVERLAPS = flag("without_overlaps", "without-overlaps")
_ELEMENT = record(ExclusionElement, (Field("key", KEY), Field("operator", TEXT, "with")))

PRIMARY_KEY = (Field("columns", NAMES), _INCLUDE, _OVERLAPS, _DEFERRABLE, RENAMED_FROM)
UNIQUE = (
    Field("columns", NAMES),
    _INCLUDE,
    flag("nulls_not_distinct", "nulls-not-distinct"),
    _OVERLAPS,
    _DEFERRABLE,
    RENAMED_FROM,
)
CHECK = (Field("expression", TEXT), flag("no_inherit", "no-inherit"), _VALID, _ENFORCED, RENAMED_FROM)
FOREIGN_KEY = (
    Field("columns", NAMES),
    QualifiedField("referenced_schema", QUALIFIED, "references", local="referenced_table"),
    Field("referenced_columns", NAMES),
    flag("match_full", "match-full"),
    flag("period", "period"),
    Field("on_delete", word(ForeignKeyAction), "on-delete", ForeignKeyAction.NO_ACTION),
    Field("set_columns", NAMES, "of", ()),
    Field("on_update", word(ForeignKeyAction), "on-update", ForeignKeyAction.NO_ACTION),
    _DEFERRABLE,
    _VALID,
    _ENFORCED,
    RENAMED_FROM,
)
EXCLUSION = (
    Field("method", NAME),
    Field("elements", items(_ELEMENT)),
    _INCLUDE,
    Field("where", TEXT, "where"),
    _DEFERRABLE,
    RENAMED_FROM,
)
