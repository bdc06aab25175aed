"""Where schemas come from on the command line: a database by URL or name, or a folder of definitions."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict

from schemata import pipeline
from schemata.definition import compile_chain, compile_schema, load
from schemata.dialects.postgresql.connection import Address, Server
from schemata.errors import SchemataError
from schemata.model import Schema
from schemata.model.text import parse

HELP = "A postgresql:// URL, a folder of definitions, or the name of a database (then libpq's PG* variables say where)."


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of definitions."""

    path: Path


@dataclass(frozen=True, slots=True)
class Database:
    """A database. The password never shows in `repr`."""

    address: Address
    name: str


Source = Folder | Database


def read_source(text: str) -> Source:
    """What a SRC argument means. Raises SchemataError."""
    if text.startswith(("postgresql://", "postgres://")):
        return read_database(text)
    return Folder(Path(text)) if Path(text).is_dir() else read_database(text)


def read_database(text: str) -> Database:
    """A database by URL or name; what the text leaves out, libpq's variables say. Raises SchemataError."""
    try:
        given = conninfo_to_dict(text) if "://" in text else {"dbname": text}
    except psycopg.ProgrammingError:
        raise SchemataError("the URL does not read as postgresql://user@host:port/database") from None
    if not given.get("dbname"):
        raise SchemataError("the URL names no database: end it in /database")
    address = Address(
        str(given.get("host") or os.environ.get("PGHOST", "localhost")),
        int(given.get("port") or os.environ.get("PGPORT", "5432")),
        str(given.get("user") or os.environ.get("PGUSER", "") or getpass.getuser()),
        str(given.get("password") or os.environ.get("PGPASSWORD", "")),
        str(given.get("sslmode") or os.environ.get("PGSSLMODE", "prefer")),
    )
    return Database(address, str(given["dbname"]))


@contextmanager
def opened(database: Database) -> Iterator[Server]:
    """The server of a database, closed at the end."""
    server = Server(database.address, connections=2)
    try:
        yield server
    finally:
        server.close()


def schemas(source: Source, names: Sequence[str]) -> Mapping[str, Schema]:
    """The schemas of a source by name: those of `names`, or all (of a database: all of ours).

    A live schema that is ours is in its definition's own terms. Raises SchemataError, DefinitionErrors.
    """
    found = _defined(source) if isinstance(source, Folder) else _live(source, names)
    missing = sorted(set(names) - found.keys())
    if missing:
        raise SchemataError(f"no schema {', '.join(map(repr, missing))} in {_told(source)}; it has {_list(found)}")
    return {name: found[name] for name in names or sorted(found)}


def _defined(folder: Folder) -> Mapping[str, Schema]:
    definitions = load(folder.path)
    chains = [compile_chain(definitions, code) for code in definitions.value_chains]
    return {
        schema.name: schema
        for schema in (*chains, *(compile_schema(definitions, name) for name in definitions.schemas))
    }


def _live(database: Database, names: Sequence[str]) -> Mapping[str, Schema]:
    with opened(database) as server:
        found = pipeline.read(server, database.name, names) if names else pipeline.read_all(server, database.name)
    return {name: parse(live.text) for name, live in found.items()}


def _told(source: Source) -> str:
    return str(source.path) if isinstance(source, Folder) else f"{source.address}/{source.name}"


def _list(found: Mapping[str, Schema]) -> str:
    return ", ".join(sorted(found)) or "none"
