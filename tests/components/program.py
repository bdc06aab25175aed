"""A Pulumi program of one value chain. What it declares comes from the environment, so that a test can change it."""

import json
import os

import pulumi

from components.endpoint import Endpoint
from components.postgres_server import PostgresServer
from components.schema_database import SchemaDatabase
from components.value_chain import ValueChain

wanted = json.loads(os.environ["WANTED"])
endpoint = Endpoint(
    wanted["host"], wanted["port"], wanted["username"], pulumi.Output.secret(os.environ["SERVER_PASSWORD"]), "disable"
)
server = PostgresServer("postgres", endpoint, None)
schemas = {wanted["schema"]: wanted["former_schema"]}
database = SchemaDatabase("analytics", wanted["database"], schemas, server, protect=False)
ValueChain(
    wanted["code"],
    wanted["schema"],
    wanted["definition"],
    database,
    allow=(),
    after=(),
    renamed_from=wanted["former_code"],
)
