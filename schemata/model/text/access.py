"""Lines of grants and default privileges."""

from __future__ import annotations

from schemata.model.access import DefaultKind, DefaultPrivilege, Grant
from schemata.model.text.fields import NAME, NAMES, Codec, Field, flag, items, record, word
from schemata.model.text.tokens import Tokens


def _privilege(tokens: Tokens) -> str:
    return tokens.word().upper()


PRIVILEGE = Codec(lambda value: [value.lower()], _privilege)
GRANTABLE = flag("grantable", "grantable")
GRANTS = items(
    record(Grant, (Field("grantee", NAME), Field("privilege", PRIVILEGE), GRANTABLE, Field("columns", NAMES, "on", ())))
)
DEFAULT_PRIVILEGES = items(
    record(
        DefaultPrivilege,
        (
            Field("creator", NAME),
            Field("kind", word(DefaultKind)),
            Field("grantee", NAME),
            Field("privilege", PRIVILEGE),
            GRANTABLE,
        ),
    )
)
