"""The data types that a definition may name."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from schemata.definition.claims import OWN, Claim, key
from schemata.definition.problem import nearest
from schemata.definition.sql.quoting import qualified
from schemata.definition.sql.words import words
from schemata.model import DataType, DataTypeSyntaxError
from schemata.model.data_type import ALIASES

INTEGERS = {"smallint": 2**15, "integer": 2**31, "bigint": 2**63}
"""Integer types and the first number that is too large for each."""

TEXTS = frozenset({"text", "varchar", "char", "name", "citext"})
NUMBERS = frozenset({*INTEGERS, "numeric", "real", "double precision", "money"})
MOMENTS = frozenset({"date", "time", "timetz", "timestamp", "timestamptz"})
DOCUMENTS = frozenset({"json", "jsonb"})

# Most numbers in parentheses, and the largest first one.
_ARGUMENTS = {
    "varchar": (1, 10_485_760),
    "char": (1, 10_485_760),
    "bit": (1, 83_886_080),
    "varbit": (1, 83_886_080),
    "numeric": (2, 1000),
    "time": (1, 6),
    "timetz": (1, 6),
    "timestamp": (1, 6),
    "timestamptz": (1, 6),
    "interval": (1, 6),
}

_RANGES = ["int4range", "int8range", "numrange", "tsrange", "tstzrange", "daterange"]
_MULTIRANGES = [name.replace("range", "multirange") for name in _RANGES]

BUILT_IN = frozenset(
    {
        *(TEXTS - {"citext"}),
        *NUMBERS,
        *MOMENTS,
        *DOCUMENTS,
        *_RANGES,
        *_MULTIRANGES,
        *words(
            """
            boolean uuid bytea interval bit varbit xml jsonpath tsvector tsquery inet cidr macaddr macaddr8
            point line lseg box path polygon circle oid pg_lsn pg_snapshot txid_snapshot xid xid8 tid cid
            regclass regproc regprocedure regoper regoperator regtype regrole regnamespace regconfig regdictionary
            regcollation
            """
        ),
    }
)

_HINTS = {
    "array": "write the type of its elements with brackets, as in text[]",
    "serial": "write integer with identity: by default",
    "serial4": "write integer with identity: by default",
    "bigserial": "write bigint with identity: by default",
    "serial8": "write bigint with identity: by default",
    "smallserial": "write smallint with identity: by default",
    "serial2": "write smallint with identity: by default",
    "string": "write text or varchar(n)",
    "datetime": "write timestamptz or timestamp",
    "double": "write double precision",
    "blob": "write bytea",
    "tinyint": "write smallint",
    "enum": "define the type under enums and write its name",
}


EXTENSION_TYPES = {
    "citext": ("citext",),
    "cube": ("cube",),
    "hstore": ("hstore",),
    "isn": ("ean13", "isbn", "isbn13", "issn", "issn13", "ismn", "ismn13", "upc"),
    "ltree": ("ltree", "lquery", "ltxtquery"),
    "seg": ("seg",),
    "vector": ("vector", "halfvec", "sparsevec"),
}
"""Types by the extension that has them."""

_EXTENSION_TYPES = frozenset(name for names in EXTENSION_TYPES.values() for name in names)
_OWN_NAME = re.compile(r"(?:([a-z_][a-z0-9_]*)\.)?([a-z_][a-z0-9_]*)")


@lru_cache(maxsize=4096)
def parse_type(text: str) -> DataType:
    """The type that `text` names. One that is not built in is one of the schema, or `schema.type`: see `type_claim`.

    Raises ValueError with what is wrong and how to write it.
    """
    try:
        data_type = DataType.parse(text)
    except DataTypeSyntaxError:
        raise ValueError(
            f"{text!r} does not read as a type; write it as in varchar(50), numeric(15,2) or text[]"
        ) from None
    if data_type.name not in BUILT_IN:
        return replace(data_type, name=_qualified(text, data_type))
    if data_type.dimensions > 6:
        raise ValueError(f"type {text!r} has more than 6 dimensions")
    _check_arguments(text, data_type)
    return data_type


def _qualified(text: str, data_type: DataType) -> str:
    match = _OWN_NAME.fullmatch(data_type.name)
    if match is None or data_type.name in _HINTS or (data_type.arguments and match[2] not in _EXTENSION_TYPES):
        raise ValueError(_unknown(text, data_type.name))
    return qualified(*match.groups())


def type_claim(text: str, data_type: DataType) -> Claim | None:
    """What a type claims to be there: one that the own or another schema defines. None where it is built in."""
    if data_type.name in BUILT_IN:
        return None
    schema, _, name = data_type.name.replace('"', "").partition(".")
    if schema == "public" and name in _EXTENSION_TYPES:
        return None
    return Claim((key("type", schema, name),), _unknown(text, name))


def is_own(data_type: DataType) -> bool:
    """Whether the type is of the schema that the definition is placed in."""
    return data_type.name.startswith(f"{OWN}.")


def type_claims(text: str, data_type: DataType) -> tuple[Claim, ...]:
    """`type_claim` as a tuple of one or none."""
    claim = None if data_type.name == "unknown" else type_claim(text, data_type)
    return (claim,) if claim else ()


def _unknown(text: str, name: str) -> str:
    if name in _HINTS:
        return f"unknown type {text!r}; {_HINTS[name]}"
    return f"unknown type {text!r}.{nearest(name, BUILT_IN | ALIASES.keys())}"


def _check_arguments(text: str, data_type: DataType) -> None:
    most, largest = _ARGUMENTS.get(data_type.name, (0, 0))
    numbers = data_type.arguments
    if len(numbers) > most:
        raise ValueError(f"type {text!r}: {data_type.name} takes {_count(most)}")
    lowest = 0 if largest == 6 else 1
    if numbers and not lowest <= numbers[0] <= largest:
        raise ValueError(f"type {text!r}: {numbers[0]} is not between {lowest} and {largest}")
    if len(numbers) == 2 and not -1000 <= numbers[1] <= 1000:
        raise ValueError(f"type {text!r}: scale {numbers[1]} is not between -1000 and 1000")


def _count(most: int) -> str:
    return {0: "no number in parentheses", 1: "one number in parentheses"}.get(most, "two numbers in parentheses")


def comparable(left: DataType, right: DataType) -> bool:
    """Whether a foreign key may join columns of these types: the same type, lengths apart."""
    return left.dimensions == right.dimensions and _family(left.name) == _family(right.name)


def _family(name: str) -> str:
    if name in INTEGERS:
        return "integer"
    return "text" if name in ("text", "varchar") else name
