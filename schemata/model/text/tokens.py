"""Words of the canonical text: names, bare words and free text, written and read.

A name is bare (`orders`) or, where it is not plain, quoted as in SQL (`"Order lines"`). Free text (an expression, a
comment) stands between backticks, a backtick in it is doubled, and a line break or backslash is written as `\\n` or
`\\\\`, other control characters as `\\u001b`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TypeVar

from schemata.model.data_type import DataType, DataTypeSyntaxError
from schemata.model.text.error import TextError
from schemata.model.text.escapes import escaped

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

_PLAIN_NAME = re.compile(r"[a-z_][a-z0-9_]*\Z")
_PLAIN_TYPE = re.compile(r"[a-z_][a-z0-9_.]*(\([0-9,]+\))?(\[\])*\Z")
_TOKEN = re.compile(
    r"""\s*(?:
        (?P<text>`(?:[^`]|``)*`)
      | (?P<quoted>"(?:[^"]|"")+")
      | (?P<word>[@+A-Za-z0-9_-]+(?:\([0-9,]+\))?(?:\[\])*)
      | (?P<mark>[(),.])
    )""",
    re.VERBOSE,
)
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}
_ESCAPED = re.compile(r"\\(?:[\\nr]|u(?P<code>[0-9a-f]{4}))")
_UNESCAPES = {escaped: plain for plain, escaped in _ESCAPES.items()}


def name(text: str) -> str:
    """Writes a name, quoted where it is not plain. Raises TextError where it holds a control character."""
    if not text.isprintable():
        raise TextError(f"the name {text!r} holds a control character; rename the object")
    return text if _PLAIN_NAME.match(text) else '"' + text.replace('"', '""') + '"'


def free_text(text: str) -> str:
    """Writes an expression or a comment."""
    plain = re.sub(r"[\\\n\r]", lambda match: _ESCAPES[match[0]], text)
    return "`" + escaped(plain).replace("`", "``") + "`"


def type_name(text: str) -> str:
    """Writes a data type, as free text where it holds blanks."""
    return text if _PLAIN_TYPE.match(text) and "." not in text else free_text(text)


def names(items: Iterable[str]) -> list[str]:
    """Writes a list of names in parentheses, one token a name so that a long list can be wrapped."""
    written = [name(item) for item in items]
    return parenthesised(written)


def parenthesised(written: list[str]) -> list[str]:
    """Puts written items between parentheses and commas."""
    if not written:
        return ["()"]
    written = [*(f"{item}," for item in written[:-1]), written[-1]]
    return [f"({written[0]}", *written[1:-1], f"{written[-1]})"] if len(written) > 1 else [f"({written[0]})"]


class Tokens:
    """Reads the tokens of one logical line from left to right.

    Every method raises TextError where the line does not fit.
    """

    def __init__(self, line: str, number: int) -> None:
        self._number = number
        self._line = line
        self._tokens = list(_tokenise(line, number))
        self._at = 0

    def error(self, expected: str) -> TextError:
        """The error that something else stands where `expected` should."""
        found = repr(self._tokens[self._at][1]) if self._at < len(self._tokens) else "the end of the line"
        return TextError(f"line {self._number}: expected {expected}, found {found}")

    def done(self) -> bool:
        """Whether all tokens are read."""
        return self._at >= len(self._tokens)

    def finish(self) -> None:
        """Demands that nothing is left."""
        if not self.done():
            raise self.error("the end of the line")

    def accept(self, word: str) -> bool:
        """Reads `word` if it is next."""
        if not self.done() and self._tokens[self._at] in (("word", word), ("mark", word)):
            self._at += 1
            return True
        return False

    def demand(self, word: str) -> None:
        """Reads `word`, which must be next."""
        if not self.accept(word):
            raise self.error(repr(word))

    def word(self) -> str:
        """Reads a bare word."""
        return self._take("word", "a word")

    def number(self) -> int:
        """Reads a whole number."""
        word = self.word()
        if not re.fullmatch(r"-?[0-9]+", word):
            raise TextError(f"line {self._number}: expected a number, found {word!r}")
        return int(word)

    def choice(self, kind: type[E]) -> E:
        """Reads one of the words of `kind`."""
        word = self.word()
        if word not in {item.value for item in kind}:
            raise TextError(f"line {self._number}: expected one of {', '.join(kind)}, found {word!r}")
        return kind(word)

    def name(self) -> str:
        """Reads a name."""
        if not self.done() and self._tokens[self._at][0] == "quoted":
            return self._take("quoted", "a name")[1:-1].replace('""', '"')
        return self._take("word", "a name")

    def text(self) -> str:
        """Reads free text, joined where it was wrapped into several pieces."""
        pieces = [self._take("text", "text between backticks")]
        while not self.done() and self._tokens[self._at][0] == "text":
            pieces.append(self._take("text", "text"))
        return "".join(_unescape(piece[1:-1].replace("``", "`")) for piece in pieces)

    def is_text(self) -> bool:
        """Whether free text is next."""
        return not self.done() and self._tokens[self._at][0] == "text"

    def type_name(self) -> str:
        """Reads a data type."""
        return self.text() if self.is_text() else self.word()

    def data_type(self) -> DataType:
        """Reads a data type. One that no reader of types knows was written by another version."""
        try:
            return DataType.parse(self.type_name())
        except DataTypeSyntaxError as problem:
            raise TextError(f"line {self._number}: {problem}") from problem

    def names(self) -> tuple[str, ...]:
        """Reads a list of names in parentheses."""
        return self.items(self.name)

    def items(self, read: Callable[[], T]) -> tuple[T, ...]:
        """Reads a list in parentheses, each item by `read`."""
        self.demand("(")
        if self.accept(")"):
            return ()
        items = [read()]
        while self.accept(","):
            items.append(read())
        self.demand(")")
        return tuple(items)

    def _take(self, kind: str, expected: str) -> str:
        if self.done() or self._tokens[self._at][0] != kind:
            raise self.error(expected)
        self._at += 1
        return self._tokens[self._at - 1][1]


def _tokenise(line: str, number: int) -> Iterable[tuple[str, str]]:
    position = 0
    while position < len(line):
        match = _TOKEN.match(line, position)
        if match is None:
            raise TextError(f"line {number}: cannot read {line[position : position + 20]!r}")
        yield str(match.lastgroup), str(match[str(match.lastgroup)])
        position = match.end()


def _unescape(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match["code"], 16)) if match["code"] else _UNESCAPES[match[0]], text)
