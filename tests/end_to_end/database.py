"""Looks at a clone's server from outside, with psycopg and Postgres' own programs."""

import subprocess
from dataclasses import dataclass, field

import psycopg

from servers import binaries, record
from servers.endpoint import Endpoint
from tests.end_to_end.clone import Clone


@dataclass(frozen=True, slots=True)
class Observer:
    """The administrator of a server of Postgres `version`."""

    version: str
    endpoint: Endpoint = field(repr=False)

    def rows(self, database: str, query: str) -> list[tuple[object, ...]]:
        """What a query gives."""
        with psycopg.connect(self.endpoint.url(database), autocommit=True) as connection:
            return connection.execute(query.encode()).fetchall()

    def column(self, database: str, query: str) -> list[object]:
        """The first column of what a query gives."""
        return [row[0] for row in self.rows(database, query)]

    def value(self, database: str, query: str) -> object:
        """The one value that a query gives."""
        ((value,),) = self.rows(database, query)
        return value

    def do(self, database: str, statement: str) -> None:
        """Run a statement that gives nothing back."""
        with psycopg.connect(self.endpoint.url(database), autocommit=True) as connection:
            connection.execute(statement.encode())

    def databases(self) -> set[object]:
        """The names of all databases but Postgres' own."""
        return set(
            self.column("postgres", "select datname from pg_database where not datistemplate and datname <> 'postgres'")
        )

    def tables(self, database: str, schema: str) -> set[object]:
        """The names of a schema's tables."""
        return set(self.column(database, f"select tablename from pg_tables where schemaname = '{schema}'"))

    def schemas(self, database: str) -> set[object]:
        """The names of all schemas but Postgres' own."""
        return set(
            self.column(database, "select nspname from pg_namespace where nspname !~ '^pg_|^information_schema$'")
        )

    def dump(self, database: str, *schemas: str) -> list[str]:
        """What `pg_dump -s` says, line by line, of some schemas, or of all but the engine's own records."""
        chosen = [f"--schema={schema}" for schema in schemas] or ["--exclude-schema=schemata"]
        program = binaries.find(self.version).program("pg_dump")
        command = [program, "--schema-only", "--no-owner", *chosen, "--dbname", self.endpoint.url(database)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        # \restrict has a random word; a comma tells only that another line follows.
        lines = (line.strip().rstrip(",") for line in done.stdout.splitlines())
        return [line for line in lines if line and not line.startswith(("--", "\\"))]

    def touched(self, database: str) -> list[tuple[object, ...]]:
        """What changes when a table's definition or rows are written: catalogue versions and counters."""
        query = """
            select c.oid::regclass::text, c.xmin::text, c.relfilenode::text,
                   (select string_agg(a.xmin::text, ',' order by attnum) from pg_attribute a where attrelid = c.oid)
            from pg_class c join pg_namespace n on n.oid = relnamespace
            where nspname !~ '^pg_|^information_schema$|^schemata$' and relkind in ('r', 'i') order by 1"""
        return self.rows(database, query)


def observer(clone: Clone) -> Observer:
    """An observer of a clone's server, which was made."""
    made = record.read(clone.server)
    assert made is not None
    password = clone.run("bin/pulumi", "config", "get", "postgresAdminPassword", "--stack", "dev").succeeded().strip()
    return Observer(made.version, made.endpoint(password))
