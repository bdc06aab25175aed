"""Where schemas come from on the command line: a database by URL or name, or a folder of definitions."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict

from schemata import pipeline
from schemata.definition import compile_chain, compile_schema, load
from schemata.definition.definitions import VALUE_CHAIN_DATABASE
from schemata.dialects.postgresql.connection import Address, Server
from schemata.errors import SchemataError
from schemata.model import Schema
from schemata.model.text import parse
from schemata.outcomes import Unmodelled

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


@dataclass(frozen=True, slots=True)
class Side:
    """What a source has.

    `schemas` by name, live ones as Postgres writes them; `ours` the same, in their definitions' terms where they are
    ours; what the model lacks in them; `databases` that a folder places its schemas in.
    """

    source: Source
    schemas: Mapping[str, Schema]
    ours: Mapping[str, Schema]
    unmodelled: tuple[Unmodelled, ...] = ()
    databases: Mapping[str, str] = field(default_factory=dict)


def read_source(text: str) -> Source:
    """What a SRC argument means. Raises SchemataError."""
    if text.startswith(("postgresql://", "postgres://")):
        return read_database(text)
    if Path(text).is_dir():
        return Folder(Path(text))
    if "/" in text:
        raise SchemataError(f"{text!r} is no folder, and no database has that name; a URL starts with postgresql://")
    return read_database(text)


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


def read_side(source: Source, names: Sequence[str]) -> Side:
    """The schemas of a source: those of `names`, or all. Raises SchemataError, DefinitionErrors."""
    return _defined(source) if isinstance(source, Folder) else _live(source, names)


def chosen(side: Side, names: Sequence[str]) -> list[str]:
    """Those names, or all. Raises SchemataError for a name that the side does not have."""
    missing = sorted(set(names) - side.schemas.keys())
    if missing:
        place, known = _told(side.source), ", ".join(sorted(side.schemas)) or "none"
        raise SchemataError(f"no schema {', '.join(map(repr, missing))} in {place}; it has {known}")
    return list(names) or sorted(side.schemas)


def placed(side: Side, database: str) -> list[str]:
    """The schemas that a folder places in a database; all of a folder that places none there."""
    return sorted(name for name in side.schemas if side.databases.get(name) == database) or sorted(side.schemas)


def _defined(folder: Folder) -> Side:
    definitions = load(folder.path)
    chains = [compile_chain(definitions, code) for code in definitions.value_chains]
    others = [compile_schema(definitions, name) for name in definitions.schemas]
    databases = {chain.name: VALUE_CHAIN_DATABASE for chain in chains}
    databases |= {name: spec.database for name, spec in definitions.schemas.items()}
    schemas = {schema.name: schema for schema in (*chains, *others)}
    return Side(folder, schemas, schemas, databases=databases)


def _live(database: Database, names: Sequence[str]) -> Side:
    with opened(database) as server:
        found = pipeline.read(server, database.name, names or pipeline.schema_names(server, database.name))
    return Side(
        database,
        {name: live.schema for name, live in found.items()},
        {name: parse(live.text) for name, live in found.items()},
        tuple(item for live in found.values() for item in live.unmodelled),
    )


def _told(source: Source) -> str:
    return str(source.path) if isinstance(source, Folder) else f"{source.address}/{source.name}"
