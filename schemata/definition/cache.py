"""What was read from files before, by the digest of their bytes, so that unchanged files are not parsed again."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path

from schemata.definition.claims import Claim
from schemata.definition.sql.expression import Expression
from schemata.definition.sql.functions import Use
from schemata.definition.yaml_document import Json

_MOST_ENTRIES = 100_000
_SQL = Path(__file__).parent / "sql"
_READERS = (
    Path(__file__).parent / "yaml_document.py",
    Path(__file__).parent / "validation.py",
    Path(__file__).parent / "claims.py",
    *sorted(_SQL.glob("*.py")),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file without problems: its values without free keys, and the expressions in it as they were accepted."""

    value: Json
    expressions: dict[tuple[str, Use], Expression] = field(default_factory=dict)


class Cache:
    """Entries by digest, in a SQLite file. It holds plain JSON, and losing it costs time only."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.execute("CREATE TABLE IF NOT EXISTS entries (digest BLOB PRIMARY KEY, entry TEXT NOT NULL)")

    def get(self, data: bytes) -> Entry | None:
        """What was kept for a file of these bytes."""
        with suppress(sqlite3.Error, ValueError, KeyError, TypeError):
            row = self._connection.execute("SELECT entry FROM entries WHERE digest = ?", (_digest(data),)).fetchone()
            return _decode(row[0]) if row else None
        return None

    def put(self, data: bytes, entry: Entry) -> None:
        """Keeps an entry. A cache that cannot be written is no error."""
        with suppress(sqlite3.Error):
            self._connection.execute("INSERT OR REPLACE INTO entries VALUES (?, ?)", (_digest(data), _encode(entry)))

    def close(self) -> None:
        """Makes the entries last, all or none of them."""
        with suppress(sqlite3.Error):
            if self._connection.execute("SELECT count(*) FROM entries").fetchone()[0] > _MOST_ENTRIES:
                self._connection.execute("DELETE FROM entries")
            self._connection.commit()
        self._connection.close()


@contextmanager
def opened(folder: Path | None) -> Iterator[Cache]:
    """The cache in a folder, made if it is absent. Without a folder, or where it cannot be used, an empty one."""
    found = _open(folder) if folder else Cache(sqlite3.connect(":memory:"))
    try:
        yield found
    finally:
        found.close()


def _open(folder: Path) -> Cache:
    file = folder / f"definitions-{_readers_digest()}.sqlite3"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return Cache(sqlite3.connect(file, timeout=2))
    except (OSError, sqlite3.OperationalError):
        return Cache(sqlite3.connect(":memory:"))
    except sqlite3.DatabaseError:
        # Not a SQLite file: somebody or something spoilt it.
        file.unlink(missing_ok=True)
        return Cache(sqlite3.connect(":memory:"))


@cache
def _readers_digest() -> str:
    """What decides how a file is read: this package's readers, and sqlglot. A change of them starts a new cache."""
    digest = hashlib.sha256(version("sqlglot").encode())
    for file in _READERS:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _encode(entry: Entry) -> str:
    expressions = [[text, use.value, *_encode_expression(found)] for (text, use), found in entry.expressions.items()]
    return json.dumps({"value": entry.value, "expressions": expressions}, ensure_ascii=False)


def _decode(text: str) -> Entry:
    content = json.loads(text)
    expressions = {(source, Use(use)): _decode_expression(*encoded) for source, use, *encoded in content["expressions"]}
    return Entry(content["value"], expressions)


def _encode_expression(expression: Expression) -> list[Json]:
    claims: list[Json] = [[list(claim.keys), claim.message] for claim in expression.claims]
    return [expression.sql, [list(column) for column in expression.columns], claims, list(expression.outputs)]


def _decode_expression(
    sql: str, columns: list[list[str]], claims: list[tuple[list[str], str]], outputs: list[str]
) -> Expression:
    return Expression(
        sql,
        tuple(tuple(column) for column in columns),
        tuple(Claim(tuple(keys), message) for keys, message in claims),
        tuple(outputs),
    )
