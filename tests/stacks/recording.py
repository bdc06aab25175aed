"""Pulumi's mocks that record what a program declares, and refuse a type that nobody expects."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pulumi
from pulumi.runtime import MockCallArgs, MockResourceArgs

OUTPUTS: dict[str, dict[str, object]] = {
    "digi:platform:PostgresServer": {},
    "digi:platform:SchemaDatabase": {},
    "digi:apps:AppDatabase": {},
    "digi:valuechains:ValueChain": {},
    "pulumi:providers:schemata": {},
    "pulumi:providers:postgresql": {},
    "postgresql:index/database:Database": {},
    "postgresql:index/role:Role": {},
    "postgresql:index/grant:Grant": {},
    "schemata:index:DatabaseContents": {},
    "schemata:index:EmbeddedPostgres": {"host": "127.0.0.1"},
    "schemata:index:Password": {"result": "generated-password"},
    "schemata:index:ReferenceRows": {},
    "schemata:index:Schema": {"refused": "", "tables": 2, "indexes": 3, "foreignKeys": 1},
}


@dataclass(slots=True)
class Recording(pulumi.runtime.Mocks):
    """What was declared: (type, name) -> inputs. `refused` is what every schema refuses."""

    refused: str = ""
    declared: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)

    def new_resource(self, args: MockResourceArgs) -> tuple[str | None, dict[Any, Any]]:
        """Answers as the engine does after an update."""
        self.declared[args.typ, args.name] = args.inputs
        outputs = {**args.inputs, **OUTPUTS[args.typ]}
        return f"{args.name}-id", outputs | {"refused": self.refused} if "refused" in outputs else outputs

    def call(self, args: MockCallArgs) -> dict[Any, Any]:
        """No function of any provider is used."""
        raise AssertionError(f"unexpected call of {args.token}")

    def of_type(self, token: str) -> dict[str, dict[str, Any]]:
        """The declared resources of a type, by name."""
        return {name: inputs for (kind, name), inputs in self.declared.items() if kind == token}
