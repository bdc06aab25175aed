"""Names in SQL expressions. An expression is cut into tokens: a name in a string, or of a function, is not a column."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

_TOKEN = re.compile(
    r"""(?P<string>[eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*')
      | (?P<dollar>\$(?P<tag>\w*)\$.*?\$(?P=tag)\$)
      | (?P<quoted>"(?:[^"]|"")+")
      | (?P<word>[^\W\d][\w$]*)
      | (?P<number>\d[\w.]*)
      | (?P<cast>::)
      | (?P<other>\s+|.)""",
    re.VERBOSE | re.DOTALL,
)
_PLAIN = re.compile(r"[a-z_][a-z0-9_]*\Z")


def mentions(expression: str | None, columns: Collection[str]) -> bool:
    """Whether an expression reads one of `columns`."""
    return expression is not None and any(name in columns for _, name in _names(_tokens(expression)))


def renamed(expression: str, names: Mapping[str, str]) -> str:
    """The expression with columns under other names: live name -> desired name."""
    tokens = _tokens(expression)
    for at, name in list(_names(tokens)):
        if name in names:
            tokens[at] = ("word", _written(names[name]))
    return "".join(text for _, text in tokens)


def functions(expression: str) -> frozenset[str]:
    """The names of the functions that an expression calls, without their schema."""
    tokens = _tokens(expression)
    called = (at for at, token in enumerate(tokens) if _is_name(token) and _neighbour(tokens, at, 1) == "(")
    return frozenset(_name(*tokens[at]) for at in called)


def outside_of_texts(expression: str) -> str:
    """The expression without its texts and quoted names, a blank for each."""
    return "".join(" " if kind in ("string", "dollar", "quoted") else text for kind, text in _tokens(expression))


def _tokens(expression: str) -> list[tuple[str, str]]:
    return [(str(match.lastgroup), match[0]) for match in _TOKEN.finditer(expression)]


def _names(tokens: list[tuple[str, str]]) -> Iterator[tuple[int, str]]:
    """Position and name of every token that can be a column: no call, no type of a cast."""
    for at, token in enumerate(tokens):
        if _is_name(token) and not _is_called(tokens, at) and _neighbour(tokens, at, -1) != "::":
            yield at, _name(*token)


def _is_name(token: tuple[str, str]) -> bool:
    return token[0] in ("word", "quoted")


def _name(kind: str, text: str) -> str:
    return text[1:-1].replace('""', '"') if kind == "quoted" else text.lower()


def _is_called(tokens: list[tuple[str, str]], at: int) -> bool:
    """A name before `(` is a call, and before `.` a schema or a table. Key words before `(` are no columns either."""
    return _neighbour(tokens, at, 1) in ("(", ".")


def _neighbour(tokens: list[tuple[str, str]], at: int, step: int) -> str:
    at += step
    while 0 <= at < len(tokens) and tokens[at][1].isspace():
        at += step
    return tokens[at][1] if 0 <= at < len(tokens) else ""


def _written(name: str) -> str:
    return name if _PLAIN.match(name) else '"' + name.replace('"', '""') + '"'
