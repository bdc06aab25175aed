"""Long lines cut, and joined again.

Pulumi cuts a shown line at 150 characters, so a line of the canonical text is at most 140 bytes long. A longer one goes
on in lines that begin with the same subject and a `+`, or with the table and a `+` where the subject is too long for
that. Only names full of quotes, which are doubled, can make a line longer. Free text is cut at a blank where there is
one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

LIMIT = 140
# Free text can be cut anywhere, but pieces shorter than this are no use to a reader.
_SHORTEST_PIECE = 24

_NAME = r'(?:"(?:[^"]|"")+"|[a-z_][a-z0-9_]*)'
_SUBJECT = re.compile(rf"(?P<table>@\S+|{_NAME})(?P<kind> [a-z-]+)?(?P<name> {_NAME})?")
_CONTINUED = re.compile(rf"{_SUBJECT.pattern} \+ ")
# What a token may be cut into: free text, quoted names, and what stands between blanks, dots and those.
_ATOM = re.compile(r"""`(?:[^`]|``)*`|"(?:[^"]|"")+"|\.|[^\s`".]+""")
# What free text may be cut into: nothing shorter than an escape or a doubled backtick.
_UNIT = re.compile(r"``|\\(?:u[0-9a-f]{4}|.)|[^\s`\\]+\s?|.", re.DOTALL)


def wrap(subject: str, tokens: Iterable[str]) -> Iterator[str]:
    """Lays `tokens` out behind `subject`, the words that name the object, on as many lines as they need."""
    whole = " ".join((subject, *tokens))
    if len(whole.encode()) <= LIMIT:
        yield whole
    else:
        yield from _wrap(subject, whole[len(subject) :])


def join(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Joins continued lines: (number of the first line, whole line)."""
    number, whole = 0, ""
    for at, line in enumerate(lines, start=1):
        match = _CONTINUED.match(line) if " + " in line else None
        if match and whole.startswith(f"{match['table']} "):
            whole = f"{whole} {line[match.end() :]}"
            continue
        if number:
            yield number, whole
        number, whole = at, line
    if number:
        yield number, whole


def _wrap(subject: str, rest: str) -> Iterator[str]:
    atoms = _ATOM.findall(rest)
    line, continued = _heads(subject, atoms)
    atoms = _ATOM.findall(subject[len(line) :]) + atoms
    for piece in _pieces(atoms, _room(continued)):
        if len(f"{line} {piece}".encode()) > LIMIT:
            yield line
            line = continued
        line = f"{line} {piece}"
    yield line


def _heads(subject: str, atoms: list[str]) -> tuple[str, str]:
    """What the first line and each further one begin with."""
    widest = max((_SHORTEST_PIECE if atom.startswith("`") else len(atom.encode()) for atom in atoms), default=0)
    continued = f"{subject} +"
    if len(continued.encode()) + 1 + widest <= LIMIT:
        return subject, continued
    words = _SUBJECT.fullmatch(subject)
    assert words is not None
    first = subject if len(subject.encode()) <= LIMIT else f"{words['table']}{words['kind'] or ''}"
    return first, f"{words['table']} +"


def _room(head: str) -> int:
    """The bytes that a line has left behind its head and a blank."""
    return max(LIMIT - len(head.encode()) - 1, _SHORTEST_PIECE)


def _pieces(atoms: Iterable[str], room: int) -> Iterator[str]:
    for atom in atoms:
        if atom.startswith("`") and len(atom.encode()) > room:
            yield from _cut(atom[1:-1], room - 2)
        else:
            yield atom


def _cut(text: str, room: int) -> Iterator[str]:
    """Cuts the inside of a backtick text into pieces of at most `room` bytes."""
    piece = ""
    for part in _UNIT.findall(text):
        for unit in [part] if len(part.encode()) <= room else part:
            if piece and len((piece + unit).encode()) > room:
                yield f"`{piece}`"
                piece = ""
            piece += unit
    yield f"`{piece}`"
