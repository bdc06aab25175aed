"""A database for one case after the other."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from urllib.parse import urlsplit

import psycopg

from schemata.dialects.postgresql.quoting import identifier
from servers import binaries
from tests.schemata.cases import script

_DIRTY = """
SELECT EXISTS (SELECT FROM pg_default_acl) OR EXISTS (SELECT FROM pg_event_trigger)
    OR EXISTS (SELECT FROM pg_publication) OR EXISTS (SELECT FROM pg_foreign_data_wrapper)
"""
_SCHEMAS = "SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'"
_EXTENSIONS = "SELECT extname FROM pg_extension WHERE extname <> 'plpgsql'"
_PUBLIC = """
CREATE SCHEMA public; ALTER SCHEMA public OWNER TO pg_database_owner;
GRANT USAGE ON SCHEMA public TO PUBLIC; COMMENT ON SCHEMA public IS 'standard public schema';
"""
_INTERNAL = ("schemata", "*__archive_*", "*__archived_*")
_HEADER = re.compile(r"^-- Name: (?P<name>.*); Type: (?P<type>.*); Schema: (?P<schema>.*); Owner: .*$", re.MULTILINE)
_NOISE = re.compile(r"--$|-- PostgreSQL database dump|\\unrestrict ")

# Postgres writes an array that is cast and, once that text was read again, its items that are cast: both are the same.
_CAST_ARRAY = re.compile(r"\(ARRAY\[([^\]]*)\]\)::text\[\]")
# Postgres 18 names NOT NULL constraints; the model has no such names.
_NOT_NULL = re.compile(r'CONSTRAINT (?:"(?:[^"]|"")+"|\w+) NOT NULL')

# The order of storage parameters says nothing.
_OPTIONS = re.compile(r"WITH \((\w+='?[^()]*)\)")


@dataclass(frozen=True, slots=True)
class Scratch:
    """A database, as the administrator, by the URL of its server's database `postgres`."""

    admin: str
    name: str

    @property
    def url(self) -> str:
        """The URL of the database itself."""
        return urlsplit(self.admin)._replace(path=f"/{self.name}").geturl()

    def clear(self) -> None:
        """Makes it as a new one is: emptied, which is quicker, or made anew where that does not do."""
        try:
            with psycopg.connect(self.url, autocommit=True) as connection:
                if not self._emptied(connection):
                    self._make()
        except psycopg.OperationalError:
            self._make()

    def drop(self) -> None:
        """Removes it."""
        with psycopg.connect(self.admin, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {identifier(self.name)} WITH (FORCE)".encode())

    def load(self, text: str) -> None:
        """Runs a script. Raises script.DoesNotLoad."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute("SET client_min_messages = error")
            script.load(connection, text)

    def dump(self) -> frozenset[str]:
        """What pg_dump writes of it, object by object; the columns of a table and the grants of an object as sets."""
        pg_dump = binaries.find("18").program("pg_dump")
        hidden = [f"--exclude-schema={schema}" for schema in _INTERNAL]
        command = [pg_dump, "--schema-only", "--restrict-key=x", *hidden, f"--dbname={self.url}"]
        done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"})
        if done.returncode:
            raise AssertionError(f"pg_dump: {done.stderr}")
        return frozenset(_objects(done.stdout))

    def _make(self) -> None:
        self.drop()
        with psycopg.connect(self.admin, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {identifier(self.name)} TEMPLATE template0".encode())

    def _emptied(self, connection: psycopg.Connection) -> bool:
        connection.execute("SET client_min_messages = error")
        with connection.transaction():
            for (name,) in connection.execute(_EXTENSIONS).fetchall():
                connection.execute(f"DROP EXTENSION {identifier(name)} CASCADE".encode())
            for (name,) in connection.execute(_SCHEMAS).fetchall():
                connection.execute(f"DROP SCHEMA {identifier(name)} CASCADE".encode())
            connection.execute(_PUBLIC)
        row = connection.execute(_DIRTY).fetchone()
        return bool(row and not row[0])


def _objects(dump: str) -> list[str]:
    heads = list(_HEADER.finditer(dump))
    starts = [head.start() for head in heads]
    return [_object(head, dump[head.end() : end]) for head, end in zip(heads, [*starts[1:], len(dump)], strict=False)]


def _object(head: re.Match[str], text: str) -> str:
    spelled = _OPTIONS.sub(_sorted_options, _NOT_NULL.sub("NOT NULL", _CAST_ARRAY.sub(_cast_items, text)))
    lines = [line.rstrip() for line in spelled.splitlines() if line.strip() and not _NOISE.match(line)]
    if head["type"] in ("TABLE", "ACL", "DEFAULT ACL", "FOREIGN TABLE"):
        lines = sorted(line.rstrip(",") for line in lines)
    return "\n".join((head[0], *lines))


def _cast_items(array: re.Match[str]) -> str:
    return f"ARRAY[{', '.join(f'({item})::text' for item in array[1].split(', '))}]"


def _sorted_options(options: re.Match[str]) -> str:
    return f"WITH ({', '.join(sorted(options[1].split(', ')))})"
