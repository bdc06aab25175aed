"""Long lines cut, and joined again.

Pulumi cuts a shown line at 150 characters, so a line of the canonical text is at most 140 bytes long: a longer one goes on in
lines that begin with the same subject and a `+`. Free text is cut at a blank where there is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

LIMIT = 140
_TEXT = re.compile(r"(`(?:[^`]|``)*`)")


def wrap(subject: str, tokens: Iterable[str]) -> Iterator[str]:
    """Lays `tokens` out behind `subject`, the words that name the object, on as many lines as they need."""
    line = subject
    pieces = list(_pieces(tokens, LIMIT - len(subject.encode()) - 4))
    for piece in pieces:
        if line != subject and len(f"{line} {piece}".encode()) >= LIMIT:
            yield line
            line = f"{subject} +"
        line = f"{line} {piece}"
    yield line


def join(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Joins continued lines: (number of the first line, whole line)."""
    number, whole, subject = 0, "", ""
    for at, line in enumerate(lines, start=1):
        if number and line.startswith(f"{subject} + "):
            whole = f"{whole} {line[len(subject) + 3 :]}"
            continue
        if number:
            yield number, whole
        number, whole, subject = at, line, subject_of(line)
    if number:
        yield number, whole


_SUBJECT = re.compile(r'(?:@\S+|(?:"(?:[^"]|"")+"|[^\s"`]+) [a-z-]+(?: (?:"(?:[^"]|"")+"|[a-z_][a-z0-9_]*))?)')


def subject_of(line: str) -> str:
    """The words of a line that name its object: `orders column id`, `orders comment`, `@comment`."""
    match = _SUBJECT.match(line)
    return match[0] if match else line


def _pieces(tokens: Iterable[str], room: int) -> Iterator[str]:
    for token in tokens:
        parts = _TEXT.split(token) if len(token.encode()) > room else [token]
        for part in filter(None, parts):
            is_text = part.startswith("`") and len(part.encode()) > room
            yield from _cut(part[1:-1], room - 2) if is_text else [part.strip()]


def _cut(text: str, room: int) -> Iterator[str]:
    """Cuts the inside of a backtick text into pieces of at most `room` bytes, never inside an escape or a doubled backtick."""
    piece = ""
    for part in re.findall(r"``|\\.|[^\s`\\]+\s?|\s|.", text, re.DOTALL):
        for unit in _units(part, room):
            if piece and len((piece + unit).encode()) > room:
                yield f"`{piece}`"
                piece = ""
            piece += unit
    yield f"`{piece}`"


def _units(part: str, room: int) -> Iterable[str]:
    return [part] if len(part.encode()) <= room else part
