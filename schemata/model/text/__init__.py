"""The canonical text of a schema, and its facts and digests."""

from schemata.model.text.error import TextError
from schemata.model.text.facts import Fact, digests, facts
from schemata.model.text.schema import digest, parse, write

__all__ = ["Fact", "TextError", "digest", "digests", "facts", "parse", "write"]
